//! (feature clients)

pub(crate) mod managers;

use domain::{
    ClientId, Page, Version,
    clients::{
        BlockReason, BulkAction, BulkOutcome, BulkPreview, ClientDetails, ClientDraft,
        ClientFormOptions, ClientQuery, ClientSummary, PlanAssignment, Selection,
    },
};

use crate::{Context, Error, Result};

/// A page of the clients (B1).
pub async fn list(cx: &Context, query: ClientQuery) -> Result<Page<ClientSummary>> {
    let _ = (cx, query);
    Err(Error::corrupt("not written yet"))
}

/// What the form of a client offers.
pub async fn form_options(cx: &Context) -> Result<ClientFormOptions> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// A client with everything its page shows (B5).
pub async fn details(cx: &Context, id: ClientId) -> Result<ClientDetails> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Adds a client, and never its users (P6, P7).
pub async fn add(cx: &Context, draft: ClientDraft) -> Result<ClientId> {
    let _ = (cx, draft);
    Err(Error::corrupt("not written yet"))
}

/// Changes a client's data (B5).
pub async fn edit(
    cx: &Context,
    id: ClientId,
    draft: ClientDraft,
    seen: Version,
) -> Result<ClientDetails> {
    let _ = (cx, id, draft, seen);
    Err(Error::corrupt("not written yet"))
}

/// Puts a client on a plan (P8).
pub async fn assign_plan(cx: &Context, wish: PlanAssignment) -> Result<ClientDetails> {
    let _ = (cx, wish);
    Err(Error::corrupt("not written yet"))
}

/// Blocks a client (P9).
pub async fn block(
    cx: &Context,
    id: ClientId,
    reason: BlockReason,
    seen: Version,
) -> Result<ClientDetails> {
    let _ = (cx, id, reason, seen);
    Err(Error::corrupt("not written yet"))
}

/// Unblocks a client (P9).
pub async fn unblock(cx: &Context, id: ClientId, seen: Version) -> Result<ClientDetails> {
    let _ = (cx, id, seen);
    Err(Error::corrupt("not written yet"))
}

/// Closes a client whose name was typed (B6).
pub async fn close(
    cx: &Context,
    id: ClientId,
    name: String,
    seen: Version,
) -> Result<ClientDetails> {
    let _ = (cx, id, name, seen);
    Err(Error::corrupt("not written yet"))
}

/// Takes a closed client back while that can be undone.
pub async fn reopen(cx: &Context, id: ClientId) -> Result<ClientDetails> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// What a bulk action would do.
pub async fn preview_bulk(
    cx: &Context,
    selection: Selection,
    action: BulkAction,
) -> Result<BulkPreview> {
    let _ = (cx, selection, action);
    Err(Error::corrupt("not written yet"))
}

/// Does something to every client of a selection.
pub async fn run_bulk(
    cx: &Context,
    selection: Selection,
    action: BulkAction,
) -> Result<BulkOutcome> {
    let _ = (cx, selection, action);
    Err(Error::corrupt("not written yet"))
}
