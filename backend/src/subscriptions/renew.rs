use domain::{Date, PartnerId, policy::Actor, subscriptions::Stage};

use super::{
    life::{begin, charge_period, save},
    plan,
    store::{self, Kept},
};
use crate::{Context, Portal, Result, clients, db::Tx};

/// Subscriptions renewed in one transaction.
const BATCH: i64 = 200;

/// Charges for every period of a plan that has begun, puts clients on the plan that waited for it,
/// and begins what was held up by a block; says how many subscriptions it was at. Several replicas
/// may do it at once, or one again after it was killed: the charge of a period exists once, and is
/// written together with the next day.
pub async fn renew_due(portal: &Portal) -> Result<u64> {
    let cx = portal.context(Actor::Anonymous);
    let mut tx = cx.read().await?;
    let partners = store::partners_with_due(&mut tx, cx.now().date()).await?;
    drop(tx);
    let mut renewed = 0;
    for partner in partners {
        loop {
            let batch = renew_some(&cx, partner).await?;
            renewed += batch;
            if batch == 0 {
                break;
            }
        }
    }
    Ok(renewed)
}

async fn renew_some(cx: &Context, partner: PartnerId) -> Result<u64> {
    let today = cx.now().date();
    let mut tx = cx.begin().await?;
    let mut renewed = 0;
    for kept in store::due(&mut tx, partner, today, BATCH).await? {
        if let Some(charged) = kept.charged {
            catch_up(&mut tx, cx, partner, kept, charged.period.next).await?;
            renewed += 1;
        }
    }
    for kept in store::let_in(&mut tx, partner, BATCH).await? {
        begin(&mut tx, cx, partner, kept, today).await?;
        renewed += 1;
    }
    tx.commit().await?;
    Ok(renewed)
}

/// Charges for every period that has begun from a day on: several, when the portal stood still.
pub(super) async fn catch_up(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    mut kept: Kept,
    mut from: Date,
) -> Result<()> {
    let today = cx.now().date();
    let mut plan_now = plan(tx, partner, kept.plan).await?;
    while kept.stage == Stage::Active && from <= today {
        let anchor = kept.charged.map_or(from.day(), |charged| charged.anchor);
        if let Some(next) = kept.next_plan.take() {
            plan_now = plan(tx, partner, next).await?;
            clients::move_on(tx, cx, partner, kept.client, &plan_now).await?;
            kept.plan = next;
            kept.own = None;
        }
        charge_period(tx, cx, partner, &mut kept, (&plan_now, from, anchor)).await?;
        let Some(charged) = kept.charged else { break };
        from = charged.period.next;
    }
    save(tx, partner, &kept).await
}
