use std::fmt;

use domain::{
    ClientId, Lang, PartnerId, Refusal, SessionId, Timestamp, UserId, VisitId,
    audit::Event,
    policy::{Actor, Staff},
};

use super::store::{self, Person};
use crate::{
    Context, Portal, Result,
    audit::entry,
    brands::Front,
    client_users,
    db::Tx,
    portal::{new_token, token_hash},
    visits::{self, OnVisit},
};

/// Seconds without a request after which a session is over (NIST SP 800-63B AAL2).
pub(super) const IDLE: i64 = 30 * 60;
/// Seconds after which a session is over in any case (NIST SP 800-63B AAL2).
const ABSOLUTE: i64 = 12 * 3_600;
/// Seconds after which the session is over of a client user who chose to stay signed in, idle or
/// not (NIST SP 800-63B AAL1).
pub const STAYS: i64 = 30 * 24 * 3_600;
/// Seconds for which it is not noted again that a session is in use.
const NOTED: i64 = 60;
/// Characters kept of what a browser calls itself.
const DEVICE_MAX: usize = 200;

/// The secret of a session, for the cookie: 256 random bits, of which only the hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    pub(super) fn new() -> Self {
        Self(new_token())
    }

    /// As the cookie carries it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn hash(&self) -> Vec<u8> {
        token_hash(&self.0)
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// A session just opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its secret.
    pub token: SessionToken,
    /// Whose it is.
    pub signed_in: SignedIn,
    /// Whether it outlives the browser.
    pub stays: bool,
}

/// A person in a live session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SignedIn {
    pub session: SessionId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    pub is_operator: bool,
    /// Their place in the team that the request is probably about, read along with the session.
    pub team: Option<Team>,
    /// Whose brand the host carries that the session is for.
    pub front: Option<Front>,
    /// The visit that the session is for (B3).
    pub visit: Option<Box<OnVisit>>,
}

/// A person's place in the team of a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The partner's short name.
    pub(super) slug: String,
    pub(super) staff: Staff,
}

/// In which browser, on which host a session is opened.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The host that was asked; the session is good for no other.
    pub host: String,
    /// Whose brand that host carries.
    pub front: Option<Front>,
    /// What the browser calls itself.
    pub device: String,
    /// Whether the person chose to stay signed in; only clients' users can.
    pub stays: bool,
}

/// Opens a session for a person who has proved who they are.
pub(super) async fn open(
    tx: &mut Tx,
    cx: &Context,
    person: Person,
    place: &Place,
) -> Result<NewSession> {
    let stays = place.stays && place.front.is_some();
    let expires_at = cx.now().plus_seconds(if stays { STAYS } else { ABSOLUTE });
    let session = add(tx, cx, person, place, (stays, expires_at, None)).await?;
    store::note_sign_in(tx, session.signed_in.user, cx.now()).await?;
    Ok(session)
}

/// Opens the session of a visit, on the host of the partner's brand: it is over when the visit is.
pub(crate) async fn open_visit(
    tx: &mut Tx,
    portal: &Portal,
    user: UserId,
    place: &Place,
    visit: VisitId,
    ends_at: Timestamp,
) -> Result<NewSession> {
    let cx = portal.context(Actor::Visitor(user));
    let person = store::person(tx, user).await?;
    add(tx, &cx, person, place, (false, ends_at, Some(visit))).await
}

async fn add(
    tx: &mut Tx,
    cx: &Context,
    person: Person,
    place: &Place,
    (stays, expires_at, visit): (bool, Timestamp, Option<VisitId>),
) -> Result<NewSession> {
    let token = SessionToken::new();
    let id = SessionId::from_uuid(cx.new_id());
    let row = store::NewSession {
        id,
        token_hash: token.hash(),
        user: person.id,
        host: &place.host,
        partner: place.front.as_ref().map(|front| front.partner),
        device: described(&place.device),
        stays,
        now: cx.now(),
        expires_at,
        visit,
    };
    store::add_session(tx, row).await?;
    let signed_in = SignedIn {
        session: id,
        user: person.id,
        name: person.name,
        email: person.email,
        lang: person.lang,
        is_operator: person.is_operator,
        team: None,
        front: place.front.clone(),
        visit: None,
    };
    Ok(NewSession {
        token,
        signed_in,
        stays,
    })
}

