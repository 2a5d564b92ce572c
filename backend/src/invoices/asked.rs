//! Invoices of clients, as far as the portal itself asks for them: by mail, by reminders, by the link
//! with which one pays.

use domain::{
    ClientId, InvoiceId, Money, PartnerId,
    billing::Payer,
    invoices::{Document, DocumentKind, Form, InvoiceStatus},
};

use super::{
    files::{self, File},
    store::{self, Invoice},
};
use crate::{Context, Result, db::Tx};

/// An invoice that a client is asked for, or has paid.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) id: InvoiceId,
    pub(crate) client: ClientId,
    pub(crate) company: String,
    pub(crate) status: InvoiceStatus,
    pub(crate) document: Document,
    pub(crate) open: Money,
    pub(crate) paid: Money,
}

/// An invoice of a client, from its partner, that was finalized and is not void.
pub(crate) async fn asked(tx: &mut Tx, partner: PartnerId, id: InvoiceId) -> Result<Option<Asked>> {
    Ok(store::one(tx, partner, id).await?.and_then(of))
}

/// The same while it is open; nobody else changes it until the transaction ends, and one more
/// reminder is counted.
pub(crate) async fn hold_for_reminder(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Option<Asked>> {
    if !store::count_reminder(tx, partner, id).await? {
        return Ok(None);
    }
    let asked = asked(tx, partner, id).await?;
    Ok(asked.filter(|asked| asked.open.minor > 0))
}

/// Such an invoice as a PDF; nothing when there is none.
pub(crate) async fn printed(
    cx: &Context,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Option<File>> {
    let mut tx = cx.read().await?;
    let invoice = store::one(&mut tx, partner, id).await?;
    match invoice.filter(|invoice| of(invoice.clone()).is_some()) {
        Some(invoice) => {
            let file = files::made(tx, cx, partner, invoice, Form::Pdf).await?;
            Ok(Some(file))
        }
        None => Ok(None),
    }
}

fn of(invoice: Invoice) -> Option<Asked> {
    let open = invoice.open();
    let is_asked = invoice.kind == DocumentKind::Invoice
        && invoice.payer == Payer::Client
        && matches!(
            invoice.status,
            InvoiceStatus::Finalized | InvoiceStatus::Paid
        );
    let (client, company) = invoice.client.filter(|_| is_asked)?;
    Some(Asked {
        id: invoice.id,
        client,
        company,
        status: invoice.status,
        document: invoice.document?,
        open,
        paid: invoice.paid,
    })
}
