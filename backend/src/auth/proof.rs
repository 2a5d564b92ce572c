use std::net::IpAddr;

use domain::{FieldErrors, Problem, audit::Event};

use super::{
    address::address_key,
    lock::Lock,
    password,
    store::{self, Person},
    throttle::{self, SIGN_INS},
};
use crate::{Context, Error, Result, audit::entry};

/// An e-mail address and the password that is to prove it.
pub(super) struct Claim<'a> {
    pub(super) email: &'a str,
    pub(super) password: &'a str,
    /// The field of the form that a wrong password is reported at.
    pub(super) field: &'static str,
    /// Where it comes from; nothing inside a session.
    pub(super) address: Option<IpAddr>,
}

/// A person who has given the right password; to be settled in the transaction that relies on it.
pub(super) struct Proof {
    pub(super) person: Person,
    lock: Lock,
    origin: Option<String>,
}

impl Claim<'_> {
    /// Checks the password. Nothing is held while it is hashed.
    ///
    /// # Errors
    /// One and the same for a wrong password and an unknown address;
    /// [`domain::Refusal::TooOften`] while either is locked.
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
        let person = store::person_at(&mut tx, &address_key(self.email)).await?;
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
    /// Forgets the failures before it, and gives its own tries back.
    pub(super) async fn settle(self, tx: &mut crate::db::Tx) -> Result<Person> {
        self.lock.forget(tx).await?;
        if let Some(origin) = &self.origin {
            for rule in SIGN_INS {
                throttle::give_back(tx, rule, origin).await?;
            }
        }
        Ok(self.person)
    }
}
