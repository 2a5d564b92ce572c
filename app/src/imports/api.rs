//! Server functions of imports.

use domain::{
    ImportId,
    imports::{Draft, ImportSummary, Mapping, Rehearsal},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The imports so far, newest first.
#[server(prefix = "/fn", endpoint = "imports/list", input = Json)]
pub async fn list(at: String) -> Result<Vec<ImportSummary>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::imports::list(&cx).await)
}

/// A file that waits for its mapping.
#[server(name = DraftCall, prefix = "/fn", endpoint = "imports/draft", input = Json)]
pub async fn draft(at: String, id: ImportId) -> Result<Draft, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::imports::draft(&cx, id).await)
}

/// What an import would do, without doing it.
#[server(prefix = "/fn", endpoint = "imports/rehearse", input = Json)]
pub async fn rehearse(at: String, id: ImportId, mapping: Mapping) -> Result<Rehearsal, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::imports::rehearse(&cx, id, mapping).await)
}

/// Starts an import; it goes on by itself, over restarts too.
#[server(prefix = "/fn", endpoint = "imports/start", input = Json)]
pub async fn start(at: String, id: ImportId, mapping: Mapping) -> Result<ImportSummary, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::imports::start(&cx, id, mapping).await)
}

/// Where an import stands.
#[server(prefix = "/fn", endpoint = "imports/progress", input = Json)]
pub async fn progress(at: String, id: ImportId) -> Result<ImportSummary, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::imports::progress(&cx, id).await)
}

/// Takes an import back as a whole.
#[server(prefix = "/fn", endpoint = "imports/undo", input = Json)]
pub async fn undo(at: String, id: ImportId) -> Result<ImportSummary, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::imports::undo(&cx, id).await)
}

/// Forgets a file that was not imported.
#[server(prefix = "/fn", endpoint = "imports/discard", input = Json)]
pub async fn discard(at: String, id: ImportId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::imports::discard(&cx, id).await)
}
