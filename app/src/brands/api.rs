//! Server functions of brands.

use domain::{
    Version,
    brands::{BrandDetails, BrandDraft, Slot},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The brand: the draft, what is published, and what undoing brings back (P11).
#[server(prefix = "/fn", endpoint = "brands/brand", input = Json)]
pub async fn brand(at: String) -> Result<BrandDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::brands::brand(&cx).await)
}

/// Keeps what was typed; clients see it when it is published.
#[server(prefix = "/fn", endpoint = "brands/save_draft", input = Json)]
pub async fn save_draft(
    at: String,
    draft: BrandDraft,
    seen: Version,
) -> Result<BrandDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::brands::save_draft(&cx, draft, seen).await)
}

/// Shows the saved draft to clients.
#[server(prefix = "/fn", endpoint = "brands/publish", input = Json)]
pub async fn publish(at: String, seen: Version) -> Result<BrandDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::brands::publish(&cx, seen).await)
}

/// Shows clients what they saw before the last publication.
#[server(prefix = "/fn", endpoint = "brands/undo", input = Json)]
pub async fn undo(at: String) -> Result<BrandDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::brands::undo(&cx).await)
}

/// Takes the picture out of a place of the draft.
#[server(prefix = "/fn", endpoint = "brands/remove_file", input = Json)]
pub async fn remove_file(at: String, slot: Slot) -> Result<BrandDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::brands::remove_file(&cx, slot).await)
}
