use std::collections::BTreeMap;

use domain::{
    Currency, Money, ServiceClassId,
    commission::{Earning, Outlook},
    policy::Action,
};

use super::{
    page::at_work,
    store::{ledger, reading, tables},
};
use crate::{Context, Result, money::sum};

/// How the partner stands, as far as it decides what would be if it won more clients. In the currency
/// that most of its services have.
pub async fn outlook(cx: &Context) -> Result<Outlook> {
    let partner = cx.allow(Action::SeeCommission)?;
    let today = cx.now().date();
    let mut tx = cx.read().await?;
    let currencies = reading::currencies(&mut tx, partner).await?;
    let currency = currencies.first().copied().unwrap_or(Currency::EUR);
    let mut monthly: BTreeMap<ServiceClassId, Money> = BTreeMap::new();
    for (class, months, discount, whole) in reading::earning(&mut tx, partner, currency).await? {
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
        idle: reading::idle(&mut tx, partner).await?,
        table: at_work(&tables, today)?.clone(),
        currency,
        earning: monthly
            .into_iter()
            .map(|(class, monthly)| Earning { class, monthly })
            .collect(),
        offers: Vec::new(),
    })
}
