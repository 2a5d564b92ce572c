use domain::{
    ClientId, Version,
    audit::Event,
    policy::Action,
    refusal::{Changed, Conflict, Refusal},
    subscriptions::{OwnPrice, OwnPriceDraft, Subscription},
};

use super::{
    found, plan, shown,
    store::{self, Kept},
};
use crate::{Context, Result, audit::entry, db::Tx};

/// Gives a client a price of its own for its plan, or the plan's again: from the next period on
/// (S12).
pub async fn set_price(
    cx: &Context,
    client: ClientId,
    draft: OwnPriceDraft,
    seen: Version,
) -> Result<Subscription> {
    let mut tx = cx.begin().await?;
    let (mut kept, status) = found(&mut tx, cx, Action::EditBilling, client).await?;
    let partner = cx.partner()?;
    let plan = plan(&mut tx, partner, kept.plan).await?;
    let own = draft.validate(plan.price.currency, cx.now().date())?;
    let before = std::mem::replace(&mut kept.own, own);
    write(&mut tx, cx, &kept, seen).await?;
    let price = |own: Option<&OwnPrice>| own.map_or(plan.price, |own| own.price).to_string();
    let event = entry(Event::ClientPriceSet)
        .client(client)
        .about(&plan.name)
        .change("price", price(before.as_ref()), price(kept.own.as_ref()));
    let event = match &kept.own {
        Some(own) => event.change("reason", "", &own.reason),
        None => event,
    };
    let event = match kept.own.as_ref().and_then(|own| own.until) {
        Some(until) => event.change("until", "", until.to_string()),
        None => event,
    };
    event.record(&mut tx, cx).await?;
    kept.version = Version(seen.0 + 1);
    let now = shown(&mut tx, cx, partner, kept, status).await?;
    tx.commit().await?;
    Ok(now)
}

/// A client stays on its plan after all; nothing happens when it was to stay anyhow.
pub async fn keep(cx: &Context, client: ClientId, seen: Version) -> Result<Subscription> {
    let mut tx = cx.begin().await?;
    let (mut kept, status) = found(&mut tx, cx, Action::AssignPlan, client).await?;
    let partner = cx.partner()?;
    if let Some(next) = kept.next_plan.take() {
        write(&mut tx, cx, &kept, seen).await?;
        kept.version = Version(seen.0 + 1);
        let dropped = plan(&mut tx, partner, next).await?;
        let stays = plan(&mut tx, partner, kept.plan).await?;
        entry(Event::PlanKept)
            .client(client)
            .change("plan", dropped.name, stays.name)
            .record(&mut tx, cx)
            .await?;
    }
    let now = shown(&mut tx, cx, partner, kept, status).await?;
    tx.commit().await?;
    Ok(now)
}

/// Writes a change that was made while looking at `seen`.
async fn write(tx: &mut Tx, cx: &Context, kept: &Kept, seen: Version) -> Result<()> {
    let partner = cx.partner()?;
    if kept.version == seen && store::save(tx, partner, kept).await? {
        return Ok(());
    }
    let now = store::one(tx, partner, kept.client).await?;
    let now = now.ok_or(Refusal::NotFound)?;
    let own = OwnPriceDraft::of(now.own.as_ref());
    let field = |field: &str, now: String| Changed {
        field: field.to_owned(),
        now,
    };
    Err(Refusal::Conflict(Conflict {
        version: now.version,
        changed: vec![
            field("price", own.price),
            field("reason", own.reason),
            field("until", own.until),
        ],
    })
    .into())
}
