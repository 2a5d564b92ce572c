//! Subscriptions: what is owed for a client's plan, period after period (P8, P15, S12, S15).

mod changes;
mod licences;
mod life;
mod renew;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    ClientId, Date, Money, PartnerId, PlanId, Refusal,
    clients::ClientStatus,
    plans::PlanSummary,
    policy::Action,
    subscriptions::{Pricing, Stage, Subscription, SubscriptionStatus},
};

use crate::{Context, Error, Result, billing, clients, db::Tx, invoices, money::sum, plans};
use store::Kept;

pub use changes::{keep, set_price};
pub use licences::{licence_prices, set_licence_price};
pub(crate) use life::{assigned, end_of_client, ensured, planned, reopened, timing, trial_over};
pub use renew::renew_due;
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The subscription of a client; none when it never had one.
pub async fn of_client(cx: &Context, client: ClientId) -> Result<Option<Subscription>> {
    let mut tx = cx.read().await?;
    let reached = clients::reached(&mut tx, cx, Action::SeeClients, client).await?;
    let partner = cx.partner()?;
    let Some(kept) = store::one(&mut tx, partner, client).await? else {
        return Ok(None);
    };
    Ok(Some(
        shown(&mut tx, cx, partner, kept, reached.status).await?,
    ))
}

/// A subscription of a client to which the actor may do `action`, with the client's state. The
/// client is held first, as by whoever changes its plan, so that two never wait for each other.
async fn found(
    tx: &mut Tx,
    cx: &Context,
    action: Action,
    client: ClientId,
) -> Result<(Kept, ClientStatus)> {
    clients::entitled::hold(tx, cx.partner()?, client).await?;
    let reached = clients::reached(tx, cx, action, client).await?;
    let kept = store::one(tx, cx.partner()?, client).await?;
    let kept = kept.filter(|kept| kept.stage != Stage::Canceled);
    Ok((kept.ok_or(Refusal::NotFound)?, reached.status))
}

/// A subscription with what stands around it.
async fn shown(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    kept: Kept,
    client: ClientStatus,
) -> Result<Subscription> {
    let today = cx.now().date();
    let plan = plan(tx, partner, kept.plan).await?;
    let next = match kept.next_plan {
        Some(next) => Some(self::plan(tx, partner, next).await?),
        None => None,
    };
    let trial_end = clients::trial_end(tx, partner, kept.client).await?;
    let is_overdue = invoices::is_overdue(tx, partner, kept.client, today).await?;
    let pricing = pricing(tx, partner, kept.client, today).await?;
    let status = SubscriptionStatus::of(kept.stage, client, is_overdue);
    let begins = match kept.charged {
        _ if status == SubscriptionStatus::Canceled => None,
        Some(charged) => Some(charged.period.next),
        None => trial_end,
    };
    let next_charge = match (begins, &next) {
        (Some(on), Some(next)) => Some((on, sum(pricing.of(next.price, next.interval))?)),
        (Some(on), None) => {
            let retail = retail(&kept, &plan, on);
            Some((on, sum(pricing.of(retail, plan.interval))?))
        }
        (None, _) => None,
    };
    Ok(Subscription {
        status,
        trial_ends_on: trial_end.filter(|_| kept.stage == Stage::Trialing),
        period: kept.charged.map(|charged| charged.period),
        pricing,
        next: next.map(|next| (next.id, next.name)),
        today,
        next_charge,
        own: kept.own,
        version: kept.version,
        plan,
    })
}

/// What a client's plan costs it when a period begins on a day: its own price while that counts.
fn retail(kept: &Kept, plan: &PlanSummary, from: Date) -> Money {
    let own = kept.own.as_ref();
    own.filter(|own| own.counts(from, plan.price.currency))
        .map_or(plan.price, |own| own.price)
}

/// Who is charged for a client's plan, by the prices of a day.
async fn pricing(tx: &mut Tx, partner: PartnerId, client: ClientId, on: Date) -> Result<Pricing> {
    Ok(Pricing {
        payer: billing::terms(tx, partner, client).await?.payer,
        licences: store::licences(tx, on).await?,
    })
}

/// A plan that something refers to.
async fn plan(tx: &mut Tx, partner: PartnerId, id: PlanId) -> Result<PlanSummary> {
    let plan = plans::known(tx, partner, id).await?;
    plan.ok_or_else(|| Error::corrupt("subscriptions.plan_id"))
}
