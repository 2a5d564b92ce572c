//! The SQL of clients: one of them, or a few by their ids. Lists are in [`listing`].

pub(super) mod listing;
mod row;

use domain::{
    ClientId, ImportId, MembershipId, PartnerId, Timestamp, Version,
    clients::{ClientDraft, ClientSummary, NewClient},
    plans::Usage,
    policy::Staff,
    text::fold,
};
use uuid::Uuid;

use super::standing::Standing;
use crate::{Error, Result, args, db::Tx, statements};
use row::ClientRow;

macro_rules! clients {
    ($where:literal) => {
        concat!(
            "SELECT c.id, c.company, c.contact, c.email, c.website, c.phone, c.country, c.street,
                c.city, c.state, c.postal_code, c.notes, c.custom, c.manager_id, c.plan_id,
                c.status, c.trial_ends_at, c.had_plan, c.block_kind, c.block_note, c.blocked_at,
                c.closed_at, c.workspaces_used, c.seats_used, c.contacts_used, c.import_id,
                c.created_at, c.updated_at, c.version, p.name AS plan_name, u.name AS manager_name
            FROM clients c
            LEFT JOIN plans p ON p.partner_id = c.partner_id AND p.id = c.plan_id
            LEFT JOIN memberships m ON m.partner_id = c.partner_id AND m.id = c.manager_id
            LEFT JOIN users u ON u.id = m.user_id
            WHERE c.partner_id = $1 AND ",
            $where
        )
    };
}

statements! {
    CLIENT = clients!("c.id = $2");
    CLIENTS_SQLITE = clients!(
        "c.id IN (SELECT unhex(value) FROM json_each($2)) ORDER BY c.id"
    );
    CLIENTS_PG = clients!(
        "c.id IN (
            SELECT CAST(value AS uuid) FROM json_array_elements_text(CAST($2 AS json)))
        ORDER BY c.id"
    );
    // In the order of their ids: two bulk actions cannot wait for each other.
    CLIENTS_TO_CHANGE_PG = clients!(
        "c.id IN (
            SELECT CAST(value AS uuid) FROM json_array_elements_text(CAST($2 AS json)))
        ORDER BY c.id FOR UPDATE OF c"
    );
    // After the clients, and before the triggers would lock them one by one in any order.
    LOCK_COUNTS_PG = "SELECT clients FROM client_counts WHERE partner_id = $1
        ORDER BY status, plan_id, manager_id FOR UPDATE";
    INSERT = "INSERT INTO clients (partner_id, id, company, contact, email, website, phone,
            country, street, city, state, postal_code, notes, custom, manager_id, plan_id, status,
            trial_ends_at, had_plan, workspaces_used, seats_used, contacts_used, import_id,
            name_key, email_key, search_text, created_at, updated_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25, $26, $27, $27, 1)";
    SET_DATA = "UPDATE clients SET company = $4, contact = $5, email = $6, website = $7,
            phone = $8, country = $9, street = $10, city = $11, state = $12, postal_code = $13,
            notes = $14, custom = $15, manager_id = $16, name_key = $17, email_key = $18,
            search_text = $19, updated_at = $20, version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $3";
    SET_STANDING = "UPDATE clients SET plan_id = $4, had_plan = $5, status = $6,
            trial_ends_at = $7, block_kind = $8, block_note = $9, blocked_at = $10,
            closed_at = $11, updated_at = $12, version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $3";
    SEEN_SQLITE = "SELECT count(*) AS clients FROM clients
        WHERE partner_id = $1 AND id IN (SELECT unhex(value) FROM json_each($2))
            AND ($3 OR id IN (SELECT client_id FROM membership_clients
                WHERE partner_id = $1 AND membership_id = $4))";
    SEEN_PG = "SELECT count(*) AS clients FROM clients
        WHERE partner_id = $1 AND id IN (SELECT CAST(value AS uuid)
                FROM json_array_elements_text(CAST($2 AS json)))
            AND ($3 OR id IN (SELECT client_id FROM membership_clients
                WHERE partner_id = $1 AND membership_id = $4))";
    DELETE = "DELETE FROM clients
        WHERE partner_id = $1 AND import_id = $2 AND id = $3 AND version = $4";
    PARTNERS_WITH_DUE_TRIALS = "SELECT DISTINCT partner_id AS id FROM clients
        WHERE status = 'trial' AND trial_ends_at <= $1";
    DUE_TRIALS_SQLITE = clients!(
        "c.status = 'trial' AND c.trial_ends_at <= $2 ORDER BY c.id LIMIT $3"
    );
    DUE_TRIALS_PG = clients!(
        "c.status = 'trial' AND c.trial_ends_at <= $2 ORDER BY c.id LIMIT $3
        FOR UPDATE OF c SKIP LOCKED"
    );
    MANAGER = "SELECT m.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.partner_id = $1 AND m.id = $2";
    MANAGERS = "SELECT m.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.partner_id = $1 ORDER BY u.name, m.id";
}

