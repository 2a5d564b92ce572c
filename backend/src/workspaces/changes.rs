use domain::{
    ClientId, FieldErrors, PartnerId, Problem, Refusal, Version, WorkspaceId,
    audit::Event,
    plans::Limited,
    policy::Action,
    refusal::{Changed, Conflict, Rejection},
    workspaces::{WorkspaceDraft, WorkspaceSummary},
};

use super::{seats, store};
use crate::{
    Context, Error, Result,
    audit::entry,
    clients::entitled::begin_at_own,
    db::{Tx, violates},
};

/// The workspaces of one's client, by name.
pub async fn list(cx: &Context, client: ClientId) -> Result<Vec<WorkspaceSummary>> {
    let partner = cx.allow_at_own(Action::SeeWorkspaces, client)?;
    let mut tx = cx.read().await?;
    store::all(&mut tx, partner, client).await
}

/// Makes a workspace, up to the number of the plan (P13).
pub async fn add(
    cx: &Context,
    client: ClientId,
    draft: WorkspaceDraft,
) -> Result<WorkspaceSummary> {
    let (mut tx, partner, mut entitled) =
        begin_at_own(cx, Action::ManageWorkspaces, client).await?;
    let draft = draft.validate()?;
    entitled.room(Limited::Workspaces, entitled.usage.workspaces, 1)?;
    let id = WorkspaceId::from_uuid(cx.new_id());
    let added = store::add(&mut tx, partner, client, id, &draft.name, cx.now()).await;
    added.map_err(name_taken)?;
    seats::count(&mut tx, (partner, client), &mut entitled).await?;
    entry(Event::WorkspaceAdded)
        .client(client)
        .about(draft.name)
        .record(&mut tx, cx)
        .await?;
    let added = found(&mut tx, partner, client, id).await?;
    tx.commit().await?;
    Ok(added)
}

/// Renames a workspace.
pub async fn rename(
    cx: &Context,
    client: ClientId,
    id: WorkspaceId,
    draft: WorkspaceDraft,
    seen: Version,
) -> Result<WorkspaceSummary> {
    let (mut tx, partner, _) = begin_at_own(cx, Action::ManageWorkspaces, client).await?;
    let draft = draft.validate()?;
    let before = found(&mut tx, partner, client, id).await?;
    let renamed = store::rename(&mut tx, partner, client, id, &draft.name, seen).await;
    if !renamed.map_err(name_taken)? {
        return Err(Refusal::Conflict(Conflict {
            version: before.version,
            changed: vec![Changed {
                field: "name".to_owned(),
                now: before.name,
            }],
        })
        .into());
    }
    entry(Event::WorkspaceRenamed)
        .client(client)
        .about(&draft.name)
        .change("name", before.name, &draft.name)
        .record(&mut tx, cx)
        .await?;
    let after = found(&mut tx, partner, client, id).await?;
    tx.commit().await?;
    Ok(after)
}

/// Removes a workspace in which nobody has a seat any more.
pub async fn remove(cx: &Context, client: ClientId, id: WorkspaceId) -> Result<()> {
    let (mut tx, partner, mut entitled) = begin_at_own(cx, Action::RemoveWorkspace, client).await?;
    let workspace = found(&mut tx, partner, client, id).await?;
    if workspace.seats > 0 {
        let seats = workspace.seats;
        return Err(Rejection::WorkspaceInUse { seats }.into());
    }
    store::remove(&mut tx, partner, client, id).await?;
    seats::count(&mut tx, (partner, client), &mut entitled).await?;
    entry(Event::WorkspaceRemoved)
        .client(client)
        .about(workspace.name)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

async fn found(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    id: WorkspaceId,
) -> Result<WorkspaceSummary> {
    let workspace = store::one(tx, partner, client, id).await?;
    Ok(workspace.ok_or(Refusal::NotFound)?)
}

fn name_taken(error: Error) -> Error {
    if violates(&error, "one_workspace_per_name", "workspaces.name_key") {
        FieldErrors::one("name", Problem::Taken).into()
    } else {
        error
    }
}
