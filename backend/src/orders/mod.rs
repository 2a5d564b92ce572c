//! Orders: what clients want of the catalogue, at the prices of the day (B4, B13, B14).

mod list;
mod own;
mod place;
mod store;
#[cfg(test)]
mod tests;

use domain::{OrderId, PartnerId, orders::OrderStatus};

use crate::{Result, db::Tx};

pub use list::{details, list, options};
pub use own::{own_options, own_place};
pub use place::{cancel, save};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// Lets an order say what became of its services: active when none of them waits any more, canceled
/// when all of them were taken back before they began.
pub(crate) async fn settle(tx: &mut Tx, partner: PartnerId, id: OrderId) -> Result<()> {
    let Some(order) = store::one(tx, partner, id).await? else {
        return Ok(());
    };
    if order.summary.status != OrderStatus::Placed {
        return Ok(());
    }
    let (services, pending, begun) = store::states(tx, partner, id).await?;
    let status = match (services, pending, begun) {
        (_, 0, 0) => OrderStatus::Canceled,
        (_, 0, _) => OrderStatus::Active,
        _ => return Ok(()),
    };
    store::set_status(tx, partner, id, status, (order.summary.placed_at, None)).await
}
