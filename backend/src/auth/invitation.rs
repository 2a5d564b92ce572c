use std::{fmt, net::IpAddr};

use domain::{
    ClientId, FieldErrors, Lang, PartnerId, Refusal, Timestamp, UserId,
    audit::Event,
    clients::ClientStatus,
    fields,
    partners::PartnerStatus,
    policy::{Actor, Reason},
    refusal::Rejection,
    team::{InvitationOffer, Offered},
};

use super::{
    address::address_key,
    password,
    proof::{Claim, Door},
    session::{self, NewSession, Place},
    store::{self, Person},
};
use crate::{
    Context, Portal, Result,
    audit::entry,
    client_users::{self, ClientInvitation},
    db::Tx,
    team,
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
    /// In which browser, on which host.
    pub place: Place,
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
    /// What was joined.
    pub joined: Joined,
    /// The session to go on in; nothing for somebody who was signed in.
    pub session: Option<NewSession>,
}

/// What somebody joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    /// The team of the partner with this short name.
    Team(String),
    /// A client.
    Client(ClientId),
}

/// An invitation of either kind. They never meet: one to a team is answered on the portal's own
/// host, one to a client on its partner's (G3).
enum Invitation {
    Team(Box<team::Invitation>),
    Client(Box<ClientInvitation>),
}

/// What an invitation offers. Looking does not use it up: mail scanners look too.
///
/// # Errors
/// [`Rejection::LinkIsDead`]; a refusal while the partner is suspended or the client is blocked.
pub async fn invitation_offer(
    portal: &Portal,
    at: Option<PartnerId>,
    token: &str,
) -> Result<InvitationOffer> {
    let (invitation, person) = pending(portal, at, token).await?;
    Ok(InvitationOffer {
        partner: invitation.partner_name().to_owned(),
        email: invitation.email().to_owned(),
        offered: invitation.offered(),
        has_password: person.is_some_and(|person| person.password_hash.is_some()),
    })
}

