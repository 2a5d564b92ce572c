use std::net::IpAddr;

use domain::{FieldErrors, PartnerId, Problem, Refusal, UserId, audit::Event};

use super::{
    address::address_key,
    lock::Lock,
    password,
    store::{self, Person},
    throttle::{self, SIGN_INS},
};
use crate::{Context, Error, Result, audit::entry, brands::Front, client_users, db::Tx};

/// An e-mail address and the password that is to prove it.
pub(super) struct Claim<'a> {
    pub(super) email: &'a str,
    pub(super) password: &'a str,
    /// The field of the form that a wrong password is reported at.
    pub(super) field: &'static str,
    /// Where it comes from; nothing inside a session.
    pub(super) address: Option<IpAddr>,
    /// At whose door.
    pub(super) door: Door,
}

/// Where somebody wants to be let in. A person who has nothing to do there is answered like one who
/// does not exist: one brand's sign-in page does not tell who is known at another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// Inside already, or led by an invitation.
    Open,
    /// The portal's own host: partners and the operator work there.
    Portal,
    /// A host of this partner's brand: the people of its clients belong there.
    Brand(PartnerId),
}

impl Door {
    /// The door of a host.
    pub(super) fn of(front: Option<&Front>) -> Self {
        front.map_or(Self::Portal, |front| Self::Brand(front.partner))
    }

    /// Whether the person has anything to do there.
    pub(super) async fn is_for(self, tx: &mut Tx, user: UserId) -> Result<bool> {
        match self {
            Self::Open => Ok(true),
            Self::Portal => Ok(!client_users::is_only_a_client_user(tx, user).await?),
            Self::Brand(partner) => client_users::belongs(tx, partner, user).await,
        }
    }
}

/// A person who has given the right password; to be settled in the transaction that relies on it.
pub(crate) struct Proof {
    pub(super) person: Person,
    lock: Lock,
    origin: Option<String>,
}

/// Asks somebody who is signed in for their password again, before something that a browser left
/// open must not do. A wrong one is reported at `field`.
///
/// # Errors
/// Those of [`Claim::prove`].
pub(crate) async fn step_up(cx: &Context, password: &str, field: &'static str) -> Result<Proof> {
    let user = cx.actor().user().ok_or(Refusal::SignedOut)?;
    let person = {
        let mut tx = cx.read().await?;
        store::person(&mut tx, user).await?
    };
    let claim = Claim {
        email: &person.email,
        password,
        field,
        address: None,
        door: Door::Open,
    };
    claim.prove(cx).await
}

impl Claim<'_> {
    /// Checks the password. Nothing is held while it is hashed.
    ///
    /// # Errors
    /// One and the same for a wrong password and an unknown address;
    /// [`Refusal::TooOften`] while either is locked.
    pub(super) async fn prove(self, cx: &Context) -> Result<Proof> {
        let origin = self.address.map(throttle::origin);
        let (person, lock) = self.look_up(cx, origin.as_deref()).await?;
        let hash = person.as_ref().and_then(|p| p.password_hash.as_deref());
        let is_right = password::is_right(cx.portal(), self.password, hash).await?;
        match person {
            Some(person) if is_right => Ok(Proof {
                person,
                lock,
                origin,
            }),
            person => Err(self.refuse(cx, person, lock).await?),
        }
    }

    async fn look_up(&self, cx: &Context, origin: Option<&str>) -> Result<(Option<Person>, Lock)> {
        let mut tx = cx.begin().await?;
        if let Some(origin) = origin {
            for rule in SIGN_INS {
                throttle::limit(&mut tx, rule, origin, cx.now()).await?;
            }
        }
        let lock = Lock::open(&mut tx, self.email, cx.now()).await?;
        let mut person = store::person_at(&mut tx, &address_key(self.email)).await?;
        if let Some(known) = &person
            && !self.door.is_for(&mut tx, known.id).await?
        {
            person = None;
        }
        tx.commit().await?;
        Ok((person, lock))
    }

    async fn refuse(&self, cx: &Context, person: Option<Person>, lock: Lock) -> Result<Error> {
        let mut tx = cx.begin().await?;
        lock.close(&mut tx, cx.now()).await?;
        let whose = person.map(|person| person.id);
        entry(Event::SignInFailed)
            .record_on_portal(&mut tx, cx, whose)
            .await?;
        tx.commit().await?;
        Ok(FieldErrors::one(self.field, Problem::WrongPassword).into())
    }
}

impl Proof {
    /// As [`Proof::settle`], for whoever knows already who it is.
    pub(crate) async fn confirm(self, tx: &mut Tx) -> Result<()> {
        self.settle(tx).await.map(drop)
    }

    /// Forgets the failures before it, and gives its own tries back.
    pub(super) async fn settle(self, tx: &mut Tx) -> Result<Person> {
        self.lock.forget(tx).await?;
        if let Some(origin) = &self.origin {
            for rule in SIGN_INS {
                throttle::give_back(tx, rule, origin).await?;
            }
        }
        Ok(self.person)
    }
}
