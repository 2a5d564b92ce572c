//! Invoices by mail, reminders of those that are not paid, and the link by which one pays (S15,
//! B11).

mod letters;
mod link;
mod nightly;
mod pay;
mod send;
mod settings;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use letters::{invoice_sent, payment_received};
pub use nightly::remind_due;
pub use pay::{card_to_pay, invoice_to_pay, pdf_to_pay};
pub(crate) use pay::{way_in, ways};
pub use send::send_again;
pub use settings::{dunning, edit};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
pub(crate) use store::reminders;
