//! Server functions of custom fields.

use domain::{
    CustomFieldId, Version,
    custom_fields::{CustomField, CustomFieldDraft},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The additional fields, in order (B9).
#[server(prefix = "/fn", endpoint = "custom_fields/list", input = Json)]
pub async fn list(at: String) -> Result<Vec<CustomField>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::custom_fields::list(&cx).await)
}

/// Defines an additional field.
#[server(prefix = "/fn", endpoint = "custom_fields/add", input = Json)]
pub async fn add(at: String, draft: CustomFieldDraft) -> Result<CustomField, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::custom_fields::add(&cx, draft).await)
}

/// Changes an additional field; its kind stays.
#[server(prefix = "/fn", endpoint = "custom_fields/edit", input = Json)]
pub async fn edit(
    at: String,
    id: CustomFieldId,
    draft: CustomFieldDraft,
    seen: Version,
) -> Result<CustomField, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::custom_fields::edit(&cx, id, draft, seen).await)
}

/// Puts the additional fields in this order.
#[server(prefix = "/fn", endpoint = "custom_fields/reorder", input = Json)]
pub async fn reorder(at: String, order: Vec<CustomFieldId>) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::custom_fields::reorder(&cx, order).await)
}

/// Removes an additional field; the clients' values stay unseen until it is gone for good.
#[server(prefix = "/fn", endpoint = "custom_fields/remove", input = Json)]
pub async fn remove(at: String, id: CustomFieldId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::custom_fields::remove(&cx, id).await)
}