/// A client as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) id: ClientId,
    pub(super) draft: ClientDraft,
    pub(super) standing: Standing,
    pub(super) usage: Usage,
    pub(super) plan_name: Option<String>,
    pub(super) manager_name: Option<String>,
    pub(super) import: Option<ImportId>,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) version: Version,
}

#[derive(Debug, sqlx::FromRow)]
struct Named {
    id: Uuid,
    name: String,
}

#[derive(Debug, sqlx::FromRow)]
struct Id {
    id: Uuid,
}

#[derive(Debug, sqlx::FromRow)]
struct Count {
    clients: i64,
}

/// A client of this partner.
pub(super) async fn client(
    tx: &mut Tx,
    partner: PartnerId,
    id: ClientId,
) -> Result<Option<Client>> {
    let row: Option<ClientRow> = tx.one(CLIENT, args![partner, id]).await?;
    row.map(Client::try_from).transpose()
}

/// Those of `ids` that are clients of this partner, in the order of their ids.
pub(super) async fn clients(
    tx: &mut Tx,
    partner: PartnerId,
    ids: &[ClientId],
) -> Result<Vec<Client>> {
    let sql = tx.pick(CLIENTS_SQLITE, CLIENTS_PG);
    let rows: Vec<ClientRow> = tx.all(sql, args![partner, as_json(ids)?]).await?;
    rows.into_iter().map(Client::try_from).collect()
}

/// Like [`clients()`], and nobody else changes them, or the counts of the partner's clients, until
/// the transaction ends.
pub(super) async fn clients_to_change(
    tx: &mut Tx,
    partner: PartnerId,
    ids: &[ClientId],
) -> Result<Vec<Client>> {
    let sql = tx.pick(CLIENTS_SQLITE, CLIENTS_TO_CHANGE_PG);
    let rows: Vec<ClientRow> = tx.all(sql, args![partner, as_json(ids)?]).await?;
    lock_counts(tx, partner).await?;
    rows.into_iter().map(Client::try_from).collect()
}

/// Keeps the counts of a partner's clients from others until the transaction ends. On `SQLite` a
/// writing transaction is alone anyway.
pub(super) async fn lock_counts(tx: &mut Tx, partner: PartnerId) -> Result<()> {
    if tx.engine() == crate::db::Engine::Postgres {
        tx.run(LOCK_COUNTS_PG, args![partner]).await?;
    }
    Ok(())
}

/// Whether every one of `ids` is a client that this member sees.
pub(super) async fn sees_all_of(tx: &mut Tx, staff: &Staff, ids: &[ClientId]) -> Result<bool> {
    let sql = tx.pick(SEEN_SQLITE, SEEN_PG);
    let args = args![
        staff.partner,
        as_json(ids)?,
        staff.sees_all,
        staff.membership
    ];
    let seen: Option<Count> = tx.one(sql, args).await?;
    Ok(seen.is_some_and(|seen| usize::try_from(seen.clients) == Ok(ids.len())))
}

fn as_json(ids: &[ClientId]) -> Result<String> {
    let ids: Vec<String> = ids
        .iter()
        .map(|id| id.uuid().simple().to_string())
        .collect();
    Ok(serde_json::to_string(&ids)?)
}

/// What a new client is made of.
#[derive(Debug)]
pub(super) struct Newcomer<'a> {
    pub(super) id: ClientId,
    pub(super) data: &'a NewClient,
    pub(super) standing: &'a Standing,
    pub(super) usage: Usage,
    pub(super) import: Option<ImportId>,
    pub(super) added_at: Timestamp,
}

/// Adds a client.
pub(super) async fn insert(tx: &mut Tx, partner: PartnerId, new: &Newcomer<'_>) -> Result<()> {
    let values = new.data.values();
    let args = args![
        partner,
        new.id,
        &values.company,
        &values.contact,
        &values.email,
        &values.website,
        &values.phone,
        &values.country,
        &values.street,
        &values.city,
        &values.state,
        &values.postal_code,
        &values.notes,
        serde_json::to_string(&values.custom)?,
        values.manager,
        new.standing.plan,
        new.standing.status.name(),
        new.standing.trial_ends_at,
        new.standing.had_plan,
        new.usage.workspaces,
        new.usage.seats,
        new.usage.contacts,
        new.import,
        new.data.name_key(),
        fold(&values.email),
        new.data.search_text(),
        new.added_at,
    ];
    tx.run(INSERT, args).await?;
    Ok(())
}

