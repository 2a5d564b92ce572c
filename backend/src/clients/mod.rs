//! Clients: whom a partner serves (B1–B10, P5–P9).

mod add;
mod assign_plan;
mod block;
mod bulk;
mod bulk_in;
mod close;
mod details;
mod edit;
mod list;
mod moves;
mod select;
mod standing;
mod store;
#[cfg(test)]
mod tests;

pub use add::add;
pub use assign_plan::assign_plan;
pub use block::{block, unblock};
pub use bulk::{preview_bulk, run_bulk};
pub(crate) use bulk_in::{bring_in, take_back, update_from_import};
pub use close::{close, reopen};
pub use details::{details, form_options};
pub(crate) use edit::differences;
pub use edit::edit;
pub use list::list;
#[cfg(test)]
pub(crate) use store::{STATEMENTS, listing::STATEMENTS as LISTING_STATEMENTS};
