//! Brands: what a partner's clients see, and on which hosts.

mod front;
mod store;

pub(crate) use front::front_of;
pub use front::{Front, front, url_of};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
