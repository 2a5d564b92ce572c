//! Who looks after clients.

use domain::{MembershipId, PartnerId, Timestamp};

use super::store::lock_counts;
use crate::{
    Result, args,
    db::{Engine, Tx},
    statements,
};

statements! {
    RELEASE = "UPDATE clients SET manager_id = NULL, updated_at = $3, version = version + 1
        WHERE partner_id = $1 AND manager_id = $2";
    // In the order in which bulk actions lock: neither waits for the other for ever.
    LOCK_PG = "SELECT id FROM clients WHERE partner_id = $1 AND manager_id = $2
        ORDER BY id FOR UPDATE";
}

/// Leaves the clients of a member who goes without a manager, and says how many they were.
pub(crate) async fn release_manager(
    tx: &mut Tx,
    partner: PartnerId,
    membership: MembershipId,
    now: Timestamp,
) -> Result<u64> {
    if tx.engine() == Engine::Postgres {
        tx.run(LOCK_PG, args![partner, membership]).await?;
        lock_counts(tx, partner).await?;
    }
    tx.run(RELEASE, args![partner, membership, now]).await
}
