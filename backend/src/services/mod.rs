//! Services, add-ons and domains that clients have, each with a life of its own (B5).

mod change;
mod life;
mod renew;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    ClientId, OrderId, PartnerId, Refusal, ServiceId,
    orders::{Extends, OrderLine},
    policy::Action,
    services::ServiceSummary,
};

use crate::{Context, Result, clients, db::Tx};
use store::{Origin, Service};

pub use change::{edit, step};
pub(crate) use life::{begin, begin_paid, end_of_client, first_charge, take_back};
pub use renew::renew_due;
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// What a client has and had: services, add-ons and domains (B5).
pub async fn of_client(cx: &Context, client: ClientId) -> Result<Vec<ServiceSummary>> {
    let mut tx = cx.read().await?;
    clients::reached(&mut tx, cx, Action::SeeOrders, client).await?;
    let all = store::of_client(&mut tx, cx.partner()?, client).await?;
    Ok(all.into_iter().map(|service| service.told).collect())
}

/// What a client has that is not over: what add-ons can extend.
pub(crate) async fn living(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<ServiceSummary>> {
    let all = store::living(tx, partner, client).await?;
    Ok(all.into_iter().map(|service| service.told).collect())
}

/// What came of an order, in the order of its lines.
pub(crate) async fn of_order(
    tx: &mut Tx,
    partner: PartnerId,
    order: OrderId,
) -> Result<Vec<ServiceSummary>> {
    let all = store::of_order(tx, partner, order).await?;
    Ok(all.into_iter().map(|service| service.told).collect())
}

/// Makes the services of an order that is placed; none of them has begun.
pub(crate) async fn add(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    (client, order): (ClientId, OrderId),
    lines: &[OrderLine],
) -> Result<Vec<ServiceId>> {
    let ids: Vec<ServiceId> = lines
        .iter()
        .map(|_| ServiceId::from_uuid(cx.new_id()))
        .collect();
    // An add-on may extend what stands below it: services come before what extends them.
    let of_kind = |is_add_on: bool| {
        let all = lines.iter().zip(&ids).zip(0_u32..);
        all.filter(move |((line, _), _)| line.extends.is_some() == is_add_on)
    };
    for ((line, id), position) in of_kind(false).chain(of_kind(true)) {
        let extends = match line.extends {
            None => None,
            Some(Extends::Service(service)) => Some(service),
            Some(Extends::Line(at)) => usize::try_from(at).ok().and_then(|at| ids.get(at)).copied(),
        };
        let origin = Origin {
            partner,
            client,
            order,
            position,
        };
        store::add(tx, origin, *id, line, extends, cx.now()).await?;
    }
    Ok(ids)
}

/// A service of a client to which the actor may do `action`.
async fn found(tx: &mut Tx, cx: &Context, action: Action, id: ServiceId) -> Result<Service> {
    let service = store::one(tx, cx.partner()?, id).await?;
    let service = service.ok_or(Refusal::NotFound)?;
    clients::reached(tx, cx, action, service.told.client).await?;
    Ok(service)
}