/// Accepts an invitation (G4). Somebody new gives a name and chooses a password; somebody who can
/// sign in already is signed in, or gives their password.
///
/// # Errors
/// [`Rejection::LinkIsDead`], also for every use but one; what is wrong with name or password.
pub async fn accept_invitation(portal: &Portal, yes: Acceptance) -> Result<Accepted> {
    let at = yes.place.front.as_ref().map(|front| front.partner);
    let (invitation, person) = pending(portal, at, &yes.token).await?;
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

impl Invitation {
    async fn of_token(
        tx: &mut Tx,
        at: Option<PartnerId>,
        token: &str,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        Ok(match at {
            Some(partner) => client_users::invitation_of(tx, partner, token, now)
                .await?
                .map(|invitation| Self::Client(Box::new(invitation))),
            None => team::invitation_of(tx, token, now)
                .await?
                .map(|invitation| Self::Team(Box::new(invitation))),
        })
    }

    /// Why it cannot be accepted just now; it can be again later.
    fn hindrance(&self) -> Option<Reason> {
        let (partner, client) = match self {
            Self::Team(invitation) => (invitation.partner_status, None),
            Self::Client(invitation) => (invitation.partner_status, Some(invitation.status)),
        };
        match (partner, client) {
            (PartnerStatus::Suspended, Some(_)) => Some(Reason::PartnerPaused),
            (PartnerStatus::Suspended, None) => Some(Reason::PartnerSuspended),
            (_, Some(ClientStatus::Blocked)) => Some(Reason::ClientBlocked),
            (_, Some(ClientStatus::Closed)) => Some(Reason::ClientGone),
            _ => None,
        }
    }

    fn partner_name(&self) -> &str {
        match self {
            Self::Team(invitation) => &invitation.partner_name,
            Self::Client(invitation) => &invitation.partner_name,
        }
    }

    fn email(&self) -> &str {
        match self {
            Self::Team(invitation) => &invitation.email,
            Self::Client(invitation) => &invitation.email,
        }
    }

    fn lang(&self) -> Lang {
        match self {
            Self::Team(invitation) => invitation.lang,
            Self::Client(invitation) => invitation.lang,
        }
    }

    fn offered(&self) -> Offered {
        match self {
            Self::Team(invitation) => Offered::Team(invitation.role),
            Self::Client(invitation) => Offered::Client {
                company: invitation.company.clone(),
                role: invitation.access.role,
            },
        }
    }

    async fn use_up(&self, tx: &mut Tx, cx: &Context) -> Result<()> {
        match self {
            Self::Team(invitation) => team::use_up(tx, cx, invitation).await,
            Self::Client(invitation) => client_users::use_up(tx, cx, invitation).await,
        }
    }

    async fn join(&self, tx: &mut Tx, cx: &Context, user: UserId) -> Result<Joined> {
        match self {
            Self::Team(invitation) => {
                team::join(tx, cx, invitation, user).await?;
                Ok(Joined::Team(invitation.slug.clone()))
            }
            Self::Client(invitation) => {
                client_users::join(tx, cx, invitation, user).await?;
                Ok(Joined::Client(invitation.client))
            }
        }
    }
}

async fn pending(
    portal: &Portal,
    at: Option<PartnerId>,
    token: &str,
) -> Result<(Invitation, Option<Person>)> {
    let mut tx = portal.db().read().await?;
    let invitation = Invitation::of_token(&mut tx, at, token, portal.now())
        .await?
        .ok_or(Rejection::LinkIsDead)?;
    if let Some(reason) = invitation.hindrance() {
        return Err(Refusal::Denied(reason).into());
    }
    let person = store::person_at(&mut tx, &address_key(invitation.email())).await?;
    Ok((invitation, person))
}

/// Somebody who is signed in as the invited person only says yes.
async fn join(portal: &Portal, invitation: &Invitation, user: UserId) -> Result<Accepted> {
    let cx = portal.context(Actor::Person(user));
    let mut tx = cx.begin().await?;
    invitation.use_up(&mut tx, &cx).await?;
    let joined = invitation.join(&mut tx, &cx, user).await?;
    tx.commit().await?;
    Ok(Accepted {
        joined,
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
        email: invitation.email(),
        password: &yes.password,
        field: "password",
        address: Some(yes.address),
        door: Door::Open,
    };
    let proof = claim.prove(&portal.context(Actor::Anonymous)).await?;

    let cx = portal.context(Actor::Person(proof.person.id));
    let mut tx = cx.begin().await?;
    invitation.use_up(&mut tx, &cx).await?;
    let person = proof.settle(&mut tx).await?;
    let joined = invitation.join(&mut tx, &cx, person.id).await?;
    entry(Event::SignedIn)
        .record_on_portal(&mut tx, &cx, Some(person.id))
        .await?;
    let session = session::open(&mut tx, &cx, person, &yes.place).await?;
    tx.commit().await?;
    Ok(Accepted {
        joined,
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
    invitation.use_up(&mut tx, &cx).await?;
    let person = store::NewPerson {
        id: user,
        email: invitation.email(),
        email_key: &address_key(invitation.email()),
        name: &name,
        lang: invitation.lang(),
        password_hash: &hash,
        now: cx.now(),
    };
    // Two invitations accepted at once: the second one finds a person who can sign in.
    if !store::add_person(&mut tx, person).await? {
        return Err(Refusal::TooOften { retry_seconds: 1 }.into());
    }
    let joined = invitation.join(&mut tx, &cx, user).await?;
    entry(Event::SignedIn)
        .record_on_portal(&mut tx, &cx, Some(user))
        .await?;
    let person = store::person(&mut tx, user).await?;
    let session = session::open(&mut tx, &cx, person, &yes.place).await?;
    tx.commit().await?;
    Ok(Accepted {
        joined,
        session: Some(session),
    })
}

/// The checked name; every problem of the form at once.
async fn checked(portal: &Portal, yes: &Acceptance, invitation: &Invitation) -> Result<String> {
    let mut errors = FieldErrors::default();
    let name = errors.take("name", fields::required(&yes.name, 120));
    let partners = [invitation.partner_name()];
    let email = invitation.email();
    let problem = password::problem(portal, &yes.password, &name, email, &partners).await?;
    errors.take("password", problem.map_or(Ok(()), Err));
    Ok(errors.or(name)?)
}
