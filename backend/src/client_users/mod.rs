//! Client users: who belongs to a client, who was asked, and what each may do there (G1–G8, P10).
//!
//! The partner's team and the client's owners use the same use cases; which of the two asks
//! decides by which rule they are let in.

mod authority;
mod blocking;
mod changes;
mod invitations;
mod joining;
mod places;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    ClientId,
    client_users::{ClientTeam, PlanGrant},
    policy::{Action, Actor},
};

use crate::{Context, Result, plans, sections, workspaces};

pub(crate) use blocking::end_access;
pub use changes::{edit, remove};
pub use invitations::{invite, resend, revoke};
pub(crate) use joining::{ClientInvitation, invitation_of, join, use_up};
pub(crate) use places::{belongs, is_only_a_client_user, place, places, reaches_beyond, visited};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The people of a client and what decides over their rights.
pub async fn team(cx: &Context, client: ClientId) -> Result<ClientTeam> {
    let mut tx = cx.read().await?;
    let wanted = (Action::SeeClientUsers, Action::SeeUsers);
    let (partner, row) = authority::found(&mut tx, cx, client, wanted).await?;
    let seats = workspaces::of_holders(&mut tx, partner, client).await?;
    let users = store::users(&mut tx, partner, client).await?;
    let invitations = store::invitations(&mut tx, partner, client, cx.now()).await?;
    let plan = match row.plan {
        Some(plan) => plans::grant(&mut tx, partner, plan).await?,
        None => None,
    };
    let me = cx.actor().user();
    Ok(ClientTeam {
        company: row.company,
        status: row.status,
        users: users
            .into_iter()
            .map(|user| {
                let seats = seats.get(&user.id.uuid()).cloned();
                user.shown(seats.unwrap_or_default(), me)
            })
            .collect(),
        invitations: invitations
            .into_iter()
            .map(|mut asked| {
                asked.access.workspaces = seats.get(&asked.id.uuid()).cloned().unwrap_or_default();
                asked
            })
            .collect(),
        workspaces: workspaces::all(&mut tx, partner, client).await?,
        plan: plan.map(|(name, quotas, sections)| PlanGrant {
            name,
            sections,
            seats: quotas.seats,
        }),
        inclusions: sections::offered(&mut tx, partner).await?,
        leaks: match cx.actor() {
            Actor::Staff(_) => sections::leaks(&mut tx, partner).await?,
            _ => Vec::new(),
        },
    })
}
