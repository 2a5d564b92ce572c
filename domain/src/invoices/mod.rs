//! Invoices and credit notes: what they say, and what they come to (B11, B12).

mod credit;
mod document;
mod lines;
mod list;
#[cfg(test)]
mod tests;

pub use credit::CreditDraft;
pub use document::{Bank, Document, DocumentKind, DocumentLine, Party, TaxTotal};
pub use lines::{LineSums, Totals, line_sums, totals};
pub use list::{
    Form, InvoiceDetails, InvoiceFilter, InvoiceList, InvoiceQuery, InvoiceStatus, InvoiceSummary,
    InvoiceTotal, OwnInvoice, Payment,
};
