//! Server functions of visits: of the visitor in the panel, and of the client's owners.

use domain::{
    ClientId, VisitId,
    visits::{ClientActivity, Prospect, Started, VisitDraft, VisitRule},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// What a member of the team has to know before they visit a client.
#[server(name = Look, prefix = "/fn", endpoint = "visits/prospect", input = Json)]
pub async fn prospect(at: String, client: ClientId) -> Result<Prospect, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::visits::prospect(&cx, client).await)
}

/// Sets out for a client's pages, or asks its owners first (B3).
#[server(prefix = "/fn", endpoint = "visits/start", input = Json)]
pub async fn start(at: String, draft: VisitDraft) -> Result<Started, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::visits::start(&cx, draft).await)
}

/// Ends one's visit from the panel.
#[server(prefix = "/fn", endpoint = "visits/end", input = Json)]
pub async fn end(at: String) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::visits::end(&cx).await)
}

/// What was done at one's client, and who was in.
#[server(prefix = "/fn", endpoint = "own_visits/list", input = Json)]
pub async fn list(client: ClientId) -> Result<ClientActivity, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::visits::list(&cx, client).await)
}

/// Says what one's client wants of visits.
#[server(prefix = "/fn", endpoint = "own_visits/set_rule", input = Json)]
pub async fn set_rule(client: ClientId, rule: VisitRule) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::visits::set_rule(&cx, client, rule).await)
}

/// Lets in whoever asked, or does not.
#[server(prefix = "/fn", endpoint = "own_visits/answer", input = Json)]
pub async fn answer(client: ClientId, id: VisitId, is_welcome: bool) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::visits::answer(&cx, client, id, is_welcome).await)
}

/// Ends a visit that is under way.
#[server(name = EndOwn, prefix = "/fn", endpoint = "own_visits/end", input = Json)]
pub async fn end_own(client: ClientId, id: VisitId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::visits::end_own(&cx, client, id).await)
}
