use domain::{
    ClientId, FieldErrors, PartnerId, Version,
    audit::Event,
    clients::{Block, BlockKind, BlockReason, ClientDetails, ClientStatus},
    fields::lines,
    policy::Action,
    refusal::Rejection,
};

use super::{
    details::{changed, found},
    entitled, moves, store,
};
use crate::{Context, Result, audit::entry, client_users, db::Tx};

/// Most characters of the note of a block.
const NOTE_MAX: u32 = 500;

/// Blocks a client for a time, for a reason (P9). Nothing is deleted.
pub async fn block(
    cx: &Context,
    id: ClientId,
    reason: BlockReason,
    seen: Version,
) -> Result<ClientDetails> {
    let mut tx = cx.begin().await?;
    let client = found(&mut tx, cx, Action::BlockClient, id).await?;
    let reason = checked(reason)?;
    let status = client.standing.status;
    if status == ClientStatus::Blocked {
        return Err(Rejection::WrongStatus { status }.into());
    }
    let standing = client.standing.clone().blocked(reason.clone(), cx.now());
    moves::to(&mut tx, cx, &client, &standing, seen).await?;
    let partner = cx.partner()?;
    client_users::end_access(&mut tx, cx, partner, id).await?;
    record_block(&mut tx, cx, partner, id, &reason).await?;
    tx.commit().await?;
    changed(cx, id).await
}

/// Unblocks a client (P9): back on its trial if that is not over, else at work.
pub async fn unblock(cx: &Context, id: ClientId, seen: Version) -> Result<ClientDetails> {
    let mut tx = cx.begin().await?;
    let client = found(&mut tx, cx, Action::BlockClient, id).await?;
    let status = client.standing.status;
    if status != ClientStatus::Blocked {
        return Err(Rejection::WrongStatus { status }.into());
    }
    let standing = client.standing.clone().unblocked(cx.now());
    moves::to(&mut tx, cx, &client, &standing, seen).await?;
    entry(Event::ClientUnblocked)
        .client(id)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    changed(cx, id).await
}

/// Blocks a client at work because it does not pay; says whether it was.
pub(crate) async fn block_debtor(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: ClientId,
) -> Result<bool> {
    entitled::hold(tx, partner, id).await?;
    let Some(client) = store::client(tx, partner, id).await? else {
        return Ok(false);
    };
    let status = client.standing.clone().settled(cx.now()).status;
    if !matches!(status, ClientStatus::Active | ClientStatus::Trial) {
        return Ok(false);
    }
    let reason = BlockReason {
        kind: BlockKind::NonPayment,
        note: String::new(),
    };
    let standing = client.standing.clone().blocked(reason.clone(), cx.now());
    let seen = (id, client.version);
    if !store::set_standing(tx, partner, seen, &standing, cx.now()).await? {
        return Ok(false);
    }
    client_users::end_access(tx, cx, partner, id).await?;
    record_block(tx, cx, partner, id, &reason).await?;
    Ok(true)
}

/// Lets a client in again that was blocked because it did not pay: it has paid.
pub(crate) async fn unblock_payer(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: ClientId,
) -> Result<()> {
    entitled::hold(tx, partner, id).await?;
    let Some(client) = store::client(tx, partner, id).await? else {
        return Ok(());
    };
    let is_unpaid = |block: &Block| block.reason.kind == BlockKind::NonPayment;
    let block = client.standing.block.as_ref();
    if client.standing.status != ClientStatus::Blocked || !block.is_some_and(is_unpaid) {
        return Ok(());
    }
    let standing = client.standing.clone().unblocked(cx.now());
    let seen = (id, client.version);
    if store::set_standing(tx, partner, seen, &standing, cx.now()).await? {
        entry(Event::ClientUnblocked)
            .client(id)
            .record_at(tx, cx, partner)
            .await?;
    }
    Ok(())
}

/// A reason with its note checked and in the stored form.
pub(super) fn checked(reason: BlockReason) -> std::result::Result<BlockReason, FieldErrors> {
    let mut errors = FieldErrors::default();
    let note = errors.take("note", lines(&reason.note, NOTE_MAX));
    errors.or(BlockReason { note, ..reason })
}

pub(super) async fn record_block(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: ClientId,
    reason: &BlockReason,
) -> Result<()> {
    let event = entry(Event::ClientBlocked).client(id);
    let event = event.change("reason", "", reason.kind.name());
    let event = if reason.note.is_empty() {
        event
    } else {
        event.change("note", "", &reason.note)
    };
    event.record_at(tx, cx, partner).await
}
