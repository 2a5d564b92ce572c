//! How much of one thing a plan allows (P17).

use serde::{Deserialize, Serialize};

/// How many of one thing may exist. Never a magic number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// At most so many; exactly so many still fits.
    AtMost(u32),
    /// As many as one likes.
    Unlimited,
}

impl Limit {
    /// Whether `used` fits.
    #[must_use]
    pub const fn fits(self, used: u32) -> bool {
        match self {
            Self::AtMost(most) => used <= most,
            Self::Unlimited => true,
        }
    }

    /// The number, or nothing when unlimited: the shape of the database's nullable column.
    #[must_use]
    pub const fn at_most(self) -> Option<u32> {
        match self {
            Self::AtMost(most) => Some(most),
            Self::Unlimited => None,
        }
    }
}

/// A limit as a person edits it: the toggle remembers the number (P17).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitDraft {
    /// Whether the toggle is on.
    pub unlimited: bool,
    /// The number as typed, kept while the toggle is on.
    pub number: String,
}

impl LimitDraft {
    /// The draft that shows `limit`.
    #[must_use]
    pub fn of(limit: Limit, remembered: u32) -> Self {
        match limit {
            Limit::AtMost(most) => Self {
                unlimited: false,
                number: most.to_string(),
            },
            Limit::Unlimited => Self {
                unlimited: true,
                number: remembered.to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_limit_still_fits() {
        assert!(Limit::AtMost(10).fits(9));
        assert!(Limit::AtMost(10).fits(10));
        assert!(!Limit::AtMost(10).fits(11));
        assert!(Limit::AtMost(0).fits(0));
    }

    #[test]
    fn unlimited_fits_everything() {
        assert!(Limit::Unlimited.fits(u32::MAX));
    }
}
