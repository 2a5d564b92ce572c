//! Server functions of custom domains.

use domain::{
    DomainId,
    domains::{DomainSummary, Domains},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The partner's domains, and the host that always works.
#[server(prefix = "/fn", endpoint = "domains/list", input = Json)]
pub async fn list(at: String) -> Result<Domains, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::domains::list(&cx).await)
}

/// Claims a domain by its name as typed.
#[server(prefix = "/fn", endpoint = "domains/add", input = Json)]
pub async fn add(at: String, typed: String) -> Result<DomainSummary, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::domains::add(&cx, typed).await)
}

/// Looks at a domain's record and address now.
#[server(prefix = "/fn", endpoint = "domains/check_now", input = Json)]
pub async fn check_now(at: String, id: DomainId) -> Result<DomainSummary, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::domains::check_now(&cx, id).await)
}

/// Serves a proved domain although its address seems to lead elsewhere.
#[server(prefix = "/fn", endpoint = "domains/activate", input = Json)]
pub async fn activate(at: String, id: DomainId) -> Result<DomainSummary, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::domains::activate(&cx, id).await)
}

/// Removes a domain; whoever was signed in there is signed out.
#[server(prefix = "/fn", endpoint = "domains/remove", input = Json)]
pub async fn remove(at: String, id: DomainId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::domains::remove(&cx, id).await)
}
