use domain::{PartnerId, brands::Brand, domains::Standing, partners::PartnerStatus};

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
    /// Its oldest domain that is active: links lead there.
    pub domain: Option<String>,
    /// What it has published; until then its company's name and support address.
    pub brand: Brand,
}

impl Front {
    /// What links to the partner's pages begin with: its own domain, else its host below the
    /// portal's.
    pub fn url(&self, portal: &Portal) -> String {
        match &self.domain {
            Some(name) => portal.url_at(name),
            None => portal.brand_url(&self.slug),
        }
    }
}

/// Whose brand the host carries: below the portal's own name `base`, `acme.<base>` is that of the
/// partner with the short name `acme`; any other is that of the partner who has proved it. Read anew
/// for every request, by one key: a host that was taken away is gone with the next one.
///
/// # Errors
/// When the database does not answer.
pub async fn front(portal: &Portal, base: &str, host: &str) -> Result<Option<Front>> {
    let below = match host.strip_suffix(base) {
        Some("") => return Ok(None),
        Some(rest) => rest.strip_suffix('.'),
        None => None,
    };
    let mut tx = portal.db().read().await?;
    match below {
        Some(slug) if slug.contains('.') => Ok(None),
        Some(slug) => store::front_of_slug(&mut tx, slug).await,
        None => {
            let grace_began = Standing::grace_began(portal.now());
            store::front_of_domain(&mut tx, host, grace_began).await
        }
    }
}

/// What the clients of a partner see of it.
pub(crate) async fn front_of(tx: &mut Tx, partner: PartnerId) -> Result<Front> {
    let front = store::front_of(tx, partner).await?;
    front.ok_or_else(|| Error::corrupt("partners.partner_id"))
}
