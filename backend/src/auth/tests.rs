mod invitations;
mod resets;
mod sessions;
mod sign_in;

use domain::{FieldErrors, Problem, Refusal, refusal::Rejection};

use super::*;
use crate::{Result, world::World};

/// A password that is good, and one that is not the right one.
const GOOD: &str = "copper lantern on a hill";
const WRONG: &str = "silver lantern in a lake";
const HOST: &str = "localhost";

fn wish(name: &str, password: &str) -> SignIn {
    SignIn {
        email: World::email_of(name),
        password: password.to_owned(),
        place: Place {
            host: HOST.to_owned(),
            device: "Firefox on Linux".to_owned(),
            ..Place::default()
        },
        address: [192, 0, 2, 1].into(),
    }
}

fn refusal<T: std::fmt::Debug>(answer: Result<T>) -> Refusal {
    answer.unwrap_err().refusal().cloned().expect("a refusal")
}

fn wrong_password(field: &str) -> Refusal {
    FieldErrors::one(field, Problem::WrongPassword).into()
}

fn dead_link() -> Refusal {
    Rejection::LinkIsDead.into()
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

async fn count(world: &World, sql: &'static str) -> i64 {
    let mut tx = world.portal().db().read().await.unwrap();
    let row: CountRow = tx.one(sql, crate::args![]).await.unwrap().unwrap();
    row.n
}
