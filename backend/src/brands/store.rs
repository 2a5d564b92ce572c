use domain::{
    PartnerId,
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
