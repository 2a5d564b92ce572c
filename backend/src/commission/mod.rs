//! Commission: what partners earn on what their clients pay (B15–B17, B6, B7).
//!
//! Everything that happens to a partner is an event with a number without gaps. Who counts, how the
//! level moved, what was earned and what was paid out follow from the events alone, so a statement
//! can be worked out again by whoever holds it.

mod accruing;
mod keeping;
mod levels;
mod looking;
mod page;
mod payouts;
mod printing;
mod settings;
mod signing;
mod statements;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use accruing::{accrue, reverse};
pub(crate) use levels::client_changed;
pub use levels::{check_due, run_checks};
pub use looking::outlook;
pub use page::{entries, explain, overview, progress};
pub use payouts::{move_payout, request_payout};
pub use printing::pdf;
pub use settings::{desk, edit_settings, set_table};
pub use signing::is_signed;
pub use statements::{csv, shown, signed, statement};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
