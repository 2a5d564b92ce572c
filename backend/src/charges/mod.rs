//! Charges: what is owed for something, before and after it is on an invoice (C13, S15).

mod store;

use domain::{
    ChargeId, ClientId, Date, Money, PartnerId, Rate, Refusal, ServiceClassId, ServiceId,
    audit::Event,
    billing::Payer,
    charges::{ChargeDraft, ChargeSummary, MonthOfCharges},
    policy::Action,
};

use crate::{Context, Result, audit::entry, clients, db::Tx, money::sum};

#[cfg(test)]
pub(crate) use store::STATEMENTS;
pub(crate) use store::{
    Charge, Debtor, attach, currencies, detach, forget, on, owing_clients, owing_partners, release,
};

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

/// Takes as much off the invoice that a charge is on: it waits for a later one.
pub(crate) async fn hold_back(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    charge: &Charge,
    waiting: Money,
) -> Result<()> {
    let stays = sum(charge.whole.minus(waiting))?;
    if stays.minor == 0 {
        return store::detach_one(tx, partner, charge.id).await;
    }
    let other = ChargeId::from_uuid(cx.new_id());
    store::split(tx, partner, (charge.id, other), (stays, waiting)).await
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

/// Forgets what a client owes and no invoice holds: it is not asked for.
pub async fn remove(cx: &Context, client: ClientId, id: ChargeId) -> Result<()> {
    let mut tx = cx.begin().await?;
    clients::reached(&mut tx, cx, Action::ManageInvoices, client).await?;
    let partner = cx.partner()?;
    let charge = store::one(&mut tx, (partner, client), id).await?;
    let charge = charge.filter(|charge| charge.invoice.is_none());
    let charge = charge.ok_or(Refusal::NotFound)?;
    if !store::forget_one(&mut tx, (partner, client), id).await? {
        return Err(Refusal::NotFound.into());
    }
    entry(Event::ChargeRemoved)
        .client(client)
        .about(&charge.text)
        .change("amount", charge.whole.to_string(), "")
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

/// Charges a client for something that is not in the catalogue.
pub async fn add_by_hand(cx: &Context, client: ClientId, draft: ChargeDraft) -> Result<()> {
    let mut tx = cx.begin().await?;
    clients::reached(&mut tx, cx, Action::ManageInvoices, client).await?;
    let values = draft.validate()?;
    let partner = cx.partner()?;
    let charge = NewCharge {
        source: format!("by-hand:{}", cx.new_id()),
        client,
        payer: Payer::Client,
        service: None,
        class: None,
        text: values.text,
        detail: String::new(),
        period: None,
        quantity: values.quantity,
        whole: sum(values.price.times(values.quantity))?,
        discount: Rate::ZERO,
        on: cx.now().date(),
    };
    add(&mut tx, cx, partner, &charge).await?;
    entry(Event::ChargeAdded)
        .client(client)
        .about(&charge.text)
        .change("amount", "", charge.whole.to_string())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
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
