use serde::{Deserialize, Serialize};

use super::{ItemDraft, ItemKind, Margins, PriceSlot, ServiceClass, Term};
use crate::{Currency, ItemId, Money, ServiceClassId, Timestamp, Version, money::Overflow};

/// The catalogue as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The classes, in the operator's order.
    pub classes: Vec<ServiceClass>,
    /// The items: by kind, class and name.
    pub items: Vec<ItemSummary>,
}

impl Catalogue {
    /// The currencies that something is priced in.
    #[must_use]
    pub fn currencies(&self) -> Vec<Currency> {
        let prices = self.items.iter().flat_map(|item| &item.prices);
        let mut currencies: Vec<Currency> = prices.map(|(slot, _)| slot.currency).collect();
        currencies.sort_unstable();
        currencies.dedup();
        currencies
    }
}

/// An item in the operator's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSummary {
    /// Which.
    pub id: ItemId,
    /// What kind.
    pub kind: ItemKind,
    /// Its class; of an add-on, the services it fits, or none when it fits any.
    pub class: Option<ServiceClassId>,
    /// Its name.
    pub name: String,
    /// Whether it cannot be ordered any more.
    pub is_archived: bool,
    /// The operator's prices in force.
    pub prices: Vec<(PriceSlot, Money)>,
}

/// An item as the editor opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDetails {
    /// Which.
    pub id: ItemId,
    /// Its values, ready to be edited.
    pub draft: ItemDraft,
    /// Its name as partners read it.
    pub name: String,
    /// Whether it cannot be ordered any more.
    pub is_archived: bool,
    /// The classes it could be of.
    pub classes: Vec<ServiceClass>,
    /// The currencies that something of the catalogue is priced in.
    pub currencies: Vec<Currency>,
    /// How its prices came about, the last change first.
    pub history: Vec<PriceChange>,
    /// To be named when saving.
    pub version: Version,
}

/// One price of an item became another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChange {
    /// When: orders placed from then on have it.
    pub since: Timestamp,
    /// Who set it, as far as it is known.
    pub by: Option<String>,
    /// Which price.
    pub slot: PriceSlot,
    /// What it was; none when it was not sold that way.
    pub was: Option<Money>,
    /// What it is from then on; none when it is not sold that way any more.
    pub now: Option<Money>,
}

/// The catalogue as a partner sees it, with what it makes of the operator's prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceList {
    /// The classes, in the operator's order.
    pub classes: Vec<ServiceClass>,
    /// What the partner puts on top.
    pub margins: Margins,
    /// To be named when the margins are saved.
    pub version: Version,
    /// What can be sold: by kind, class, name, term and currency.
    pub items: Vec<PricedItem>,
}

/// An item with one of the operator's prices, and the partner's own if it set one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedItem {
    /// Which item.
    pub item: ItemId,
    /// What kind.
    pub kind: ItemKind,
    /// Its class; of an add-on, the services it fits, or none when it fits any.
    pub class: Option<ServiceClassId>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Of a domain: what its name ends with; empty otherwise.
    pub tld: String,
    /// How often it is charged.
    pub term: Term,
    /// What the operator asks of the partner.
    pub wholesale: Money,
    /// What the partner set as its price, whatever its margin is.
    pub set: Option<Money>,
}

impl PricedItem {
    /// What clients pay under these margins.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn retail(&self, margins: &Margins) -> Result<Money, Overflow> {
        margins.retail(self.class, self.wholesale, self.set)
    }
}
