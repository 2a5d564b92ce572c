//! Trials end by themselves (P15).

use std::time::Duration;

use domain::{PartnerId, audit::Event, policy::Actor};

use super::store;
use crate::{Context, Portal, Result, audit::entry};

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
        let standing = client.standing.settled(cx.now());
        let seen = (client.id, client.version);
        if store::set_standing(&mut tx, partner, seen, &standing, cx.now()).await? {
            entry(Event::TrialEnded)
                .client(client.id)
                .record_at(&mut tx, cx, partner)
                .await?;
            ended += 1;
        }
    }
    tx.commit().await?;
    Ok(ended)
}
