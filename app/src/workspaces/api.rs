//! Server functions of workspaces.

use domain::{
    ClientId, Version, WorkspaceId,
    workspaces::{WorkspaceDraft, WorkspaceSummary},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The workspaces of one's client, by name.
#[server(prefix = "/fn", endpoint = "workspaces/list", input = Json)]
pub async fn list(client: ClientId) -> Result<Vec<WorkspaceSummary>, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::workspaces::list(&cx, client).await)
}

/// Makes a workspace (P13).
#[server(prefix = "/fn", endpoint = "workspaces/add", input = Json)]
pub async fn add(client: ClientId, draft: WorkspaceDraft) -> Result<WorkspaceSummary, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::workspaces::add(&cx, client, draft).await)
}

/// Renames a workspace.
#[server(prefix = "/fn", endpoint = "workspaces/rename", input = Json)]
pub async fn rename(
    client: ClientId,
    id: WorkspaceId,
    draft: WorkspaceDraft,
    seen: Version,
) -> Result<WorkspaceSummary, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::workspaces::rename(&cx, client, id, draft, seen).await)
}

/// Removes a workspace.
#[server(prefix = "/fn", endpoint = "workspaces/remove", input = Json)]
pub async fn remove(client: ClientId, id: WorkspaceId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::workspaces::remove(&cx, client, id).await)
}
