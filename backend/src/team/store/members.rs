use std::collections::BTreeSet;

use domain::{ClientId, MembershipId, PartnerId, Timestamp, UserId, Version, policy::Role};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    MEMBERS = "SELECT m.id, u.name, u.email, m.role, m.sees_all, m.joined_at, u.last_sign_in_at,
            m.version
        FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.partner_id = $1";
    MEMBER = "SELECT m.id, u.name, u.email, m.role, m.sees_all, m.joined_at, u.last_sign_in_at,
            m.version
        FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.partner_id = $1 AND m.id = $2";
    IS_MEMBER = "SELECT m.id FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.partner_id = $1 AND u.email_key = $2";
    ADD_MEMBER = "INSERT INTO memberships
            (partner_id, id, user_id, role, sees_all, joined_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, 1)";
    EDIT_MEMBER = "UPDATE memberships SET role = $3, sees_all = $4, version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $5";
    REMOVE_MEMBER = "DELETE FROM memberships WHERE partner_id = $1 AND id = $2";
    // SQLite has one writer: the transaction itself is the lock.
    ADMINISTRATORS_SQLITE = "SELECT id FROM memberships
        WHERE partner_id = $1 AND role = 'administrator' ORDER BY id";
    ADMINISTRATORS_PG = "SELECT id FROM memberships
        WHERE partner_id = $1 AND role = 'administrator' ORDER BY id FOR UPDATE";
    LISTED = "SELECT l.membership_id, l.client_id, c.company
        FROM membership_clients l
        JOIN clients c ON c.partner_id = l.partner_id AND c.id = l.client_id
        WHERE l.partner_id = $1 AND (EXISTS (
            SELECT 1 FROM membership_clients mine WHERE mine.partner_id = l.partner_id
                AND mine.membership_id = $2 AND mine.client_id = l.client_id) OR $2 IS NULL)
        ORDER BY c.name_key, c.id";
    LISTS = "SELECT client_id AS id FROM membership_clients
        WHERE partner_id = $1 AND membership_id = $2 AND client_id = $3";
    ADD_TO_LIST = "INSERT INTO membership_clients (partner_id, membership_id, client_id)
        VALUES ($1, $2, $3)";
    CLEAR_LIST = "DELETE FROM membership_clients WHERE partner_id = $1 AND membership_id = $2";
    FILL_LIST_SQLITE = "INSERT INTO membership_clients (partner_id, membership_id, client_id)
        SELECT c.partner_id, $2, c.id FROM clients c WHERE c.partner_id = $1
            AND c.id IN (SELECT unhex(value) FROM json_each($3))";
    FILL_LIST_PG = "INSERT INTO membership_clients (partner_id, membership_id, client_id)
        SELECT c.partner_id, CAST($2 AS uuid), c.id FROM clients c WHERE c.partner_id = $1
            AND c.id IN (SELECT CAST(value AS uuid) FROM json_array_elements_text(CAST($3 AS json)))";
    KNOWN_SQLITE = "SELECT count(*) AS n FROM clients WHERE partner_id = $1
        AND id IN (SELECT unhex(value) FROM json_each($2))";
    KNOWN_PG = "SELECT count(*) AS n FROM clients WHERE partner_id = $1
        AND id IN (SELECT CAST(value AS uuid) FROM json_array_elements_text(CAST($2 AS json)))";
    COUNT_CLIENTS = "SELECT CAST(coalesce(sum(clients), 0) AS bigint) AS n FROM client_counts
        WHERE partner_id = $1 AND status <> 'closed'";
}

/// A member with the person behind it.
#[derive(Debug, Clone)]
pub(in crate::team) struct MemberRow {
    pub(in crate::team) id: MembershipId,
    pub(in crate::team) name: String,
    pub(in crate::team) email: String,
    pub(in crate::team) role: Role,
    pub(in crate::team) sees_all: bool,
    pub(in crate::team) joined_at: Timestamp,
    pub(in crate::team) last_sign_in: Option<Timestamp>,
    pub(in crate::team) version: Version,
}

/// A client listed for a member.
#[derive(Debug, Clone)]
pub(in crate::team) struct Listed {
    pub(in crate::team) membership: MembershipId,
    pub(in crate::team) client: ClientId,
    pub(in crate::team) company: String,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    sees_all: bool,
    joined_at: i64,
    last_sign_in_at: Option<i64>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    membership_id: Uuid,
    client_id: Uuid,
    company: String,
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: Uuid,
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

impl TryFrom<Stored> for MemberRow {
    type Error = Error;

