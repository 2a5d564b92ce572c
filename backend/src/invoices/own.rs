use domain::{
    ClientId, Cursor, InvoiceId, Page, PartnerId, Refusal, Total,
    billing::Payer,
    invoices::{Form, InvoiceSummary, OwnInvoice},
    policy::Action,
};

use super::{
    files::{self, File},
    store::{self, Invoice},
};
use crate::{Context, Error, Result, billing, db::Tx, dunning, providers};

/// Invoices of a page.
const PAGE: usize = 50;

/// The invoices of one's own client, newest first, for its owners: where it pays for itself, or its
/// partner publishes them (G5).
pub async fn own_list(
    cx: &Context,
    client: ClientId,
    after: Option<Cursor>,
) -> Result<Page<InvoiceSummary>> {
    let mut tx = cx.read().await?;
    let partner = shown_to(&mut tx, cx, client).await?;
    let before = match &after {
        Some(cursor) => Some(cursor.0.parse().map_err(|_| Refusal::NotFound)?),
        None => None,
    };
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let today = cx.now().date();
    let mut rows = store::page_of_client(&mut tx, (partner, client), today, before, most).await?;
    let is_last = rows.len() <= PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| !is_last);
    let next = next.map(|invoice| Cursor(invoice.id.to_string()));
    let total = Total {
        rows: u64::try_from(rows.len()).unwrap_or(u64::MAX),
        exact: is_last && after.is_none(),
    };
    Ok(Page { rows, next, total })
}

/// An invoice of one's own client.
pub async fn own_details(cx: &Context, client: ClientId, id: InvoiceId) -> Result<OwnInvoice> {
    let mut tx = cx.read().await?;
    let invoice = own(&mut tx, cx, client, id).await?;
    let summary = invoice.summary(cx.now().date());
    let is_theirs = summary.payer == Payer::Client && summary.open.minor > 0;
    let partner = cx.client_user()?.partner;
    let by_card = is_theirs && providers::are_set(&mut tx, partner).await?;
    let document = invoice.document;
    let document = document.ok_or_else(|| Error::corrupt("invoices.document"))?;
    Ok(OwnInvoice {
        ways: is_theirs.then(|| dunning::ways(&document, summary.open)),
        by_card,
        summary,
        document,
        paid: invoice.paid,
        credited: invoice.credited,
    })
}

/// An invoice of one's own client, as a file.
pub async fn own_file(cx: &Context, client: ClientId, id: InvoiceId, form: Form) -> Result<File> {
    let mut tx = cx.read().await?;
    let invoice = own(&mut tx, cx, client, id).await?;
    let partner = cx.client_user()?.partner;
    files::made(tx, cx, partner, invoice, form).await
}

/// Whether the asking person sees invoices of this client at all: else there are none.
async fn shown_to(tx: &mut Tx, cx: &Context, client: ClientId) -> Result<PartnerId> {
    let partner = cx.allow_at_own(Action::SeeOwnInvoices, client)?;
    if billing::are_shown(tx, partner, client).await? {
        Ok(partner)
    } else {
        Err(Refusal::NotFound.into())
    }
}

async fn own(tx: &mut Tx, cx: &Context, client: ClientId, id: InvoiceId) -> Result<Invoice> {
    let partner = shown_to(tx, cx, client).await?;
    let invoice = store::one(tx, partner, id).await?;
    let is_theirs = |invoice: &Invoice| {
        invoice.document.is_some() && invoice.client.as_ref().is_some_and(|(id, _)| *id == client)
    };
    Ok(invoice.filter(is_theirs).ok_or(Refusal::NotFound)?)
}
