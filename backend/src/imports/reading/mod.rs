//! Reading a file of any shape as a table, and recognising its columns: without a database.

mod columns;
mod countries;
mod decode;
mod delimiter;
mod headings;
mod looks;
mod table;
#[cfg(test)]
mod tests;

pub(super) use columns::recognise;
pub(super) use countries::code as country_code;
pub(super) use decode::decode;
pub(super) use table::{Table, line};
