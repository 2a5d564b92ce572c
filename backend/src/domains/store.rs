use domain::{
    DomainId, PartnerId, Timestamp,
    domains::{DomainName, DomainState, DomainSummary, Standing, Trouble},
};
use uuid::Uuid;

use super::look_alike::{is_apex, looks_alike};
use crate::{
    Error, Result, args,
    db::{Tx, violates},
    statements,
};

macro_rules! domains {
    ($which:literal) => {
        concat!(
            "SELECT d.partner_id, d.id, d.name, d.token, d.state, d.created_at, d.checked_at,
                d.next_check_at, d.failing_since, d.trouble, p.slug
             FROM domains d JOIN partners p ON p.partner_id = d.partner_id
             WHERE d.partner_id = $1 AND d.removed_at IS NULL",
            $which
        )
    };
}

statements! {
    DOMAINS = domains!(" ORDER BY d.created_at, d.id");
    DOMAIN = domains!(" AND d.id = $2");
    SLUG_SQLITE = "SELECT slug FROM partners WHERE partner_id = $1";
    // Whoever else adds a domain waits, so that two at once do not make one too many.
    SLUG_PG = "SELECT slug FROM partners WHERE partner_id = $1 FOR NO KEY UPDATE";
    ADD = "INSERT INTO domains (partner_id, id, name, token, state, created_at, next_check_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (partner_id, name) WHERE removed_at IS NULL DO NOTHING";
    HOLD = "UPDATE domains SET next_check_at = $3
        WHERE partner_id = $1 AND id = $2 AND removed_at IS NULL";
    CLAIM = "UPDATE domains SET next_check_at = $2
        WHERE removed_at IS NULL AND next_check_at <= $1 AND (partner_id, id) = (
            SELECT d.partner_id, d.id FROM domains d
            WHERE d.removed_at IS NULL AND d.next_check_at <= $1
            ORDER BY d.next_check_at, d.id LIMIT 1)
        RETURNING partner_id, id";
    SETTLE = "UPDATE domains SET state = $4, failing_since = $5, trouble = $6, checked_at = $7,
            next_check_at = $8
        WHERE partner_id = $1 AND id = $2 AND next_check_at = $3 AND removed_at IS NULL";
    ACTIVATE = "UPDATE domains SET state = 'active', trouble = NULL, next_check_at = $3
        WHERE partner_id = $1 AND id = $2 AND state = 'verified' AND removed_at IS NULL";
    REMOVE = "UPDATE domains SET removed_at = $3
        WHERE partner_id = $1 AND id = $2 AND removed_at IS NULL RETURNING name, state";
    FORGET = "DELETE FROM domains WHERE removed_at <= $1";
}

/// A domain as the database keeps it.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct DomainRow {
    partner_id: Uuid,
    id: Uuid,
    name: String,
    token: String,
    state: String,
    created_at: i64,
    checked_at: Option<i64>,
    next_check_at: i64,
    failing_since: Option<i64>,
    trouble: Option<String>,
    slug: String,
}

impl DomainRow {
    pub(super) const fn partner(&self) -> PartnerId {
        PartnerId::from_uuid(self.partner_id)
    }

    pub(super) const fn id(&self) -> DomainId {
        DomainId::from_uuid(self.id)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// The short name of its partner.
    pub(super) fn slug(&self) -> &str {
        &self.slug
    }

    pub(super) fn standing(&self) -> Result<Standing> {
        Ok(Standing {
            state: state(&self.state)?,
            created_at: Timestamp(self.created_at),
            failing_since: self.failing_since.map(Timestamp),
        })
    }

    pub(super) fn summary(&self) -> Result<DomainSummary> {
        let shown = DomainName::shown(&self.name);
        let trouble = self.trouble.as_deref().map(serde_json::from_str);
        Ok(DomainSummary {
            id: self.id(),
            looks_alike: looks_alike(&shown),
            is_apex: is_apex(&self.name),
            name: self.name.clone(),
            shown,
            state: state(&self.state)?,
            token: self.token.clone(),
            checked_at: self.checked_at.map(Timestamp),
            next_check_at: Timestamp(self.next_check_at),
            failing_since: self.failing_since.map(Timestamp),
            trouble: trouble.transpose()?,
        })
    }
}

fn state(name: &str) -> Result<DomainState> {
    DomainState::named(name).ok_or_else(|| Error::corrupt("domains.state"))
}

/// The domains of a partner, the oldest first.
pub(super) async fn domains(tx: &mut Tx, partner: PartnerId) -> Result<Vec<DomainRow>> {
    tx.all(DOMAINS, args![partner]).await
}

pub(super) async fn domain(
    tx: &mut Tx,
    partner: PartnerId,
    id: DomainId,
) -> Result<Option<DomainRow>> {
    tx.one(DOMAIN, args![partner, id]).await
}

#[derive(Debug, sqlx::FromRow)]
struct SlugRow {
    slug: String,
}

/// The short name of a partner.
pub(super) async fn slug(tx: &mut Tx, partner: PartnerId) -> Result<String> {
    slug_by(tx, SLUG_SQLITE, partner).await
}

/// The short name of a partner whose domains nobody else adds to until the transaction ends.
pub(super) async fn slug_held(tx: &mut Tx, partner: PartnerId) -> Result<String> {
    let sql = tx.pick(SLUG_SQLITE, SLUG_PG);
    slug_by(tx, sql, partner).await
}

async fn slug_by(tx: &mut Tx, sql: &'static str, partner: PartnerId) -> Result<String> {
    let row: Option<SlugRow> = tx.one(sql, args![partner]).await?;
    let row = row.ok_or_else(|| Error::corrupt("a partner that is gone"))?;
    Ok(row.slug)
}

/// A claim to a name.
pub(super) struct Claim<'a> {
    pub(super) id: DomainId,
    pub(super) name: &'a DomainName,
    pub(super) token: &'a str,
    pub(super) standing: Standing,
    pub(super) next_check_at: Timestamp,
}

