//! Invoices: the list, the page of one, and what a client's own people see.

pub mod api;
mod badge;
mod credit;
mod list;
mod own;
mod page;
mod paper;
mod pay;
mod paying;
mod table;

pub use list::{ClientInvoicesPage, InvoicesPage, Missing};
pub use own::{OwnInvoicePage, OwnInvoicesPage};
pub use page::InvoicePage;
pub use paying::Paying;
