//! Server functions of clients.

use domain::{
    ClientId, Page, Version,
    clients::{
        BlockReason, BulkAction, BulkOutcome, BulkPreview, ClientDetails, ClientDraft,
        ClientFormOptions, ClientQuery, ClientSummary, PlanAssignment, Selection,
    },
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// A page of the clients (B1).
#[server(prefix = "/fn", endpoint = "clients/list", input = Json)]
pub async fn list(at: String, query: ClientQuery) -> Result<Page<ClientSummary>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::list(&cx, query).await)
}

/// How many clients a list has, a search counted to its end.
#[server(prefix = "/fn", endpoint = "clients/count", input = Json)]
pub async fn count(at: String, query: ClientQuery) -> Result<u64, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::count(&cx, query).await)
}

/// What the form of a client offers.
#[server(prefix = "/fn", endpoint = "clients/form_options", input = Json)]
pub async fn form_options(at: String) -> Result<ClientFormOptions, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::form_options(&cx).await)
}

/// A client with everything its page shows (B5).
#[server(prefix = "/fn", endpoint = "clients/details", input = Json)]
pub async fn details(at: String, id: ClientId) -> Result<ClientDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::details(&cx, id).await)
}

/// Adds a client, and never its users (P6, P7).
#[server(prefix = "/fn", endpoint = "clients/add", input = Json)]
pub async fn add(at: String, draft: ClientDraft) -> Result<ClientId, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::add(&cx, draft).await)
}

/// Changes a client's data (B5).
#[server(prefix = "/fn", endpoint = "clients/edit", input = Json)]
pub async fn edit(
    at: String,
    id: ClientId,
    draft: ClientDraft,
    seen: Version,
) -> Result<ClientDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::edit(&cx, id, draft, seen).await)
}

/// Puts a client on a plan (P8).
#[server(prefix = "/fn", endpoint = "clients/assign_plan", input = Json)]
pub async fn assign_plan(at: String, wish: PlanAssignment) -> Result<ClientDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::assign_plan(&cx, wish).await)
}

/// Blocks a client (P9).
#[server(prefix = "/fn", endpoint = "clients/block", input = Json)]
pub async fn block(
    at: String,
    id: ClientId,
    reason: BlockReason,
    seen: Version,
) -> Result<ClientDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::block(&cx, id, reason, seen).await)
}

/// Unblocks a client (P9).
#[server(prefix = "/fn", endpoint = "clients/unblock", input = Json)]
pub async fn unblock(at: String, id: ClientId, seen: Version) -> Result<ClientDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::unblock(&cx, id, seen).await)
}

/// Closes a client whose name was typed (B6).
#[server(prefix = "/fn", endpoint = "clients/close", input = Json)]
pub async fn close(
    at: String,
    id: ClientId,
    name: String,
    seen: Version,
) -> Result<ClientDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::close(&cx, id, name, seen).await)
}

/// Takes a closed client back while that can be undone.
#[server(prefix = "/fn", endpoint = "clients/reopen", input = Json)]
pub async fn reopen(at: String, id: ClientId) -> Result<ClientDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::reopen(&cx, id).await)
}

/// What a bulk action would do.
#[server(prefix = "/fn", endpoint = "clients/preview_bulk", input = Json)]
pub async fn preview_bulk(
    at: String,
    selection: Selection,
    action: BulkAction,
) -> Result<BulkPreview, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::preview_bulk(&cx, selection, action).await)
}

/// Does something to every client of a selection.
#[server(prefix = "/fn", endpoint = "clients/run_bulk", input = Json)]
pub async fn run_bulk(
    at: String,
    selection: Selection,
    action: BulkAction,
) -> Result<BulkOutcome, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::clients::run_bulk(&cx, selection, action).await)
}
