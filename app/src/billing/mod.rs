//! Billing: how a partner sells, who pays for a client, who the operator is.

pub mod api;
mod client;
mod fields;
mod month;
mod operator;
mod rates;
mod settings;

pub use client::ClientBillingPage;
pub use operator::OperatorBillingPage;
pub use settings::BillingPage;
