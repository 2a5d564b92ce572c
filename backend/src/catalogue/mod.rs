//! The operator's catalogue, and what each partner makes of its prices (B13–B15).

mod store;
#[cfg(test)]
mod tests;

use domain::{
    Currency, ItemId, PartnerId,
    catalogue::{Offer, ServiceClass, Term},
};

use crate::{Error, Result, db::Tx};

#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// Everything that a partner's clients can have now, at its prices: by kind, class, name, term and
/// currency.
pub(crate) async fn offers(tx: &mut Tx, partner: PartnerId) -> Result<Vec<Offer>> {
    let priced = store::priced(tx, partner).await?;
    let margins = store::margins(tx, partner).await?;
    let mut offers = Vec::with_capacity(priced.len());
    for row in priced {
        offers.push(row.offer(&margins)?);
    }
    Ok(offers)
}

/// An item at one of its prices, as a partner sells it now; nothing when it is not sold so.
pub(crate) async fn offer(
    tx: &mut Tx,
    partner: PartnerId,
    item: ItemId,
    term: Term,
    currency: Currency,
) -> Result<Option<Offer>> {
    let Some(row) = store::priced_as(tx, partner, item, term, currency).await? else {
        return Ok(None);
    };
    let margins = store::margins(tx, partner).await?;
    Ok(Some(row.offer(&margins)?))
}

/// The classes of services, in the operator's order.
pub(crate) async fn classes(tx: &mut Tx) -> Result<Vec<ServiceClass>> {
    store::classes(tx).await
}

/// An amount that cannot be counted: prices are checked before they are stored.
fn beyond_counting(_: domain::money::Overflow) -> Error {
    Error::corrupt("a price beyond what can be counted")
}
