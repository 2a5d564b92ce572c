//! The portal over HTTP: the very router that is served, without a socket.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may"
)]

mod access;
mod asked;
mod brands;
mod browser;
mod domains;
mod endpoints;
mod files;
mod forgery;
mod headers;
mod hosts;
mod invitations;
mod isolation;
mod languages;
mod leaks;
mod limits;
mod mails;
mod markup;
mod payments;
mod poison;
mod replicas;
mod resets;
mod sign_in;
mod things;
