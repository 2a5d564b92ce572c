//! Invoices and credit notes of a partner's clients, and its own (B11, B12).

mod asked;
mod bill;
mod credit;
mod document;
mod files;
mod list;
mod nightly;
mod own;
mod settle;
mod store;
#[cfg(test)]
mod tests;
mod void;

use domain::{
    ClientId, Date, InvoiceId, PartnerId, Refusal,
    clients::ClientStatus,
    invoices::InvoiceStatus,
    policy::{Action, Object, decide},
};

use crate::{Context, Result, clients, db::Tx};
use store::Invoice;

pub(crate) use asked::{Asked, asked, hold_for_reminder, printed};
pub(crate) use bill::bill;
pub use bill::{discard, draft, finalize};
pub use credit::credit;
pub use files::{File, export, file};
pub use list::{details, list};
pub use nightly::{bill_due, run_billing};
pub use own::{own_details, own_file, own_list};
pub(crate) use settle::{hold_for_payment, hold_for_provider, open_of_clients, payable, receive};
#[cfg(test)]
pub(crate) use store::{LISTING_STATEMENTS, STATEMENTS};
pub use void::void;
pub(crate) use void::void_of_order;

/// Whether the actor may do `action` to an invoice: as to its client; to the partner's own only who
/// sees all clients.
async fn allow(tx: &mut Tx, cx: &Context, action: Action, invoice: &Invoice) -> Result<()> {
    if let Some((client, _)) = &invoice.client {
        clients::reached(tx, cx, action, *client).await?;
        return Ok(());
    }
    let staff = cx.staff()?;
    let whole = Object::Client {
        partner: staff.partner,
        listed: staff.sees_all,
        status: ClientStatus::Active,
    };
    Ok(Refusal::unless(decide(cx.actor(), action, whole))?)
}

/// Whether an invoice of a client is open past its day.
pub(crate) async fn is_overdue(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    today: Date,
) -> Result<bool> {
    Ok(store::overdue_of(tx, partner, client, today).await? > 0)
}

/// An invoice to which the actor may do `action`.
async fn found(tx: &mut Tx, cx: &Context, action: Action, id: InvoiceId) -> Result<Invoice> {
    let invoice = store::one(tx, cx.partner()?, id).await?;
    let invoice = invoice.ok_or(Refusal::NotFound)?;
    allow(tx, cx, action, &invoice).await?;
    Ok(invoice)
}

/// The state of an invoice to which the actor may do `action`.
pub(crate) async fn reached(
    tx: &mut Tx,
    cx: &Context,
    action: Action,
    id: InvoiceId,
) -> Result<InvoiceStatus> {
    Ok(found(tx, cx, action, id).await?.status)
}

/// The same, and nobody else changes it until the transaction ends.
async fn held(tx: &mut Tx, cx: &Context, action: Action, id: InvoiceId) -> Result<Invoice> {
    let invoice = store::held(tx, cx.partner()?, id).await?;
    let invoice = invoice.ok_or(Refusal::NotFound)?;
    allow(tx, cx, action, &invoice).await?;
    Ok(invoice)
}
