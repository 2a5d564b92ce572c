//! Bank statements: what came in on an account, and which invoice each row of it pays (S6).

mod matching;
mod reading;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{Date, InvoiceId, Money, Problem};

pub use matching::{Fit, propose};
pub use reading::{amount, day};

/// Largest statement, in bytes.
pub const STATEMENT_MAX: usize = 1_000_000;
/// Most rows of a statement.
pub const ROWS_MAX: u64 = 5_000;

/// What stands in which column of a statement, from 0; nothing where it is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// The day on which the money moved.
    pub date: Option<u32>,
    /// How much; below zero where it went out.
    pub amount: Option<u32>,
    /// What the payer wrote.
    pub reference: Option<u32>,
    /// Who paid; a statement may do without.
    pub payer: Option<u32>,
    /// In which currency; without it, the one that the partner sells in.
    pub currency: Option<u32>,
}

impl Columns {
    /// Whether enough is known to read rows.
    #[must_use]
    pub const fn are_enough(&self) -> bool {
        self.date.is_some() && self.amount.is_some() && self.reference.is_some()
    }
}

/// A statement as it was brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementDraft {
    /// The bytes of the file, or what was pasted, in base64 (RFC 4648): banks write in many
    /// encodings.
    pub content: String,
    /// The columns as a person chose them; without, they are recognised.
    pub columns: Option<Columns>,
}

/// Money that came in, as a row of a statement tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct BankRow {
    /// Where it stands in the file, from 1.
    pub line: u64,
    pub on: Date,
    pub amount: Money,
    pub payer: String,
    pub reference: String,
}

/// An invoice that waits for money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OpenInvoice {
    pub id: InvoiceId,
    pub number: String,
    /// The client's company.
    pub client: String,
    pub open: Money,
}

/// A row with the invoice that it seems to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRow {
    /// What the bank says.
    pub row: BankRow,
    /// How sure the proposal is.
    pub fit: Fit,
    /// The invoice proposed.
    pub invoice: Option<InvoiceId>,
    /// Whether it is recorded already.
    pub is_known: bool,
}

/// A statement, read and matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What its columns are called; a number where they have no name.
    pub headings: Vec<String>,
    /// The first row below them, to choose columns by.
    pub sample: Vec<String>,
    /// What stands in which column.
    pub columns: Columns,
    /// The rows to look at: what can be recorded first, what is recorded already last.
    pub rows: Vec<StatementRow>,
    /// How many more there are.
    pub more: u64,
    /// Rows in which money went out: left alone.
    pub outgoing: u64,
    /// Rows that cannot be read: line, column and why.
    pub faulty: Vec<(u64, String, Problem)>,
    /// Every invoice that a row can be given to.
    pub open: Vec<OpenInvoice>,
}

/// A row that is to be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Where it stands in the file.
    pub line: u64,
    /// What it pays.
    pub invoice: InvoiceId,
}

/// What came of recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Payments that are there now.
    pub payments: u64,
    /// Rows that were recorded before.
    pub known: u64,
}
