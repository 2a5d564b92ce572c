use argon2::{Argon2, Params, PasswordHasher as _, PasswordVerifier as _};
use domain::{Problem, auth::Membership};

use super::{store::Person, strength::weakness};
use crate::{Error, Portal, Result};

/// No password has this hash. It is checked when there is none, so that a person who does not exist
/// takes as long as one who does.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage).
fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(broken)?;
    Ok(Argon2::from(params))
}

/// The hash of a new password.
pub(crate) async fn hash(portal: &Portal, password: &str) -> Result<String> {
    let password = password.to_owned();
    portal
        .hashing()
        .run(move || {
            let hash = argon2()?.hash_password(password.as_bytes());
            Ok(hash.map_err(broken)?.to_string())
        })
        .await
}

/// Whether `password` is the one of `hash`; never, but as late, when there is no hash.
pub(super) async fn is_right(portal: &Portal, password: &str, hash: Option<&str>) -> Result<bool> {
    let password = password.to_owned();
    let hash = hash.unwrap_or(NOBODYS).to_owned();
    portal
        .hashing()
        .run(move || {
            Ok(argon2()?
                .verify_password(password.as_bytes(), hash.as_str())
                .is_ok())
        })
        .await
}

/// What is wrong with a new password, also for somebody who knows the names around the person and
/// the portal.
pub(super) async fn problem(
    portal: &Portal,
    password: &str,
    name: &str,
    email: &str,
    partners: &[&str],
) -> Result<Option<Problem>> {
    let password = password.to_owned();
    let (_, brand) = portal.public_url().split_once("://").unwrap_or_default();
    let around = [name, email, brand];
    let around = around.iter().chain(partners).map(|&word| word.to_owned());
    let around: Vec<String> = around.collect();
    portal
        .hashing()
        .run(move || {
            let around: Vec<&str> = around.iter().map(String::as_str).collect();
            Ok(weakness(&password, &around))
        })
        .await
}

/// [`problem`] for a person with their teams.
pub(super) async fn problem_for(
    portal: &Portal,
    password: &str,
    person: &Person,
    memberships: &[Membership],
) -> Result<Option<Problem>> {
    let partners: Vec<&str> = memberships.iter().map(|m| m.name.as_str()).collect();
    problem(portal, password, &person.name, &person.email, &partners).await
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Broken(Box::new(error))
}

#[cfg(test)]
mod tests {
    use argon2::PasswordHash;

    use super::*;

    #[test]
    fn nobodys_hash_costs_as_much_as_a_real_one() {
        let nobodys = PasswordHash::new(NOBODYS).unwrap();
        let real = argon2().unwrap().hash_password(b"copper lantern").unwrap();
        assert_eq!(nobodys.algorithm, real.algorithm);
        assert_eq!(nobodys.params, real.params);
        assert_eq!(
            nobodys.hash.map(|h| h.len()),
            real.hash.map(|h| h.len()),
            "the output is as long"
        );
    }
}
