//! Clients: whom a partner serves (B1–B10, P5–P9).

mod add;
mod assign_plan;
mod block;
mod bulk;
pub(crate) mod bulk_in;
mod close;
mod details;
mod edit;
pub(crate) mod entitled;
mod export;
mod list;
pub(crate) mod managers;
mod moves;
mod select;
mod standing;
mod store;
#[cfg(test)]
mod tests;
mod trials;

pub use add::add;
pub use assign_plan::assign_plan;
pub(crate) use assign_plan::move_on;
pub use block::{block, unblock};
pub(crate) use block::{block_debtor, unblock_payer};
pub use bulk::{preview_bulk, run_bulk};
pub use close::{close, reopen};
pub use details::{details, form_options};
pub(crate) use details::{known, reached, trial_end};
pub(crate) use edit::differences;
pub use edit::edit;
pub use export::export;
pub(crate) use list::summaries;
pub use list::{count, list};
pub use trials::{end_due, run_trials};

#[cfg(test)]
pub(crate) use store::{STATEMENTS, listing::STATEMENTS as LISTING_STATEMENTS};
