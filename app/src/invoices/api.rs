//! Server functions of invoices, payments and charges.

use domain::{
    ChargeId, ClientId, Cursor, Date, InvoiceId, Page, Version,
    charges::{ChargeDraft, MonthOfCharges},
    invoices::{
        CreditDraft, InvoiceDetails, InvoiceList, InvoiceQuery, InvoiceSummary, OwnInvoice,
    },
    payments::PaymentDraft,
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The invoices of one's clients, and the partner's own (B11).
#[server(prefix = "/fn", endpoint = "invoices/list", input = Json)]
pub async fn list(at: String, query: InvoiceQuery) -> Result<InvoiceList, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::invoices::list(&cx, query).await)
}

/// An invoice as its page shows it (B12).
#[server(prefix = "/fn", endpoint = "invoices/details", input = Json)]
pub async fn details(at: String, id: InvoiceId) -> Result<InvoiceDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::invoices::details(&cx, id).await)
}

/// Puts what a client owes on a draft.
#[server(prefix = "/fn", endpoint = "invoices/draft", input = Json)]
pub async fn draft(at: String, client: ClientId) -> Result<InvoiceId, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::invoices::draft(&cx, client).await)
}

/// Gives a draft its number.
#[server(prefix = "/fn", endpoint = "invoices/finalize", input = Json)]
pub async fn finalize(
    at: String,
    id: InvoiceId,
    seen: Version,
) -> Result<InvoiceDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::invoices::finalize(&cx, id, seen).await)
}

/// Throws a draft away.
#[server(prefix = "/fn", endpoint = "invoices/discard", input = Json)]
pub async fn discard(at: String, id: InvoiceId, seen: Version) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::invoices::discard(&cx, id, seen).await)
}

/// Takes an invoice back on which nothing was paid.
#[server(prefix = "/fn", endpoint = "invoices/void", input = Json)]
pub async fn void(at: String, id: InvoiceId, seen: Version) -> Result<InvoiceDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::invoices::void(&cx, id, seen).await)
}

/// Takes an invoice back by a credit note, wholly or in part.
#[server(prefix = "/fn", endpoint = "invoices/credit", input = Json)]
pub async fn credit(at: String, draft: CreditDraft) -> Result<InvoiceDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::invoices::credit(&cx, draft).await)
}

/// Records money that came in for an invoice, or went back.
#[server(prefix = "/fn", endpoint = "payments/record", input = Json)]
pub async fn record_payment(at: String, draft: PaymentDraft) -> Result<InvoiceDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::payments::record(&cx, draft).await)
}

/// The charges of a client in a month; without a day, in this one (C13).
#[server(prefix = "/fn", endpoint = "charges/of_month", input = Json)]
pub async fn charges(
    at: String,
    client: ClientId,
    month: Option<Date>,
) -> Result<MonthOfCharges, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    let month = month.unwrap_or_else(|| cx.now().date());
    desk::answer(backend::charges::of_month(&cx, client, month).await)
}

/// Charges a client for something that is not in the catalogue.
#[server(prefix = "/fn", endpoint = "charges/add", input = Json)]
pub async fn add_charge(at: String, client: ClientId, draft: ChargeDraft) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::charges::add_by_hand(&cx, client, draft).await)
}

/// Forgets what a client owes and no invoice holds.
#[server(prefix = "/fn", endpoint = "charges/remove", input = Json)]
pub async fn remove_charge(at: String, client: ClientId, id: ChargeId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::charges::remove(&cx, client, id).await)
}

/// The invoices of one's own client (G5).
#[server(prefix = "/fn", endpoint = "own_invoices/list", input = Json)]
pub async fn own_list(
    client: ClientId,
    after: Option<Cursor>,
) -> Result<Page<InvoiceSummary>, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::invoices::own_list(&cx, client, after).await)
}

/// An invoice of one's own client (G5).
#[server(prefix = "/fn", endpoint = "own_invoices/details", input = Json)]
pub async fn own_details(client: ClientId, id: InvoiceId) -> Result<OwnInvoice, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::invoices::own_details(&cx, client, id).await)
}
