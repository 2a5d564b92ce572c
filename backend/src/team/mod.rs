//! A partner's team: who is in it, who was asked, what each may do and sees (C2, G2–G6).

mod invitations;
mod joining;
mod members;
mod store;
#[cfg(test)]
mod tests;

use domain::{ClientId, MembershipId, PartnerId, policy::Action, team::Team};

use crate::{Context, Result, db::Tx};

pub(crate) use invitations::{Invite, invite_at, pending_administrators, revoke_at};
pub use invitations::{invite, resend, revoke};
pub(crate) use joining::{Invitation, invitation_of, join, use_up};
pub use members::{edit, remove};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The team and its pending invitations.
pub async fn team(cx: &Context) -> Result<Team> {
    let partner = cx.allow(Action::SeeTeam)?;
    let staff = cx.staff()?;
    // Somebody who sees some clients must not learn of others from a colleague's list. Whoever
    // manages the team has to see what they change.
    let sees_lists = staff.sees_all || staff.role.includes(Action::ManageTeam);
    let only = (!sees_lists).then_some(staff.membership);

    let mut tx = cx.read().await?;
    let listed = store::listed(&mut tx, partner, only).await?;
    let members = store::members(&mut tx, partner).await?;
    Ok(Team {
        members: members::shown(members, listed, staff.membership),
        invitations: store::invitations(&mut tx, partner, cx.now()).await?,
        clients: store::count_clients(&mut tx, partner).await?,
    })
}

/// Whether a client is among those listed for a member.
pub(crate) async fn lists(
    tx: &mut Tx,
    partner: PartnerId,
    membership: MembershipId,
    client: ClientId,
) -> Result<bool> {
    store::lists(tx, partner, membership, client).await
}

/// A member whose scope is a list sees the clients that they bring in themselves.
pub(crate) async fn list_own(tx: &mut Tx, cx: &Context, client: ClientId) -> Result<()> {
    match cx.staff() {
        Ok(staff) if !staff.sees_all => {
            store::add_to_list(tx, staff.partner, staff.membership, client).await
        }
        _ => Ok(()),
    }
}
