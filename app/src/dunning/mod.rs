//! How invoices are sent and reminded of (S15).

pub mod api;
mod form;
mod settings;

pub use settings::RemindersPage;