/// A session of a person, without asking for their password.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn open_for(portal: &Portal, user: UserId, host: &str) -> Result<NewSession> {
    let cx = portal.context(Actor::Person(user));
    let mut tx = cx.begin().await?;
    let person = store::person(&mut tx, user).await?;
    let front = crate::brands::front(portal, "localhost", host).await?;
    let place = Place {
        host: host.to_owned(),
        front,
        device: "Test browser".to_owned(),
        stays: false,
    };
    let session = open(&mut tx, &cx, person, &place).await?;
    tx.commit().await?;
    Ok(session)
}

/// The live session of a cookie, at the host that was asked: one indexed read, and at most once a
/// minute a note that it is in use.
///
/// # Errors
/// When the database does not answer.
pub async fn resolve(portal: &Portal, token: &str, host: &str) -> Result<Option<SignedIn>> {
    resolve_at(portal, token, host, None, None).await
}

/// As [`resolve`], and reads along who the person is at the partner `at`, which is only a guess of
/// what they are about to ask for: it saves [`context_for_partner`] a read when it is right.
///
/// # Errors
/// Those of [`resolve`].
pub async fn resolve_at(
    portal: &Portal,
    token: &str,
    host: &str,
    front: Option<&Front>,
    at: Option<&str>,
) -> Result<Option<SignedIn>> {
    let now = portal.now();
    let used_after = now.plus_seconds(-IDLE);
    let mut tx = portal.db().read().await?;
    let found = {
        let live = store::Live {
            host,
            now,
            used_after,
        };
        store::session(&mut tx, &token_hash(token), live, at).await?
    };
    let Some((mut signed_in, seen_at, visit)) = found else {
        return Ok(None);
    };
    signed_in.front = front.cloned();
    if let Some(visit) = visit {
        let Some(front) = front else {
            return Ok(None);
        };
        let found = visits::under_way(&mut tx, portal, front, visit, signed_in.user).await?;
        let Some(on_visit) = found else {
            return Ok(None);
        };
        signed_in.visit = Some(Box::new(on_visit));
    }
    drop(tx);
    if now >= seen_at.plus_seconds(NOTED)
        && let Err(error) = note_use(portal, &signed_in, seen_at, now).await
    {
        // A database that takes no writes still answers those who are signed in.
        tracing::warn!(%error, "the use of a session cannot be noted");
    }
    Ok(Some(signed_in))
}

async fn note_use(
    portal: &Portal,
    signed_in: &SignedIn,
    seen: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let mut tx = portal.db().begin().await?;
    store::touch_session(&mut tx, signed_in.session, seen, now).await?;
    if let (Some(visit), Some(front)) = (&signed_in.visit, &signed_in.front) {
        store::touch_home(&mut tx, front.partner, visit.id, now).await?;
    }
    tx.commit().await
}

/// The context of a person outside any team, or of nobody.
pub fn context_for_person(portal: &Portal, signed_in: Option<&SignedIn>) -> Context {
    let Some(signed_in) = signed_in else {
        return portal.context(Actor::Anonymous);
    };
    let actor = if signed_in.visit.is_some() {
        Actor::Visitor(signed_in.user)
    } else if signed_in.is_operator {
        Actor::Operator(signed_in.user)
    } else {
        Actor::Person(signed_in.user)
    };
    portal
        .context(actor)
        .in_session(signed_in.session)
        .at_front(signed_in.front.clone())
        .on_visit(signed_in.visit.as_deref().cloned())
}

