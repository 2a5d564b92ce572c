//! Trials end by themselves (P15).

use std::time::Duration;

use domain::{
    PartnerId,
    audit::Event,
    clients::{BlockKind, BlockReason},
    plans::AfterTrial,
    policy::Actor,
};

use super::store::{self, Client};
use crate::{Context, Portal, Result, audit::entry, client_users, db::Tx, plans, subscriptions};

/// Trials ended in one transaction.
const BATCH: i64 = 200;
/// How long the portal waits before it looks again.
const PAUSE: Duration = Duration::from_mins(1);

/// Ends every trial whose time has come and says how many. Several replicas may do it at once:
/// each trial ends once.
pub async fn end_due(portal: &Portal) -> Result<u64> {
    let cx = portal.context(Actor::Anonymous);
    let mut tx = cx.read().await?;
    let partners = store::partners_with_due_trials(&mut tx, cx.now()).await?;
    drop(tx);
    let mut ended = 0;
    for partner in partners {
        loop {
            let batch = end_some(&cx, partner).await?;
            ended += batch;
            if batch == 0 {
                break;
            }
        }
    }
    Ok(ended)
}

/// Ends trials as their time comes, for as long as the portal runs.
pub async fn run_trials(portal: Portal) {
    loop {
        if let Err(error) = end_due(&portal).await {
            tracing::error!(%error, "trials could not be ended; trying again soon");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn end_some(cx: &Context, partner: PartnerId) -> Result<u64> {
    let mut tx = cx.begin().await?;
    let mut ended = 0;
    for client in store::due_trials(&mut tx, partner, cx.now(), BATCH).await? {
        ended += u64::from(end_one(&mut tx, cx, partner, client).await?);
    }
    tx.commit().await?;
    Ok(ended)
}

/// Ends a trial as its plan says: the client is charged from now on, without a plan, or blocked;
/// says whether nobody was faster.
async fn end_one(tx: &mut Tx, cx: &Context, partner: PartnerId, client: Client) -> Result<bool> {
    let plan = match client.standing.plan {
        Some(plan) => plans::known(tx, partner, plan).await?,
        None => None,
    };
    let ended_at = client.standing.trial_ends_at.unwrap_or(cx.now());
    let after = plan
        .as_ref()
        .map_or(AfterTrial::Charge, |plan| plan.after_trial);
    let standing = client.standing.settled(cx.now());
    let standing = match after {
        AfterTrial::Charge => standing,
        AfterTrial::Stop => standing.without_plan(),
        AfterTrial::Block => {
            let reason = BlockReason {
                kind: BlockKind::Other,
                note: String::new(),
            };
            standing.blocked(reason, cx.now())
        }
    };
    let seen = (client.id, client.version);
    if !store::set_standing(tx, partner, seen, &standing, cx.now()).await? {
        return Ok(false);
    }
    let event = entry(Event::TrialEnded).client(client.id);
    let event = match (after, &plan) {
        (AfterTrial::Stop, Some(plan)) => event.change("plan", &plan.name, ""),
        (AfterTrial::Block, _) => event.change("after_trial", "", after.name()),
        _ => event,
    };
    event.record_at(tx, cx, partner).await?;
    if after == AfterTrial::Block {
        client_users::end_access(tx, cx, partner, client.id).await?;
    }
    if let Some(plan) = plan {
        subscriptions::trial_over(tx, cx, partner, client.id, &plan, ended_at).await?;
    }
    Ok(true)
}
