//! (feature team)

use domain::{
    InvitationId, MembershipId,
    team::{InvitationDraft, MemberEdit, Team},
};

use crate::{Context, Error, Result};

/// The team and its pending invitations.
pub async fn team(cx: &Context) -> Result<Team> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// Invites somebody to the team (G2, G4).
pub async fn invite(cx: &Context, draft: InvitationDraft) -> Result<()> {
    let _ = (cx, draft);
    Err(Error::corrupt("not written yet"))
}

/// Sends an invitation again, with a new link.
pub async fn resend(cx: &Context, id: InvitationId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Revokes an invitation.
pub async fn revoke(cx: &Context, id: InvitationId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Changes a member's role and scope.
pub async fn edit(cx: &Context, edit: MemberEdit) -> Result<()> {
    let _ = (cx, edit);
    Err(Error::corrupt("not written yet"))
}

/// Removes a member from the team.
pub async fn remove(cx: &Context, id: MembershipId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Whether a client is among those listed for a member.
pub(crate) async fn lists(
    tx: &mut crate::db::Tx,
    partner: domain::PartnerId,
    membership: MembershipId,
    client: domain::ClientId,
) -> Result<bool> {
    #[derive(Debug, sqlx::FromRow)]
    struct Count {
        clients: i64,
    }
    let listed: Option<Count> = tx
        .one(
            "SELECT count(*) AS clients FROM membership_clients
             WHERE partner_id = $1 AND membership_id = $2 AND client_id = $3",
            crate::args![partner, membership, client],
        )
        .await?;
    Ok(listed.is_some_and(|listed| listed.clients == 1))
}
