//! Payment links: an invoice's id, signed by the portal. They are kept nowhere and cannot be guessed
//! or counted through; whoever has one sees that invoice, and nothing else.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{InvoiceId, PartnerId};
use uuid::Uuid;

use crate::Portal;

/// Where an invoice is shown and paid, on its partner's host.
pub(super) fn path(portal: &Portal, partner: PartnerId, invoice: InvoiceId) -> String {
    let mut token = invoice.uuid().as_bytes().to_vec();
    token.extend(portal.vault().sign(&about(partner, invoice)));
    format!("/invoice/{}", URL_SAFE_NO_PAD.encode(token))
}

/// The invoice of a token that the portal made for this partner.
pub(super) fn opened(portal: &Portal, partner: PartnerId, token: &str) -> Option<InvoiceId> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, signature) = bytes.split_first_chunk::<16>()?;
    let invoice = InvoiceId::from_uuid(Uuid::from_bytes(*id));
    let is_ours = portal
        .vault()
        .has_signed(&about(partner, invoice), signature);
    is_ours.then_some(invoice)
}

fn about(partner: PartnerId, invoice: InvoiceId) -> String {
    format!("payment link of {invoice} at {partner}")
}
