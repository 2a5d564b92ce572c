use std::collections::BTreeMap;

use domain::{
    ClientId, PartnerId, Timestamp, Version, WorkspaceId, text::fold, workspaces::WorkspaceSummary,
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    ALL = "SELECT id, name, seats, created_at, version FROM workspaces
        WHERE partner_id = $1 AND client_id = $2 ORDER BY name_key, id";
    ONE = "SELECT id, name, seats, created_at, version FROM workspaces
        WHERE partner_id = $1 AND client_id = $2 AND id = $3";
    ADD = "INSERT INTO workspaces
            (partner_id, id, client_id, name, name_key, seats, created_at, version)
        VALUES ($1, $2, $3, $4, $5, 0, $6, 1)";
    RENAME = "UPDATE workspaces SET name = $4, name_key = $5, version = version + 1
        WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND version = $6";
    REMOVE = "DELETE FROM workspaces WHERE partner_id = $1 AND client_id = $2 AND id = $3";
    TAKE = "INSERT INTO workspace_seats (partner_id, workspace_id, holder_id)
        VALUES ($1, $2, $3)";
    LEAVE = "DELETE FROM workspace_seats
        WHERE partner_id = $1 AND workspace_id = $2 AND holder_id = $3";
    COUNT = "UPDATE workspaces SET seats = (
            SELECT count(*) FROM workspace_seats s
            WHERE s.partner_id = $1 AND s.workspace_id = $2)
        WHERE partner_id = $1 AND id = $2";
    HAND_OVER = "UPDATE workspace_seats SET holder_id = $3
        WHERE partner_id = $1 AND holder_id = $2";
    HOLDERS = "SELECT s.holder_id, s.workspace_id FROM workspace_seats s
        JOIN workspaces w ON w.partner_id = s.partner_id AND w.id = s.workspace_id
        WHERE s.partner_id = $1 AND w.client_id = $2 ORDER BY w.name_key, w.id";
}

#[derive(sqlx::FromRow)]
struct WorkspaceRow {
    id: Uuid,
    name: String,
    seats: i64,
    created_at: i64,
    version: i64,
}

impl TryFrom<WorkspaceRow> for WorkspaceSummary {
    type Error = Error;

    fn try_from(row: WorkspaceRow) -> Result<Self> {
        Ok(Self {
            id: WorkspaceId::from_uuid(row.id),
            name: row.name,
            seats: u32::try_from(row.seats).map_err(|_| Error::corrupt("workspaces.seats"))?,
            created_at: Timestamp(row.created_at),
            version: Version(row.version),
        })
    }
}

#[derive(sqlx::FromRow)]
struct SeatRow {
    holder_id: Uuid,
    workspace_id: Uuid,
}

/// The workspaces of a client, by name.
pub(crate) async fn all(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<WorkspaceSummary>> {
    let rows: Vec<WorkspaceRow> = tx.all(ALL, args![partner, client]).await?;
    rows.into_iter().map(WorkspaceSummary::try_from).collect()
}

pub(super) async fn one(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    id: WorkspaceId,
) -> Result<Option<WorkspaceSummary>> {
    let row: Option<WorkspaceRow> = tx.one(ONE, args![partner, client, id]).await?;
    row.map(WorkspaceSummary::try_from).transpose()
}

pub(super) async fn add(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    id: WorkspaceId,
    name: &str,
    now: Timestamp,
) -> Result<()> {
    tx.run(ADD, args![partner, id, client, name, fold(name), now])
        .await?;
    Ok(())
}

/// Renames the workspace that has the version `seen`; false when it has another by now.
pub(super) async fn rename(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    id: WorkspaceId,
    name: &str,
    seen: Version,
) -> Result<bool> {
    let values = args![partner, client, id, name, fold(name), seen];
    Ok(tx.run(RENAME, values).await? == 1)
}

pub(super) async fn remove(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    id: WorkspaceId,
) -> Result<()> {
    tx.run(REMOVE, args![partner, client, id]).await?;
    Ok(())
}

pub(super) async fn take(
    tx: &mut Tx,
    partner: PartnerId,
    workspace: WorkspaceId,
    holder: Uuid,
) -> Result<()> {
    tx.run(TAKE, args![partner, workspace, holder]).await?;
    tx.run(COUNT, args![partner, workspace]).await?;
    Ok(())
}

pub(super) async fn leave(
    tx: &mut Tx,
    partner: PartnerId,
    workspace: WorkspaceId,
    holder: Uuid,
) -> Result<()> {
    tx.run(LEAVE, args![partner, workspace, holder]).await?;
    tx.run(COUNT, args![partner, workspace]).await?;
    Ok(())
}

pub(super) async fn hand_over(tx: &mut Tx, partner: PartnerId, from: Uuid, to: Uuid) -> Result<()> {
    tx.run(HAND_OVER, args![partner, from, to]).await?;
    Ok(())
}

/// The workspaces in which each person or invitation of a client has a seat.
pub(super) async fn holders(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<BTreeMap<Uuid, Vec<WorkspaceId>>> {
    let rows: Vec<SeatRow> = tx.all(HOLDERS, args![partner, client]).await?;
    let mut holders: BTreeMap<Uuid, Vec<WorkspaceId>> = BTreeMap::new();
    for row in rows {
        let seats = holders.entry(row.holder_id).or_default();
        seats.push(WorkspaceId::from_uuid(row.workspace_id));
    }
    Ok(holders)
}
