//! The SQL of people, their sessions and links, and of counted tries.

mod people;
mod sessions;
mod tries;

pub(super) use people::*;
pub(super) use sessions::*;
pub(super) use tries::*;

#[cfg(test)]
pub(crate) const STATEMENTS: [&[(&str, &str)]; 3] =
    [people::STATEMENTS, sessions::STATEMENTS, tries::STATEMENTS];
