//! Commission: what a partner earns on what its clients pay, by service class and level (B15–B17).
//!
//! Everything here is worked out from events in their order, so that a statement can be recomputed
//! by whoever holds it: the server, the browser and the command line run this very code.

mod accruing;
mod drafts;
mod entries;
mod levels;
mod month;
mod payouts;
mod standing;
mod statements;
#[cfg(test)]
mod tests;
mod verifying;
mod what_if;

pub use accruing::{Credited, Rounding, accrual, reversal};
pub use drafts::{
    LevelDraft, MinimumDraft, NewTable, RatesDraft, Settings, SettingsDraft, TableDraft,
};
pub use entries::{
    Balance, Counting, Desk, Entry, EntryFilter, EntryKind, EntryState, Explanation, Original,
    Overview, Progress,
};
pub use levels::{ClassRates, LEVELS, Level, Rank, RateTable, in_force};
pub use month::Month;
pub use payouts::{Payout, PayoutStatus, PayoutStep, Step};
pub use standing::Standing;
pub use statements::{
    Accrued, Event, FORMAT, LevelMoved, Opening, Reversed, Shown, Signed, Statement, What,
};
pub use verifying::{Flaw, LineVerdict, Place, verify};
pub use what_if::{Earning, NextLevel, Offer, Outcome, Outlook, Wins, what_if};
