//! The operator's catalogue: what partners sell on (B13–B15), at which prices.

mod ending;
mod item;
mod lists;
mod margins;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{ItemId, Money, Rate, ServiceClassId, Version, money::Overflow};

pub use ending::registered;
pub use item::{CLASSES_MAX, ITEMS_MAX, ItemDraft, ItemValues, NotASlot, PriceSlot, class_name};
pub use lists::{Catalogue, ItemDetails, ItemSummary, PriceChange, PriceList, PricedItem};
pub use margins::{Margins, MarginsDraft, RetailDraft, margin_between};

/// What kind of thing an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Stands by itself.
    Service,
    /// Extends a service, and earns as that does (B17).
    AddOn,
    /// A name, bought for a time.
    Domain,
}

impl ItemKind {
    /// Every kind, in the order shown (B14).
    pub const ALL: [Self; 3] = [Self::Service, Self::AddOn, Self::Domain];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::AddOn => "add_on",
            Self::Domain => "domain",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A class that Marque ships with; its name is translated until somebody types another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShippedClass {
    /// Shared hosting.
    SharedHosting,
    /// Domains and SSL.
    DomainsSsl,
    /// Cloud VPS.
    CloudVps,
    /// Dedicated servers.
    DedicatedServers,
}

impl ShippedClass {
    /// Every one, in the order of B17.
    pub const ALL: [Self; 4] = [
        Self::SharedHosting,
        Self::DomainsSsl,
        Self::CloudVps,
        Self::DedicatedServers,
    ];

    /// The stable name, as stored.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SharedHosting => "shared_hosting",
            Self::DomainsSsl => "domains_ssl",
            Self::CloudVps => "cloud_vps",
            Self::DedicatedServers => "dedicated_servers",
        }
    }

    /// Its identifier, the same on every portal: the schema brings it.
    #[must_use]
    pub const fn id(self) -> ServiceClassId {
        let number = match self {
            Self::SharedHosting => 1,
            Self::DomainsSsl => 2,
            Self::CloudVps => 3,
            Self::DedicatedServers => 4,
        };
        ServiceClassId::from_uuid(Uuid::from_u128(
            0x0198_f7a0_0000_7000_8000_0000_0000_0000 + number,
        ))
    }

    /// The class of a stored name.
    #[must_use]
    pub fn keyed(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.key() == key)
    }
}

/// A class of services: what commission is agreed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceClass {
    /// Which.
    pub id: ServiceClassId,
    /// Which of the shipped ones, if it is one.
    pub shipped: Option<ShippedClass>,
    /// Its name as typed; empty for a shipped one that nobody renamed.
    pub name: String,
    /// To be named when saving.
    pub version: Version,
}

/// Months between two charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Term(u32);

/// A number of months that nothing is sold for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing is sold for so many months")]
pub struct NotATerm;

impl Term {
    /// Charged once, and never again.
    pub const ONCE: Self = Self(0);
    /// Every month.
    pub const MONTH: Self = Self(1);
    /// Every year.
    pub const YEAR: Self = Self(12);
    /// What can be sold: once, monthly, quarterly, half-yearly, and for 1, 2, 3, 5 and 10 years.
    pub const ALL: [Self; 9] = [
        Self::ONCE,
        Self::MONTH,
        Self(3),
        Self(6),
        Self::YEAR,
        Self(24),
        Self(36),
        Self(60),
        Self(120),
    ];

    /// How many months; 0 is once.
    #[must_use]
    pub const fn months(self) -> u32 {
        self.0
    }

    /// Whether it is charged again.
    #[must_use]
    pub const fn recurs(self) -> bool {
        self.0 > 0
    }
}

impl TryFrom<u32> for Term {
    type Error = NotATerm;

    fn try_from(months: u32) -> Result<Self, NotATerm> {
        Self::ALL
            .into_iter()
            .find(|term| term.0 == months)
            .ok_or(NotATerm)
    }
}

impl From<Term> for u32 {
    fn from(term: Term) -> Self {
        term.0
    }
}

/// An item with one of its prices, as a partner sells it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
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
    /// Of a domain: what its name ends with, as `com`; empty otherwise.
    pub tld: String,
    /// How often it is charged.
    pub term: Term,
    /// What the operator asks of the partner.
    pub wholesale: Money,
    /// What the partner asks of its clients.
    pub retail: Money,
}

impl Offer {
    /// What a client is told of it: not what the partner pays.
    #[must_use]
    pub const fn for_client(mut self) -> Self {
        self.wholesale = Money::zero(self.wholesale.currency);
        self
    }
}

/// The price that a margin makes of the operator's.
///
/// # Errors
/// [`Overflow`].
pub fn with_margin(wholesale: Money, margin: Rate) -> Result<Money, Overflow> {
    wholesale.plus(margin.of(wholesale)?)
}
