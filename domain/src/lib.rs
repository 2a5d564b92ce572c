#![doc = "The words and rules of the portal, shared by the server and the browser."]
#![doc = ""]
#![doc = "Pure: no I/O, no clock, no randomness, no web framework, no database."]

pub mod audit;
pub mod auth;
pub mod billing;
pub mod brands;
pub mod catalogue;
pub mod charges;
pub mod client_users;
pub mod clients;
pub mod commission;
pub mod contacts;
pub mod countries;
pub mod custom_fields;
pub mod dashboard;
pub mod domains;
pub mod dunning;
pub mod fields;
pub mod ids;
pub mod imports;
pub mod inclusions;
pub mod invoices;
pub mod lang;
pub mod leaks;
pub mod limit;
pub mod mails;
pub mod money;
pub mod office;
pub mod orders;
pub mod page;
pub mod partners;
pub mod payments;
pub mod plans;
pub mod policy;
pub mod rates;
pub mod refusal;
pub mod rights;
pub mod sections;
pub mod services;
pub mod subscriptions;
pub mod taxes;
pub mod team;
pub mod text;
pub mod time;
pub mod visits;
pub mod workspaces;
mod written;

pub use fields::{FieldErrors, Problem};
pub use ids::*;
pub use lang::Lang;
pub use limit::Limit;
pub use money::{Currency, Money};
pub use page::{Cursor, Page, Total, Version};
pub use rates::Rate;
pub use refusal::Refusal;
pub use time::{Date, Timestamp};
