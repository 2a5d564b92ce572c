use serde::{Deserialize, Serialize};

use super::with_margin;
use crate::{Money, Rate, ServiceClassId, money::Overflow};

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
}
