//! The operator's catalogue, and what each partner makes of its prices (B13–B15). Prices are never
//! changed but followed by others: what was ordered keeps its own.

mod changes;
mod classes;
mod items;
mod prices;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    PartnerId,
    catalogue::{Margins, Offer, PricedItem, ServiceClass},
};

use crate::{Error, Result, db::Tx};

pub use classes::{add_class, rename_class, reorder_classes};
pub use items::{add, archive, details, edit, list, restore};
pub use prices::{price_list, set_margins, set_retail};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// Everything that a partner's clients can have now, at its prices: by kind, class, name, term and
/// currency.
pub(crate) async fn offers(tx: &mut Tx, partner: PartnerId) -> Result<Vec<Offer>> {
    let items = store::priced(tx, partner).await?;
    let margins = store::margins(tx, partner).await?;
    items
        .into_iter()
        .map(|item| offered(item, &margins))
        .collect()
}

/// The classes of services, in the operator's order.
pub(crate) async fn classes(tx: &mut Tx) -> Result<Vec<ServiceClass>> {
    store::classes(tx).await
}

fn offered(item: PricedItem, margins: &Margins) -> Result<Offer> {
    // Prices and margins are checked before they are stored.
    let retail = item.retail(margins);
    let retail = retail.map_err(|_| Error::corrupt("a price beyond what can be counted"))?;
    Ok(Offer {
        item: item.item,
        kind: item.kind,
        class: item.class,
        name: item.name,
        description: item.description,
        tld: item.tld,
        term: item.term,
        wholesale: item.wholesale,
        retail,
    })
}
