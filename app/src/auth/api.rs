//! Server functions of auth.

use domain::{
    SessionId,
    auth::{Me, PasswordChange, Profile, ProfileDraft},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The signed-in person.
#[server(name = MeCall, prefix = "/fn", endpoint = "auth/me", input = Json)]
pub async fn me() -> Result<Me, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::auth::me(&cx).await)
}

/// The person's profile with their sessions (P19).
#[server(name = ProfileCall, prefix = "/fn", endpoint = "auth/profile", input = Json)]
pub async fn profile() -> Result<Profile, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::auth::profile(&cx).await)
}

/// Changes one's name and language (G14).
#[server(prefix = "/fn", endpoint = "auth/edit_profile", input = Json)]
pub async fn edit_profile(draft: ProfileDraft) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::auth::edit_profile(&cx, draft).await)
}

/// Changes one's password and ends every other session (P19).
#[server(prefix = "/fn", endpoint = "auth/change_password", input = Json)]
pub async fn change_password(change: PasswordChange) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    let session = desk::answer(backend::auth::change_password(&cx, change).await)?;
    desk::renew_session(&session);
    Ok(())
}

/// Ends one of one's sessions.
#[server(prefix = "/fn", endpoint = "auth/end_session", input = Json)]
pub async fn end_session(id: SessionId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::auth::end_session(&cx, id).await)
}

/// Ends every session but this one.
#[server(prefix = "/fn", endpoint = "auth/end_other_sessions", input = Json)]
pub async fn end_other_sessions() -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::auth::end_other_sessions(&cx).await)
}
