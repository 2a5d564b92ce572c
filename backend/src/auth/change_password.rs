use domain::{FieldErrors, Refusal, audit::Event, auth::PasswordChange, policy::Action};

use super::{
    password,
    profile::asking,
    proof::{Claim, Door},
    session::SessionToken,
    store,
};
use crate::{
    Context, Error, Result,
    audit::entry,
    outbox::{self, Mail, Voice},
    visits,
};

/// Changes one's password and ends every other session (P19). This one goes on under a new secret,
/// which is the answer (ASVS 7.2.4).
///
/// # Errors
/// What is wrong with the present password and with the new one, both at once.
pub async fn change_password(cx: &Context, change: PasswordChange) -> Result<SessionToken> {
    let user = asking(cx, Action::EditOwnProfile)?;
    let session = cx.session()?;
    let (person, memberships) = {
        let mut tx = cx.read().await?;
        let person = store::person(&mut tx, user).await?;
        (person, store::memberships(&mut tx, user).await?)
    };
    let weak = password::problem_for(cx.portal(), &change.new, &person, &memberships).await?;
    let weak = weak.map(|problem| FieldErrors::one("new", problem));
    let claim = Claim {
        email: &person.email,
        password: &change.current,
        field: "current",
        address: None,
        door: Door::Open,
    };
    let proof = match claim.prove(cx).await {
        Err(Error::Refused(Refusal::Invalid(mut wrong))) => {
            wrong.0.extend(weak.unwrap_or_default().0);
            return Err(wrong.into());
        }
        proof => proof?,
    };
    if let Some(weak) = weak {
        // This answer says that the present password is right: of many guesses made at once, it
        // must not be given to more than one.
        let mut tx = cx.begin().await?;
        proof.settle(&mut tx).await?;
        tx.commit().await?;
        return Err(weak.into());
    }
    let hash = password::hash(cx.portal(), &change.new).await?;

    let mut tx = cx.begin().await?;
    proof.settle(&mut tx).await?;
    store::set_password(&mut tx, user, &hash).await?;
    store::end_sessions(&mut tx, user, Some(session)).await?;
    visits::end_orphans(&mut tx, cx, user).await?;
    store::drop_links(&mut tx, user).await?;
    let token = SessionToken::new();
    store::renew_session(&mut tx, user, session, &token.hash()).await?;
    entry(Event::PasswordChanged)
        .record_on_portal(&mut tx, cx, Some(user))
        .await?;
    let mail = Mail::password_changed(cx.front(), person.name, cx.now());
    let voice = Voice::at(cx.front(), &memberships);
    outbox::enqueue(&mut tx, cx, &voice, &person.email, person.lang, &mail).await?;
    tx.commit().await?;
    Ok(token)
}
