use domain::{
    ClientId, ImportId, MembershipId, PartnerId, Timestamp, UserId, Version,
    clients::ClientDraft,
    partners::PartnerStatus,
    policy::{Role, Staff},
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    CLAIM = "UPDATE imports SET leased_until = $2
        WHERE status = 'running' AND leased_until <= $1 AND (partner_id, id) = (
            SELECT i.partner_id, i.id FROM imports i
            JOIN partners p ON p.partner_id = i.partner_id
            WHERE i.status = 'running' AND i.leased_until <= $1 AND p.status = 'active'
            ORDER BY i.leased_until, i.id LIMIT 1)
        RETURNING partner_id, id";
    HOLD = "UPDATE imports SET leased_until = $4
        WHERE partner_id = $1 AND id = $2 AND status = 'running' AND leased_until = $3";
    ADVANCE = "UPDATE imports
        SET done = $3, added = added + $4, updated = updated + $5, skipped = skipped + $6
        WHERE partner_id = $1 AND id = $2";
    // What was in the file is with the clients now: no copy of people's data is kept.
    FINISH_SQLITE = "UPDATE imports SET status = 'done', content = x''
        WHERE partner_id = $1 AND id = $2";
    FINISH_PG = "UPDATE imports SET status = 'done', content = ''::bytea
        WHERE partner_id = $1 AND id = $2";
    RECORD_ROW = "INSERT INTO import_rows
        (partner_id, import_id, line, client_id, before, version_after)
        VALUES ($1, $2, $3, $4, $5, $6)";
    MEMBERSHIP = "SELECT m.id, m.role, m.sees_all FROM memberships m
        WHERE m.partner_id = $1 AND m.user_id = $2";
}

#[derive(Debug, sqlx::FromRow)]
struct ClaimRow {
    partner_id: Uuid,
    id: Uuid,
}

/// Takes a running import that no replica holds, until a time.
pub(in crate::imports) async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<(PartnerId, ImportId)>> {
    let row: Option<ClaimRow> = tx.one(CLAIM, args![now, until]).await?;
    Ok(row.map(|row| {
        (
            PartnerId::from_uuid(row.partner_id),
            ImportId::from_uuid(row.id),
        )
    }))
}

/// Holds an import for longer; no, when another replica took it over.
pub(in crate::imports) async fn hold(
    tx: &mut Tx,
    (partner, id): (PartnerId, ImportId),
    held: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    Ok(tx.run(HOLD, args![partner, id, held, until]).await? == 1)
}

/// What became of a batch of rows.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::imports) struct Tally {
    pub(in crate::imports) added: u32,
    pub(in crate::imports) updated: u32,
    pub(in crate::imports) skipped: u32,
}

pub(in crate::imports) async fn advance(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
    done: usize,
    tally: Tally,
) -> Result<()> {
    let row = args![
        partner,
        id,
        i64::try_from(done).unwrap_or(i64::MAX),
        tally.added,
        tally.updated,
        tally.skipped
    ];
    tx.run(ADVANCE, row).await?;
    Ok(())
}

pub(in crate::imports) async fn finish(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
) -> Result<()> {
    let sql = tx.pick(FINISH_SQLITE, FINISH_PG);
    tx.run(sql, args![partner, id]).await?;
    Ok(())
}

/// What a line of a file did to a client.
#[derive(Debug)]
pub(in crate::imports) struct Deed<'a> {
    pub(in crate::imports) line: u64,
    pub(in crate::imports) client: ClientId,
    pub(in crate::imports) before: Option<&'a ClientDraft>,
    pub(in crate::imports) version_after: Version,
}

pub(in crate::imports) async fn record(
    tx: &mut Tx,
    (partner, import): (PartnerId, ImportId),
    deed: &Deed<'_>,
) -> Result<()> {
    let before = deed.before.map(serde_json::to_string).transpose()?;
    let row = args![
        partner,
        import,
        i64::try_from(deed.line).unwrap_or(i64::MAX),
        deed.client,
        before,
        deed.version_after,
    ];
    tx.run(RECORD_ROW, row).await?;
    Ok(())
}

#[derive(Debug, sqlx::FromRow)]
struct MembershipRow {
    id: Uuid,
    role: String,
    sees_all: bool,
}

/// The member in whose name an import goes on, as they stand now; nobody, once they have left.
pub(in crate::imports) async fn importer(
    tx: &mut Tx,
    partner: PartnerId,
    user: UserId,
) -> Result<Option<Staff>> {
    let row: Option<MembershipRow> = tx.one(MEMBERSHIP, args![partner, user]).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    Ok(Some(Staff {
        user,
        membership: MembershipId::from_uuid(row.id),
        partner,
        // Imports of others are not claimed.
        status: PartnerStatus::Active,
        role: Role::named(&row.role).ok_or_else(|| Error::corrupt("memberships.role"))?,
        sees_all: row.sees_all,
    }))
}
