use domain::{ClientId, PartnerId};

use super::store;
use crate::{Context, Result, auth, db::Tx, visits};

/// Ends visits to the client, and the sessions and reset links of everybody who may work at no other
/// client of the partner: whoever was signed in is not any more, on every replica (P9). What they may do is read anew with
/// each request anyhow; this makes an old cookie worthless for good.
pub(crate) async fn end_access(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
) -> Result<()> {
    visits::end_all(tx, cx, partner, client).await?;
    for user in store::left_without(tx, partner, client).await? {
        auth::end_everything_at(tx, partner, user).await?;
    }
    Ok(())
}
