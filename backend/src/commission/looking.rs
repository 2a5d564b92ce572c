use std::collections::BTreeMap;

use domain::{
    Currency, Money, ServiceClassId,
    catalogue::{self as catalogue_words, ItemKind},
    commission::{Earning, Offer, Outlook},
    policy::Action,
};

use super::{
    page::at_work,
    store::{ledger, outlook, tables},
};
use crate::{Context, Result, catalogue, money::sum};

/// The cheapest service of each class that is charged again and again, by its price per month.
fn cheapest(offers: Vec<catalogue_words::Offer>, currency: Currency) -> Result<Vec<Offer>> {
    let mut found: BTreeMap<ServiceClassId, Offer> = BTreeMap::new();
    for offer in offers {
        let is_sold = offer.kind == ItemKind::Service && offer.term.recurs();
        let Some(class) = offer.class.filter(|_| is_sold) else {
            continue;
        };
        if offer.retail.currency != currency {
            continue;
        }
        let months = i128::from(offer.term.months());
        let monthly = sum(offer.retail.scaled(1, months))?;
        let least = found.get(&class).map(|known| known.monthly.minor);
        if least.is_none_or(|least| monthly.minor < least) {
            let name = offer.name;
            found.insert(
                class,
                Offer {
                    name,
                    class,
                    monthly,
                },
            );
        }
    }
    Ok(found.into_values().collect())
}

/// How the partner stands, as far as it decides what would be if it won more clients. In the currency
/// that most of its services have.
pub async fn outlook(cx: &Context) -> Result<Outlook> {
    let partner = cx.allow(Action::SeeCommission)?;
    let today = cx.now().date();
    let mut tx = cx.read().await?;
    let currencies = outlook::currencies(&mut tx, partner).await?;
    let currency = currencies.first().copied().unwrap_or(Currency::EUR);
    let mut monthly: BTreeMap<ServiceClassId, Money> = BTreeMap::new();
    for (class, months, discount, whole) in outlook::earning(&mut tx, partner, currency).await? {
        let reduced = sum(whole.minus(sum(discount.of(whole))?))?;
        let share = sum(reduced.scaled(1, i128::from(months)))?;
        let all = monthly.entry(class).or_insert(Money::zero(currency));
        *all = sum(all.plus(share))?;
    }
    let kept = ledger::standing(&mut tx, partner).await?;
    let tables = tables::tables(&mut tx).await?;
    Ok(Outlook {
        today,
        rank: kept.map(|kept| kept.standing.rank).unwrap_or_default(),
        counted: kept.map_or(0, |kept| kept.counted),
        idle: outlook::idle(&mut tx, partner).await?,
        table: at_work(&tables, today)?.clone(),
        currency,
        earning: monthly
            .into_iter()
            .map(|(class, monthly)| Earning { class, monthly })
            .collect(),
        offers: cheapest(catalogue::offers(&mut tx, partner).await?, currency)?,
    })
}
