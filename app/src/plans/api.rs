//! Server functions of plans.

use domain::{
    PlanId, Version,
    plans::{PlanDetails, PlanDraft, PlanSummary},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The plans on offer, or those archived (P12).
#[server(prefix = "/fn", endpoint = "plans/list", input = Json)]
pub async fn list(at: String, archived: bool) -> Result<Vec<PlanSummary>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::plans::list(&cx, archived).await)
}

/// A plan as the editor opens it.
#[server(prefix = "/fn", endpoint = "plans/details", input = Json)]
pub async fn details(at: String, id: PlanId) -> Result<PlanDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::plans::details(&cx, id).await)
}

/// Makes a plan; it can be assigned at once (P18).
#[server(prefix = "/fn", endpoint = "plans/add", input = Json)]
pub async fn add(at: String, draft: PlanDraft) -> Result<PlanId, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::plans::add(&cx, draft).await)
}

/// Changes a plan.
#[server(prefix = "/fn", endpoint = "plans/edit", input = Json)]
pub async fn edit(
    at: String,
    id: PlanId,
    draft: PlanDraft,
    seen: Version,
) -> Result<PlanDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::plans::edit(&cx, id, draft, seen).await)
}

/// Makes a plan with the values of another.
#[server(prefix = "/fn", endpoint = "plans/duplicate", input = Json)]
pub async fn duplicate(at: String, id: PlanId) -> Result<PlanId, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::plans::duplicate(&cx, id).await)
}

/// Takes a plan off the offer; its clients keep it.
#[server(prefix = "/fn", endpoint = "plans/archive", input = Json)]
pub async fn archive(at: String, id: PlanId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::plans::archive(&cx, id).await)
}

/// Offers an archived plan again.
#[server(prefix = "/fn", endpoint = "plans/restore", input = Json)]
pub async fn restore(at: String, id: PlanId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::plans::restore(&cx, id).await)
}
