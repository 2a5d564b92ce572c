use domain::{
    Money, OrderId, PartnerId, Refusal, SendingId, Version,
    audit::Event,
    billing::Payer,
    orders::{
        Begins, OrderDetails, OrderDraft, OrderLine, OrderStatus, OrderTotals, OrderWish, priced,
    },
    policy::Action,
    refusal::{Changed, Conflict, Rejection},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{
    list::{found, shown},
    store::{self, NewOrder, Sent},
};
use crate::{
    Context, Result, audit::entry, billing, catalogue, charges::Debtor, clients, commission,
    db::Tx, invoices, money::sum, series, services,
};

/// What orders are numbered by.
const SERIES: &str = "orders";

/// Keeps an order as a draft, or places it: its prices are those of this moment, and what was seen
/// before it is placed must be what it comes to (B4). A new one that was sent before is answered by
/// what became of it then.
pub async fn save(cx: &Context, wish: OrderWish) -> Result<OrderDetails> {
    let mut tx = cx.begin().await?;
    clients::reached(&mut tx, cx, Action::PlaceOrders, wish.draft.client).await?;
    let partner = cx.partner()?;
    let id = match wish.order {
        None => {
            let sent = sent(wish.sending, &wish)?;
            let OrderWish { draft, place, .. } = &wish;
            Box::pin(add(&mut tx, cx, partner, draft, *place, sent.as_ref())).await?
        }
        Some((id, seen)) => {
            let (lines, totals) = worked_out(&mut tx, partner, &wish.draft).await?;
            let note = wish.draft.noted()?;
            let order = NewOrder::of(&wish.draft, &note, &lines, &totals);
            edited(&mut tx, cx, (partner, id), &order, seen).await?;
            if let Some(seen) = wish.place {
                Box::pin(place(&mut tx, cx, (partner, id), &order, seen)).await?;
            }
            id
        }
    };
    let order = store::one(&mut tx, partner, id).await?;
    let told = shown(&mut tx, cx, order.ok_or(Refusal::NotFound)?).await?;
    tx.commit().await?;
    Ok(told)
}

/// What tells a wish that is sent again from another one.
pub(super) fn sent(sending: Option<SendingId>, wish: &impl Serialize) -> Result<Option<Sent>> {
    let Some(id) = sending else {
        return Ok(None);
    };
    let digest = Sha256::digest(serde_json::to_vec(wish)?).to_vec();
    Ok(Some(Sent { id, digest }))
}

/// Makes an order, and places it if it comes to what was seen; what was sent before is the order
/// that came of it then.
///
/// # Errors
/// [`Rejection::OrderSentBefore`] when another wish was sent from the same form.
pub(super) async fn add(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    draft: &OrderDraft,
    seen: Option<Money>,
    sent: Option<&Sent>,
) -> Result<OrderId> {
    if let Some(sent) = sent {
        // Whoever sends the same at once waits here, and then finds the order.
        series::hold(tx, partner, SERIES).await?;
        let whose = (partner, draft.client);
        match store::sent(tx, whose, cx.actor().user(), sent).await? {
            Some((id, _, true)) => return Ok(id),
            Some((_, number, false)) => return Err(Rejection::OrderSentBefore { number }.into()),
            None => {}
        }
    }
    let (lines, totals) = worked_out(tx, partner, draft).await?;
    let note = draft.noted()?;
    let order = NewOrder::of(draft, &note, &lines, &totals);
    let id = drafted(tx, cx, partner, &order, sent).await?;
    if let Some(seen) = seen {
        place(tx, cx, (partner, id), &order, seen).await?;
    }
    Ok(id)
}

/// The lines of a draft at the prices of this moment, and what they come to.
async fn worked_out(
    tx: &mut Tx,
    partner: PartnerId,
    draft: &OrderDraft,
) -> Result<(Vec<OrderLine>, OrderTotals)> {
    let offers = catalogue::offers(tx, partner).await?;
    let living = services::living(tx, partner, draft.client).await?;
    let has: Vec<_> = living
        .iter()
        .filter(|service| service.kind == domain::catalogue::ItemKind::Service)
        .map(|service| (service.id, service.class))
        .collect();
    let lines = priced(draft, &offers, &has)?;
    let totals = sum(OrderTotals::of(draft.currency, &lines))?;
    Ok((lines, totals))
}

async fn drafted(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    order: &NewOrder<'_>,
    sent: Option<&Sent>,
) -> Result<OrderId> {
    let number = series::next(tx, partner, SERIES).await?;
    let id = OrderId::from_uuid(cx.new_id());
    let by = (cx.actor().user(), cx.now());
    store::add(tx, (partner, id), number, order, by, sent).await?;
    entry(Event::OrderDrafted)
        .client(order.client)
        .about(number.to_string())
        .record_at(tx, cx, partner)
        .await?;
    Ok(id)
}

async fn edited(
    tx: &mut Tx,
    cx: &Context,
    (partner, id): (PartnerId, OrderId),
    order: &NewOrder<'_>,
    seen: Version,
) -> Result<()> {
    store::hold(tx, partner, id).await?;
    let before = found(tx, cx, Action::PlaceOrders, id).await?;
    let status = before.summary.status;
    if status != OrderStatus::Draft {
        return Err(Rejection::OrderWrongStatus { status }.into());
    }
    if before.summary.client.0 != order.client {
        return Err(Refusal::NotFound.into());
    }
    if !store::edit(tx, (partner, id), order, seen).await? {
        return Err(Refusal::Conflict(Conflict {
            version: before.version,
            changed: vec![Changed {
                field: "total".to_owned(),
                now: before.summary.retail.to_input(),
            }],
        })
        .into());
    }
    entry(Event::OrderEdited)
        .client(order.client)
        .about(before.summary.number.to_string())
        .change(
            "total",
            before.summary.retail.to_string(),
            order.totals.retail.to_string(),
        )
        .record(tx, cx)
        .await
}

/// A draft becomes an order, if it comes to what was `seen`: its services are made, charged for, and begun or waiting. What the
/// client pays for is invoiced at once.
async fn place(
    tx: &mut Tx,
    cx: &Context,
    (partner, id): (PartnerId, OrderId),
    &NewOrder {
        client,
        begins,
        lines,
        totals,
        ..
    }: &NewOrder<'_>,
    seen: Money,
) -> Result<()> {
    if seen != totals.retail {
        return Err(price_moved(totals).into());
    }
    let payer = billing::terms(tx, partner, client).await?.payer;
    let made = services::add(tx, cx, partner, (client, id), lines).await?;
    let placed = (Some(cx.now()), None);
    store::set_status(tx, partner, id, OrderStatus::Placed, placed).await?;
    let order = store::one(tx, partner, id)
        .await?
        .ok_or(Refusal::NotFound)?;
    entry(Event::OrderPlaced)
        .client(client)
        .about(order.summary.number.to_string())
        .change("total", "", order.summary.retail.to_string())
        .record_at(tx, cx, partner)
        .await?;
    for service in made {
        // There is no invoice of the client's to wait for when the partner pays.
        if begins == Begins::AtOnce || payer == Payer::Partner {
            services::begin(tx, cx, partner, service).await?;
        } else {
            services::first_charge(tx, cx, partner, service).await?;
        }
    }
    if payer == Payer::Client {
        invoices::bill(tx, cx, partner, Debtor::Client(client)).await?;
    }
    commission::client_changed(tx, cx, partner, client).await?;
    super::settle(tx, partner, id).await
}

/// Takes an order back of which nothing has begun: its services are canceled, and an invoice that
/// holds nothing else and on which nothing was paid is void.
pub async fn cancel(cx: &Context, id: OrderId, seen: Version) -> Result<OrderDetails> {
    let mut tx = cx.begin().await?;
    let partner = cx.partner()?;
    store::hold(&mut tx, partner, id).await?;
    let order = found(&mut tx, cx, Action::PlaceOrders, id).await?;
    let status = order.summary.status;
    if !matches!(status, OrderStatus::Draft | OrderStatus::Placed) {
        return Err(Rejection::OrderWrongStatus { status }.into());
    }
    if order.version != seen {
        return Err(Refusal::Conflict(Conflict {
            version: order.version,
            changed: vec![Changed {
                field: "status".to_owned(),
                now: status.name().to_owned(),
            }],
        })
        .into());
    }
    let made = services::of_order(&mut tx, partner, id).await?;
    if made.iter().any(|service| service.begun_on.is_some()) {
        let status = OrderStatus::Active;
        return Err(Rejection::OrderWrongStatus { status }.into());
    }
    for (invoice, _) in store::invoices(&mut tx, partner, id).await? {
        invoices::void_of_order(&mut tx, cx, partner, invoice, id).await?;
    }
    for service in made {
        services::take_back(&mut tx, cx, partner, service.id).await?;
    }
    let canceled = (order.summary.placed_at, Some(cx.now()));
    store::set_status(&mut tx, partner, id, OrderStatus::Canceled, canceled).await?;
    entry(Event::OrderCanceled)
        .client(order.summary.client.0)
        .about(order.summary.number.to_string())
        .record(&mut tx, cx)
        .await?;
    let order = store::one(&mut tx, partner, id).await?;
    let told = shown(&mut tx, cx, order.ok_or(Refusal::NotFound)?).await?;
    tx.commit().await?;
    Ok(told)
}

/// The prices are others than those that were seen: what it comes to now.
fn price_moved(totals: &OrderTotals) -> Refusal {
    Refusal::Conflict(Conflict {
        version: Version(0),
        changed: vec![Changed {
            field: "total".to_owned(),
            now: totals.retail.to_input(),
        }],
    })
}
