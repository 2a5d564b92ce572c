//! Reading a file of any shape as a table, and recognising its columns: without a database.

mod columns;
mod countries;
mod decode;
mod delimiter;
pub(crate) mod headings;
pub(crate) mod looks;
mod table;
#[cfg(test)]
mod tests;

pub(super) use columns::recognise;
pub(super) use countries::code as country_code;
pub(crate) use decode::decode;
pub(crate) use table::{Table, line};
