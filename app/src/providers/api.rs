//! Server functions of payment providers.

use domain::{
    ClientId, InvoiceId,
    providers::{CardSettings, KeysDraft},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// Whether clients can pay by card.
#[server(name = CardOverview, prefix = "/fn", endpoint = "providers/overview", input = Json)]
pub async fn overview(at: String) -> Result<CardSettings, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::providers::overview(&cx).await)
}

/// Sets the keys of the partner's account with the provider.
#[server(name = SetKeys, prefix = "/fn", endpoint = "providers/set", input = Json)]
pub async fn set(at: String, keys: KeysDraft) -> Result<CardSettings, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::providers::set(&cx, keys).await)
}

/// Takes the keys away.
#[server(name = RemoveKeys, prefix = "/fn", endpoint = "providers/remove", input = Json)]
pub async fn remove(at: String) -> Result<CardSettings, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::providers::remove(&cx).await)
}

/// Begins a payment by card of an invoice of one's own client; gives the address where it goes on.
/// `origin` is the host that the browser is at.
#[server(name = BeginPayment, prefix = "/fn", endpoint = "providers/begin", input = Json)]
pub async fn begin(
    client: ClientId,
    invoice: InvoiceId,
    origin: String,
) -> Result<String, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::providers::begin_own(&cx, client, invoice, &origin).await)
}