    fn try_from(row: Stored) -> Result<Self> {
        Ok(Self {
            id: MembershipId::from_uuid(row.id),
            name: row.name,
            email: row.email,
            role: role(&row.role)?,
            sees_all: row.sees_all,
            joined_at: Timestamp(row.joined_at),
            last_sign_in: row.last_sign_in_at.map(Timestamp),
            version: Version(row.version),
        })
    }
}

pub(super) fn role(name: &str) -> Result<Role> {
    Role::named(name).ok_or_else(|| Error::corrupt("role"))
}

pub(in crate::team) async fn members(tx: &mut Tx, partner: PartnerId) -> Result<Vec<MemberRow>> {
    let rows: Vec<Stored> = tx.all(MEMBERS, args![partner]).await?;
    rows.into_iter().map(MemberRow::try_from).collect()
}

pub(in crate::team) async fn member(
    tx: &mut Tx,
    partner: PartnerId,
    id: MembershipId,
) -> Result<Option<MemberRow>> {
    let row: Option<Stored> = tx.one(MEMBER, args![partner, id]).await?;
    row.map(MemberRow::try_from).transpose()
}

pub(in crate::team) async fn is_member(
    tx: &mut Tx,
    partner: PartnerId,
    email_key: &str,
) -> Result<bool> {
    let row: Option<IdRow> = tx.one(IS_MEMBER, args![partner, email_key]).await?;
    Ok(row.is_some())
}

pub(in crate::team) async fn add_member(
    tx: &mut Tx,
    partner: PartnerId,
    id: MembershipId,
    user: UserId,
    role: Role,
    sees_all: bool,
    now: Timestamp,
) -> Result<()> {
    let values = args![partner, id, user, role.name(), sees_all, now];
    tx.run(ADD_MEMBER, values).await?;
    Ok(())
}

/// Changes a member that has the version `seen`; false when it has another by now.
pub(in crate::team) async fn edit_member(
    tx: &mut Tx,
    partner: PartnerId,
    id: MembershipId,
    role: Role,
    sees_all: bool,
    seen: Version,
) -> Result<bool> {
    let values = args![partner, id, role.name(), sees_all, seen];
    Ok(tx.run(EDIT_MEMBER, values).await? == 1)
}

pub(in crate::team) async fn remove_member(
    tx: &mut Tx,
    partner: PartnerId,
    id: MembershipId,
) -> Result<()> {
    tx.run(REMOVE_MEMBER, args![partner, id]).await?;
    Ok(())
}

/// The administrators; nobody else changes them until the end of the transaction.
pub(in crate::team) async fn lock_administrators(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Vec<MembershipId>> {
    let sql = tx.pick(ADMINISTRATORS_SQLITE, ADMINISTRATORS_PG);
    let rows: Vec<IdRow> = tx.all(sql, args![partner]).await?;
    Ok(rows
        .iter()
        .map(|row| MembershipId::from_uuid(row.id))
        .collect())
}

/// The clients listed for members, by name; with `only`, those that are listed for that member too.
pub(in crate::team) async fn listed(
    tx: &mut Tx,
    partner: PartnerId,
    only: Option<MembershipId>,
) -> Result<Vec<Listed>> {
    let rows: Vec<ListedRow> = tx.all(LISTED, args![partner, only]).await?;
    let listed = |row: ListedRow| Listed {
        membership: MembershipId::from_uuid(row.membership_id),
        client: ClientId::from_uuid(row.client_id),
        company: row.company,
    };
    Ok(rows.into_iter().map(listed).collect())
}

pub(in crate::team) async fn lists(
    tx: &mut Tx,
    partner: PartnerId,
    membership: MembershipId,
    client: ClientId,
) -> Result<bool> {
    let row: Option<IdRow> = tx.one(LISTS, args![partner, membership, client]).await?;
    Ok(row.is_some())
}

/// Lists a client for a member.
pub(in crate::team) async fn add_to_list(
    tx: &mut Tx,
    partner: PartnerId,
    membership: MembershipId,
    client: ClientId,
) -> Result<()> {
    tx.run(ADD_TO_LIST, args![partner, membership, client])
        .await?;
    Ok(())
}

/// Replaces the clients listed for a member by those of `clients` that are the partner's.
pub(in crate::team) async fn set_list(
    tx: &mut Tx,
    partner: PartnerId,
    membership: MembershipId,
    clients: &[ClientId],
) -> Result<()> {
    tx.run(CLEAR_LIST, args![partner, membership]).await?;
    if !clients.is_empty() {
        let sql = tx.pick(FILL_LIST_SQLITE, FILL_LIST_PG);
        tx.run(sql, args![partner, membership, hexes(clients)?])
            .await?;
    }
    Ok(())
}

/// Whether every one of these is a client of the partner.
pub(in crate::team) async fn are_clients(
    tx: &mut Tx,
    partner: PartnerId,
    clients: &[ClientId],
) -> Result<bool> {
    let sql = tx.pick(KNOWN_SQLITE, KNOWN_PG);
    let row: Option<CountRow> = tx.one(sql, args![partner, hexes(clients)?]).await?;
    let different: BTreeSet<_> = clients.iter().collect();
    let known = row.and_then(|row| usize::try_from(row.n).ok());
    Ok(known == Some(different.len()))
}

pub(in crate::team) async fn count_clients(tx: &mut Tx, partner: PartnerId) -> Result<u64> {
    let row: Option<CountRow> = tx.one(COUNT_CLIENTS, args![partner]).await?;
    Ok(row.and_then(|row| u64::try_from(row.n).ok()).unwrap_or(0))
}

/// Ids as JSON that both engines can take apart.
fn hexes(clients: &[ClientId]) -> Result<String> {
    let hexes: Vec<String> = clients
        .iter()
        .map(|client| client.uuid().simple().to_string())
        .collect();
    Ok(serde_json::to_string(&hexes)?)
}
