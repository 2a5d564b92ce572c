use domain::{
    ClientId, Date, InvoiceId, PartnerId, ServiceId,
    audit::Event,
    billing::Payer,
    services::{ServiceStatus, period},
};

use super::store::{self, Service};
use crate::{
    Context, Error, Result,
    audit::entry,
    billing,
    charges::{self, NewCharge},
    db::Tx,
    money::sum,
    orders,
};

/// What a service is charged for a time, to whoever pays today.
pub(super) async fn charge(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    service: &Service,
    (source, time, on): (String, Option<(Date, Date)>, Date),
) -> Result<bool> {
    let told = &service.told;
    let payer = billing::terms(tx, partner, told.client).await?.payer;
    // The partner pays what the operator asks; what it takes off is its own affair.
    let (price, discount) = match payer {
        Payer::Client => (told.retail, told.discount),
        Payer::Partner => (told.wholesale, domain::Rate::ZERO),
    };
    let charge = NewCharge {
        source,
        client: told.client,
        payer,
        service: Some(told.id),
        class: Some(told.class),
        text: told.title(),
        detail: String::new(),
        period: time,
        quantity: told.quantity,
        whole: sum(price.times(told.quantity))?,
        discount,
        on,
    };
    charges::add(tx, cx, partner, &charge).await
}

/// The source of the first charge of a service: it is made when the order is placed or when it
/// begins, whichever comes first, and never twice.
fn first(id: ServiceId) -> String {
    format!("{id}:first")
}

/// Charges for the first time of a service that begins when that is paid.
pub(crate) async fn first_charge(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: ServiceId,
) -> Result<()> {
    let service = store::one(tx, partner, id).await?;
    let service = service.ok_or_else(|| Error::corrupt("services.id"))?;
    let today = cx.now().date();
    charge(tx, cx, partner, &service, (first(id), None, today)).await?;
    Ok(())
}

/// A service begins today, and is charged for its first time unless it was already.
pub(crate) async fn begin(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: ServiceId,
) -> Result<()> {
    let service = store::one(tx, partner, id).await?;
    begin_one(
        tx,
        cx,
        partner,
        service.ok_or_else(|| Error::corrupt("services.id"))?,
    )
    .await?;
    Ok(())
}

/// The same for one that was read already; says whether nobody was faster.
pub(super) async fn begin_one(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    mut service: Service,
) -> Result<bool> {
    let today = cx.now().date();
    let seen = service.told.version;
    let time = period(today, service.told.term, today.day());
    service.anchor = today.day();
    service.told.begun_on = Some(today);
    service.told.renews_on = time.map(|(_, _, next)| next);
    service.told.status = ServiceStatus::Active;
    if !store::set_life(tx, partner, &service, seen).await? {
        return Ok(false);
    }
    let paid_for = time.map(|(from, to, _)| (from, to));
    charge(
        tx,
        cx,
        partner,
        &service,
        (first(service.told.id), paid_for, today),
    )
    .await?;
    entry(Event::ServiceActivated)
        .client(service.told.client)
        .about(service.told.title())
        .record_at(tx, cx, partner)
        .await?;
    Ok(true)
}

/// What waited for an invoice to be paid begins.
pub(crate) async fn begin_paid(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    invoice: InvoiceId,
) -> Result<()> {
    for service in store::pending_on(tx, partner, invoice).await? {
        let order = service.told.order.0;
        begin_one(tx, cx, partner, service).await?;
        orders::settle(tx, partner, order).await?;
    }
    Ok(())
}

/// A service is over today; what no invoice holds yet is forgotten if it never began.
pub(super) async fn end_one(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    mut service: Service,
    on: Date,
) -> Result<bool> {
    let seen = service.told.version;
    if service.told.status == ServiceStatus::Pending {
        charges::forget(tx, partner, service.told.id).await?;
    }
    service.told.status = ServiceStatus::Canceled;
    service.told.renews_on = None;
    service.ended_on = Some(on);
    if !store::set_life(tx, partner, &service, seen).await? {
        return Ok(false);
    }
    entry(Event::ServiceCanceled)
        .client(service.told.client)
        .about(service.told.title())
        .record_at(tx, cx, partner)
        .await?;
    Ok(true)
}

/// What was ordered and has not begun is taken back.
pub(crate) async fn take_back(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: ServiceId,
) -> Result<()> {
    let service = store::one(tx, partner, id).await?;
    let service = service.ok_or_else(|| Error::corrupt("services.id"))?;
    end_one(tx, cx, partner, service, cx.now().date()).await?;
    Ok(())
}

/// Everything that a client has is over: it is closed (B7).
pub(crate) async fn end_of_client(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
) -> Result<()> {
    for service in store::living(tx, partner, client).await? {
        end_one(tx, cx, partner, service, cx.now().date()).await?;
    }
    Ok(())
}
