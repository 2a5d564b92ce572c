use domain::{
    ClientId,
    audit::Event,
    clients::{BulkAction, BulkOutcome, SELECTION_MAX, Selection},
};

use super::{Left, Wish, needed, selected, wish};
use crate::{
    Context, Result,
    audit::entry,
    client_users,
    clients::{
        assign_plan,
        block::record_block,
        moves,
        standing::Standing,
        store::{self, Client},
    },
    db::{Tx, is_deadlock},
};

/// Clients changed in one transaction: others get their turn between two.
const BATCH: usize = 200;
/// How often a batch is tried when the database ends it for the sake of another.
const TRIES: u32 = 3;

/// Does something to every client of a selection, each with its own audit event.
pub async fn run_bulk(
    cx: &Context,
    selection: Selection,
    action: BulkAction,
) -> Result<BulkOutcome> {
    cx.allow(needed(&action))?;
    let mut tx = cx.read().await?;
    let wish = wish(&mut tx, cx, action).await?;
    let mut ids = selected(&mut tx, cx, selection, SELECTION_MAX).await?;
    drop(tx);

    ids.sort_unstable();
    let mut changed = 0;
    let mut left = Left::default();
    for ids in ids.chunks(BATCH) {
        changed += try_batch(cx, &wish, ids, &mut left).await?;
    }
    Ok(BulkOutcome {
        changed,
        skipped: left.named,
        skipped_in_all: left.in_all,
    })
}

async fn try_batch(cx: &Context, wish: &Wish, ids: &[ClientId], left: &mut Left) -> Result<u64> {
    let mut tries = 1;
    loop {
        match batch(cx, wish, ids).await {
            Ok((changed, skipped)) => {
                left.take(skipped);
                return Ok(changed);
            }
            Err(error) if is_deadlock(&error) && tries < TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

/// One transaction: how many clients changed, and who was left as they were.
async fn batch(cx: &Context, wish: &Wish, ids: &[ClientId]) -> Result<(u64, Left)> {
    let mut changed = 0;
    let mut left = Left::default();
    let mut tx = cx.begin().await?;
    for client in store::clients_to_change(&mut tx, cx.partner()?, ids).await? {
        match wish.granted(cx, &client) {
            Ok(standing) => {
                wish.grant(&mut tx, cx, &client, &standing).await?;
                changed += 1;
            }
            Err(why) => left.add(&client, why),
        }
    }
    tx.commit().await?;
    Ok((changed, left))
}

impl Wish {
    async fn grant(
        &self,
        tx: &mut Tx,
        cx: &Context,
        client: &Client,
        standing: &Standing,
    ) -> Result<()> {
        let seen = client.version;
        match self {
            Self::AssignPlan(plan, _) => {
                assign_plan::put(tx, cx, client, plan, (None, None), seen).await
            }
            Self::Block(reason) => {
                moves::to(tx, cx, client, standing, seen).await?;
                let partner = cx.partner()?;
                client_users::end_access(tx, cx, partner, client.id).await?;
                record_block(tx, cx, partner, client.id, reason).await
            }
            Self::Unblock => {
                moves::to(tx, cx, client, standing, seen).await?;
                entry(Event::ClientUnblocked)
                    .client(client.id)
                    .record(tx, cx)
                    .await
            }
        }
    }
}

impl Left {
    fn take(&mut self, other: Self) {
        self.in_all += other.in_all;
        let room = super::NAMED.saturating_sub(self.named.len());
        self.named.extend(other.named.into_iter().take(room));
    }
}
