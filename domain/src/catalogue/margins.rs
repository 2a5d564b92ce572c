use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PriceSlot, with_margin};
use crate::{
    FieldErrors, ItemId, Money, Problem, Rate, ServiceClassId, money::Overflow, rates::half_up,
};

/// What a partner puts on top of the operator's prices, as it is in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margins {
    /// On whatever has no margin of its own.
    pub on_all: Rate,
    /// On classes that have one.
    pub on_classes: Vec<(ServiceClassId, Rate)>,
}

impl Margins {
    /// The margin of a class itself, if it has one.
    #[must_use]
    pub fn of(&self, class: ServiceClassId) -> Option<Rate> {
        let own = self.on_classes.iter().find(|(of, _)| *of == class);
        own.map(|(_, margin)| *margin)
    }

    /// The margin that holds for an item of a class, or of none.
    #[must_use]
    pub fn on(&self, class: Option<ServiceClassId>) -> Rate {
        class
            .and_then(|class| self.of(class))
            .unwrap_or(self.on_all)
    }

    /// What clients pay for an item: the price that the partner set, else the operator's with the
    /// margin on it.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn retail(
        &self,
        class: Option<ServiceClassId>,
        wholesale: Money,
        set: Option<Money>,
    ) -> Result<Money, Overflow> {
        set.map_or_else(|| with_margin(wholesale, self.on(class)), Ok)
    }
}

/// How much a retail price is above the operator's, in basis points of that: below zero for a loss.
/// Nothing when the operator asks nothing, or when it is beyond counting.
#[must_use]
pub fn margin_between(wholesale: Money, retail: Money) -> Option<i64> {
    let earned = retail.minus(wholesale).ok()?;
    if wholesale.minor <= 0 {
        return None;
    }
    let margin = half_up(
        i128::from(earned.minor) * 10_000,
        i128::from(wholesale.minor),
    );
    i64::try_from(margin).ok()
}

/// A partner's margins as typed, in percent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarginsDraft {
    /// On whatever has no margin of its own; nothing typed is none.
    pub on_all: String,
    /// On classes; nothing typed is as on all.
    pub on_classes: BTreeMap<ServiceClassId, String>,
}

impl From<&Margins> for MarginsDraft {
    fn from(margins: &Margins) -> Self {
        let typed = |(class, margin): &(ServiceClassId, Rate)| (*class, margin.to_input());
        Self {
            on_all: margins.on_all.to_input(),
            on_classes: margins.on_classes.iter().map(typed).collect(),
        }
    }
}

impl MarginsDraft {
    /// Checks every field; a problem with the margin of a class is at the id of the class.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Margins, FieldErrors> {
        let mut errors = FieldErrors::default();
        let margin = |typed: &str| Rate::parse(typed).map_err(|_| Problem::NotARate);
        let on_all = if self.on_all.trim().is_empty() {
            Rate::ZERO
        } else {
            errors.take("on_all", margin(&self.on_all))
        };
        let mut on_classes = Vec::with_capacity(self.on_classes.len());
        for (class, typed) in &self.on_classes {
            if !typed.trim().is_empty() {
                on_classes.push((*class, errors.take(&class.to_string(), margin(typed))));
            }
        }
        errors.or(Margins { on_all, on_classes })
    }
}

/// A partner's own price of an item as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetailDraft {
    /// Of which item.
    pub item: ItemId,
    /// Which of its prices.
    pub slot: PriceSlot,
    /// The price; nothing typed is as the margin says.
    pub retail: String,
    /// What was set when the person looked.
    pub seen: Option<Money>,
}

impl RetailDraft {
    /// The price to be set; none when the margin says.
    ///
    /// # Errors
    /// [`Problem::NotMoney`] at `retail`.
    pub fn validate(&self) -> Result<Option<Money>, FieldErrors> {
        if self.retail.trim().is_empty() {
            return Ok(None);
        }
        Money::parse(&self.retail, self.slot.currency)
            .map(Some)
            .map_err(|_| FieldErrors::one("retail", Problem::NotMoney))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Currency, catalogue::ShippedClass};

    const fn eur(minor: i64) -> Money {
        Money {
            minor,
            currency: Currency::EUR,
        }
    }

    #[test]
    fn the_nearest_wish_holds() {
        let (hosting, vps) = (
            ShippedClass::SharedHosting.id(),
            ShippedClass::CloudVps.id(),
        );
        let margins = Margins {
            on_all: Rate::percent(20),
            on_classes: vec![(vps, Rate::ZERO)],
        };
        let retail = |class, set| margins.retail(class, eur(999), set).unwrap();
        assert_eq!(retail(Some(hosting), None), eur(1_199));
        assert_eq!(retail(None, None), eur(1_199));
        // No margin is a margin too.
        assert_eq!(retail(Some(vps), None), eur(999));
        assert_eq!(retail(Some(vps), Some(eur(500))), eur(500));
        assert_eq!(
            Margins::default().retail(None, eur(999), None),
            Ok(eur(999))
        );
    }

    #[test]
    fn a_margin_is_told_of_any_two_prices() {
        assert_eq!(margin_between(eur(1_000), eur(1_250)), Some(2_500));
        assert_eq!(margin_between(eur(999), eur(1_199)), Some(2_002));
        assert_eq!(margin_between(eur(1_000), eur(900)), Some(-1_000));
        assert_eq!(margin_between(eur(0), eur(900)), None);
        assert_eq!(margin_between(eur(1), eur(i64::MAX)), None);
    }

    #[test]
    fn what_was_saved_reads_back() {
        let vps = ShippedClass::CloudVps.id();
        let margins = Margins {
            on_all: Rate(1_250),
            on_classes: vec![(vps, Rate::ZERO)],
        };
        assert_eq!(MarginsDraft::from(&margins).validate(), Ok(margins));
    }

    #[test]
    fn nothing_typed_falls_to_the_next_wish() {
        let vps = ShippedClass::CloudVps.id();
        let draft = MarginsDraft {
            on_all: " ".to_owned(),
            on_classes: [(vps, String::new())].into(),
        };
        assert_eq!(draft.validate(), Ok(Margins::default()));
        let wrong = MarginsDraft {
            on_all: "-5".to_owned(),
            on_classes: [(vps, "a lot".to_owned())].into(),
        };
        let errors = wrong.validate().unwrap_err();
        assert_eq!(errors.of("on_all"), Some(Problem::NotARate));
        assert_eq!(errors.of(&vps.to_string()), Some(Problem::NotARate));
    }
}
