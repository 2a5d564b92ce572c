//! Who may act on the people of a client: its partner's team by role and scope, or its owners.

use domain::{
    ClientId, PartnerId, Refusal,
    policy::{Action, Actor},
};

use super::store::{self, ClientRow};
use crate::{
    Context, Result,
    clients::entitled::{Entitled, entitled},
    db::Tx,
};

/// What is asked of a member of the partner's team, and what of a person of the client.
pub(super) type Wanted = (Action, Action);

/// Changing the people of a client.
pub(super) const MANAGE: Wanted = (Action::ManageClientUsers, Action::ManageUsers);

/// The client, if the actor may do what is wanted.
pub(super) async fn found(
    tx: &mut Tx,
    cx: &Context,
    id: ClientId,
    (of_staff, of_client): Wanted,
) -> Result<(PartnerId, ClientRow)> {
    let partner = match cx.actor() {
        Actor::Client(_) => cx.allow_at_own(of_client, id)?,
        _ => cx.partner()?,
    };
    let client = store::client(tx, partner, id).await?;
    let client = client.ok_or(Refusal::NotFound)?;
    if !matches!(cx.actor(), Actor::Client(_)) {
        cx.allow_on_client(tx, of_staff, id, client.status).await?;
    }
    Ok((partner, client))
}

/// A transaction in which the people of a client can be changed and its limits hold still.
pub(super) async fn begin(cx: &Context, id: ClientId) -> Result<(Tx, PartnerId, Entitled)> {
    let mut tx = cx.begin().await?;
    let (partner, _) = found(&mut tx, cx, id, MANAGE).await?;
    let entitled = entitled(&mut tx, partner, id).await?;
    let entitled = entitled.ok_or(Refusal::NotFound)?;
    if matches!(cx.actor(), Actor::Client(_)) {
        entitled.at_work()?;
    }
    Ok((tx, partner, entitled))
}
