use std::{fmt::Write as _, net::IpAddr};

use domain::{
    ClientId, Money, PartnerId, Refusal,
    dunning::{Code, InvoiceToPay, Ways, epc},
    invoices::Document,
    partners::PartnerStatus,
    policy::Actor,
};
use qrcodegen::{QrCode, QrCodeEcc};

use super::{link, store};
use crate::{
    Context, Portal, Result, auth,
    brands::Front,
    db::Tx,
    invoices::{self, Asked, File},
    providers,
};

/// How often payment links are opened from one network: more than people do, and too little to keep
/// the portal busy with printing.
const OPENED: auth::Rule = auth::Rule {
    what: "payment links opened from",
    most: 300,
    seconds: 3_600,
};

/// An invoice for whoever holds its payment link, at the brand's host of its partner.
///
/// # Errors
/// [`Refusal::NotFound`] for whatever is no such link, and for the link of an invoice that is void.
pub async fn invoice_to_pay(
    portal: &Portal,
    front: Option<&Front>,
    token: &str,
    address: IpAddr,
) -> Result<InvoiceToPay> {
    let (partner, asked) = opened(portal, front, token, address).await?;
    let today = portal.now().date();
    let document = asked.document;
    let due_on = document.due_on;
    let is_open = asked.open.minor > 0;
    let mut tx = portal.db().read().await?;
    Ok(InvoiceToPay {
        by_card: is_open && providers::are_set(&mut tx, partner).await?,
        ways: is_open.then(|| ways(&document, asked.open)),
        number: document.number,
        seller: document.seller.name,
        buyer: document.buyer.name,
        issued_on: document.issued_on,
        due_on,
        gross: document.gross,
        open: asked.open,
        is_overdue: is_open && due_on.is_some_and(|due| due < today),
    })
}

/// The same invoice as a PDF.
///
/// # Errors
/// As [`invoice_to_pay`].
pub async fn pdf_to_pay(
    portal: &Portal,
    front: Option<&Front>,
    token: &str,
    address: IpAddr,
) -> Result<File> {
    let (partner, asked) = opened(portal, front, token, address).await?;
    let cx = portal.context(Actor::Anonymous);
    let file = invoices::printed(&cx, partner, asked.id).await?;
    Ok(file.ok_or(Refusal::NotFound)?)
}

/// Begins a payment by card of what is open on the same invoice; gives the provider's address where
/// the payer goes on. Afterwards they come back to the link.
///
/// # Errors
/// As [`invoice_to_pay`], and those of [`providers::begin`].
pub async fn card_to_pay(
    portal: &Portal,
    front: Option<&Front>,
    token: &str,
    address: IpAddr,
) -> Result<String> {
    let (partner, asked) = opened(portal, front, token, address).await?;
    let host = front.ok_or(Refusal::NotFound)?.url(portal);
    let return_to = format!("{host}{}", link::path(portal, partner, asked.id));
    providers::begin(portal, partner, asked.id, &return_to).await
}

/// Where the owners of a client that is blocked for not paying can pay: the link of the open invoice
/// that is due first. Nothing for any other client.
pub(crate) async fn way_in(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
) -> Result<Option<String>> {
    let invoice = store::first_unpaid(tx, partner, client).await?;
    Ok(invoice.map(|id| link::path(cx.portal(), partner, id)))
}

/// How an invoice can be paid of which so much is open.
pub(crate) fn ways(document: &Document, open: Money) -> Ways {
    let bank = document.bank.clone();
    let code = bank
        .as_ref()
        .and_then(|bank| epc(bank, open, &document.number))
        .and_then(|transfer| code(&transfer));
    Ways {
        bank,
        reference: document.number.clone(),
        code,
    }
}

async fn opened(
    portal: &Portal,
    front: Option<&Front>,
    token: &str,
    address: IpAddr,
) -> Result<(PartnerId, Asked)> {
    let works = |front: &&Front| front.status == PartnerStatus::Active;
    let front = front.filter(works).ok_or(Refusal::NotFound)?;
    let id = link::opened(portal, front.partner, token).ok_or(Refusal::NotFound)?;
    let mut tx = portal.db().begin().await?;
    auth::limit_from(&mut tx, OPENED, address, portal.now()).await?;
    tx.commit().await?;
    let mut tx = portal.db().read().await?;
    let asked = invoices::asked(&mut tx, front.partner, id).await?;
    Ok((front.partner, asked.ok_or(Refusal::NotFound)?))
}

/// A text as a QR code; nothing when it does not fit into one.
fn code(text: &str) -> Option<Code> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                let _ = write!(path, "M{x},{y}h1v1h-1z");
            }
        }
    }
    Some(Code {
        side: u32::try_from(code.size()).ok()?,
        path,
    })
}
