use domain::{ClientId, PartnerId};

use super::store;
use crate::{Result, auth, db::Tx};

/// Ends the sessions and reset links of everybody who may work at no other client of the partner:
/// whoever was signed in is not any more, on every replica (P9). What they may do is read anew with
/// each request anyhow; this makes an old cookie worthless for good.
pub(crate) async fn end_access(tx: &mut Tx, partner: PartnerId, client: ClientId) -> Result<()> {
    for user in store::left_without(tx, partner, client).await? {
        auth::end_everything_at(tx, partner, user).await?;
    }
    Ok(())
}
