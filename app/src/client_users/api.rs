//! Server functions of client users: for the partner's team, and for the owners of a client.

use domain::{
    ClientId, ClientUserId, InvitationId,
    client_users::{ClientTeam, ClientUserDraft, ClientUserEdit},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// Whose page of people it is, and so which functions it calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Desk {
    /// The partner's team looks at a client, from the panel of this short name.
    Panel(String),
    /// An owner looks at their own client.
    Office,
}

impl Desk {
    /// The people of a client.
    pub async fn team(self, client: ClientId) -> Result<ClientTeam, ApiError> {
        match self {
            Self::Panel(at) => team(at, client).await,
            Self::Office => own_team(client).await,
        }
    }

    /// Invites somebody to a client.
    pub async fn invite(self, client: ClientId, draft: ClientUserDraft) -> Result<(), ApiError> {
        match self {
            Self::Panel(at) => invite(at, client, draft).await,
            Self::Office => own_invite(client, draft).await,
        }
    }

    /// Sends an invitation again.
    pub async fn resend(self, client: ClientId, id: InvitationId) -> Result<(), ApiError> {
        match self {
            Self::Panel(at) => resend(at, client, id).await,
            Self::Office => own_resend(client, id).await,
        }
    }

    /// Revokes an invitation.
    pub async fn revoke(self, client: ClientId, id: InvitationId) -> Result<(), ApiError> {
        match self {
            Self::Panel(at) => revoke(at, client, id).await,
            Self::Office => own_revoke(client, id).await,
        }
    }

    /// Changes what a person may do.
    pub async fn edit(self, client: ClientId, change: ClientUserEdit) -> Result<(), ApiError> {
        match self {
            Self::Panel(at) => edit(at, client, change).await,
            Self::Office => own_edit(client, change).await,
        }
    }

    /// Removes a person.
    pub async fn remove(self, client: ClientId, id: ClientUserId) -> Result<(), ApiError> {
        match self {
            Self::Panel(at) => remove(at, client, id).await,
            Self::Office => own_remove(client, id).await,
        }
    }
}

/// The people of a client (P10).
#[server(name = ClientTeamCall, prefix = "/fn", endpoint = "client_users/team", input = Json)]
async fn team(at: String, client: ClientId) -> Result<ClientTeam, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::client_users::team(&cx, client).await)
}

/// Invites somebody to a client (G4).
#[server(name = ClientInvite, prefix = "/fn", endpoint = "client_users/invite", input = Json)]
async fn invite(at: String, client: ClientId, draft: ClientUserDraft) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::client_users::invite(&cx, client, draft).await)
}

/// Sends an invitation to a client again.
#[server(name = ClientResend, prefix = "/fn", endpoint = "client_users/resend", input = Json)]
async fn resend(at: String, client: ClientId, id: InvitationId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::client_users::resend(&cx, client, id).await)
}

/// Revokes an invitation to a client.
#[server(name = ClientRevoke, prefix = "/fn", endpoint = "client_users/revoke", input = Json)]
async fn revoke(at: String, client: ClientId, id: InvitationId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::client_users::revoke(&cx, client, id).await)
}

/// Changes what a person may do at a client (G7).
#[server(name = ClientUserChange, prefix = "/fn", endpoint = "client_users/edit", input = Json)]
async fn edit(at: String, client: ClientId, change: ClientUserEdit) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::client_users::edit(&cx, client, change).await)
}

/// Removes a person from a client.
#[server(name = ClientUserRemove, prefix = "/fn", endpoint = "client_users/remove", input = Json)]
async fn remove(at: String, client: ClientId, id: ClientUserId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::client_users::remove(&cx, client, id).await)
}

/// The people of one's own client.
#[server(prefix = "/fn", endpoint = "own_users/team", input = Json)]
async fn own_team(client: ClientId) -> Result<ClientTeam, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::client_users::team(&cx, client).await)
}

/// Invites somebody to one's own client.
#[server(prefix = "/fn", endpoint = "own_users/invite", input = Json)]
async fn own_invite(client: ClientId, draft: ClientUserDraft) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::client_users::invite(&cx, client, draft).await)
}

/// Sends an invitation to one's own client again.
#[server(prefix = "/fn", endpoint = "own_users/resend", input = Json)]
async fn own_resend(client: ClientId, id: InvitationId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::client_users::resend(&cx, client, id).await)
}

/// Revokes an invitation to one's own client.
#[server(prefix = "/fn", endpoint = "own_users/revoke", input = Json)]
async fn own_revoke(client: ClientId, id: InvitationId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::client_users::revoke(&cx, client, id).await)
}

/// Changes what a person may do at one's own client.
#[server(prefix = "/fn", endpoint = "own_users/edit", input = Json)]
async fn own_edit(client: ClientId, change: ClientUserEdit) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::client_users::edit(&cx, client, change).await)
}

/// Removes a person from one's own client.
#[server(prefix = "/fn", endpoint = "own_users/remove", input = Json)]
async fn own_remove(client: ClientId, id: ClientUserId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::client_users::remove(&cx, client, id).await)
}
