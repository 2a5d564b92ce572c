//! Server functions of dashboard.

use domain::dashboard::{Dashboard, Jump};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// What the first page shows (P4, P5).
#[server(name = DashboardCall, prefix = "/fn", endpoint = "dashboard/dashboard", input = Json)]
pub async fn dashboard(at: String) -> Result<Dashboard, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::dashboard::dashboard(&cx).await)
}

/// Clients and plans that a text names, for the command palette.
#[server(name = JumpCall, prefix = "/fn", endpoint = "dashboard/jump", input = Json)]
pub async fn jump(at: String, text: String) -> Result<Vec<Jump>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::dashboard::jump(&cx, text).await)
}
