//! Orders: what a client wants of the catalogue, at the prices of the day (B4, B13, B14).

mod draft;
mod query;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{
    ClientId, InvoiceId, ItemId, Money, OrderId, Rate, SendingId, ServiceClassId, ServiceId,
    Timestamp, Version,
    catalogue::{ItemKind, Offer, ServiceClass, Term},
    money::Overflow,
    services::{ServiceStatus, ServiceSummary},
};

pub use draft::{LINES_MAX, OrderDraft, OrderLineDraft, priced, priced_so_far};
pub use query::OrderQuery;

/// The state of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Being put together: nobody is bound by it.
    Draft,
    /// Placed: its prices stand, and not everything of it has begun.
    Placed,
    /// Everything of it has begun.
    Active,
    /// Taken back before anything of it began.
    Canceled,
}

impl OrderStatus {
    /// Every state, in the order it is offered as a filter.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Placed, Self::Active, Self::Canceled];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Placed => "placed",
            Self::Active => "active",
            Self::Canceled => "canceled",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// When the services of an order begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begins {
    /// When the first invoice is paid.
    #[default]
    WhenPaid,
    /// On the day the order is placed.
    AtOnce,
}

impl Begins {
    /// Both, in the order offered.
    pub const ALL: [Self; 2] = [Self::WhenPaid, Self::AtOnce];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WhenPaid => "when_paid",
            Self::AtOnce => "at_once",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|begins| begins.name() == name)
    }
}

/// What an add-on extends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extends {
    /// The service on this line of the same order, the first being 0.
    Line(u32),
    /// A service that the client has.
    Service(ServiceId),
}

/// A line of an order with its prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Which item.
    pub item: ItemId,
    /// What kind.
    pub kind: ItemKind,
    /// The class it earns as: an add-on takes that of what it extends (B17).
    pub class: ServiceClassId,
    /// The item's name on the day.
    pub name: String,
    /// The domain's name, or what tells it from others; may be empty.
    pub label: String,
    /// How often it is charged.
    pub term: Term,
    /// How many.
    pub quantity: u32,
    /// What the client is asked for one and one term.
    pub retail: Money,
    /// What the partner is asked for one and one term.
    pub wholesale: Money,
    /// Off the retail price.
    pub discount: Rate,
    /// What it extends, if it is an add-on.
    pub extends: Option<Extends>,
}

impl OrderLine {
    /// What the client is asked for a term, discount taken off.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn price(&self) -> Result<Money, Overflow> {
        let whole = self.retail.times(self.quantity)?;
        whole.minus(self.discount.of(whole)?)
    }

    /// What the partner is asked for a term.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn cost(&self) -> Result<Money, Overflow> {
        self.wholesale.times(self.quantity)
    }
}

/// What an order comes to, without tax or with it, as the partner's prices are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTotals {
    /// The first charge to the client.
    pub retail: Money,
    /// The same to the partner.
    pub wholesale: Money,
    /// What is charged again to the client, by how often: shortest first.
    pub recurring: Vec<(Term, Money)>,
}

impl OrderTotals {
    /// Sums lines up, which are all in one currency.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn of(currency: crate::Currency, lines: &[OrderLine]) -> Result<Self, Overflow> {
        let zero = Money::zero(currency);
        let mut totals = Self {
            retail: zero,
            wholesale: zero,
            recurring: Vec::new(),
        };
        for line in lines {
            let price = line.price()?;
            totals.retail = totals.retail.plus(price)?;
            totals.wholesale = totals.wholesale.plus(line.cost()?)?;
            if line.term.recurs() {
                match totals
                    .recurring
                    .iter_mut()
                    .find(|(term, _)| *term == line.term)
                {
                    Some((_, sum)) => *sum = sum.plus(price)?,
                    None => totals.recurring.push((line.term, price)),
                }
            }
        }
        totals.recurring.sort_by_key(|(term, _)| *term);
        Ok(totals)
    }
}

/// An order in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OrderSummary {
    pub id: OrderId,
    pub number: u32,
    pub client: (ClientId, String),
    pub status: OrderStatus,
    /// What kinds of things are in it (B14).
    pub kinds: Vec<ItemKind>,
    /// The names of its first lines.
    pub holds: String,
    /// The first charge to the client.
    pub retail: Money,
    pub created_at: Timestamp,
    pub placed_at: Option<Timestamp>,
}

/// An order on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OrderDetails {
    pub summary: OrderSummary,
    pub begins: Begins,
    pub note: String,
    pub lines: Vec<OrderLine>,
    /// Of each line of a placed order, what came of it.
    pub services: Vec<Option<(ServiceId, ServiceStatus)>>,
    pub totals: OrderTotals,
    /// Who put it together, if a person did.
    pub by: Option<String>,
    /// The invoices it is on.
    pub invoices: Vec<(InvoiceId, String)>,
    pub version: Version,
}

/// A wish to keep an order, or to place it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderWish {
    /// The draft that it was, as it was seen; nothing for a new one.
    pub order: Option<(OrderId, Version)>,
    /// As typed.
    pub draft: OrderDraft,
    /// To place it: what the asking person saw that the client is asked for first. It is refused
    /// when the prices have moved since.
    pub place: Option<Money>,
    /// Of a new order: the sending by which it is known when it is sent again. What was kept before
    /// is then the answer.
    #[serde(default)]
    pub sending: Option<SendingId>,
}

/// An order of a client's own, placed at once (G5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnOrderWish {
    /// As typed.
    pub draft: OrderDraft,
    /// What the asking person saw that is asked for first. It is refused when the prices have moved
    /// since.
    pub seen: Money,
    /// The sending by which it is known when it is sent again. What was placed before is then the
    /// answer.
    #[serde(default)]
    pub sending: Option<SendingId>,
}

/// What became of an order of a client's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OwnOrdered {
    pub number: u32,
    /// The invoice it is on.
    pub invoice: Option<InvoiceId>,
}

/// What the form of an order offers for a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OrderOptions {
    pub client: (ClientId, String),
    pub offers: Vec<Offer>,
    pub classes: Vec<ServiceClass>,
    /// What the client has that an add-on can extend.
    pub services: Vec<ServiceSummary>,
    /// Whether the client pays for itself: else it begins at once, on the partner's invoice (S6).
    pub client_pays: bool,
    pub prices: crate::taxes::Prices,
}
