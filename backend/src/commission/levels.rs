use std::time::Duration;

use domain::{ClientId, PartnerId, commission::Month, policy::Actor};

use super::{keeping::Ledger, store::ledger};
use crate::{Context, Portal, Result, db::Tx};

/// The job that is done once for each partner and month.
const EVALUATION: &str = "commission_evaluation";
/// How long the portal waits before it looks whether a day has begun.
const PAUSE: Duration = Duration::from_mins(10);

/// Counts a client again after one of its services began or ended, or it was closed or reopened, in
/// the transaction that did it. The level goes up at once; it falls at an evaluation only (B16).
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn client_changed(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
) -> Result<()> {
    let mut held = Ledger::hold(tx, cx, partner).await?;
    let (counts, deserves) = ledger::counting(tx, partner, client).await?;
    if counts == deserves {
        return Ok(());
    }
    held.count(tx, cx, client, deserves).await?;
    held.settle(tx, cx, false).await?;
    held.keep(tx).await
}

/// Counts the clients of every partner that was not counted today, and evaluates levels once a month;
/// says how many partners that were. Several replicas may do it at once, and days that were missed
/// are made up for.
///
/// # Errors
/// When the database does not answer.
pub async fn check_due(portal: &Portal) -> Result<u64> {
    let cx = portal.context(Actor::Anonymous);
    let mut tx = cx.read().await?;
    let partners = ledger::to_check(&mut tx, cx.now().date()).await?;
    drop(tx);
    let mut checked = 0;
    for partner in partners {
        let mut tx = cx.begin().await?;
        check(&mut tx, &cx, partner).await?;
        tx.commit().await?;
        checked += 1;
    }
    Ok(checked)
}

/// Checks levels day by day, for as long as the portal runs.
pub async fn run_checks(portal: Portal) {
    loop {
        if let Err(error) = check_due(&portal).await {
            tracing::error!(%error, "levels could not be checked; trying again soon");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn check(tx: &mut Tx, cx: &Context, partner: PartnerId) -> Result<()> {
    let mut held = Ledger::hold(tx, cx, partner).await?;
    let (began, ceased) = ledger::miscounted(tx, partner).await?;
    for client in began {
        held.count(tx, cx, client, true).await?;
    }
    for client in ceased {
        held.count(tx, cx, client, false).await?;
    }
    let month = Month::of(held.today()).to_string();
    let is_evaluation = ledger::is_first_run(tx, partner, EVALUATION, &month, cx.now()).await?;
    held.settle(tx, cx, is_evaluation).await?;
    held.was_checked();
    held.keep(tx).await
}
