use domain::{
    Cursor, PartnerId, Refusal, Timestamp, Version,
    partners::{Company, CompanyDraft, PartnerStatus, PartnerSummary},
    text::fold,
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    PAGE = "SELECT p.partner_id, p.name, p.name_key, p.slug, p.status, p.created_at,
            (SELECT CAST(coalesce(sum(c.clients), 0) AS bigint) FROM client_counts c
                WHERE c.partner_id = p.partner_id AND c.status <> 'closed') AS clients,
            (SELECT count(*) FROM memberships m WHERE m.partner_id = p.partner_id) AS members
        FROM partners p
        WHERE (p.name_key LIKE $1 ESCAPE '!' OR p.slug LIKE $1 ESCAPE '!')
            AND (p.name_key, p.partner_id) > ($2, $3)
        ORDER BY p.name_key, p.partner_id LIMIT $4";
    COUNT = "SELECT count(*) AS n FROM partners
        WHERE name_key LIKE $1 ESCAPE '!' OR slug LIKE $1 ESCAPE '!'";
    PARTNER = "SELECT p.partner_id, p.name, p.name_key, p.slug, p.status, p.created_at,
            (SELECT CAST(coalesce(sum(c.clients), 0) AS bigint) FROM client_counts c
                WHERE c.partner_id = p.partner_id AND c.status <> 'closed') AS clients,
            (SELECT count(*) FROM memberships m WHERE m.partner_id = p.partner_id) AS members
        FROM partners p WHERE p.partner_id = $1";
    ADMINISTRATORS = "SELECT u.name, u.email FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.partner_id = $1 AND m.role = 'administrator'";
    ADD = "INSERT INTO partners
            (partner_id, slug, name, name_key, status, company, created_at, version)
        VALUES ($1, $2, $3, $4, 'active', $5, $6, 1)";
    SET_STATUS = "UPDATE partners SET status = $2 WHERE partner_id = $1 AND status <> $2";
    COMPANY = "SELECT name, company, version FROM partners WHERE partner_id = $1";
    SET_COMPANY = "UPDATE partners SET name = $3, name_key = $4, company = $5, version = version + 1
        WHERE partner_id = $1 AND version = $2";
}

#[derive(sqlx::FromRow)]
struct PartnerRow {
    partner_id: Uuid,
    name: String,
    name_key: String,
    slug: String,
    status: String,
    created_at: i64,
    clients: i64,
    members: i64,
}

#[derive(sqlx::FromRow)]
struct AdministratorRow {
    name: String,
    email: String,
}

#[derive(sqlx::FromRow)]
struct CompanyRow {
    name: String,
    company: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

impl TryFrom<PartnerRow> for PartnerSummary {
    type Error = Error;

    fn try_from(row: PartnerRow) -> Result<Self> {
        let status = PartnerStatus::named(&row.status);
        Ok(Self {
            id: PartnerId::from_uuid(row.partner_id),
            name: row.name,
            slug: row.slug,
            status: status.ok_or_else(|| Error::corrupt("partners.status"))?,
            clients: u64::try_from(row.clients).unwrap_or(0),
            members: u64::try_from(row.members).unwrap_or(0),
            created_at: Timestamp(row.created_at),
        })
    }
}

/// A place in the list: after this name, and this partner among those of the same name.
pub(super) struct Place {
    name_key: String,
    partner: Uuid,
}

/// Reads a cursor.
///
/// # Errors
/// [`Refusal::NotFound`] for one that no page gave out.
pub(super) fn place(cursor: &Cursor) -> std::result::Result<Place, Refusal> {
    let (partner, name_key) = cursor.0.split_once(' ').ok_or(Refusal::NotFound)?;
    let partner: PartnerId = partner.parse().map_err(|_| Refusal::NotFound)?;
    Ok(Place {
        name_key: name_key.to_owned(),
        partner: partner.uuid(),
    })
}

/// At most `most` partners whose name or slug holds `search`, and where the next page starts.
pub(super) async fn page(
    tx: &mut Tx,
    search: &str,
    after: Option<Place>,
    most: usize,
) -> Result<(Vec<PartnerSummary>, Option<Cursor>)> {
    let after = after.unwrap_or(Place {
        name_key: String::new(),
        partner: Uuid::nil(),
    });
    let one_more = i64::try_from(most + 1).unwrap_or(i64::MAX);
    let values = args![anywhere(search), after.name_key, after.partner, one_more];
    let mut rows: Vec<PartnerRow> = tx.all(PAGE, values).await?;
    let has_more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| has_more).map(|last| {
        let partner = PartnerId::from_uuid(last.partner_id);
        Cursor(format!("{partner} {}", last.name_key))
    });
    let partners: Result<Vec<_>> = rows.into_iter().map(PartnerSummary::try_from).collect();
    Ok((partners?, next))
}

pub(super) async fn count(tx: &mut Tx, search: &str) -> Result<u64> {
    let row: Option<CountRow> = tx.one(COUNT, args![anywhere(search)]).await?;
    Ok(row.and_then(|row| u64::try_from(row.n).ok()).unwrap_or(0))
}

/// A pattern that finds `text` anywhere, whatever signs it has.
fn anywhere(text: &str) -> String {
    let literal = text
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{literal}%")
}

pub(super) async fn partner(tx: &mut Tx, id: PartnerId) -> Result<Option<PartnerSummary>> {
    let row: Option<PartnerRow> = tx.one(PARTNER, args![id]).await?;
    row.map(PartnerSummary::try_from).transpose()
}

/// Name and e-mail address of each administrator, by name.
pub(super) async fn administrators(tx: &mut Tx, id: PartnerId) -> Result<Vec<(String, String)>> {
    let rows: Vec<AdministratorRow> = tx.all(ADMINISTRATORS, args![id]).await?;
    let mut people: Vec<_> = rows.into_iter().map(|row| (row.name, row.email)).collect();
    people.sort_by_cached_key(|(name, email)| (fold(name), email.clone()));
    Ok(people)
}

pub(super) async fn add(
    tx: &mut Tx,
    id: PartnerId,
    slug: &str,
    company: &CompanyDraft,
    now: Timestamp,
) -> Result<()> {
    let (name, json) = (&company.name, serde_json::to_string(company)?);
    tx.run(ADD, args![id, slug, name, fold(name), json, now])
        .await?;
    Ok(())
}

/// Sets the state; false when it is the present one.
pub(super) async fn set_status(tx: &mut Tx, id: PartnerId, status: PartnerStatus) -> Result<bool> {
    Ok(tx.run(SET_STATUS, args![id, status.name()]).await? == 1)
}

/// The company of a partner that is there.
pub(super) async fn company(tx: &mut Tx, id: PartnerId) -> Result<Company> {
    let row: Option<CompanyRow> = tx.one(COMPANY, args![id]).await?;
    let row = row.ok_or_else(|| Error::corrupt("partners.partner_id"))?;
    let stored: CompanyDraft = serde_json::from_str(&row.company)?;
    Ok(Company {
        values: CompanyDraft {
            name: row.name,
            ..stored
        },
        version: Version(row.version),
    })
}

/// Changes the company that has the version `seen`; false when it has another by now.
pub(super) async fn set_company(
    tx: &mut Tx,
    id: PartnerId,
    values: &CompanyDraft,
    seen: Version,
) -> Result<bool> {
    let (name, json) = (&values.name, serde_json::to_string(values)?);
    let values = args![id, seen, name, fold(name), json];
    Ok(tx.run(SET_COMPANY, values).await? == 1)
}
