//! Money that comes in for invoices, and goes back.

mod store;

use std::collections::BTreeSet;

use domain::{
    Currency, InvoiceId, PartnerId, PaymentId,
    invoices::{InvoiceDetails, Payment},
    payments::{PaymentDraft, PaymentValues},
    policy::Action,
};

use crate::{Context, Result, db::Tx, invoices};

#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// Records money that came in for an invoice by another way than a provider, or that went back.
pub async fn record(cx: &Context, draft: PaymentDraft) -> Result<InvoiceDetails> {
    let mut tx = cx.begin().await?;
    let held =
        invoices::hold_for_payment(&mut tx, cx, Action::ManageInvoices, draft.invoice).await?;
    let values = draft.validate(held.open, held.returnable, cx.now().date())?;
    let partner = cx.partner()?;
    record_in(&mut tx, cx, (partner, draft.invoice), &values, None).await?;
    tx.commit().await?;
    invoices::details(cx, draft.invoice).await
}

/// Records a payment, and what follows of it; `external` is what the provider or the bank calls it,
/// which is counted once. Says whether it was counted now.
pub(crate) async fn record_in(
    tx: &mut Tx,
    cx: &Context,
    (partner, invoice): (PartnerId, InvoiceId),
    values: &PaymentValues,
    external: Option<&str>,
) -> Result<bool> {
    let id = PaymentId::from_uuid(cx.new_id());
    if !store::add(tx, cx, (partner, id, invoice), values, external).await? {
        return Ok(false);
    }
    invoices::receive(tx, cx, partner, invoice, values.amount).await?;
    Ok(true)
}

/// What came in for an invoice and went back, in order.
pub(crate) async fn of_invoice(
    tx: &mut Tx,
    partner: PartnerId,
    (invoice, currency): (InvoiceId, Currency),
) -> Result<Vec<Payment>> {
    store::of_invoice(tx, partner, invoice, currency).await
}

/// Those of the names, as providers and banks give them, under which a payment was counted already.
pub(crate) async fn known(
    tx: &mut Tx,
    partner: PartnerId,
    names: &[String],
) -> Result<BTreeSet<String>> {
    store::known(tx, partner, names).await
}
