use domain::{
    Cursor, InvoiceId, Page, Refusal, Total,
    invoices::{DocumentKind, InvoiceDetails, InvoiceList, InvoiceQuery, InvoiceStatus},
    policy::Action,
};

use super::{allow, credit::remaining, document::draft, found, store};
use crate::{Context, Error, Result, clients, db::Tx, dunning, payments};

/// Invoices of a page.
const PAGE: usize = 50;

/// The invoices of one's clients, and the partner's own, newest first (B11).
pub async fn list(cx: &Context, query: InvoiceQuery) -> Result<InvoiceList> {
    let before = match &query.after {
        Some(cursor) => Some(cursor.0.parse().map_err(|_| Refusal::NotFound)?),
        None => None,
    };
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let today = cx.now().date();
    let staff = cx.staff()?;
    let mut tx = cx.read().await?;
    // That there is no such client is said before that one may not see its invoices.
    if let Some(client) = query.client {
        clients::reached(&mut tx, cx, Action::SeeInvoices, client).await?;
    }
    cx.allow(Action::SeeInvoices)?;
    let mut rows = store::page(&mut tx, staff, &query, today, (before, most)).await?;
    let totals = match query.after {
        None => store::totals(&mut tx, staff, query.client, today).await?,
        Some(_) => Vec::new(),
    };
    let is_last = rows.len() <= PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| !is_last);
    let next = next.map(|invoice| Cursor(invoice.id.to_string()));
    let total = Total {
        rows: u64::try_from(rows.len()).unwrap_or(u64::MAX),
        exact: is_last && query.after.is_none(),
    };
    Ok(InvoiceList {
        page: Page { rows, next, total },
        totals,
    })
}

/// An invoice with everything its page shows (B12).
pub async fn details(cx: &Context, id: InvoiceId) -> Result<InvoiceDetails> {
    let mut tx = cx.read().await?;
    found(&mut tx, cx, Action::SeeInvoices, id).await?;
    shown(&mut tx, cx, id).await
}

/// An invoice with what stands around it.
pub(super) async fn shown(tx: &mut Tx, cx: &Context, id: InvoiceId) -> Result<InvoiceDetails> {
    let partner = cx.partner()?;
    let today = cx.now().date();
    let invoice = store::one(tx, partner, id)
        .await?
        .ok_or(Refusal::NotFound)?;
    allow(tx, cx, Action::SeeInvoices, &invoice).await?;
    let document = match (&invoice.document, invoice.status) {
        (Some(document), _) => document.clone(),
        (None, InvoiceStatus::Draft) => draft(tx, partner, invoice.clone(), today).await?.document,
        (None, _) => return Err(Error::corrupt("invoices.document")),
    };
    let creditable = match invoice.kind {
        DocumentKind::Invoice if invoice.document.is_some() => {
            let left = remaining(tx, partner, &invoice, &document).await?;
            left.into_iter().map(|(net, _)| net).collect()
        }
        _ => Vec::new(),
    };
    let mut related = store::corrections(tx, partner, id).await?;
    if let Some(corrected) = invoice.corrects
        && let Some(corrected) = store::one(tx, partner, corrected).await?
    {
        let number = corrected.number.unwrap_or_default();
        related.push((corrected.id, corrected.kind, number));
    }
    let mut summary = invoice.summary(today);
    if invoice.status == InvoiceStatus::Draft {
        summary.gross = document.gross;
    }
    Ok(InvoiceDetails {
        summary,
        document,
        payments: payments::of_invoice(tx, partner, (id, invoice.currency())).await?,
        credited: invoice.credited,
        returnable: invoice.returnable(),
        related,
        creditable,
        reminders: dunning::reminders(tx, partner, id).await?,
        version: invoice.version,
    })
}
