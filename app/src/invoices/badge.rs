use domain::invoices::{DocumentKind, InvoiceStatus, InvoiceSummary};
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    ui::{Badge, Tone},
};

/// How an invoice stands, as a word in a small tinted box.
#[component]
pub(super) fn Standing(invoice: InvoiceSummary) -> impl IntoView {
    let (tone, word) = match (invoice.kind, invoice.status) {
        (DocumentKind::CreditNote, _) => (Tone::Neutral, m::INVOICES_CREDIT_NOTE),
        (_, InvoiceStatus::Draft) => (Tone::Neutral, m::INVOICES_DRAFT),
        (_, InvoiceStatus::Finalized) if invoice.is_overdue => (Tone::Danger, m::INVOICES_OVERDUE),
        (_, InvoiceStatus::Finalized) => (Tone::Info, m::INVOICES_OPEN),
        (_, InvoiceStatus::Paid) => (Tone::Success, m::INVOICES_PAID),
        (_, InvoiceStatus::Void) => (Tone::Neutral, m::INVOICES_VOID),
    };
    view! { <Badge tone>{t(word)}</Badge> }.into_any()
}

/// What an invoice is called while it has no number.
pub(super) fn name(invoice: &InvoiceSummary) -> String {
    let number = invoice.number.clone();
    number.unwrap_or_else(|| t(m::INVOICES_DRAFT_NAME).to_owned())
}
