//! Workspaces: how many a client has, and who has a seat where (P13, P14).

mod changes;
mod seats;
mod store;
#[cfg(test)]
mod tests;

pub use changes::{add, list, remove, rename};
pub(crate) use seats::{give_up, hand_over, of_holders, take};
#[cfg(test)]
pub(crate) use store::STATEMENTS;
pub(crate) use store::all;
