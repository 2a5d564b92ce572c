use domain::{ClientId, ImportId, PartnerId, Version, clients::ClientDraft};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

/// Clients of an import that changed since, that somebody else got into their list, or of which
/// these tables hold anything.
macro_rules! dependents {
    ($($table:literal),* $(,)?) => {
        /// Every table that keeps a client from going.
        #[cfg(test)]
        pub(in crate::imports) const HOLDING: &[&str] = &[$($table),*];
        const DEPENDENTS_TEXT: &str = concat!(
            "SELECT count(*) AS n FROM (
                SELECT client_id, max(version_after) AS version FROM import_rows
                WHERE partner_id = $1 AND import_id = $2 GROUP BY client_id
            ) r LEFT JOIN clients c ON c.partner_id = $1 AND c.id = r.client_id
            WHERE c.id IS NULL OR c.version <> r.version OR (c.import_id = $2 AND (EXISTS (
                SELECT 1 FROM membership_clients l
                JOIN memberships m ON m.partner_id = l.partner_id AND m.id = l.membership_id
                JOIN imports i ON i.partner_id = l.partner_id AND i.id = $2
                WHERE l.partner_id = $1 AND l.client_id = c.id AND m.user_id <> i.created_by)",
            $(" OR EXISTS (SELECT 1 FROM ", $table, " d
                WHERE d.partner_id = $1 AND d.client_id = c.id)",)*
            "))"
        );
    };
}

dependents![
    "workspaces",
    "client_users",
    "client_invitations",
    "section_requests",
    "contacts",
    "contact_files",
    "visits",
    "visit_rules",
    "orders",
    "services",
    "client_billing",
    "charges",
    "invoices",
    "invoice_lines",
];

statements! {
    DEPENDENTS = DEPENDENTS_TEXT;
    // The first line about each client says how it was before the import.
    DEEDS = "SELECT r.client_id, r.before, f.version FROM import_rows r JOIN (
            SELECT client_id, min(line) AS line, max(version_after) AS version FROM import_rows
            WHERE partner_id = $1 AND import_id = $2 GROUP BY client_id
        ) f ON f.client_id = r.client_id AND f.line = r.line
        WHERE r.partner_id = $1 AND r.import_id = $2 ORDER BY r.client_id";
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
struct DeedRow {
    client_id: Uuid,
    before: Option<String>,
    version: i64,
}

/// What an import did to a client, all its lines together.
#[derive(Debug)]
pub(in crate::imports) struct Deed {
    pub(in crate::imports) client: ClientId,
    /// How the client was before; nothing when the import added it.
    pub(in crate::imports) before: Option<ClientDraft>,
    /// Its version since.
    pub(in crate::imports) version: Version,
}

/// What an import did, client by client.
pub(in crate::imports) async fn deeds(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
) -> Result<Vec<Deed>> {
    let rows: Vec<DeedRow> = tx.all(DEEDS, args![partner, id]).await?;
    let deed = |row: DeedRow| {
        let before = row.before.as_deref();
        Ok(Deed {
            client: ClientId::from_uuid(row.client_id),
            before: before.map(serde_json::from_str).transpose()?,
            version: Version(row.version),
        })
    };
    rows.into_iter().map(deed).collect()
}

/// Marks an import as undone; no, when it is not done.
pub(in crate::imports) async fn undo(
    tx: &mut Tx,
    partner: PartnerId,
    id: ImportId,
) -> Result<bool> {
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
