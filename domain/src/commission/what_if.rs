use serde::{Deserialize, Serialize};

use super::{Rank, RateTable, accrual};
use crate::{Currency, Date, Money, ServiceClassId, money::Overflow, rates::allocate};

/// How a partner stands, as far as it decides what would be if it won more clients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// The day it is looked from.
    pub today: Date,
    /// The level it has.
    pub rank: Rank,
    /// How many of its clients count.
    pub counted: u32,
    /// How many are open and have no active service, so that one would make them count.
    pub idle: u32,
    /// The table in force.
    pub table: RateTable,
    /// Of every amount here.
    pub currency: Currency,
    /// What its clients pay in a month, by class.
    pub earning: Vec<Earning>,
    /// The cheapest service of each class.
    pub offers: Vec<Offer>,
}

/// What the services of a class bring in a month, net.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earning {
    /// The class.
    pub class: ServiceClassId,
    /// Per month.
    pub monthly: Money,
}

/// A service that can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it is called.
    pub name: String,
    /// Its class.
    pub class: ServiceClassId,
    /// Its price per month, net.
    pub monthly: Money,
}

/// Clients that would be won, evenly over some months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wins {
    /// How many.
    pub clients: u32,
    /// Over how many months, at least one.
    pub months: u32,
    /// What each would pay in a month, net.
    pub per_client: Money,
    /// Of which classes, by weight; without any weight, of the first one.
    pub mix: Vec<(ServiceClassId, u64)>,
}

/// What would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How many clients would count.
    pub counted: u32,
    /// The level.
    pub rank: Rank,
    /// The day on which that level is reached, where it is a higher one.
    pub reached_on: Option<Date>,
    /// Commission in a month today.
    pub monthly_now: Money,
    /// Commission in a month then.
    pub monthly_then: Money,
    /// The cheapest way on to the level above.
    pub next: Option<NextLevel>,
}

/// The cheapest way to a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextLevel {
    /// Which level.
    pub rank: Rank,
    /// How many more clients must count.
    pub missing: u32,
    /// How many of those are there already and only need a service.
    pub waiting: u32,
    /// The service that costs least after what it earns at that level; none without an offer.
    pub offer: Option<Offer>,
    /// What it costs for all who are missing, per month.
    pub cost: Money,
    /// What the level alone adds to the commission of a month, without those clients.
    pub gain: Money,
}

/// What would be if these clients were won.
///
/// # Errors
/// [`Overflow`], also when the amounts are of several currencies.
pub fn what_if(outlook: &Outlook, wins: &Wins) -> Result<Outcome, Overflow> {
    let counted = outlook.counted.saturating_add(wins.clients);
    let rank = outlook.rank.max(outlook.table.level_of(counted));
    let mut then = outlook.earning.clone();
    then.extend(won(wins)?);
    let monthly_then = monthly(outlook, &then, rank)?;
    Ok(Outcome {
        counted,
        rank,
        reached_on: reached_on(outlook, wins, rank),
        monthly_now: monthly(outlook, &outlook.earning, outlook.rank)?,
        monthly_then,
        next: next(outlook, &then, (counted, rank), monthly_then)?,
    })
}

/// What the clients that were won pay, by class, to the minor unit.
fn won(wins: &Wins) -> Result<Vec<Earning>, Overflow> {
    let weights: Vec<u64> = wins.mix.iter().map(|(_, weight)| *weight).collect();
    let parts = allocate(wins.per_client.times(wins.clients)?, &weights)?;
    let classes = wins.mix.iter().map(|(class, _)| *class);
    Ok(classes
        .zip(parts)
        .map(|(class, monthly)| Earning { class, monthly })
        .collect())
}

/// The commission of a month at a level.
fn monthly(outlook: &Outlook, earning: &[Earning], rank: Rank) -> Result<Money, Overflow> {
    let parts: Result<Vec<Money>, Overflow> = earning
        .iter()
        .map(|one| {
            accrual(
                one.monthly,
                outlook.table.rate(one.class, rank).unwrap_or_default(),
            )
        })
        .collect();
    Money::sum(outlook.currency, parts?)
}

/// The day on which the client that lifts the level is won, counted in days from today.
fn reached_on(outlook: &Outlook, wins: &Wins, rank: Rank) -> Option<Date> {
    let from = outlook
        .table
        .level(rank)
        .filter(|_| rank > outlook.rank)?
        .from;
    let needed = i64::from(from.saturating_sub(outlook.counted).max(1));
    let until = outlook
        .today
        .plus_months(i64::from(wins.months.max(1)), outlook.today.day());
    let (days, all) = (outlook.today.days_to(until), i64::from(wins.clients.max(1)));
    // A started day counts: the client is there at its end.
    Some(outlook.today.plus_days((days * needed + all - 1) / all))
}

fn next(
    outlook: &Outlook,
    then: &[Earning],
    (counted, rank): (u32, Rank),
    monthly_then: Money,
) -> Result<Option<NextLevel>, Overflow> {
    let Some((above, level)) = rank
        .next()
        .and_then(|above| Some((above, outlook.table.level(above)?)))
    else {
        return Ok(None);
    };
    let missing = level.from.saturating_sub(counted);
    let mut cheapest: Option<(Money, &Offer)> = None;
    for offer in &outlook.offers {
        let rate = outlook.table.rate(offer.class, above).unwrap_or_default();
        let own = offer.monthly.minus(accrual(offer.monthly, rate)?)?;
        if cheapest.is_none_or(|(least, _)| own.minor < least.minor) {
            cheapest = Some((own, offer));
        }
    }
    let offer = cheapest.map(|(_, offer)| offer.clone());
    let price = offer
        .as_ref()
        .map_or(Money::zero(outlook.currency), |offer| offer.monthly);
    Ok(Some(NextLevel {
        rank: above,
        missing,
        waiting: outlook.idle.min(missing),
        cost: price.times(missing)?,
        offer,
        gain: monthly(outlook, then, above)?.minus(monthly_then)?,
    }))
}
