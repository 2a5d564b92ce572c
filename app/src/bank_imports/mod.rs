//! Bank statements: brought, looked at row by row, recorded.

pub mod api;
mod columns;
mod page;
mod rows;
mod source;

pub use page::BankImportPage;
