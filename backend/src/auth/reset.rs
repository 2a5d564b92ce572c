use std::{net::IpAddr, time::Duration};

use domain::{
    FieldErrors, UserId,
    audit::Event,
    auth::{Membership, RESET_MINUTES},
    policy::Actor,
    refusal::Rejection,
};

use super::{
    address::address_key,
    lock, password,
    proof::Door,
    store::{self, Person},
    throttle::{self, RESETS_FROM, RESETS_TO},
};
use crate::{
    Context, Portal, Result,
    audit::entry,
    brands::Front,
    client_users,
    db::Tx,
    outbox::{self, Mail, Voice},
    portal::{new_token, token_hash},
};

/// How long asking for a link takes, whether or not there is anybody to send one to.
const ANSWER_TIME: Duration = Duration::from_millis(250);

/// Whose password a link resets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetOffer {
    /// Their address.
    pub email: String,
}

/// Sends a link to reset a forgotten password, if somebody has that address. The answer is the same
/// if nobody has, and comes as late (ASVS 6.3.8); a locked sign-in does not stand in its way.
///
/// # Errors
/// `TooOften` when the address it comes from asks again and again.
pub async fn request_reset(
    portal: &Portal,
    front: Option<&Front>,
    email: &str,
    address: IpAddr,
) -> Result<()> {
    let request = request(portal, front, email, address);
    let (done, ()) = tokio::join!(request, tokio::time::sleep(ANSWER_TIME));
    done
}

async fn request(
    portal: &Portal,
    front: Option<&Front>,
    email: &str,
    address: IpAddr,
) -> Result<()> {
    let cx = portal.context(Actor::Anonymous);
    let now = cx.now();
    let key = address_key(email);
    let mut tx = cx.begin().await?;
    throttle::limit(&mut tx, RESETS_FROM, &throttle::origin(address), now).await?;
    // Counted for each door: asking in vain at one brand silences nobody at another.
    let door = front.map_or_else(String::new, |front| front.partner.to_string());
    let is_too_much = throttle::count(&mut tx, RESETS_TO, &format!("{door} {key}"), now)
        .await?
        .is_some();
    let mut person = store::person_at(&mut tx, &key).await?;
    if let Some(known) = &person
        && !Door::of(front).is_for(&mut tx, known.id).await?
    {
        person = None;
    }
    entry(Event::ResetRequested)
        .record_on_portal(&mut tx, &cx, person.as_ref().map(|p| p.id))
        .await?;
    if let Some(person) = person
        && !is_too_much
    {
        // Whoever belongs elsewhere too is written to by the portal itself: no partner may lead
        // them to a host that others could not trust.
        let is_shared = match front {
            Some(at) => client_users::reaches_beyond(&mut tx, at.partner, person.id).await?,
            None => false,
        };
        let front = front.filter(|_| !is_shared);
        let seconds = i64::from(RESET_MINUTES) * 60;
        let token = make_link(&mut tx, &cx, person.id, front, seconds).await?;
        let voice = if is_shared {
            Voice::PORTAL
        } else {
            Voice::at(front, &store::memberships(&mut tx, person.id).await?)
        };
        let mail = Mail::reset(front, person.name, token);
        outbox::enqueue(&mut tx, &cx, &voice, &person.email, person.lang, &mail).await?;
    }
    tx.commit().await
}

/// Makes a link that sets a person's password once, for so many seconds.
pub(super) async fn make_link(
    tx: &mut Tx,
    cx: &Context,
    user: UserId,
    front: Option<&Front>,
    seconds: i64,
) -> Result<String> {
    let token = new_token();
    let expires_at = cx.now().plus_seconds(seconds);
    let at = front.map(|front| front.partner);
    store::add_link(tx, &token_hash(&token), user, (cx.now(), expires_at), at).await?;
    Ok(token)
}

/// What a reset link offers. Looking does not use it up: mail scanners look too.
///
/// # Errors
/// [`Rejection::LinkIsDead`].
pub async fn reset_offer(
    portal: &Portal,
    front: Option<&Front>,
    token: &str,
) -> Result<ResetOffer> {
    let (person, _) = holder(portal, front, token).await?;
    Ok(ResetOffer {
        email: person.email,
    })
}

/// Sets a new password by a link, which works once, and ends every session of the person.
///
/// # Errors
/// [`Rejection::LinkIsDead`]; what is wrong with the password, and the link still works then.
pub async fn reset_password(
    portal: &Portal,
    front: Option<&Front>,
    token: &str,
    new_password: &str,
) -> Result<()> {
    let (person, memberships) = holder(portal, front, token).await?;
    if let Some(problem) =
        password::problem_for(portal, new_password, &person, &memberships).await?
    {
        return Err(FieldErrors::one("password", problem).into());
    }
    let hash = password::hash(portal, new_password).await?;

    let cx = portal.context(Actor::Person(person.id));
    let mut tx = cx.begin().await?;
    if !store::use_link(&mut tx, &token_hash(token), cx.now()).await? {
        return Err(Rejection::LinkIsDead.into());
    }
    store::drop_links(&mut tx, person.id).await?;
    store::set_password(&mut tx, person.id, &hash).await?;
    store::end_sessions(&mut tx, person.id, None).await?;
    lock::open_for_good(&mut tx, &person.email).await?;
    entry(Event::PasswordReset)
        .record_on_portal(&mut tx, &cx, Some(person.id))
        .await?;
    let mail = Mail::password_changed(front, person.name, cx.now());
    let voice = Voice::at(front, &memberships);
    outbox::enqueue(&mut tx, &cx, &voice, &person.email, person.lang, &mail).await?;
    tx.commit().await
}

/// Whose link it is. It works on the hosts it was asked for at, and on no other partner's.
async fn holder(
    portal: &Portal,
    front: Option<&Front>,
    token: &str,
) -> Result<(Person, Vec<Membership>)> {
    let at = front.map(|front| front.partner);
    let mut tx = portal.db().read().await?;
    let user = store::user_of_link(&mut tx, &token_hash(token), at, portal.now())
        .await?
        .ok_or(Rejection::LinkIsDead)?;
    let person = store::person(&mut tx, user).await?;
    Ok((person, store::memberships(&mut tx, user).await?))
}
