use domain::{
    Lang, Refusal, SessionId, UserId,
    audit::Event,
    auth::{Me, Office, Profile, ProfileDraft},
    brands::Face,
    client_users::ClientRole,
    clients::ClientStatus,
    policy::Action,
};

use super::{session::IDLE, store};
use crate::{Context, Result, audit::entry, brands::Front, client_users, db::Tx, dunning, visits};

/// The signed-in person.
pub async fn me(cx: &Context) -> Result<Me> {
    let user = asking(cx, Action::SeeOwnProfile)?;
    let mut tx = cx.read().await?;
    let person = store::person(&mut tx, user).await?;
    let (office, memberships) = match cx.front() {
        Some(front) => (Some(office(&mut tx, cx, front, user).await?), Vec::new()),
        None => (None, store::memberships(&mut tx, user).await?),
    };
    Ok(Me {
        id: person.id,
        name: person.name,
        email: person.email,
        lang: person.lang,
        is_operator: person.is_operator && office.is_none(),
        memberships,
        office,
    })
}

async fn office(tx: &mut Tx, cx: &Context, front: &Front, user: UserId) -> Result<Office> {
    let mut places = match cx.visit() {
        Some(visit) => vec![visit.place.clone()],
        None => client_users::places(tx, front.partner, user).await?,
    };
    for place in &mut places {
        let person = &place.person;
        let is_owner = person.role == ClientRole::Owner;
        if is_owner && person.client_status == ClientStatus::Blocked {
            place.pay_at = dunning::way_in(tx, cx, front.partner, person.client).await?;
        }
    }
    Ok(Office {
        provider: front.brand.product_name.clone(),
        face: Face::of(&front.brand),
        support_email: front.support_email.clone(),
        places,
        visit: cx.visit().map(|visit| visit.told.clone()),
    })
}

/// A person's name and language.
pub(crate) async fn named(tx: &mut Tx, user: UserId) -> Result<(String, Lang)> {
    let person = store::person(tx, user).await?;
    Ok((person.name, person.lang))
}

/// The person's profile with their sessions (P19).
pub async fn profile(cx: &Context) -> Result<Profile> {
    let user = asking(cx, Action::SeeOwnProfile)?;
    let mut tx = cx.read().await?;
    let person = store::person(&mut tx, user).await?;
    let used_after = cx.now().plus_seconds(-IDLE);
    let at = cx.front().map(|front| front.partner);
    let mut sessions = store::sessions(&mut tx, user, at, cx.now(), used_after).await?;
    for session in &mut sessions {
        session.is_current = cx.session() == Ok(session.id);
    }
    Ok(Profile {
        name: person.name,
        email: person.email,
        lang: person.lang,
        sessions,
    })
}

/// Changes one's name and language (G14).
pub async fn edit_profile(cx: &Context, draft: ProfileDraft) -> Result<()> {
    let user = asking(cx, Action::EditOwnProfile)?;
    let draft = draft.validate()?;
    let mut tx = cx.begin().await?;
    let before = store::person(&mut tx, user).await?;
    store::edit_person(&mut tx, user, &draft).await?;
    let mut event = entry(Event::ProfileEdited);
    if before.name != draft.name {
        event = event.change("name", before.name, draft.name);
    }
    if before.lang != draft.lang {
        event = event.change("lang", before.lang.tag(), draft.lang.tag());
    }
    event.record_on_portal(&mut tx, cx, Some(user)).await?;
    tx.commit().await
}

/// Ends one of one's sessions.
pub async fn end_session(cx: &Context, id: SessionId) -> Result<()> {
    let user = asking(cx, Action::EditOwnProfile)?;
    let mut tx = cx.begin().await?;
    if !store::end_session(&mut tx, user, id).await? {
        return Err(Refusal::NotFound.into());
    }
    visits::end_orphans(&mut tx, cx, user).await?;
    entry(Event::SessionEnded)
        .record_on_portal(&mut tx, cx, Some(user))
        .await?;
    tx.commit().await
}

/// Ends every session but this one.
pub async fn end_other_sessions(cx: &Context) -> Result<()> {
    let user = asking(cx, Action::EditOwnProfile)?;
    let mut tx = cx.begin().await?;
    let ended = store::end_sessions(&mut tx, user, Some(cx.session()?)).await?;
    visits::end_orphans(&mut tx, cx, user).await?;
    entry(Event::SessionEnded)
        .about(ended.to_string())
        .record_on_portal(&mut tx, cx, Some(user))
        .await?;
    tx.commit().await
}

/// The person who asks about themselves.
pub(super) fn asking(cx: &Context, action: Action) -> std::result::Result<UserId, Refusal> {
    cx.allow_on_portal(action)?;
    cx.actor().user().ok_or(Refusal::SignedOut)
}
