//! (feature imports)

use domain::{
    ImportId,
    imports::{Draft, ImportSummary, Mapping, Rehearsal},
};

use crate::{Context, Error, Result};

/// The imports so far, newest first.
pub async fn list(cx: &Context) -> Result<Vec<ImportSummary>> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// A file that waits for its mapping.
pub async fn draft(cx: &Context, id: ImportId) -> Result<Draft> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// What an import would do, without doing it.
pub async fn rehearse(cx: &Context, id: ImportId, mapping: Mapping) -> Result<Rehearsal> {
    let _ = (cx, id, mapping);
    Err(Error::corrupt("not written yet"))
}

/// Starts an import; it goes on by itself, over restarts too.
pub async fn start(cx: &Context, id: ImportId, mapping: Mapping) -> Result<ImportSummary> {
    let _ = (cx, id, mapping);
    Err(Error::corrupt("not written yet"))
}

/// Where an import stands.
pub async fn progress(cx: &Context, id: ImportId) -> Result<ImportSummary> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Takes an import back as a whole.
pub async fn undo(cx: &Context, id: ImportId) -> Result<ImportSummary> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Forgets a file that was not imported.
pub async fn discard(cx: &Context, id: ImportId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}
