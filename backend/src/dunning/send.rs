use domain::{
    InvoiceId, Refusal, audit::Event, invoices::InvoiceDetails, policy::Action, refusal::Rejection,
};

use super::letters;
use crate::{Context, Result, audit::entry, auth, invoices};

/// How often one team may send invoices again: it is not a way to write to strangers.
const SENT_AGAIN: auth::Rule = auth::Rule {
    what: "invoices sent again by",
    most: 100,
    seconds: 3_600,
};

/// Mails an invoice to its client anew, or the receipt when it is paid.
pub async fn send_again(cx: &Context, id: InvoiceId) -> Result<InvoiceDetails> {
    let mut tx = cx.begin().await?;
    let status = invoices::reached(&mut tx, cx, Action::ManageInvoices, id).await?;
    let partner = cx.partner()?;
    let asked = invoices::asked(&mut tx, partner, id).await?;
    let asked = asked.ok_or(Refusal::Rejected(Rejection::InvoiceWrongStatus { status }))?;
    auth::limit(&mut tx, SENT_AGAIN, &partner.to_string(), cx.now()).await?;
    letters::send(&mut tx, cx, partner, &asked).await?;
    entry(Event::InvoiceMailed)
        .client(asked.client)
        .about(&asked.document.number)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    invoices::details(cx, id).await
}
