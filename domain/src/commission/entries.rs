use serde::{Deserialize, Serialize};

use super::{Level, Month, Payout, Rank, RateTable, Settings, Standing};
use crate::{
    ClientId, CommissionEntryId, Date, Money, PayoutId, Rate, ServiceClassId, Timestamp,
    catalogue::ServiceClass,
};

/// What an entry of the ledger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A paid line earned something.
    Accrual,
    /// A credit note took something back.
    Reversal,
}

impl EntryKind {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accrual => "accrual",
            Self::Reversal => "reversal",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Accrual, Self::Reversal]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Where an entry stands. It is worked out and never stored: entries do not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// It waits, in case the money goes back.
    Held {
        /// The first day on which it can be paid out.
        until: Date,
    },
    /// It can be paid out.
    Payable,
    /// It is in a payout that waits.
    InPayout(PayoutId),
    /// It was paid.
    Paid(PayoutId),
}

impl EntryState {
    /// The state of an entry that is held until `until`, and is in `payout`, paid or not.
    #[must_use]
    pub fn of(until: Date, payout: Option<(PayoutId, bool)>, today: Date) -> Self {
        match payout {
            Some((payout, true)) => Self::Paid(payout),
            Some((payout, false)) => Self::InPayout(payout),
            None if today < until => Self::Held { until },
            None => Self::Payable,
        }
    }
}

/// An entry of the ledger, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Which.
    pub id: CommissionEntryId,
    /// What.
    pub kind: EntryKind,
    /// When.
    pub at: Timestamp,
    /// The number of the invoice or credit note.
    pub document: String,
    /// The line in it, counted from 0.
    pub position: u32,
    /// Whose.
    pub client: ClientId,
    /// Its name now.
    pub client_name: String,
    /// The class of the service.
    pub class: ServiceClassId,
    /// Whether the table had the class; where it had not, nothing is earned.
    pub is_listed: bool,
    /// What it is worked out from.
    pub base: Money,
    /// At which rate.
    pub rate: Rate,
    /// The level then.
    pub rank: Rank,
    /// What that level was called; empty below the lowest.
    pub level: String,
    /// What it comes to.
    pub amount: Money,
    /// Where it stands.
    pub state: EntryState,
    /// Whether credit notes have taken all of it back.
    pub is_reversed: bool,
}

/// Which entries to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryFilter {
    /// Of this month only.
    pub month: Option<Month>,
    /// Of this class only.
    pub class: Option<ServiceClassId>,
    /// Of this client only.
    pub client: Option<ClientId>,
}

/// A client that counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counting {
    /// Which.
    pub id: ClientId,
    /// Its name now.
    pub name: String,
}

/// Why an entry is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The entry.
    pub entry: Entry,
    /// What the line of the document says.
    pub line: String,
    /// The class of the service, as it is called now.
    pub class: ServiceClass,
    /// The clients that counted at that instant, by name: the first of them.
    pub counting: Vec<Counting>,
    /// How many counted in all.
    pub counted: u32,
    /// The levels of the table that held.
    pub levels: Vec<Level>,
    /// The version of that table.
    pub table: u32,
    /// Since when it held.
    pub table_from: Date,
    /// Of a reversal: what was earned, and what earlier ones took back of it.
    pub original: Option<Original>,
}

/// The entry that a reversal takes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The number of its invoice.
    pub document: String,
    /// The net of its line.
    pub base: Money,
    /// What it earned.
    pub amount: Money,
    /// What was left of it before.
    pub left: Money,
    /// Whether its whole line is credited with this, so that all that was left goes.
    pub is_last: bool,
}

/// Where a partner stands on a day, and what is missing to the next level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The day.
    pub day: Date,
    /// The level, and since when there are too few clients for it.
    pub standing: Standing,
    /// How many clients count.
    pub counted: u32,
    /// The levels on offer.
    pub levels: Vec<Level>,
}

impl Progress {
    /// The level, if there is one.
    #[must_use]
    pub fn level(&self) -> Option<&Level> {
        let at = self.standing.rank.number().checked_sub(1)?;
        self.levels.get(usize::from(at))
    }

    /// The level above the clients that count, and how many are missing to it.
    #[must_use]
    pub fn next(&self) -> Option<(&Level, u32)> {
        let above = self.levels.get(usize::from(self.standing.rank.number()))?;
        Some((above, above.from.saturating_sub(self.counted)))
    }
}

/// What a partner has earned in one currency, by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Waits.
    pub held: Money,
    /// Can be paid out; below nothing when more was taken back than earned since the last payout.
    pub payable: Money,
    /// In a payout that waits.
    pub in_payout: Money,
    /// Was paid.
    pub paid: Money,
    /// The least that is paid out.
    pub minimum: Money,
    /// The first day on which something of `held` can be paid out.
    pub next: Option<Date>,
}

/// What the page of commission begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Where the partner stands.
    pub progress: Progress,
    /// What it has earned, one per currency.
    pub balances: Vec<Balance>,
    /// For how many days an entry is held.
    pub hold_days: u32,
    /// For how many days there may be too few clients.
    pub grace_days: u32,
    /// The table in force.
    pub table: RateTable,
    /// The version that follows it, if one is set already.
    pub following: Option<RateTable>,
    /// The classes of services, as they are called now.
    pub classes: Vec<ServiceClass>,
    /// The months with a statement, the youngest first; the first is not over yet.
    pub months: Vec<Month>,
    /// Its payouts, the youngest first.
    pub payouts: Vec<Payout>,
}

/// What the operator's page of commission shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Every version of the table, the oldest first.
    pub tables: Vec<RateTable>,
    /// The version in force today.
    pub in_force: u32,
    /// Today, in UTC.
    pub today: Date,
    /// The days of holding and of grace, and the least that is paid out.
    pub settings: Settings,
    /// The classes of services.
    pub classes: Vec<ServiceClass>,
    /// Payouts that wait, the oldest first; then the last ones that are over.
    pub payouts: Vec<Payout>,
}
