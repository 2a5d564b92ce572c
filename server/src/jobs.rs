//! What the portal does by itself, on every replica: the database decides who does what.

use std::time::Duration;

use backend::Portal;
use tokio::task::JoinSet;

/// How often is thrown away what is over.
const SWEEP_EVERY: Duration = Duration::from_mins(15);

/// Starts every job. They end when the set is dropped: each stands on transactions and goes on where
/// it was, here or on another replica.
pub(crate) fn start(portal: &Portal) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(backend::outbox::run_outbox(portal.clone()));
    jobs.spawn(backend::clients::run_trials(portal.clone()));
    jobs.spawn(backend::invoices::run_billing(portal.clone()));
    jobs.spawn(backend::imports::run_imports(portal.clone()));
    jobs.spawn(backend::domains::run_domain_checks(portal.clone()));
    jobs.spawn(backend::commission::run_checks(portal.clone()));
    jobs.spawn(sweep(portal.clone()));
    jobs
}

/// Deletes what is over: sessions, links, counts of tries, messages that left, removed domains.
async fn sweep(portal: Portal) {
    loop {
        for swept in [
            backend::auth::sweep(&portal).await,
            backend::outbox::sweep(&portal).await,
            backend::domains::sweep(&portal).await,
            backend::visits::sweep(&portal).await,
        ] {
            if let Err(error) = swept {
                tracing::warn!(%error, "sweeping did not work; it is tried again later");
            }
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}
