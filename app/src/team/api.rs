//! Server functions of team.

use domain::{
    InvitationId, MembershipId,
    team::{InvitationDraft, MemberEdit, Team},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The team and its pending invitations.
#[server(name = TeamCall, prefix = "/fn", endpoint = "team/team", input = Json)]
pub async fn team(at: String) -> Result<Team, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::team::team(&cx).await)
}

/// Invites somebody to the team (G2, G4).
#[server(prefix = "/fn", endpoint = "team/invite", input = Json)]
pub async fn invite(at: String, draft: InvitationDraft) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::team::invite(&cx, draft).await)
}

/// Sends an invitation again, with a new link.
#[server(prefix = "/fn", endpoint = "team/resend", input = Json)]
pub async fn resend(at: String, id: InvitationId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::team::resend(&cx, id).await)
}

/// Revokes an invitation.
#[server(prefix = "/fn", endpoint = "team/revoke", input = Json)]
pub async fn revoke(at: String, id: InvitationId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::team::revoke(&cx, id).await)
}

/// Changes a member's role and scope.
#[server(prefix = "/fn", endpoint = "team/edit", input = Json)]
pub async fn edit(at: String, edit: MemberEdit) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::team::edit(&cx, edit).await)
}

/// Removes a member from the team.
#[server(prefix = "/fn", endpoint = "team/remove", input = Json)]
pub async fn remove(at: String, id: MembershipId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::team::remove(&cx, id).await)
}
