use domain::{
    PartnerId, Timestamp,
    partners::{CompanyDraft, PartnerStatus},
};
use uuid::Uuid;

use super::Front;
use crate::{Error, Result, args, db::Tx, statements};

statements! {
    FRONT_OF_SLUG = "SELECT partner_id, slug, name, status, company FROM partners
        WHERE slug = $1";
    FRONT_OF = "SELECT partner_id, slug, name, status, company FROM partners
        WHERE partner_id = $1";
    FRONT_OF_DOMAIN = "SELECT p.partner_id, p.slug, p.name, p.status, p.company
        FROM domains d JOIN partners p ON p.partner_id = d.partner_id
        WHERE d.name = $1 AND d.removed_at IS NULL AND d.state <> 'pending'
            AND (d.state = 'active' OR d.state = 'failing' AND d.failing_since > $2)";
    PRIMARY_DOMAIN = "SELECT name FROM domains
        WHERE partner_id = $1 AND removed_at IS NULL AND state = 'active'
        ORDER BY created_at, id LIMIT 1";
}

#[derive(sqlx::FromRow)]
struct FrontRow {
    partner_id: Uuid,
    slug: String,
    name: String,
    status: String,
    company: String,
}

impl TryFrom<FrontRow> for Front {
    type Error = Error;

    fn try_from(row: FrontRow) -> Result<Self> {
        let company: CompanyDraft = serde_json::from_str(&row.company)?;
        let status = PartnerStatus::named(&row.status);
        Ok(Self {
            partner: PartnerId::from_uuid(row.partner_id),
            slug: row.slug,
            name: row.name,
            support_email: Some(company.support_email).filter(|address| !address.is_empty()),
            status: status.ok_or_else(|| Error::corrupt("partners.status"))?,
        })
    }
}

pub(super) async fn front_of_slug(tx: &mut Tx, slug: &str) -> Result<Option<Front>> {
    let row: Option<FrontRow> = tx.one(FRONT_OF_SLUG, args![slug]).await?;
    row.map(Front::try_from).transpose()
}

pub(super) async fn front_of(tx: &mut Tx, partner: PartnerId) -> Result<Option<Front>> {
    let row: Option<FrontRow> = tx.one(FRONT_OF, args![partner]).await?;
    row.map(Front::try_from).transpose()
}

/// The partner who has proved a domain, if it is served. It is also served when its proof was lost
/// after `grace_began`.
pub(super) async fn front_of_domain(
    tx: &mut Tx,
    name: &str,
    grace_began: Timestamp,
) -> Result<Option<Front>> {
    let row: Option<FrontRow> = tx.one(FRONT_OF_DOMAIN, args![name, grace_began]).await?;
    row.map(Front::try_from).transpose()
}

#[derive(sqlx::FromRow)]
struct NameRow {
    name: String,
}

/// The oldest of a partner's domains that are served and proved.
pub(super) async fn primary_domain(tx: &mut Tx, partner: PartnerId) -> Result<Option<String>> {
    let row: Option<NameRow> = tx.one(PRIMARY_DOMAIN, args![partner]).await?;
    Ok(row.map(|row| row.name))
}
