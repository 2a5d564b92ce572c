use domain::{
    ClientId, InvitationId, Lang, MembershipId, PartnerId, Timestamp, UserId, audit::Event,
    partners::PartnerStatus, policy::Role, refusal::Rejection,
};

use super::store;
use crate::{
    Context, Result,
    audit::entry,
    db::{Tx, violates},
    portal::token_hash,
};

/// An invitation that can be accepted.
#[derive(Debug, Clone)]
pub(crate) struct Invitation {
    pub(crate) partner: PartnerId,
    pub(crate) id: InvitationId,
    pub(crate) token_hash: Vec<u8>,
    pub(crate) email: String,
    pub(crate) role: Role,
    pub(crate) sees_all: bool,
    pub(crate) listed: Vec<ClientId>,
    pub(crate) lang: Lang,
    pub(crate) partner_name: String,
    pub(crate) slug: String,
    pub(crate) partner_status: PartnerStatus,
}

/// The invitation of a link, while it can be accepted.
pub(crate) async fn invitation_of(
    tx: &mut Tx,
    token: &str,
    now: Timestamp,
) -> Result<Option<Invitation>> {
    store::invitation_of(tx, token_hash(token), now).await
}

/// Uses an invitation up: of many who try, one goes on.
///
/// # Errors
/// [`Rejection::LinkIsDead`] for the others, and when it was revoked or sent again meanwhile.
pub(crate) async fn use_up(tx: &mut Tx, cx: &Context, invitation: &Invitation) -> Result<()> {
    if store::use_invitation(tx, invitation, cx.now()).await? {
        Ok(())
    } else {
        Err(Rejection::LinkIsDead.into())
    }
}

/// Puts the invited person into the team, with the role and scope of the invitation. Clients that
/// are gone by now are left out.
pub(crate) async fn join(
    tx: &mut Tx,
    cx: &Context,
    invitation: &Invitation,
    user: UserId,
) -> Result<()> {
    let partner = invitation.partner;
    let id = MembershipId::from_uuid(cx.new_id());
    let (role, sees_all) = (invitation.role, invitation.sees_all);
    match store::add_member(tx, partner, id, user, role, sees_all, cx.now()).await {
        Err(error) if violates(&error, "one_membership_per_person", "memberships.user_id") => {
            return Err(Rejection::LinkIsDead.into());
        }
        added => added?,
    }
    store::set_list(tx, partner, id, &invitation.listed).await?;
    entry(Event::MemberJoined)
        .about(&invitation.email)
        .change("role", "", role.name())
        .record_at(tx, cx, partner)
        .await
}
