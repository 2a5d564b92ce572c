use serde::{Deserialize, Serialize};

use crate::{Date, Rate, ServiceClassId};

/// How many levels there are; their names and lower bounds are the operator's.
pub const LEVELS: usize = 4;

/// Where a partner stands among the levels: 0 is none, 1 the lowest.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "u8", into = "u8")]
pub struct Rank(u8);

/// A number that is no rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a rank")]
pub struct NotARank;

impl Rank {
    /// Below the lowest level: earns nothing (B16).
    pub const NONE: Self = Self(0);
    /// The levels from the lowest.
    pub const ALL: [Self; LEVELS] = [Self(1), Self(2), Self(3), Self(4)];

    /// As a number, 0 to [`LEVELS`].
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The level above, if there is one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::try_from(self.0 + 1).ok()
    }

    fn of<T>(self, levels: &[T; LEVELS]) -> Option<&T> {
        levels.get(usize::from(self.0.checked_sub(1)?))
    }
}

impl TryFrom<u8> for Rank {
    type Error = NotARank;

    fn try_from(number: u8) -> Result<Self, NotARank> {
        if usize::from(number) <= LEVELS {
            Ok(Self(number))
        } else {
            Err(NotARank)
        }
    }
}

impl From<Rank> for u8 {
    fn from(rank: Rank) -> Self {
        rank.0
    }
}

/// A level: only where it begins is kept, so gaps and overlaps cannot be written down (B16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// As the operator calls it.
    pub name: String,
    /// From so many clients with an active service on.
    pub from: u32,
}

/// What one class of services earns, by level from the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRates {
    /// The class.
    pub class: ServiceClassId,
    /// Its rates.
    pub rates: [Rate; LEVELS],
}

/// A version of the commission table (B17). Once in force it never changes: another one follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateTable {
    /// Counted from 1.
    pub version: u32,
    /// The first day on which it holds, in UTC.
    pub valid_from: Date,
    /// The levels, each beginning above the one before.
    pub levels: [Level; LEVELS],
    /// The classes that earn something.
    pub rates: Vec<ClassRates>,
}

impl RateTable {
    /// The table of B17, for shared hosting, domains and SSL, cloud VPS and dedicated servers.
    #[must_use]
    pub fn shipped(classes: [ServiceClassId; 4]) -> Self {
        let level = |name: &str, from| Level {
            name: name.to_owned(),
            from,
        };
        let percents = [
            [10, 15, 20, 25],
            [10, 10, 10, 10],
            [5, 10, 15, 20],
            [5, 7, 10, 12],
        ];
        Self {
            version: 1,
            valid_from: Date::from_days(0),
            levels: [
                level("Bronze", 3),
                level("Silver", 6),
                level("Gold", 11),
                level("Platinum", 21),
            ],
            rates: classes
                .into_iter()
                .zip(percents)
                .map(|(class, percents)| ClassRates {
                    class,
                    rates: percents.map(Rate::percent),
                })
                .collect(),
        }
    }

    /// The level that so many clients with an active service mean.
    #[must_use]
    pub fn level_of(&self, clients: u32) -> Rank {
        Rank::ALL
            .into_iter()
            .rev()
            .find(|rank| {
                rank.of(&self.levels)
                    .is_some_and(|level| clients >= level.from)
            })
            .unwrap_or(Rank::NONE)
    }

    /// The level of a rank; none below the lowest.
    #[must_use]
    pub fn level(&self, rank: Rank) -> Option<&Level> {
        rank.of(&self.levels)
    }

    /// What a class earns at a rank; nothing when the class is not in the table, which earns 0 % and
    /// is flagged (B17).
    #[must_use]
    pub fn rate(&self, class: ServiceClassId, rank: Rank) -> Option<Rate> {
        let row = self.rates.iter().find(|row| row.class == class)?;
        Some(rank.of(&row.rates).copied().unwrap_or(Rate::ZERO))
    }
}

/// The version that holds on `day`: the last one to begin by then, the newer of two that begin
/// together.
#[must_use]
pub fn in_force(tables: &[RateTable], day: Date) -> Option<&RateTable> {
    tables
        .iter()
        .filter(|table| table.valid_from <= day)
        .max_by_key(|table| (table.valid_from, table.version))
}
