use std::collections::BTreeMap;

use domain::{
    ClientId, FieldErrors, PartnerId, Problem, WorkspaceId,
    plans::{Limited, Usage},
};
use uuid::Uuid;

use super::store;
use crate::{Result, clients::entitled::Entitled, db::Tx};

/// Gives `holder`, a person or an invitation, seats in exactly these workspaces (P14). A workspace
/// without a free seat refuses; one that is the client's no more is reported at its field.
pub(crate) async fn take(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    entitled: &mut Entitled,
    holder: Uuid,
    wanted: &[WorkspaceId],
) -> Result<()> {
    let all = store::all(tx, partner, client).await?;
    if wanted
        .iter()
        .any(|id| !all.iter().any(|known| known.id == *id))
    {
        return Err(FieldErrors::one("workspaces", Problem::Unknown).into());
    }
    let held = store::holders(tx, partner, client).await?;
    let held = held.get(&holder).map_or(&[][..], Vec::as_slice);
    for workspace in &all {
        let (has, wants) = (held.contains(&workspace.id), wanted.contains(&workspace.id));
        if wants && !has {
            entitled.room(Limited::Seats, workspace.seats, 1)?;
            store::take(tx, partner, workspace.id, holder).await?;
        }
        if has && !wants {
            store::leave(tx, partner, workspace.id, holder).await?;
        }
    }
    count(tx, (partner, client), entitled).await
}

/// Takes every seat of a holder who goes.
pub(crate) async fn give_up(
    tx: &mut Tx,
    at: (PartnerId, ClientId),
    entitled: &mut Entitled,
    holder: Uuid,
) -> Result<()> {
    take(tx, at, entitled, holder, &[]).await
}

/// What an invitation held, the person holds who accepted it.
pub(crate) async fn hand_over(tx: &mut Tx, partner: PartnerId, from: Uuid, to: Uuid) -> Result<()> {
    store::hand_over(tx, partner, from, to).await
}

/// The workspaces in which each person or invitation of a client has a seat.
pub(crate) async fn of_holders(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<BTreeMap<Uuid, Vec<WorkspaceId>>> {
    store::holders(tx, partner, client).await
}

/// Writes down how many workspaces there are, and the seats of the fullest.
pub(super) async fn count(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    entitled: &mut Entitled,
) -> Result<()> {
    let all = store::all(tx, partner, client).await?;
    let usage = Usage {
        workspaces: u32::try_from(all.len()).unwrap_or(u32::MAX),
        seats: all
            .iter()
            .map(|workspace| workspace.seats)
            .max()
            .unwrap_or(0),
        contacts: entitled.usage.contacts,
    };
    entitled.set_usage(tx, usage).await
}
