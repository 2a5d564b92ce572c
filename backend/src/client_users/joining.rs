use domain::{
    ClientId, ClientUserId, InvitationId, Lang, PartnerId, Timestamp, UserId, audit::Event,
    client_users::Access, clients::ClientStatus, partners::PartnerStatus, refusal::Rejection,
};

use super::store;
use crate::{
    Context, Result,
    audit::entry,
    db::{Tx, violates},
    portal::token_hash,
    workspaces,
};

/// An invitation to a client that can be accepted.
#[derive(Debug, Clone)]
pub(crate) struct ClientInvitation {
    pub(crate) partner: PartnerId,
    pub(crate) client: ClientId,
    pub(crate) id: InvitationId,
    pub(crate) token_hash: Vec<u8>,
    pub(crate) email: String,
    pub(crate) access: Access,
    pub(crate) lang: Lang,
    pub(crate) company: String,
    pub(crate) status: ClientStatus,
    pub(crate) partner_name: String,
    pub(crate) partner_status: PartnerStatus,
}

/// The invitation of a link to the pages of a partner, while it can be accepted.
pub(crate) async fn invitation_of(
    tx: &mut Tx,
    partner: PartnerId,
    token: &str,
    now: Timestamp,
) -> Result<Option<ClientInvitation>> {
    store::of_token(tx, partner, token_hash(token), now).await
}

/// Uses an invitation up: of many who try, one goes on.
///
/// # Errors
/// [`Rejection::LinkIsDead`] for the others, and when it was revoked or sent again meanwhile.
pub(crate) async fn use_up(tx: &mut Tx, cx: &Context, invitation: &ClientInvitation) -> Result<()> {
    if store::use_invitation(tx, invitation, cx.now()).await? {
        Ok(())
    } else {
        Err(Rejection::LinkIsDead.into())
    }
}

/// Makes the invited person one of the client's, with the access and the seats of the invitation.
pub(crate) async fn join(
    tx: &mut Tx,
    cx: &Context,
    invitation: &ClientInvitation,
    user: UserId,
) -> Result<()> {
    let at = (invitation.partner, invitation.client);
    let id = ClientUserId::from_uuid(cx.new_id());
    match store::add(tx, at, id, user, &invitation.access, cx.now()).await {
        Err(error) if violates(&error, "one_place_per_client", "client_users.user_id") => {
            return Err(Rejection::LinkIsDead.into());
        }
        added => added?,
    }
    workspaces::hand_over(tx, at.0, invitation.id.uuid(), id.uuid()).await?;
    entry(Event::ClientUserJoined)
        .client(invitation.client)
        .about(&invitation.email)
        .change("role", "", invitation.access.role.name())
        .record_at(tx, cx, invitation.partner)
        .await
}
