#![doc = "What the portal does: use cases, their SQL, and the jobs behind them. Server only."]
#![doc = ""]
#![doc = "One module per feature: its public functions are the use cases, its private `store` is its"]
#![doc = "SQL. A feature may read any table but writes only its own."]

pub mod audit;
pub mod auth;
pub mod bank_imports;
pub mod billing;
pub mod brands;
pub mod catalogue;
pub mod charges;
pub mod check;
pub mod client_users;
pub mod clients;
pub mod clock;
pub mod commission;
pub mod contacts;
pub mod context;
pub mod custom_fields;
pub mod dashboard;
pub mod db;
pub mod documents;
pub mod domains;
pub mod dunning;
mod edits;
pub mod error;
mod formulas;
pub mod imports;
pub mod invoices;
pub mod leaks;
pub mod mails;
mod money;
pub mod office;
pub mod orders;
pub mod outbox;
pub mod partners;
pub mod payments;
pub mod plans;
pub mod portal;
pub mod providers;
mod reach;
pub mod sections;
pub mod seed;
mod series;
pub mod services;
pub mod subscriptions;
pub mod team;
mod turns;
pub mod vault;
pub mod visits;
pub mod workspaces;

pub use context::Context;
pub use error::Error;
pub use portal::Portal;

/// What a use case answers.
pub type Result<T> = std::result::Result<T, Error>;
#[cfg(test)]
mod census;
#[cfg(any(test, feature = "testing"))]
pub mod world;
