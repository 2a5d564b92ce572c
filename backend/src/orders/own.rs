use domain::{
    ClientId, PartnerId, Refusal,
    catalogue::Offer,
    orders::{OrderOptions, OwnOrderWish, OwnOrdered},
    policy::Action,
    services::ServiceSummary,
};

use super::{list, place, store};
use crate::{Context, Result, billing, clients, db::Tx};

/// What the form of an order offers to a client's owners: the partner's prices, and nothing of what
/// the partner pays (G5).
pub async fn own_options(cx: &Context, client: ClientId) -> Result<OrderOptions> {
    let mut tx = cx.read().await?;
    let partner = may_order(&mut tx, cx, client).await?;
    let name = clients::known(&mut tx, partner, client)
        .await?
        .draft
        .company;
    let options = list::options_of(&mut tx, partner, (client, name)).await?;
    let offers = options.offers.into_iter();
    let services = options.services.into_iter();
    Ok(OrderOptions {
        offers: offers.map(Offer::for_client).collect(),
        services: services.map(ServiceSummary::for_client).collect(),
        ..options
    })
}

/// Places an order of the client's own: its price is that of this moment, which must be what was
/// seen, and everything of it begins when its invoice is paid (G5). One that was sent before is
/// answered by what became of it then.
pub async fn own_place(cx: &Context, client: ClientId, wish: OwnOrderWish) -> Result<OwnOrdered> {
    let (mut tx, partner, _) =
        clients::entitled::begin_at_own(cx, Action::OrderForOwn, client).await?;
    may_order(&mut tx, cx, client).await?;
    if wish.draft.client != client {
        return Err(Refusal::NotFound.into());
    }
    wish.draft.by_client()?;
    let sent = place::sent(wish.sending, &wish)?;
    let OwnOrderWish { draft, seen, .. } = &wish;
    let id = Box::pin(place::add(
        &mut tx,
        cx,
        partner,
        draft,
        Some(*seen),
        sent.as_ref(),
    ))
    .await?;
    let order = store::one(&mut tx, partner, id).await?;
    let order = order.ok_or(Refusal::NotFound)?;
    let invoices = store::invoices(&mut tx, partner, id).await?;
    tx.commit().await?;
    Ok(OwnOrdered {
        number: order.summary.number,
        invoice: invoices.first().map(|(invoice, _)| *invoice),
    })
}

/// Whether the asking person orders at all: else there is nothing to order.
async fn may_order(tx: &mut Tx, cx: &Context, client: ClientId) -> Result<PartnerId> {
    let partner = cx.allow_at_own(Action::OrderForOwn, client)?;
    if billing::may_order(tx, partner, client).await? {
        Ok(partner)
    } else {
        Err(Refusal::NotFound.into())
    }
}
