//! The SQL of client users and of invitations to clients.

mod invitations;
mod users;

pub(super) use invitations::*;
pub(super) use users::*;

#[cfg(test)]
pub(crate) const STATEMENTS: [&[(&str, &str)]; 2] = [users::STATEMENTS, invitations::STATEMENTS];
