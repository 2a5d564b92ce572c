use domain::{
    ClientId, PartnerId, PlanId, Timestamp, UserId, inclusions::Section, office::SectionWish,
    plans::Usage,
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    CLIENT = "SELECT plan_id, trial_ends_at, workspaces_used, seats_used, contacts_used
        FROM clients WHERE partner_id = $1 AND id = $2";
    // What somebody asked for lately, the last time only.
    ASKED = "SELECT section, max(at) AS at FROM section_requests
        WHERE partner_id = $1 AND client_id = $2 AND user_id = $3
        GROUP BY section ORDER BY max(at) DESC LIMIT 20";
    ASK = "INSERT INTO section_requests
            (partner_id, id, client_id, user_id, section, message, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    // Where a partner gets its mail that says no support address: its administrators.
    ADMINISTRATORS = "SELECT u.email, u.lang FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.partner_id = $1 AND m.role = 'administrator' ORDER BY u.email LIMIT 20";
}

/// What is known of a client on its first page.
pub(super) struct ClientRow {
    pub(super) plan: Option<PlanId>,
    pub(super) trial_ends_at: Option<Timestamp>,
    pub(super) usage: Usage,
}

#[derive(sqlx::FromRow)]
struct Stored {
    plan_id: Option<Uuid>,
    trial_ends_at: Option<i64>,
    workspaces_used: i64,
    seats_used: i64,
    contacts_used: i64,
}

#[derive(sqlx::FromRow)]
struct AskedRow {
    section: String,
    at: i64,
}

#[derive(sqlx::FromRow)]
struct Addressee {
    email: String,
    lang: String,
}

fn count(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| Error::corrupt("a usage of clients"))
}

fn lang(tag: &str) -> Result<domain::Lang> {
    tag.parse().map_err(|_| Error::corrupt("users.lang"))
}

pub(super) async fn client(
    tx: &mut Tx,
    partner: PartnerId,
    id: ClientId,
) -> Result<Option<ClientRow>> {
    let row: Option<Stored> = tx.one(CLIENT, args![partner, id]).await?;
    let client = |row: Stored| {
        Ok(ClientRow {
            plan: row.plan_id.map(PlanId::from_uuid),
            trial_ends_at: row.trial_ends_at.map(Timestamp),
            usage: Usage {
                workspaces: count(row.workspaces_used)?,
                seats: count(row.seats_used)?,
                contacts: count(row.contacts_used)?,
            },
        })
    };
    row.map(client).transpose()
}

pub(super) async fn asked(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    user: UserId,
) -> Result<Vec<(Section, Timestamp)>> {
    let rows: Vec<AskedRow> = tx.all(ASKED, args![partner, client, user]).await?;
    let asked = |row: AskedRow| {
        let section = Section::keyed(&row.section);
        let section = section.ok_or_else(|| Error::corrupt("section_requests.section"))?;
        Ok((section, Timestamp(row.at)))
    };
    rows.into_iter().map(asked).collect()
}

pub(super) async fn ask(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: Uuid,
    user: UserId,
    wish: &SectionWish,
    now: Timestamp,
) -> Result<()> {
    let values = args![
        partner,
        id,
        client,
        user,
        wish.section.key(),
        &wish.message,
        now
    ];
    tx.run(ASK, values).await?;
    Ok(())
}

/// The addresses of a partner's administrators, each with their language.
pub(super) async fn administrators(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Vec<(String, domain::Lang)>> {
    let rows: Vec<Addressee> = tx.all(ADMINISTRATORS, args![partner]).await?;
    rows.into_iter()
        .map(|row| Ok((row.email, lang(&row.lang)?)))
        .collect()
}
