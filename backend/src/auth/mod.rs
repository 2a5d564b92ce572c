//! (feature auth)

use domain::{
    SessionId,
    auth::{Me, PasswordChange, Profile, ProfileDraft},
};

use crate::{Context, Error, Result};

/// The signed-in person.
pub async fn me(cx: &Context) -> Result<Me> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// The person's profile with their sessions (P19).
pub async fn profile(cx: &Context) -> Result<Profile> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// Changes one's name and language (G14).
pub async fn edit_profile(cx: &Context, draft: ProfileDraft) -> Result<()> {
    let _ = (cx, draft);
    Err(Error::corrupt("not written yet"))
}

/// Changes one's password and ends every other session (P19).
pub async fn change_password(cx: &Context, change: PasswordChange) -> Result<()> {
    let _ = (cx, change);
    Err(Error::corrupt("not written yet"))
}

/// Ends one of one's sessions.
pub async fn end_session(cx: &Context, id: SessionId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Ends every session but this one.
pub async fn end_other_sessions(cx: &Context) -> Result<()> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// Somebody who is signed in, in one session.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SignedIn {
    pub session: SessionId,
    pub user: domain::UserId,
    pub name: String,
    pub email: String,
    pub lang: domain::Lang,
    pub is_operator: bool,
}

/// The context of a member of a partner's team.
pub async fn context_for_partner(
    portal: &crate::Portal,
    signed_in: &SignedIn,
    slug: &str,
) -> Result<Context> {
    let _ = (portal, signed_in, slug);
    Err(Error::corrupt("not written yet"))
}

/// The context of a person as themselves, or of the operator.
pub fn context_for_person(portal: &crate::Portal, signed_in: Option<&SignedIn>) -> Context {
    let _ = signed_in;
    portal.context(domain::policy::Actor::Anonymous)
}
