use domain::{
    ClientId, Cursor, OrderId, Page, PartnerId, Refusal, Total,
    billing::Payer,
    orders::{OrderDetails, OrderOptions, OrderQuery, OrderSummary, OrderTotals},
    policy::Action,
    services::ServiceStatus,
};

use super::store::{self, Order};
use crate::{Context, Result, billing, catalogue, clients, db::Tx, money::sum, services};

/// Orders of a page.
const PAGE: usize = 50;

/// The orders of one's clients, newest first (B13, B14).
pub async fn list(cx: &Context, query: OrderQuery) -> Result<Page<OrderSummary>> {
    cx.allow(Action::SeeOrders)?;
    let before = match &query.after {
        Some(cursor) => Some(cursor.0.parse().map_err(|_| Refusal::NotFound)?),
        None => None,
    };
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut tx = cx.read().await?;
    if let Some(client) = query.client {
        clients::reached(&mut tx, cx, Action::SeeOrders, client).await?;
    }
    let mut rows = store::page(&mut tx, cx.staff()?, &query, before, most).await?;
    let is_last = rows.len() <= PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| !is_last);
    let next = next.map(|order| Cursor(order.id.to_string()));
    Ok(Page {
        total: Total {
            rows: u64::try_from(rows.len()).unwrap_or(u64::MAX),
            exact: is_last && query.after.is_none(),
        },
        rows,
        next,
    })
}

/// An order with everything its page shows.
pub async fn details(cx: &Context, id: OrderId) -> Result<OrderDetails> {
    let mut tx = cx.read().await?;
    let order = found(&mut tx, cx, Action::SeeOrders, id).await?;
    shown(&mut tx, cx, order).await
}

/// What the form of an order offers for a client (B4).
pub async fn options(cx: &Context, client: ClientId) -> Result<OrderOptions> {
    let mut tx = cx.read().await?;
    let reached = clients::reached(&mut tx, cx, Action::PlaceOrders, client).await?;
    options_of(&mut tx, cx.partner()?, (client, reached.draft.company)).await
}

/// The same, whoever asks.
pub(super) async fn options_of(
    tx: &mut Tx,
    partner: PartnerId,
    (client, company): (ClientId, String),
) -> Result<OrderOptions> {
    Ok(OrderOptions {
        client: (client, company),
        offers: catalogue::offers(tx, partner).await?,
        classes: catalogue::classes(tx).await?,
        services: services::living(tx, partner, client).await?,
        client_pays: billing::terms(tx, partner, client).await?.payer == Payer::Client,
        prices: billing::settings(tx, partner).await?.prices,
    })
}

/// An order of a client to which the actor may do `action`.
pub(super) async fn found(tx: &mut Tx, cx: &Context, action: Action, id: OrderId) -> Result<Order> {
    let order = store::one(tx, cx.partner()?, id).await?;
    let order = order.ok_or(Refusal::NotFound)?;
    clients::reached(tx, cx, action, order.summary.client.0).await?;
    Ok(order)
}

/// An order with what stands around it.
pub(super) async fn shown(tx: &mut Tx, cx: &Context, order: Order) -> Result<OrderDetails> {
    let (partner, id) = (cx.partner()?, order.summary.id);
    let lines = store::lines(tx, partner, id, order.currency()).await?;
    let mut services: Vec<Option<(domain::ServiceId, ServiceStatus)>> = vec![None; lines.len()];
    for (slot, service) in services
        .iter_mut()
        .zip(services::of_order(tx, partner, id).await?)
    {
        *slot = Some((service.id, service.status));
    }
    Ok(OrderDetails {
        totals: sum(OrderTotals::of(order.currency(), &lines))?,
        services,
        invoices: store::invoices(tx, partner, id).await?,
        lines,
        begins: order.begins,
        note: order.note,
        by: order.by,
        version: order.version,
        summary: order.summary,
    })
}
