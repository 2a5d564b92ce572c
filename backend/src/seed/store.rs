use domain::{
    ClientId, ClientUserId, Date, MembershipId, PartnerId, Timestamp, UserId,
    client_users::Access,
    partners::{CompanyDraft, PartnerStatus},
    policy::{Role, Staff},
    text::fold,
};

use crate::{
    Error, Result, args,
    db::{Tx, Value},
    statements,
};

statements! {
    IS_EMPTY = "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM partners) AS n";
    HAS_PARTNER = "SELECT count(*) AS n FROM partners WHERE slug = $1";
    FORGET_LETTERS = "DELETE FROM outbox WHERE link IS NULL";
    ADD_USER = "INSERT INTO users
            (id, email, email_key, name, lang, password_hash, is_operator, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_PARTNER = "INSERT INTO partners
            (partner_id, slug, name, name_key, status, company, created_at, version)
        VALUES ($1, $2, $3, $4, 'active', $5, $6, 1)";
    ADD_MEMBERSHIP = "INSERT INTO memberships
            (partner_id, id, user_id, role, sees_all, joined_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, 1)";
    ADD_CLIENT_USER = "INSERT INTO client_users (partner_id, id, client_id, user_id, role, rights,
            only_safe, notices, joined_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    // On their plans' prices, with a first period that is over on a day.
    SUBSCRIBE = "INSERT INTO subscriptions (partner_id, client_id, run_id, plan_id, stage, anchor,
            from_day, renews_on, charged, payer, currency, price_minor, version)
        SELECT c.partner_id, c.id, c.id, c.plan_id, 'active', $2, $3, $4, p.charged, 'client',
            p.currency, p.price_minor, 1
        FROM clients c JOIN plans p ON p.partner_id = c.partner_id AND p.id = c.plan_id
        WHERE c.partner_id = $1 AND c.status = 'active'
        ON CONFLICT (partner_id, client_id) DO NOTHING";
    // Many clients in one statement; the values are a JSON list.
    ADD_CLIENTS_SQLITE = "INSERT INTO clients (partner_id, id, company, contact, email, website,
            phone, country, street, city, state, postal_code, notes, custom, plan_id, status,
            trial_ends_at, had_plan, block_kind, block_note, blocked_at, closed_at,
            workspaces_used, seats_used, contacts_used, name_key, email_key, search_text,
            created_at, updated_at, version)
        SELECT $1, unhex(value ->> 'id'), value ->> 'company', value ->> 'contact',
            value ->> 'email', value ->> 'website', value ->> 'phone', value ->> 'country',
            value ->> 'street', value ->> 'city', '', value ->> 'postal_code', '', '{}',
            unhex(value ->> 'plan'), value ->> 'status', value ->> 'trial_ends_at',
            (value ->> 'plan') IS NOT NULL, value ->> 'block_kind', value ->> 'block_note',
            value ->> 'blocked_at', value ->> 'closed_at', value ->> 'workspaces',
            value ->> 'seats', value ->> 'contacts', value ->> 'name_key', value ->> 'email_key',
            value ->> 'search_text', value ->> 'created_at', value ->> 'created_at', 1
        FROM json_each($2)";
    ADD_CLIENTS_PG = "INSERT INTO clients (partner_id, id, company, contact, email, website,
            phone, country, street, city, state, postal_code, notes, custom, plan_id, status,
            trial_ends_at, had_plan, block_kind, block_note, blocked_at, closed_at,
            workspaces_used, seats_used, contacts_used, name_key, email_key, search_text,
            created_at, updated_at, version)
        SELECT $1, c.id, c.company, c.contact, c.email, c.website, c.phone, c.country, c.street,
            c.city, '', c.postal_code, '', '{}', c.plan, c.status, c.trial_ends_at,
            c.plan IS NOT NULL, c.block_kind, c.block_note, c.blocked_at, c.closed_at,
            c.workspaces, c.seats, c.contacts, c.name_key, c.email_key, c.search_text,
            c.created_at, c.created_at, 1
        FROM json_to_recordset(CAST($2 AS json)) AS c (id uuid, company text, contact text,
            email text, website text, phone text, country text, street text, city text,
            postal_code text, plan uuid, status text, trial_ends_at bigint, block_kind text,
            block_note text, blocked_at bigint, closed_at bigint, workspaces bigint, seats bigint,
            contacts bigint, name_key text, email_key text, search_text text, created_at bigint)";
}

