//! Visits: a member of the partner's team enters the pages of a client, openly and for a while (B3).
//!
//! The figures are those of security.md §1.2. A visit stands on three legs, looked at anew with each
//! request: it is under way, its visitor may still visit, and the session they came from is alive.

mod enter;
mod own;
mod start;
mod store;
mod sweep;
#[cfg(test)]
mod tests;
mod under_way;

pub use enter::{Entered, enter};
pub use own::{answer, end_own, list, set_rule};
pub use start::{end, prospect, start};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
pub use sweep::sweep;
pub use under_way::OnVisit;
pub(crate) use under_way::{end_all, end_of_member, end_of_partner, end_orphans, leave, under_way};
