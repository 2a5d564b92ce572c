use std::{fmt, net::IpAddr};

use domain::{audit::Event, policy::Actor};

use super::{
    proof::{Claim, Door},
    session::{self, NewSession, Place},
};
use crate::{Portal, Result, audit::entry};

/// What somebody signs in with, and from where.
#[derive(Clone)]
pub struct SignIn {
    /// The e-mail address, as typed.
    pub email: String,
    /// The password, as typed.
    pub password: String,
    /// In which browser, on which host.
    pub place: Place,
    /// Where the request comes from.
    pub address: IpAddr,
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignIn(…)")
    }
}

/// Signs a person in: a new session, whatever session they had before (ASVS 7.2.4).
///
/// # Errors
/// The same for an unknown address and a wrong password; `TooOften` while the person or the address
/// it comes from is locked.
pub async fn sign_in(portal: &Portal, wish: SignIn) -> Result<NewSession> {
    let cx = portal.context(Actor::Anonymous);
    let claim = Claim {
        email: &wish.email,
        password: &wish.password,
        field: "password",
        address: Some(wish.address),
        door: Door::of(wish.place.front.as_ref()),
    };
    let proof = claim.prove(&cx).await?;

    let mut tx = cx.begin().await?;
    let person = proof.settle(&mut tx).await?;
    let user = person.id;
    let session = session::open(&mut tx, &cx, person, &wish.place).await?;
    entry(Event::SignedIn)
        .record_on_portal(&mut tx, &cx, Some(user))
        .await?;
    tx.commit().await?;
    Ok(session)
}
