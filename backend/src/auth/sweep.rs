use super::{session::IDLE, store};
use crate::{Portal, Result};

/// Seconds after which a count of tries says nothing any more: longer than every window.
const FORGOTTEN: i64 = 24 * 3_600;

/// Deletes what is over: sessions, reset links, counts of tries. It changes nothing anybody could
/// notice, so any replica may do it at any time.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(portal: &Portal) -> Result<()> {
    let now = portal.now();
    let mut tx = portal.db().begin().await?;
    store::sweep_sessions(&mut tx, now, now.plus_seconds(-IDLE)).await?;
    store::sweep_links(&mut tx, now).await?;
    store::sweep_tries(&mut tx, now.plus_seconds(-FORGOTTEN)).await?;
    tx.commit().await
}
