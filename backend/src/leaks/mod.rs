//! The leak meter: everything that a partner's clients come across, searched for names that are not
//! the partner's (product.md, "zero leaks"; security.md B15).
//!
//! What is looked at is real: the very router of the portal answers, on the brand's own host, to
//! somebody who was invited, chose a password and signed in as clients do. All of that happens on a
//! [`Stage`], a database of its own that is thrown away; so nobody's sessions, trails or figures
//! know of it, a partner without a single client gets a report, and there is no way in that only the
//! meter could take.

mod letters;
mod look;
mod measure;
mod names;
mod search;
mod stage;
mod store;
#[cfg(test)]
mod tests;
mod views;

pub use look::{Eyes, Nature, Seen, Sight};
pub use measure::{measure, measure_from_console, meter};
pub use stage::{Person, Stage};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

use domain::{PartnerId, leaks::SectionLeak};

use crate::{Result, db::Tx};

/// The sections of a partner's clients that leaked when they were looked at last.
pub(crate) async fn section_leaks(tx: &mut Tx, partner: PartnerId) -> Result<Vec<SectionLeak>> {
    store::sections(tx, partner).await
}