/// The context of a person in the team of the partner `slug`. Role, scope and the partner's state
/// are read each time: what was taken away is gone with the next request (ASVS 8.3.2).
///
/// # Errors
/// [`Refusal::NotFound`] for somebody who is not in that team, or when there is none.
pub async fn context_for_partner(
    portal: &Portal,
    signed_in: &SignedIn,
    slug: &str,
) -> Result<Context> {
    // On a visit nobody is a member of their team.
    if signed_in.visit.is_some() {
        return Err(Refusal::NotFound.into());
    }
    let staff = match &signed_in.team {
        Some(team) if team.slug == slug => team.staff.clone(),
        _ => {
            let mut tx = portal.db().read().await?;
            let staff = store::staff(&mut tx, signed_in.user, slug).await?;
            staff.ok_or(Refusal::NotFound)?
        }
    };
    Ok(portal
        .context(Actor::Staff(staff))
        .in_session(signed_in.session))
}

/// The context of a person at a client of the partner whose brand the host carries. Rights, plan
/// and the client's state are read each time: what was taken away is gone with the next request.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody who does not belong to that client, or on another host.
pub async fn context_for_client(
    portal: &Portal,
    signed_in: &SignedIn,
    client: ClientId,
) -> Result<Context> {
    let front = signed_in.front.clone().ok_or(Refusal::NotFound)?;
    if let Some(visit) = &signed_in.visit {
        let person = visit.place.person.clone();
        if person.client != client {
            return Err(Refusal::NotFound.into());
        }
        return Ok(portal
            .context(Actor::Client(Box::new(person)))
            .in_session(signed_in.session)
            .at_front(Some(front))
            .on_visit(Some(OnVisit::clone(visit))));
    }
    let mut tx = portal.db().read().await?;
    let place = client_users::place(&mut tx, front.partner, signed_in.user, client).await?;
    let place = place.ok_or(Refusal::NotFound)?;
    Ok(portal
        .context(Actor::Client(Box::new(place.person)))
        .in_session(signed_in.session)
        .at_front(Some(front)))
}

/// Signs out: the session is over on every replica at once. On a visit, that is over.
///
/// # Errors
/// [`Refusal::SignedOut`] outside of a session.
pub async fn sign_out(cx: &Context) -> Result<()> {
    let session = cx.session()?;
    let user = cx.actor().user().ok_or(Refusal::SignedOut)?;
    let mut tx = cx.begin().await?;
    if let Some(visit) = cx.visit() {
        visits::leave(&mut tx, cx, visit).await?;
    } else if store::end_session(&mut tx, user, session).await? {
        visits::end_orphans(&mut tx, cx, user).await?;
        entry(Event::SignedOut)
            .record_on_portal(&mut tx, cx, Some(user))
            .await?;
    }
    tx.commit().await
}

/// Ends one session of a person.
pub(crate) async fn end_one(tx: &mut Tx, user: UserId, session: SessionId) -> Result<()> {
    store::end_session(tx, user, session).await?;
    Ok(())
}

/// Ends the session of a visit.
pub(crate) async fn end_visit_sessions(tx: &mut Tx, visit: VisitId) -> Result<()> {
    store::end_visit(tx, visit).await
}

/// Whether a person is signed in by this session, and not on a visit by it.
pub(crate) async fn is_alive(
    tx: &mut Tx,
    session: SessionId,
    user: UserId,
    now: Timestamp,
) -> Result<bool> {
    store::is_alive(tx, session, user, now).await
}

/// A person's place in the team of the partner `slug`.
pub(crate) async fn staff_of(tx: &mut Tx, user: UserId, slug: &str) -> Result<Option<Staff>> {
    store::staff(tx, user, slug).await
}

/// Ends a person's sessions on the hosts of a partner, and the reset links they asked for there.
pub(crate) async fn end_everything_at(tx: &mut Tx, partner: PartnerId, user: UserId) -> Result<()> {
    store::end_sessions_at(tx, user, partner).await?;
    store::drop_links_at(tx, user, partner).await
}

/// Signs everybody out at a host that is not served any more.
pub(crate) async fn end_sessions_of_host(tx: &mut Tx, host: &str) -> Result<()> {
    store::end_sessions_of_host(tx, host).await
}

fn described(device: &str) -> String {
    let visible = device.chars().filter(|c| !c.is_control());
    visible.take(DEVICE_MAX).collect()
}
