use domain::{ClientId, ImportId, PartnerId, Version, clients::ClientDraft};
use uuid::Uuid;

use crate::{
    Error, Result, args,
    db::{Engine, Tx},
    statements,
};

statements! {
    // Clients that changed after the import, or that somebody got into their list since.
    DEPENDENTS = "SELECT count(*) AS n FROM (
            SELECT client_id, max(version_after) AS version FROM import_rows
            WHERE partner_id = $1 AND import_id = $2 GROUP BY client_id
        ) r LEFT JOIN clients c ON c.partner_id = $1 AND c.id = r.client_id
        WHERE c.id IS NULL OR c.version <> r.version OR (c.import_id = $2 AND EXISTS (
            SELECT 1 FROM membership_clients l
            JOIN memberships m ON m.partner_id = l.partner_id AND m.id = l.membership_id
            JOIN imports i ON i.partner_id = l.partner_id AND i.id = $2
            WHERE l.partner_id = $1 AND l.client_id = c.id AND m.user_id <> i.created_by))";
    // The first line about each client: what it says is how the client was before the import.
    FIRST_UPDATES = "SELECT r.client_id, r.before, f.version FROM import_rows r JOIN (
            SELECT client_id, min(line) AS line, max(version_after) AS version FROM import_rows
            WHERE partner_id = $1 AND import_id = $2 GROUP BY client_id
        ) f ON f.client_id = r.client_id AND f.line = r.line
        WHERE r.partner_id = $1 AND r.import_id = $2 AND r.before IS NOT NULL ORDER BY r.client_id";
    // Nobody changes the clients between the look at them and the undoing.
    LOCK_PG = "SELECT c.id FROM clients c WHERE c.partner_id = $1 AND c.id IN (
            SELECT client_id FROM import_rows WHERE partner_id = $1 AND import_id = $2)
        ORDER BY c.id FOR UPDATE OF c";
    UNDO = "UPDATE imports SET status = 'undone'
        WHERE partner_id = $1 AND id = $2 AND status = 'done'";
    FORGET_ROWS = "DELETE FROM import_rows WHERE partner_id = $1 AND import_id = $2";
}

#[derive(Debug, sqlx::FromRow)]
struct Count {
    n: i64,
}

/// How many clients of an import changed since, or stand in somebody else's list: undoing it would
/// take that away.
pub(in crate::imports) async fn dependents(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
) -> Result<u64> {
    let row: Option<Count> = tx.one(DEPENDENTS, args![partner, id]).await?;
    let n = row.map_or(0, |row| row.n);
    u64::try_from(n).map_err(|_| Error::corrupt("a count"))
}

#[derive(Debug, sqlx::FromRow)]
struct UpdateRow {
    client_id: Uuid,
    before: String,
    version: i64,
}

/// How a client was before an import changed it, and its version since.
#[derive(Debug)]
pub(in crate::imports) struct Before {
    pub(in crate::imports) client: ClientId,
    pub(in crate::imports) draft: ClientDraft,
    pub(in crate::imports) version: Version,
}

/// The clients that were there before an import and that it changed.
pub(in crate::imports) async fn updates(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
) -> Result<Vec<Before>> {
    let rows: Vec<UpdateRow> = tx.all(FIRST_UPDATES, args![partner, id]).await?;
    let before = |row: UpdateRow| {
        Ok(Before {
            client: ClientId::from_uuid(row.client_id),
            draft: serde_json::from_str(&row.before)?,
            version: Version(row.version),
        })
    };
    rows.into_iter().map(before).collect()
}

/// Marks an import as undone and keeps its clients from others until the transaction ends; no, when
/// it is not done.
pub(in crate::imports) async fn undo(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
) -> Result<bool> {
    if tx.engine() == Engine::Postgres {
        tx.run(LOCK_PG, args![partner, id]).await?;
    }
    Ok(tx.run(UNDO, args![partner, id]).await? == 1)
}

/// Forgets what the lines of an import did.
pub(in crate::imports) async fn forget_rows(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
) -> Result<()> {
    tx.run(FORGET_ROWS, args![partner, id]).await?;
    Ok(())
}
