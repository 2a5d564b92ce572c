//! Server functions of what clients have.

use domain::{
    ClientId, ServiceId, Version,
    services::{ServiceDraft, ServiceSummary, Step},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// What a client has and had: services, add-ons and domains (B5).
#[server(name = ServicesOfClient, prefix = "/fn", endpoint = "services/of_client", input = Json)]
pub async fn of_client(at: String, client: ClientId) -> Result<Vec<ServiceSummary>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::services::of_client(&cx, client).await)
}

/// Takes a service a step on in its life.
#[server(name = ServiceStep, prefix = "/fn", endpoint = "services/step", input = Json)]
pub async fn step(
    at: String,
    id: ServiceId,
    step: Step,
    seen: Version,
) -> Result<ServiceSummary, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::services::step(&cx, id, step, seen).await)
}

/// Changes what a service is called and what it costs, from the next charge on.
#[server(name = ServiceEdit, prefix = "/fn", endpoint = "services/edit", input = Json)]
pub async fn edit(
    at: String,
    id: ServiceId,
    draft: ServiceDraft,
    seen: Version,
) -> Result<ServiceSummary, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::services::edit(&cx, id, draft, seen).await)
}
