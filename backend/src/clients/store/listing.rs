//! Lists of clients: statements put together from fixed fragments, so that the cost of a page does
//! not grow with the number of clients (docs/performance.md).

mod statement;

use domain::{
    ClientId, MembershipId, PartnerId, PlanId, Timestamp, Version,
    clients::{ClientQuery, ClientStatus, ClientSummary, PlanFilter, Sort},
};
use uuid::Uuid;

use super::row::status;
use crate::{Result, args, db::Tx, statements};
use statement::Found;
pub(in crate::clients) use statement::{Listing, Place, Walk, phrase};

statements! {
    COUNTS = "SELECT CAST(coalesce(sum(clients), 0) AS bigint) AS size,
            CAST(coalesce(sum(CASE WHEN status = $2 THEN clients END), 0) AS bigint) AS of_status,
            CAST(coalesce(sum(CASE WHEN plan_id = $3 THEN clients END), 0) AS bigint) AS of_plan,
            CAST(coalesce(sum(CASE WHEN manager_id = $4 THEN clients END), 0) AS bigint)
                AS of_manager,
            CAST(coalesce(sum(CASE
                WHEN (status = $2 OR ($2 = '' AND status <> 'closed'))
                    AND ($3 IS NULL OR plan_id = $3) AND ($4 IS NULL OR manager_id = $4)
                THEN clients END), 0) AS bigint) AS matching
        FROM client_counts WHERE partner_id = $1";
    COUNT_LISTED = "SELECT count(*) AS clients FROM membership_clients l
        JOIN clients c ON c.partner_id = l.partner_id AND c.id = l.client_id
        WHERE l.partner_id = $1 AND l.membership_id = $5
            AND (c.status = $2 OR ($2 = '' AND c.status <> 'closed'))
            AND (coalesce(c.plan_id, $6) = $3 OR $3 IS NULL)
            AND (c.manager_id = $4 OR $4 IS NULL)";
    HITS_SQLITE = "SELECT count(*) AS clients FROM (SELECT 1
        FROM client_search s CROSS JOIN client_docs d
        WHERE s.search_text MATCH $2 AND d.doc = s.rowid AND d.partner_id = $1 LIMIT $3)";
}

/// How many clients of a partner there are, by what a list is narrowed to.
#[derive(Debug, Clone, Copy, Default, sqlx::FromRow)]
pub(in crate::clients) struct Counts {
    /// All of them, closed ones too.
    pub(in crate::clients) size: i64,
    pub(in crate::clients) of_status: i64,
    pub(in crate::clients) of_plan: i64,
    pub(in crate::clients) of_manager: i64,
    /// Those for which everything matches.
    pub(in crate::clients) matching: i64,
}

#[derive(Debug, sqlx::FromRow)]
struct Count {
    clients: i64,
}

/// How many clients of a partner match a query, without its search: read from counters.
pub(in crate::clients) async fn counts(
    tx: &mut Tx,
    partner: PartnerId,
    query: &ClientQuery,
) -> Result<Counts> {
    let (status, plan) = stored(query);
    let args = args![partner, status, plan, query.manager];
    let counts: Option<Counts> = tx.one(COUNTS, args).await?;
    Ok(counts.unwrap_or_default())
}

/// How many of the clients listed for a member match a query, without its search. The list is
/// short: somebody ticked it.
pub(in crate::clients) async fn count_listed(
    tx: &mut Tx,
    partner: PartnerId,
    member: MembershipId,
    query: &ClientQuery,
) -> Result<i64> {
    let (status, plan) = stored(query);
    let args = args![partner, status, plan, query.manager, member, Uuid::nil()];
    let count: Option<Count> = tx.one(COUNT_LISTED, args).await?;
    Ok(count.map_or(0, |count| count.clients))
}

/// How many clients of a partner the full-text table finds, counted up to `most` (`SQLite`).
pub(in crate::clients) async fn hits(
    tx: &mut Tx,
    partner: PartnerId,
    phrase: &str,
    most: i64,
) -> Result<i64> {
    let count: Option<Count> = tx.one(HITS_SQLITE, args![partner, phrase, most]).await?;
    Ok(count.map_or(0, |count| count.clients))
}

/// The filters as the counters know them: no plan is the nil UUID there.
fn stored(query: &ClientQuery) -> (&'static str, Option<Uuid>) {
    let plan = query.plan.map(|plan| match plan {
        PlanFilter::Without => Uuid::nil(),
        PlanFilter::On(plan) => plan.uuid(),
    });
    (query.status.map_or("", ClientStatus::name), plan)
}

/// A client of a list, and its place in it.
#[derive(Debug)]
pub(in crate::clients) struct Listed {
    pub(in crate::clients) client: ClientSummary,
    pub(in crate::clients) name_key: String,
}

#[derive(Debug, sqlx::FromRow)]
struct ListedRow {
    id: Uuid,
    company: String,
    contact: String,
    email: String,
    website: String,
    city: String,
    country: String,
    status: String,
    trial_ends_at: Option<i64>,
    plan_id: Option<Uuid>,
    plan_name: Option<String>,
    manager_id: Option<Uuid>,
    manager_name: Option<String>,
    created_at: i64,
    version: i64,
    name_key: String,
}

#[derive(Debug, sqlx::FromRow)]
struct IdRow {
    id: Uuid,
}

/// The first `most` clients of a list.
pub(in crate::clients) async fn rows(
    tx: &mut Tx,
    listing: &Listing,
    most: i64,
) -> Result<Vec<Listed>> {
    let (sql, args) = listing.statement(tx.engine(), Found::Rows, most);
    let rows: Vec<ListedRow> = tx.all_of(sql, &args).await?;
    rows.into_iter().map(Listed::try_from).collect()
}

/// The first `most` clients of a list, by their ids only.
pub(in crate::clients) async fn ids(
    tx: &mut Tx,
    listing: &Listing,
    most: i64,
) -> Result<Vec<ClientId>> {
    let (sql, args) = listing.statement(tx.engine(), Found::Ids, most);
    let rows: Vec<IdRow> = tx.all_of(sql, &args).await?;
    Ok(rows
        .into_iter()
        .map(|row| ClientId::from_uuid(row.id))
        .collect())
}

impl TryFrom<ListedRow> for Listed {
    type Error = crate::Error;

    fn try_from(row: ListedRow) -> Result<Self> {
        Ok(Self {
            client: ClientSummary {
                id: ClientId::from_uuid(row.id),
                company: row.company,
                contact: row.contact,
                email: row.email,
                website: row.website,
                city: row.city,
                country: row.country,
                status: status(&row.status)?,
                trial_ends_at: row.trial_ends_at.map(Timestamp),
                plan: row.plan_id.map(PlanId::from_uuid).zip(row.plan_name),
                manager: row
                    .manager_id
                    .map(MembershipId::from_uuid)
                    .zip(row.manager_name),
                created_at: Timestamp(row.created_at),
                version: Version(row.version),
            },
            name_key: row.name_key,
        })
    }
}

impl Listed {
    /// Where the page after this client starts.
    pub(in crate::clients) fn place(&self, sort: Sort) -> Place {
        Place {
            id: self.client.id,
            name_key: match sort {
                Sort::Newest | Sort::Oldest => String::new(),
                Sort::Name | Sort::NameDown => self.name_key.clone(),
            },
        }
    }
}