/// Adds a claim, or says that the partner has one to this name.
pub(super) async fn add(tx: &mut Tx, partner: PartnerId, claim: &Claim<'_>) -> Result<bool> {
    let row = args![
        partner,
        claim.id,
        claim.name.as_str(),
        claim.token,
        claim.standing.state.name(),
        claim.standing.created_at,
        claim.next_check_at,
    ];
    Ok(tx.run(ADD, row).await? == 1)
}

/// Makes a look at a domain this one's until `until`, whoever else is looking at it.
pub(super) async fn hold(
    tx: &mut Tx,
    partner: PartnerId,
    id: DomainId,
    until: Timestamp,
) -> Result<()> {
    tx.run(HOLD, args![partner, id, until]).await?;
    Ok(())
}

#[derive(Debug, sqlx::FromRow)]
struct ClaimRow {
    partner_id: Uuid,
    id: Uuid,
}

/// Takes a domain that is due, until a time.
pub(super) async fn claim_due(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<(PartnerId, DomainId)>> {
    let row: Option<ClaimRow> = tx.one(CLAIM, args![now, until]).await?;
    Ok(row.map(|row| {
        let partner = PartnerId::from_uuid(row.partner_id);
        (partner, DomainId::from_uuid(row.id))
    }))
}

/// What comes of a look.
#[derive(Debug)]
pub(super) struct Outcome<'a> {
    pub(super) standing: Standing,
    pub(super) trouble: Option<&'a Trouble>,
    pub(super) checked_at: Timestamp,
    pub(super) next_check_at: Timestamp,
}

/// How writing it down ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    Yes,
    /// Somebody looked later, or removed the domain.
    Overtaken,
    /// Another partner has proved the name. The transaction is over.
    Held,
}

/// Writes down what came of a look that was held until `held`.
pub(super) async fn settle(
    tx: &mut Tx,
    (partner, id): (PartnerId, DomainId),
    held: Timestamp,
    outcome: &Outcome<'_>,
) -> Result<Settled> {
    let row = args![
        partner,
        id,
        held,
        outcome.standing.state.name(),
        outcome.standing.failing_since,
        outcome.trouble.map(serde_json::to_string).transpose()?,
        outcome.checked_at,
        outcome.next_check_at,
    ];
    match tx.run(SETTLE, row).await {
        Ok(0) => Ok(Settled::Overtaken),
        Ok(_) => Ok(Settled::Yes),
        Err(error) if violates(&error, "one_holder_per_domain", "domains.name") => {
            Ok(Settled::Held)
        }
        Err(error) => Err(error),
    }
}

/// Serves a domain that is proved; false when it is not in that state.
pub(super) async fn activate(
    tx: &mut Tx,
    partner: PartnerId,
    id: DomainId,
    next_check_at: Timestamp,
) -> Result<bool> {
    let row = args![partner, id, next_check_at];
    Ok(tx.run(ACTIVATE, row).await? == 1)
}

#[derive(Debug, sqlx::FromRow)]
struct RemovedRow {
    name: String,
    state: String,
}

/// Removes a domain and gives its name, and the state it was in.
pub(super) async fn remove(
    tx: &mut Tx,
    partner: PartnerId,
    id: DomainId,
    now: Timestamp,
) -> Result<Option<(String, DomainState)>> {
    let row: Option<RemovedRow> = tx.one(REMOVE, args![partner, id, now]).await?;
    row.map(|row| Ok((row.name, state(&row.state)?)))
        .transpose()
}

/// Deletes the tombstones from before a time.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.run(FORGET, args![before]).await?;
    Ok(())
}
