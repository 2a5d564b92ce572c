//! What a finalized invoice looks like outside: as a PDF in the seller's brand, and as EN 16931 for
//! programs (B12). Pure: the same document gives the same bytes.

mod cii;
mod facts;
mod pdf;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod ubl;
mod words;
mod xml;

pub use cii::cii;
pub use pdf::{DocumentLook, StatementKind, StatementRow, StatementSheet, pdf, statement};
pub use ubl::ubl;

pub(crate) use words::StatementWords;

use domain::{Lang, invoices::Document};

use crate::{Portal, Result};

/// [`pdf()`], on a thread of its own and few at a time.
///
/// # Errors
/// `TooOften` when too many are wanted at once, and those of [`pdf()`].
pub async fn printed(portal: &Portal, document: Document, look: DocumentLook) -> Result<Vec<u8>> {
    portal.printing().run(move || pdf(&document, &look)).await
}

/// [`statement()`], on a thread of its own and few at a time.
///
/// # Errors
/// `TooOften` when too many are wanted at once, and those of [`statement()`].
pub async fn stated(portal: &Portal, sheet: StatementSheet) -> Result<Vec<u8>> {
    portal.printing().run(move || statement(&sheet)).await
}

/// The reason on a credit note over money that was given back.
pub(crate) const fn refunded(lang: Lang) -> &'static str {
    words::Words::of(lang).refunded
}
