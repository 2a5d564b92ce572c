use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{ItemKind, ShippedClass, Term, ending::ending};
use crate::{
    Currency, FieldErrors, Money, Problem, ServiceClassId,
    fields::{lines, required},
};

/// Most items on offer: a portal shows them all at once.
pub const ITEMS_MAX: usize = 1_000;

/// Which of an item's prices: how often it is charged, and in which currency. Written `12-EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PriceSlot {
    /// How often it is charged.
    pub term: Term,
    /// In which currency.
    pub currency: Currency,
}

/// A text that names no price of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a price of an item")]
pub struct NotASlot;

impl fmt::Display for PriceSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.term.months(), self.currency)
    }
}

impl FromStr for PriceSlot {
    type Err = NotASlot;

    fn from_str(text: &str) -> Result<Self, NotASlot> {
        let (months, currency) = text.split_once('-').ok_or(NotASlot)?;
        let months: u32 = months.parse().map_err(|_| NotASlot)?;
        Ok(Self {
            term: Term::try_from(months).map_err(|_| NotASlot)?,
            currency: currency.parse().map_err(|_| NotASlot)?,
        })
    }
}

impl TryFrom<String> for PriceSlot {
    type Error = NotASlot;

    fn try_from(text: String) -> Result<Self, NotASlot> {
        text.parse()
    }
}

impl From<PriceSlot> for String {
    fn from(slot: PriceSlot) -> Self {
        slot.to_string()
    }
}

impl ItemKind {
    /// How often things of this kind can be charged: domains are bought by the year.
    pub fn terms(self) -> impl Iterator<Item = Term> {
        Term::ALL.into_iter().filter(move |term| match self {
            Self::Service | Self::AddOn => term.months() <= 36,
            Self::Domain => term.months() >= 12,
        })
    }
}

/// An item of the catalogue as the operator types it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemDraft {
    /// What kind; that of an existing item cannot change, for services were made of it.
    pub kind: ItemKind,
    /// The class of a service. Of an add-on the services it fits, or none when it fits any. A
    /// domain has its class by itself.
    pub class: Option<ServiceClassId>,
    /// What it is called; a domain is called by its ending.
    pub name: String,
    /// What partners read of it.
    pub description: String,
    /// Of a domain: what its name ends with, as `com` or `.co.uk`.
    pub tld: String,
    /// The operator's prices that there are; where there is none, it is not sold that way.
    pub prices: BTreeMap<PriceSlot, String>,
}

/// An item's values, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct ItemValues {
    pub kind: ItemKind,
    pub class: Option<ServiceClassId>,
    pub name: String,
    pub description: String,
    pub tld: String,
    pub prices: BTreeMap<PriceSlot, Money>,
}

impl ItemDraft {
    /// An item of a kind of which nothing is known yet.
    #[must_use]
    pub const fn new(kind: ItemKind) -> Self {
        Self {
            kind,
            class: None,
            name: String::new(),
            description: String::new(),
            tld: String::new(),
            prices: BTreeMap::new(),
        }
    }

    /// Checks every field; a problem with a price is at the name of its slot.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<ItemValues, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (class, name, tld) = match self.kind {
            ItemKind::Domain => {
                let tld = errors.take("tld", ending(&self.tld));
                (Some(ShippedClass::DomainsSsl.id()), format!(".{tld}"), tld)
            }
            ItemKind::Service | ItemKind::AddOn => {
                if self.kind == ItemKind::Service && self.class.is_none() {
                    errors.add("class", Problem::Required);
                }
                let name = errors.take("name", required(&self.name, 80));
                (self.class, name, String::new())
            }
        };
        let description = errors.take("description", lines(&self.description, 500));
        let prices = self.prices(&mut errors);
        errors.or(ItemValues {
            kind: self.kind,
            class,
            name,
            description,
            tld,
            prices,
        })
    }

    fn prices(&self, errors: &mut FieldErrors) -> BTreeMap<PriceSlot, Money> {
        let mut prices = BTreeMap::new();
        for (slot, typed) in &self.prices {
            if typed.trim().is_empty() {
                continue;
            }
            let is_sold_so = self.kind.terms().any(|term| term == slot.term);
            match Money::parse(typed, slot.currency) {
                Ok(price) if is_sold_so => {
                    prices.insert(*slot, price);
                }
                Ok(_) => errors.add(&slot.to_string(), Problem::NotAChoice),
                Err(_) => errors.add(&slot.to_string(), Problem::NotMoney),
            }
        }
        prices
    }
}

