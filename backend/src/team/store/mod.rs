//! The SQL of members and invitations.

mod invitations;
mod members;

pub(super) use invitations::*;
pub(super) use members::*;

#[cfg(test)]
pub(crate) const STATEMENTS: [&[(&str, &str)]; 2] = [invitations::STATEMENTS, members::STATEMENTS];
