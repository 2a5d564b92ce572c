//! Visits: entering a client's pages, the banner while one is there, and the client's receipt (B3).

mod activity;
pub mod api;
mod banner;
mod dialog;
mod rule;

pub use activity::ActivityPage;
pub(crate) use banner::Banner;
pub(crate) use dialog::VisitDialog;
