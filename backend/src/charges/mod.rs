//! Charges: what is owed for something, before and after it is on an invoice (C13, S15).

mod store;

use domain::{
    ChargeId, ClientId, Date, Money, PartnerId, Rate, ServiceClassId, ServiceId,
    billing::Payer,
    charges::{ChargeSummary, MonthOfCharges},
    policy::Action,
};

use crate::{Context, Result, clients, db::Tx};

#[cfg(test)]
pub(crate) use store::STATEMENTS;
pub(crate) use store::{Charge, Debtor, attach, currencies, forget, on, release};

/// Something that is owed from now on.
#[derive(Debug)]
pub(crate) struct NewCharge {
    /// What it is for: one source is charged once.
    pub(crate) source: String,
    pub(crate) client: ClientId,
    pub(crate) payer: Payer,
    pub(crate) service: Option<ServiceId>,
    /// None: earns no commission.
    pub(crate) class: Option<ServiceClassId>,
    pub(crate) text: String,
    pub(crate) detail: String,
    /// First and last day it is for.
    pub(crate) period: Option<(Date, Date)>,
    pub(crate) quantity: u32,
    /// All of the quantity, before the discount.
    pub(crate) whole: Money,
    pub(crate) discount: Rate,
    /// The day it is counted on.
    pub(crate) on: Date,
}

/// Charges for something, unless that was done already; says whether it was done now.
pub(crate) async fn add(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    charge: &NewCharge,
) -> Result<bool> {
    let id = ChargeId::from_uuid(cx.new_id());
    store::add(tx, partner, id, charge, cx.now()).await
}

/// The charges of a client in a month, with or without an invoice (C13). `month` is any day of it.
pub async fn of_month(cx: &Context, client: ClientId, month: Date) -> Result<MonthOfCharges> {
    let mut tx = cx.read().await?;
    clients::reached(&mut tx, cx, Action::SeeInvoices, client).await?;
    let first = month.first_of_month();
    let next = first.plus_months(1, 1);
    let charges = store::between(&mut tx, (cx.partner()?, client), first, next).await?;
    Ok(MonthOfCharges::of(first, charges))
}

impl Charge {
    /// As a page shows it.
    pub(super) fn summary(&self) -> ChargeSummary {
        ChargeSummary {
            id: self.id,
            on: self.on,
            payer: self.payer,
            text: self.text.clone(),
            detail: self.detail.clone(),
            period: self.period,
            quantity: self.quantity,
            amount: self.whole,
            discount: self.discount,
            invoice: self.invoice.map(|id| (id, self.number.clone())),
        }
    }
}
