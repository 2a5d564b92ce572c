//! Server functions of billing.

use domain::{
    ClientId, Version,
    billing::{
        Billing, BillingDraft, ClientBilling, ClientBillingDraft, OperatorBilling,
        OperatorBillingDraft, TaxRate, TaxRateDraft,
    },
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// How the partner sells (P1).
#[server(name = OwnBilling, prefix = "/fn", endpoint = "billing/billing", input = Json)]
pub async fn billing(at: String) -> Result<Billing, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::billing::billing(&cx).await)
}

/// Changes how the partner sells.
#[server(prefix = "/fn", endpoint = "billing/edit", input = Json)]
pub async fn edit(at: String, draft: BillingDraft, seen: Version) -> Result<Billing, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::billing::edit(&cx, draft, seen).await)
}

/// Who pays for a client, and how it is taxed (S6).
#[server(prefix = "/fn", endpoint = "billing/of_client", input = Json)]
pub async fn of_client(at: String, client: ClientId) -> Result<ClientBilling, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::billing::of_client(&cx, client).await)
}

/// Changes who pays for a client.
#[server(prefix = "/fn", endpoint = "billing/edit_of_client", input = Json)]
pub async fn edit_of_client(
    at: String,
    client: ClientId,
    draft: ClientBillingDraft,
    seen: Version,
) -> Result<ClientBilling, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::billing::edit_of_client(&cx, client, draft, seen).await)
}

/// Who the operator is on its invoices to partners.
#[server(prefix = "/fn", endpoint = "billing/operator", input = Json)]
pub async fn operator() -> Result<OperatorBilling, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::billing::operator(&cx).await)
}

/// Changes who the operator is on its invoices.
#[server(prefix = "/fn", endpoint = "billing/edit_operator", input = Json)]
pub async fn edit_operator(
    draft: OperatorBillingDraft,
    seen: Version,
) -> Result<OperatorBilling, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::billing::edit_operator(&cx, draft, seen).await)
}

/// Every rate of tax.
#[server(prefix = "/fn", endpoint = "billing/tax_rates", input = Json)]
pub async fn tax_rates() -> Result<Vec<TaxRate>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::billing::tax_rates(&cx).await)
}

/// Sets a country's rate of tax from a day on.
#[server(prefix = "/fn", endpoint = "billing/set_tax_rate", input = Json)]
pub async fn set_tax_rate(draft: TaxRateDraft) -> Result<Vec<TaxRate>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::billing::set_tax_rate(&cx, draft).await)
}
