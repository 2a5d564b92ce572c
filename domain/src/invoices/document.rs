use serde::{Deserialize, Serialize};

use crate::{Currency, Date, Lang, Money, Rate, taxes::TaxCategory};

/// What a finalized invoice or credit note says, for good: what is shown, printed and sent is made
/// of this alone, whatever changes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Invoice or credit note.
    pub kind: DocumentKind,
    /// Its number: gap-free within its series.
    pub number: String,
    /// The day it was finalized, in the seller's calendar.
    pub issued_on: Date,
    /// The day by which it is to be paid; none on a credit note.
    pub due_on: Option<Date>,
    /// The language it is written in.
    pub lang: Lang,
    /// Of every amount in it.
    pub currency: Currency,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// Where to pay by bank transfer, if the seller says so.
    pub bank: Option<Bank>,
    /// Of a credit note: number and day of the invoice that it corrects.
    pub corrects: Option<(String, Date)>,
    /// What is sold, in the order shown.
    pub lines: Vec<DocumentLine>,
    /// One per category and rate; their sums are those of the lines.
    pub taxes: Vec<TaxTotal>,
    /// Everything before tax.
    pub net: Money,
    /// All tax.
    pub tax: Money,
    /// What is to be paid; on a credit note, what is given back. Never negative.
    pub gross: Money,
    /// What the seller adds below the sums.
    pub note: String,
}

/// Which kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Asks for money.
    Invoice,
    /// Takes an invoice back, wholly or in part.
    CreditNote,
}

impl DocumentKind {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Invoice, Self::CreditNote]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// The code of UNTDID 1001 (BT-3).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invoice => "380",
            Self::CreditNote => "381",
        }
    }
}

/// Seller or buyer, as they were on the day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Party {
    pub name: String,
    /// A person to speak with; empty if nobody is named.
    pub contact: String,
    pub street: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
    /// ISO 3166-1 alpha-2; empty when unknown.
    pub country: String,
    pub email: String,
    pub phone: String,
    /// The tax number; empty when there is none.
    pub tax_id: String,
}

/// An account to pay to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Bank {
    pub holder: String,
    /// IBAN (ISO 13616) or a national number, without spaces.
    pub iban: String,
    /// BIC (ISO 9362); may be empty.
    pub bic: String,
    pub name: String,
}

impl Bank {
    /// The number of the account in groups of four, as people read it.
    #[must_use]
    pub fn grouped(&self) -> String {
        let mut grouped = String::new();
        for (place, c) in self.iban.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(c);
        }
        grouped
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLine {
    /// What: a service, an add-on, a domain, a plan.
    pub text: String,
    /// More of it, such as the domain's name or why it costs what it costs; may be empty.
    pub detail: String,
    /// First and last day it is for, if it is for a time.
    pub period: Option<(Date, Date)>,
    /// How many.
    pub quantity: u32,
    /// Before tax and discount, all of the quantity.
    pub full: Money,
    /// Taken off before tax.
    pub discount: Money,
    /// `full` without `discount`.
    pub net: Money,
    /// Why it is taxed as it is.
    pub category: TaxCategory,
    /// At which rate.
    pub rate: Rate,
    /// The tax, rounded on this line.
    pub tax: Money,
}

/// What the lines of one category and rate come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct TaxTotal {
    pub category: TaxCategory,
    pub rate: Rate,
    pub net: Money,
    pub tax: Money,
    /// Why the buyer is exempt, as the seller wrote it; empty otherwise.
    pub reason: String,
}
