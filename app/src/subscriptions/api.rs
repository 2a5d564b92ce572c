//! Server functions of subscriptions.

use domain::{
    ClientId, Money, Version,
    subscriptions::{LicencePriceDraft, OwnPriceDraft, Subscription},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The subscription of a client; none when it never had one.
#[server(name = SubscriptionOfClient, prefix = "/fn", endpoint = "subscriptions/of_client", input = Json)]
pub async fn of_client(at: String, client: ClientId) -> Result<Option<Subscription>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::subscriptions::of_client(&cx, client).await)
}

/// A client stays on its plan after all.
#[server(name = KeepPlan, prefix = "/fn", endpoint = "subscriptions/keep", input = Json)]
pub async fn keep(at: String, client: ClientId, seen: Version) -> Result<Subscription, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::subscriptions::keep(&cx, client, seen).await)
}

/// Gives a client a price of its own for its plan, or the plan's again (S12).
#[server(name = SetClientPrice, prefix = "/fn", endpoint = "subscriptions/set_price", input = Json)]
pub async fn set_price(
    at: String,
    client: ClientId,
    draft: OwnPriceDraft,
    seen: Version,
) -> Result<Subscription, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::subscriptions::set_price(&cx, client, draft, seen).await)
}

/// What the operator asks a partner that pays for a client, for each month of its plan (S15).
#[server(name = LicencePrices, prefix = "/fn", endpoint = "subscriptions/licence_prices", input = Json)]
pub async fn licence_prices() -> Result<Vec<Money>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::subscriptions::licence_prices(&cx).await)
}

/// Asks another price for every period that begins from today on.
#[server(name = SetLicencePrice, prefix = "/fn", endpoint = "subscriptions/set_licence_price", input = Json)]
pub async fn set_licence_price(draft: LicencePriceDraft) -> Result<Vec<Money>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::subscriptions::set_licence_price(&cx, draft).await)
}
