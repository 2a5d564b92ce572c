use domain::policy::Actor;

use super::{store, under_way::close};
use crate::{Portal, Result};

/// Writes down the end of visits that have run out. They were over before: any replica may do it at
/// any time, and each end is written once.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(portal: &Portal) -> Result<()> {
    let cx = portal.context(Actor::Anonymous);
    let mut tx = portal.db().begin().await?;
    for visit in store::run_out(&mut tx, cx.now()).await? {
        close(&mut tx, &cx, visit).await?;
    }
    tx.commit().await
}