#[derive(Debug, sqlx::FromRow)]
struct Count {
    n: i64,
}

async fn has_any(tx: &mut Tx, sql: &'static str, args: &[Value]) -> Result<bool> {
    let row: Option<Count> = tx.one(sql, args).await?;
    Ok(row.is_some_and(|row| row.n > 0))
}

pub(super) async fn is_empty(tx: &mut Tx) -> Result<bool> {
    Ok(!has_any(tx, IS_EMPTY, args![]).await?)
}

pub(super) async fn has_partner(tx: &mut Tx, slug: &str) -> Result<bool> {
    has_any(tx, HAS_PARTNER, args![slug]).await
}

/// Somebody with a password.
#[derive(Debug)]
pub(super) struct NewUser<'a> {
    pub(super) id: UserId,
    pub(super) email: &'a str,
    pub(super) name: &'a str,
    pub(super) lang: &'a str,
    pub(super) password_hash: &'a str,
    pub(super) is_operator: bool,
}

/// Forgets messages about what was: nobody wants three months of them at once. Those with something
/// to be opened stay.
pub(super) async fn forget_letters(tx: &mut Tx) -> Result<()> {
    tx.run(FORGET_LETTERS, args![]).await?;
    Ok(())
}

pub(super) async fn add_user(tx: &mut Tx, user: &NewUser<'_>, now: Timestamp) -> Result<()> {
    let row = args![
        user.id,
        user.email,
        user.email,
        user.name,
        user.lang,
        user.password_hash,
        user.is_operator,
        now
    ];
    tx.run(ADD_USER, row).await?;
    Ok(())
}

pub(super) async fn add_partner(
    tx: &mut Tx,
    id: PartnerId,
    slug: &str,
    name: &str,
    now: Timestamp,
) -> Result<()> {
    let company = CompanyDraft {
        name: name.to_owned(),
        ..CompanyDraft::default()
    };
    let company = serde_json::to_string(&company)?;
    let row = args![id, slug, name, fold(name), company, now];
    tx.run(ADD_PARTNER, row).await?;
    Ok(())
}

pub(super) async fn add_member(
    tx: &mut Tx,
    (partner, user): (PartnerId, UserId),
    membership: MembershipId,
    role: Role,
    now: Timestamp,
) -> Result<Staff> {
    let row = args![partner, membership, user, role.name(), true, now];
    tx.run(ADD_MEMBERSHIP, row).await?;
    Ok(Staff {
        user,
        membership,
        partner,
        status: PartnerStatus::Active,
        role,
        sees_all: true,
    })
}

pub(super) async fn add_client_user(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ClientUserId,
    user: UserId,
    access: &Access,
    now: Timestamp,
) -> Result<()> {
    let row = args![
        partner,
        id,
        client,
        user,
        access.role.name(),
        serde_json::to_string(&access.rights)?,
        access.only_safe,
        access.notices,
        now
    ];
    tx.run(ADD_CLIENT_USER, row).await?;
    Ok(())
}

/// Subscribes the clients that are at work to the plans they are on, with a first month from `from`
/// to the day before `to`; says how many.
pub(super) async fn subscribe(
    tx: &mut Tx,
    partner: PartnerId,
    from: Date,
    to: Date,
) -> Result<u64> {
    tx.run(SUBSCRIBE, args![partner, from.day(), from, to])
        .await
}

/// Adds clients, given as a JSON list.
pub(super) async fn add_clients(tx: &mut Tx, partner: PartnerId, clients: &str) -> Result<()> {
    let sql = tx.pick(ADD_CLIENTS_SQLITE, ADD_CLIENTS_PG);
    match tx.run(sql, args![partner, clients]).await? {
        0 => Err(Error::corrupt("a list of clients to be added")),
        _ => Ok(()),
    }
}