/// Gives a client other data, unless somebody else was faster: then nothing happens and the
/// answer is no.
pub(super) async fn set_data(
    tx: &mut Tx,
    partner: PartnerId,
    (id, seen): (ClientId, Version),
    data: &NewClient,
    now: Timestamp,
) -> Result<bool> {
    let values = data.values();
    let args = args![
        partner,
        id,
        seen,
        &values.company,
        &values.contact,
        &values.email,
        &values.website,
        &values.phone,
        &values.country,
        &values.street,
        &values.city,
        &values.state,
        &values.postal_code,
        &values.notes,
        serde_json::to_string(&values.custom)?,
        values.manager,
        data.name_key(),
        fold(&values.email),
        data.search_text(),
        now,
    ];
    Ok(tx.run(SET_DATA, args).await? == 1)
}

/// Lets a client stand elsewhere, unless somebody else was faster: then nothing happens and the
/// answer is no.
pub(super) async fn set_standing(
    tx: &mut Tx,
    partner: PartnerId,
    (id, seen): (ClientId, Version),
    standing: &Standing,
    now: Timestamp,
) -> Result<bool> {
    let block = standing.block.as_ref();
    let args = args![
        partner,
        id,
        seen,
        standing.plan,
        standing.had_plan,
        standing.status.name(),
        standing.trial_ends_at,
        block.map(|block| block.reason.kind.name()),
        block.map(|block| block.reason.note.as_str()),
        block.map(|block| block.since),
        standing.closed_at,
        now,
    ];
    Ok(tx.run(SET_STANDING, args).await? == 1)
}

/// Deletes a client that came with this import, unless somebody else changed it: then nothing
/// happens and the answer is no.
pub(super) async fn delete(
    tx: &mut Tx,
    partner: PartnerId,
    import: ImportId,
    (id, seen): (ClientId, Version),
) -> Result<bool> {
    Ok(tx.run(DELETE, args![partner, import, id, seen]).await? == 1)
}

/// The partners with clients whose trial is over.
pub(super) async fn partners_with_due_trials(
    tx: &mut Tx,
    now: Timestamp,
) -> Result<Vec<PartnerId>> {
    let rows: Vec<Id> = tx.all(PARTNERS_WITH_DUE_TRIALS, args![now]).await?;
    Ok(rows
        .into_iter()
        .map(|row| PartnerId::from_uuid(row.id))
        .collect())
}

/// Clients of a partner whose trial is over, those aside that another replica is at.
pub(super) async fn due_trials(
    tx: &mut Tx,
    partner: PartnerId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Client>> {
    let sql = tx.pick(DUE_TRIALS_SQLITE, DUE_TRIALS_PG);
    let rows: Vec<ClientRow> = tx.all(sql, args![partner, now, most]).await?;
    lock_counts(tx, partner).await?;
    rows.into_iter().map(Client::try_from).collect()
}

/// The name of a member who can look after a client.
pub(super) async fn manager(
    tx: &mut Tx,
    partner: PartnerId,
    id: MembershipId,
) -> Result<Option<String>> {
    let row: Option<Named> = tx.one(MANAGER, args![partner, id]).await?;
    Ok(row.map(|row| row.name))
}

/// The members who can look after a client, by name.
pub(super) async fn managers(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Vec<(MembershipId, String)>> {
    let rows: Vec<Named> = tx.all(MANAGERS, args![partner]).await?;
    let manager = |row: Named| (MembershipId::from_uuid(row.id), row.name);
    Ok(rows.into_iter().map(manager).collect())
}

impl Client {
    /// Its plan's name, or nothing.
    pub(super) fn plan_name(&self) -> &str {
        self.plan_name.as_deref().unwrap_or_default()
    }

    /// The client as lists show it.
    pub(super) fn summary(self) -> ClientSummary {
        ClientSummary {
            id: self.id,
            plan: self.standing.plan.zip(self.plan_name.clone()),
            manager: self.manager(),
            company: self.draft.company,
            contact: self.draft.contact,
            email: self.draft.email,
            website: self.draft.website,
            city: self.draft.city,
            country: self.draft.country,
            status: self.standing.status,
            trial_ends_at: self.standing.trial_ends_at,
            created_at: self.created_at,
            version: self.version,
        }
    }

    /// Who looks after it.
    pub(super) fn manager(&self) -> Option<(MembershipId, String)> {
        self.draft.manager.zip(self.manager_name.clone())
    }
}

/// A stored number of things, none of which there can be fewer than none.
fn number(stored: i64, column: &str) -> Result<u32> {
    u32::try_from(stored).map_err(|_| Error::corrupt(column))
}
