//! Clients that come in by the many, for the features that bring them: imports and demo data.
//!
//! Each function works inside the caller's transaction, and the caller has asked the policy.

use domain::{
    ClientId, ImportId, PartnerId, Timestamp, Version,
    audit::{Change, Event},
    clients::{BlockReason, ClientDraft, NewClient},
    plans::{PlanSummary, Usage},
};

use super::{
    edit::differences,
    standing::Standing,
    store::{self, Newcomer},
};
use crate::{Context, Result, audit::entry, db::Tx, team};

/// How a client comes in.
#[derive(Debug, Clone)]
pub(crate) struct Arrival<'a> {
    /// The import that brings it and tells of itself.
    pub(crate) import: Option<ImportId>,
    /// The plan it is on from the start.
    pub(crate) plan: Option<&'a PlanSummary>,
    /// What it uses.
    pub(crate) usage: Usage,
    /// Why it is blocked, if it is.
    pub(crate) block: Option<BlockReason>,
    /// When it was added.
    pub(crate) at: Timestamp,
}

impl Arrival<'_> {
    /// With an import, now, on no plan.
    pub(crate) fn with(import: ImportId, cx: &Context) -> Self {
        Self {
            import: Some(import),
            plan: None,
            usage: Usage::default(),
            block: None,
            at: cx.now(),
        }
    }
}

/// Adds a client. Its first version is 1.
pub(crate) async fn bring_in(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    data: &NewClient,
    arrival: Arrival<'_>,
) -> Result<ClientId> {
    let id = ClientId::from_uuid(cx.new_id());
    let standing = Standing::new();
    let standing = match arrival.plan {
        Some(plan) => standing.on_plan(plan, arrival.at).settled(cx.now()),
        None => standing,
    };
    let standing = match arrival.block {
        Some(reason) => standing.blocked(reason, cx.now()),
        None => standing,
    };
    let newcomer = Newcomer {
        id,
        data,
        standing: &standing,
        usage: arrival.usage,
        import: arrival.import,
        added_at: arrival.at,
    };
    store::insert(tx, partner, &newcomer).await?;
    team::list_own(tx, cx, id).await?;
    if arrival.import.is_none() {
        entry(Event::ClientAdded)
            .client(id)
            .record_at(tx, cx, partner)
            .await?;
    }
    Ok(id)
}

/// Gives a client the values of a line of an import, with what changed in its history. Gives its
/// new version, or nothing when somebody changed it since `seen`.
pub(crate) async fn update_from_import(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    (id, seen): (ClientId, Version),
    before: &ClientDraft,
    data: &NewClient,
) -> Result<Option<Version>> {
    let changes = differences(before, data.values());
    replace(tx, cx, partner, (id, seen), data, changes).await
}

/// Gives a client back the values it had before an import changed it. Gives its new version, or
/// nothing when somebody changed it since `seen`.
pub(crate) async fn restore(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    (id, seen): (ClientId, Version),
    before: ClientDraft,
) -> Result<Option<Version>> {
    let Some(client) = store::client(tx, partner, id).await? else {
        return Ok(None);
    };
    let changes = differences(&client.draft, &before);
    let before = NewClient::stored(before);
    replace(tx, cx, partner, (id, seen), &before, changes).await
}

async fn replace(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    (id, seen): (ClientId, Version),
    data: &NewClient,
    changes: Vec<Change>,
) -> Result<Option<Version>> {
    if !store::set_data(tx, partner, (id, seen), data, cx.now()).await? {
        return Ok(None);
    }
    entry(Event::ClientEdited)
        .client(id)
        .changes(changes)
        .record_at(tx, cx, partner)
        .await?;
    Ok(Some(Version(seen.0 + 1)))
}

/// Deletes a client that an import brought, as if it had never come; not one that somebody changed
/// since `seen`. Says whether it is gone.
pub(crate) async fn take_back(
    tx: &mut Tx,
    partner: PartnerId,
    import: ImportId,
    (id, seen): (ClientId, Version),
) -> Result<bool> {
    store::delete(tx, partner, import, (id, seen)).await
}
