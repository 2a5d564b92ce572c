use serde::{Deserialize, Serialize};

use super::{Document, DocumentKind};
use crate::{
    ClientId, Cursor, Date, InvoiceId, Money, Page, PaymentId, Timestamp, Version,
    billing::Payer,
    dunning::{Reminder, Ways},
    payments::Method,
};

/// The state of an invoice or credit note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceStatus {
    /// Without a number, and free to change.
    Draft,
    /// With a number, and unchangeable.
    Finalized,
    /// Wholly paid, or paid as far as credit notes left something.
    Paid,
    /// Taken back, and nothing that was paid is kept; its number stays.
    Void,
}

impl InvoiceStatus {
    /// Every state, in the order it is offered as a filter.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Finalized, Self::Paid, Self::Void];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Finalized => "finalized",
            Self::Paid => "paid",
            Self::Void => "void",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// As what an invoice leaves the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// To be read and printed; with [`Form::Cii`] inside (Factur-X, ZUGFeRD).
    Pdf,
    /// EN 16931 in the syntax of UN/CEFACT.
    Cii,
    /// EN 16931 in the syntax of UBL 2.1.
    Ubl,
}

impl Form {
    /// Its name in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Cii => "cii",
            Self::Ubl => "ubl",
        }
    }

    /// The form of such a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Pdf, Self::Cii, Self::Ubl]
            .into_iter()
            .find(|form| form.name() == name)
    }
}

/// An invoice as the client's own people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OwnInvoice {
    /// Whether what is open can be paid by card.
    pub by_card: bool,
    pub summary: InvoiceSummary,
    pub document: Document,
    pub paid: Money,
    pub credited: Money,
    /// How it can be paid; nothing when nothing is open, or the client does not pay.
    pub ways: Option<Ways>,
}

/// What a list of invoices is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceFilter {
    /// Without a number.
    Draft,
    /// With a number, and not wholly paid.
    Open,
    /// Open, and past the day by which it is to be paid.
    Overdue,
    /// Paid.
    Paid,
    /// Void.
    Void,
    /// Credit notes, whatever their state.
    CreditNotes,
}

impl InvoiceFilter {
    /// Every filter, in the order offered.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Open,
        Self::Overdue,
        Self::Paid,
        Self::Void,
        Self::CreditNotes,
    ];

    /// Its name in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Paid => "paid",
            Self::Void => "void",
            Self::CreditNotes => "credit_notes",
        }
    }

    /// The filter of such a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.name() == name)
    }
}

/// Which invoices a list shows, newest first. Everything of it is in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct InvoiceQuery {
    /// In the number or the buyer's name.
    pub search: String,
    pub filter: Option<InvoiceFilter>,
    pub payer: Option<Payer>,
    pub client: Option<ClientId>,
    pub after: Option<Cursor>,
}

impl InvoiceQuery {
    /// Reads the values of an address; what cannot be read is left out.
    #[must_use]
    pub fn from_params<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        Self {
            search: get("q").unwrap_or_default().chars().take(100).collect(),
            filter: get("status").and_then(InvoiceFilter::named),
            payer: get("payer").and_then(Payer::named),
            client: get("client").and_then(|id| id.parse().ok()),
            after: None,
        }
    }

    /// The values of its address.
    #[must_use]
    pub fn to_params(&self) -> Vec<(&'static str, String)> {
        let mut params = Vec::new();
        if !self.search.is_empty() {
            params.push(("q", self.search.clone()));
        }
        if let Some(filter) = self.filter {
            params.push(("status", filter.name().to_owned()));
        }
        if let Some(payer) = self.payer {
            params.push(("payer", payer.name().to_owned()));
        }
        if let Some(client) = self.client {
            params.push(("client", client.to_string()));
        }
        params
    }
}

/// An invoice in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct InvoiceSummary {
    pub id: InvoiceId,
    pub kind: DocumentKind,
    pub status: InvoiceStatus,
    pub payer: Payer,
    /// None while it is a draft.
    pub number: Option<String>,
    /// None on the partner's own.
    pub client: Option<(ClientId, String)>,
    pub gross: Money,
    /// What is still to be paid.
    pub open: Money,
    pub issued_on: Option<Date>,
    pub due_on: Option<Date>,
    /// Whether it is open past its day.
    pub is_overdue: bool,
    pub created_at: Timestamp,
}

/// What the invoices of a list come to in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct InvoiceTotal {
    /// With a number and not void, after tax, less what was credited.
    pub invoiced: Money,
    pub open: Money,
    pub overdue: Money,
}

/// A list of invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct InvoiceList {
    pub page: Page<InvoiceSummary>,
    /// Of all that the asking person sees, one per currency; on the first page only.
    pub totals: Vec<InvoiceTotal>,
}

/// Money that came in, or went back: below zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Payment {
    pub id: PaymentId,
    pub amount: Money,
    pub method: Method,
    pub reference: String,
    pub on: Date,
    pub by: Option<String>,
}

/// An invoice on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct InvoiceDetails {
    pub summary: InvoiceSummary,
    /// What it says; of a draft, what it would say if it were finalized today.
    pub document: Document,
    pub payments: Vec<Payment>,
    /// What credit notes took back, after tax.
    pub credited: Money,
    /// What was paid and credit notes freed: what can go back.
    pub returnable: Money,
    /// Its credit notes, or the invoice that it corrects.
    pub related: Vec<(InvoiceId, DocumentKind, String)>,
    /// Of each line, how much of its net no credit note has taken back yet.
    pub creditable: Vec<Money>,
    /// The steps of reminding that were done, in order.
    pub reminders: Vec<Reminder>,
    pub version: Version,
}
