#![doc = "Pages and server functions: what is seen. Compiled for the server and for the browser."]
#![doc = ""]
#![doc = "No SQL and no rule lives here: a server function gets the caller, calls one use case and"]
#![doc = "tells its answer."]
#![expect(
    unreachable_pub,
    reason = "`#[component]` makes the properties of a private component public"
)]

#[cfg(not(erase_components))]
compile_error!("the flags of `.cargo/config.toml` are missing: does RUSTFLAGS take their place?");

pub mod api_error;
pub mod assets;
pub mod dunning;
pub mod editing;
pub mod failure;
mod feed;
pub mod i18n;
mod routes;

#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod shell;

pub mod auth;
pub mod bank_imports;
pub mod billing;
pub mod brands;
pub mod catalogue;
pub mod client_users;
pub mod clients;
pub mod commission;
pub mod configuration;
pub mod contacts;
pub mod countries;
pub mod custom_fields;
pub mod dashboard;
pub mod domains;
pub mod imports;
pub mod invoices;
pub mod leaks;
pub mod mails;
pub mod office;
pub mod orders;
pub mod panel;
pub mod partners;
pub mod plans;
pub mod providers;
pub mod sections;
pub mod services;
pub mod subscriptions;
pub mod team;
pub mod ui;
pub mod uses;
pub mod visits;
pub mod words;
pub mod workspaces;

pub use routes::*;
