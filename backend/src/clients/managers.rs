//! Who looks after clients.

use domain::{MembershipId, PartnerId, Timestamp};

use crate::{Result, args, db::Tx, statements};

statements! {
    RELEASE = "UPDATE clients SET manager_id = NULL, updated_at = $3, version = version + 1
        WHERE partner_id = $1 AND manager_id = $2";
}

/// Leaves the clients of a member who goes without a manager, and says how many they were.
pub(crate) async fn release_manager(
    tx: &mut Tx,
    partner: PartnerId,
    membership: MembershipId,
    now: Timestamp,
) -> Result<u64> {
    tx.run(RELEASE, args![partner, membership, now]).await
}
