use domain::{PartnerId, brands::Brand, partners::PartnerStatus};

use super::store;
use crate::{Error, Portal, Result, db::Tx};

/// The partner whose brand a host carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// Which partner.
    pub partner: PartnerId,
    /// Its short name.
    pub slug: String,
    /// Its company's name.
    pub name: String,
    /// Where its clients write to, if it says so.
    pub support_email: Option<String>,
    /// Whether it may work.
    pub status: PartnerStatus,
    /// What it has published; until then its company's name and support address.
    pub brand: Brand,
}

/// Whose brand the host carries, below the portal's own name `base`: `acme.<base>` is that of the
/// partner with the short name `acme`. Read anew for every request: a host that was taken away is
/// gone with the next one.
///
/// # Errors
/// When the database does not answer.
pub async fn front(portal: &Portal, base: &str, host: &str) -> Result<Option<Front>> {
    let label = host
        .strip_suffix(base)
        .and_then(|rest| rest.strip_suffix('.'));
    let Some(slug) = label.filter(|label| !label.contains('.')) else {
        return Ok(None);
    };
    let mut tx = portal.db().read().await?;
    store::front_of_slug(&mut tx, slug).await
}

/// What the clients of a partner see of it.
pub(crate) async fn front_of(tx: &mut Tx, partner: PartnerId) -> Result<Front> {
    let front = store::front_of(tx, partner).await?;
    front.ok_or_else(|| Error::corrupt("partners.partner_id"))
}
