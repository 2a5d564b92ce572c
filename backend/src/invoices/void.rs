use domain::{
    InvoiceId, OrderId, PartnerId, Refusal, Version,
    audit::Event,
    invoices::{DocumentKind, InvoiceDetails, InvoiceStatus},
    policy::Action,
    refusal::{Changed, Conflict, Rejection},
};

use super::{
    held,
    list::shown,
    settle,
    store::{self, Invoice},
};
use crate::{Context, Error, Result, audit::entry, charges, db::Tx};

/// Takes an invoice back on which nothing was paid or credited. Its number stays taken, and what
/// was on it is owed as before.
pub async fn void(cx: &Context, id: InvoiceId, seen: Version) -> Result<InvoiceDetails> {
    let mut tx = cx.begin().await?;
    let invoice = held(&mut tx, cx, Action::ManageInvoices, id).await?;
    if invoice.version != seen {
        return Err(Refusal::Conflict(Conflict {
            version: invoice.version,
            changed: vec![Changed {
                field: "status".to_owned(),
                now: invoice.status.name().to_owned(),
            }],
        })
        .into());
    }
    void_in(&mut tx, cx, cx.partner()?, invoice).await?;
    let told = shown(&mut tx, cx, id).await?;
    tx.commit().await?;
    Ok(told)
}

/// Voids the invoice of an order that is taken back, or throws its draft away.
///
/// # Errors
/// [`Rejection::InvoiceInUse`] when it holds something else, or something was paid.
pub(crate) async fn void_of_order(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: InvoiceId,
    order: OrderId,
) -> Result<()> {
    let invoice = store::held(tx, partner, id).await?;
    let invoice = invoice.ok_or_else(|| Error::corrupt("invoices.id"))?;
    let is_void = invoice.status == InvoiceStatus::Void;
    if is_void {
        return Ok(());
    }
    if store::holds_more_than(tx, partner, id, order).await? {
        let number = invoice.number.unwrap_or_default();
        return Err(Rejection::InvoiceInUse { number }.into());
    }
    if invoice.status == InvoiceStatus::Draft {
        charges::release(tx, partner, id).await?;
        store::discard(tx, partner, id).await?;
        return Ok(());
    }
    void_in(tx, cx, partner, invoice).await
}

async fn void_in(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    mut invoice: Invoice,
) -> Result<()> {
    let status = invoice.status;
    if status != InvoiceStatus::Finalized || invoice.kind != DocumentKind::Invoice {
        return Err(Rejection::InvoiceWrongStatus { status }.into());
    }
    let number = invoice.number.clone().unwrap_or_default();
    if invoice.paid.minor != 0 || invoice.credited.minor != 0 {
        return Err(Rejection::InvoiceInUse { number }.into());
    }
    invoice.status = InvoiceStatus::Void;
    store::set_money(tx, partner, &invoice, cx.now()).await?;
    charges::release(tx, partner, invoice.id).await?;
    let event = entry(Event::InvoiceVoided).about(number);
    settle::about_client(event, &invoice)
        .record_at(tx, cx, partner)
        .await?;
    settle::taken_back(tx, cx, partner, &invoice).await
}