/// The name of a class as typed; a shipped one may be without, and then has its own.
///
/// # Errors
/// All problems at once.
pub fn class_name(typed: &str, is_shipped: bool) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    if is_shipped && typed.trim().is_empty() {
        return Ok(String::new());
    }
    let name = errors.take("name", required(typed, 60));
    errors.or(name)
}

/// Most classes of services.
pub const CLASSES_MAX: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(text: &str) -> PriceSlot {
        text.parse().unwrap()
    }

    fn service() -> ItemDraft {
        ItemDraft {
            class: Some(ShippedClass::CloudVps.id()),
            name: " VPS  S ".to_owned(),
            prices: [
                (slot("1-EUR"), "4,90".to_owned()),
                (slot("12-EUR"), " ".to_owned()),
            ]
            .into(),
            ..ItemDraft::new(ItemKind::Service)
        }
    }

    #[test]
    fn a_blank_price_is_none() {
        let values = service().validate().unwrap();
        assert_eq!(values.name, "VPS S");
        let prices: Vec<_> = values.prices.into_iter().collect();
        let minor = 490;
        let currency = Currency::EUR;
        assert_eq!(prices, [(slot("1-EUR"), Money { minor, currency })]);
    }

    #[test]
    fn every_problem_is_at_its_field() {
        let draft = ItemDraft {
            class: None,
            name: String::new(),
            prices: [
                (slot("1-JPY"), "4.90".to_owned()),
                (slot("120-EUR"), "1".to_owned()),
            ]
            .into(),
            ..service()
        };
        let errors = draft.validate().unwrap_err();
        assert_eq!(errors.of("class"), Some(Problem::Required));
        assert_eq!(errors.of("name"), Some(Problem::Required));
        assert_eq!(errors.of("1-JPY"), Some(Problem::NotMoney));
        assert_eq!(errors.of("120-EUR"), Some(Problem::NotAChoice));
        let add_on = ItemDraft {
            kind: ItemKind::AddOn,
            class: None,
            ..service()
        };
        assert_eq!(add_on.validate().unwrap().class, None);
    }

    #[test]
    fn a_domain_is_called_by_its_ending_and_bought_by_the_year() {
        let draft = ItemDraft {
            name: "ignored".to_owned(),
            tld: ".CO.UK".to_owned(),
            prices: [(slot("12-GBP"), "6".to_owned())].into(),
            ..ItemDraft::new(ItemKind::Domain)
        };
        let values = draft.validate().unwrap();
        assert_eq!(
            (values.name.as_str(), values.tld.as_str()),
            (".co.uk", "co.uk")
        );
        assert_eq!(values.class, Some(ShippedClass::DomainsSsl.id()));
        let monthly = ItemDraft {
            prices: [(slot("1-GBP"), "6".to_owned())].into(),
            ..draft
        };
        let errors = monthly.validate().unwrap_err();
        assert_eq!(errors.of("1-GBP"), Some(Problem::NotAChoice));
    }

    #[test]
    fn slots_are_read_as_they_are_written() {
        for term in Term::ALL {
            for currency in Currency::ALL {
                let slot = PriceSlot {
                    term,
                    currency: *currency,
                };
                assert_eq!(slot.to_string().parse(), Ok(slot));
            }
        }
        for wrong in ["", "12", "EUR", "2-EUR", "12-eur", "12-EUR-", "-12-EUR"] {
            assert_eq!(wrong.parse::<PriceSlot>(), Err(NotASlot), "{wrong}");
        }
    }

    #[test]
    fn a_shipped_class_may_be_without_a_name_of_its_own() {
        assert_eq!(class_name(" ", true), Ok(String::new()));
        assert_eq!(class_name(" Mail  boxes ", false).unwrap(), "Mail boxes");
        assert!(class_name("", false).is_err());
        assert!(class_name(&"x".repeat(61), true).is_err());
    }
}
