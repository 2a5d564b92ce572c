use std::{fmt, net::IpAddr};

use domain::{
    FieldErrors, Refusal, UserId,
    audit::Event,
    fields,
    partners::PartnerStatus,
    policy::{Actor, Reason},
    refusal::Rejection,
    team::InvitationOffer,
};

use super::{
    address::address_key,
    password,
    proof::Claim,
    session::{self, NewSession},
    store::{self, Person},
};
use crate::{
    Portal, Result,
    audit::entry,
    team::{self, Invitation},
};

/// A yes to an invitation, as typed.
#[derive(Clone)]
pub struct Acceptance {
    /// The secret of the link.
    pub token: String,
    /// The person's name; not asked of somebody who is known already.
    pub name: String,
    /// The password they choose, or have.
    pub password: String,
    /// Who is signed in in this browser.
    pub signed_in: Option<UserId>,
    /// The host that was asked.
    pub host: String,
    /// What the browser calls itself.
    pub device: String,
    /// Where the request comes from.
    pub address: IpAddr,
}

impl fmt::Debug for Acceptance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Acceptance(…)")
    }
}

/// An invitation accepted.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The short name of the partner joined.
    pub slug: String,
    /// The session to go on in; nothing for somebody who was signed in.
    pub session: Option<NewSession>,
}

/// What an invitation offers. Looking does not use it up: mail scanners look too.
///
/// # Errors
/// [`Rejection::LinkIsDead`]; a refusal while the partner is suspended.
pub async fn invitation_offer(portal: &Portal, token: &str) -> Result<InvitationOffer> {
    let (invitation, person) = pending(portal, token).await?;
    Ok(InvitationOffer {
        partner: invitation.partner_name,
        email: invitation.email,
        role: invitation.role,
        has_password: person.is_some_and(|person| person.password_hash.is_some()),
    })
}

/// Accepts an invitation (G4). Somebody new gives a name and chooses a password; somebody who can
/// sign in already is signed in, or gives their password.
///
/// # Errors
/// [`Rejection::LinkIsDead`], also for every use but one; what is wrong with name or password.
pub async fn accept_invitation(portal: &Portal, yes: Acceptance) -> Result<Accepted> {
    let (invitation, person) = pending(portal, &yes.token).await?;
    match person {
        Some(person) if person.password_hash.is_some() => {
            if yes.signed_in == Some(person.id) {
                join(portal, &invitation, person.id).await
            } else {
                join_with_password(portal, &invitation, &yes).await
            }
        }
        unknown => join_as_new(portal, &invitation, unknown, yes).await,
    }
}

async fn pending(portal: &Portal, token: &str) -> Result<(Invitation, Option<Person>)> {
    let mut tx = portal.db().read().await?;
    let invitation = team::invitation_of(&mut tx, token, portal.now())
        .await?
        .ok_or(Rejection::LinkIsDead)?;
    if invitation.partner_status == PartnerStatus::Suspended {
        return Err(Refusal::Denied(Reason::PartnerSuspended).into());
    }
    let person = store::person_at(&mut tx, &address_key(&invitation.email)).await?;
    Ok((invitation, person))
}

/// Somebody who is signed in as the invited person only says yes.
async fn join(portal: &Portal, invitation: &Invitation, user: UserId) -> Result<Accepted> {
    let cx = portal.context(Actor::Person(user));
    let mut tx = cx.begin().await?;
    team::use_up(&mut tx, &cx, invitation).await?;
    team::join(&mut tx, &cx, invitation, user).await?;
    tx.commit().await?;
    Ok(Accepted {
        slug: invitation.slug.clone(),
        session: None,
    })
}

/// Somebody who can sign in does so on the way.
async fn join_with_password(
    portal: &Portal,
    invitation: &Invitation,
    yes: &Acceptance,
) -> Result<Accepted> {
    let claim = Claim {
        email: &invitation.email,
        password: &yes.password,
        field: "password",
        address: Some(yes.address),
    };
    let proof = claim.prove(&portal.context(Actor::Anonymous)).await?;

    let cx = portal.context(Actor::Person(proof.person.id));
    let mut tx = cx.begin().await?;
    team::use_up(&mut tx, &cx, invitation).await?;
    let person = proof.settle(&mut tx).await?;
    team::join(&mut tx, &cx, invitation, person.id).await?;
    entry(Event::SignedIn)
        .record_on_portal(&mut tx, &cx, Some(person.id))
        .await?;
    let session = session::open(&mut tx, &cx, person, &yes.host, &yes.device).await?;
    tx.commit().await?;
    Ok(Accepted {
        slug: invitation.slug.clone(),
        session: Some(session),
    })
}

/// Somebody new becomes a person of the portal.
async fn join_as_new(
    portal: &Portal,
    invitation: &Invitation,
    known: Option<Person>,
    yes: Acceptance,
) -> Result<Accepted> {
    let name = checked(portal, &yes, invitation).await?;
    let hash = password::hash(portal, &yes.password).await?;
    let user = known.map_or_else(|| UserId::from_uuid(portal.new_id()), |person| person.id);

    let cx = portal.context(Actor::Person(user));
    let mut tx = cx.begin().await?;
    team::use_up(&mut tx, &cx, invitation).await?;
    let person = store::NewPerson {
        id: user,
        email: &invitation.email,
        email_key: &address_key(&invitation.email),
        name: &name,
        lang: invitation.lang,
        password_hash: &hash,
        now: cx.now(),
    };
    // Two invitations accepted at once: the second one finds a person who can sign in.
    if !store::add_person(&mut tx, person).await? {
        return Err(Refusal::TooOften { retry_seconds: 1 }.into());
    }
    team::join(&mut tx, &cx, invitation, user).await?;
    entry(Event::SignedIn)
        .record_on_portal(&mut tx, &cx, Some(user))
        .await?;
    let person = store::person(&mut tx, user).await?;
    let session = session::open(&mut tx, &cx, person, &yes.host, &yes.device).await?;
    tx.commit().await?;
    Ok(Accepted {
        slug: invitation.slug.clone(),
        session: Some(session),
    })
}

/// The checked name; every problem of the form at once.
async fn checked(portal: &Portal, yes: &Acceptance, invitation: &Invitation) -> Result<String> {
    let mut errors = FieldErrors::default();
    let name = errors.take("name", fields::required(&yes.name, 120));
    let partners = [invitation.partner_name.as_str()];
    let email = &invitation.email;
    let problem = password::problem(portal, &yes.password, &name, email, &partners).await?;
    errors.take("password", problem.map_or(Ok(()), Err));
    Ok(errors.or(name)?)
}
