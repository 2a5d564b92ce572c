//! Invoices and credit notes: what they say, and what they come to (B11, B12).

mod document;
mod lines;
#[cfg(test)]
mod tests;

pub use document::{Bank, Document, DocumentKind, DocumentLine, Party, TaxTotal};
pub use lines::{LineSums, Totals, line_sums, totals};
