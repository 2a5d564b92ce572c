use domain::{Money, audit::Event, policy::Action, subscriptions::LicencePriceDraft};

use super::store;
use crate::{Context, Result, audit::entry};

/// What the operator asks a partner that pays for a client, for each month of its plan, by currency
/// (S15).
pub async fn licence_prices(cx: &Context) -> Result<Vec<Money>> {
    cx.allow_on_portal(Action::SeeOperatorBilling)?;
    let mut tx = cx.read().await?;
    store::licences(&mut tx, cx.now().date()).await
}

/// Asks another price for every period that begins from today on; 0 asks nothing.
pub async fn set_licence_price(cx: &Context, draft: LicencePriceDraft) -> Result<Vec<Money>> {
    cx.allow_on_portal(Action::ManageOperatorBilling)?;
    let price = draft.validate()?;
    let today = cx.now().date();
    let mut tx = cx.begin().await?;
    let before = store::licences(&mut tx, today).await?;
    let before = before.iter().find(|old| old.currency == price.currency);
    let before = before.map_or_else(String::new, ToString::to_string);
    store::set_licence(&mut tx, price.currency, today, price.minor).await?;
    entry(Event::LicencePriceSet)
        .about(price.currency.code())
        .change("price", before, price.to_string())
        .record_on_portal(&mut tx, cx, cx.actor().user())
        .await?;
    let now = store::licences(&mut tx, today).await?;
    tx.commit().await?;
    Ok(now)
}
