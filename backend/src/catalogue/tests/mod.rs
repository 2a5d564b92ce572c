mod classes;
mod items;
mod offers;
mod prices;

use domain::{
    Currency, FieldErrors, Money, Problem, Refusal, ServiceClassId,
    catalogue::{ItemDraft, ItemKind, PriceSlot},
};

use crate::{args, world::World};

const fn eur(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

fn slot(text: &str) -> PriceSlot {
    text.parse().unwrap()
}

/// A service with prices.
fn service(class: ServiceClassId, name: &str, prices: &[(&str, &str)]) -> ItemDraft {
    let price = |(at, price): &(&str, &str)| (slot(at), (*price).to_owned());
    ItemDraft {
        class: Some(class),
        name: name.to_owned(),
        prices: prices.iter().map(price).collect(),
        ..ItemDraft::new(ItemKind::Service)
    }
}

fn invalid(field: &str, problem: Problem) -> Refusal {
    Refusal::Invalid(FieldErrors::one(field, problem))
}

#[derive(sqlx::FromRow)]
struct Counted {
    n: i64,
}

/// How many rows a question of a test counts.
async fn counted(world: &World, sql: &'static str) -> i64 {
    let mut tx = world.portal().db().read().await.unwrap();
    let row: Option<Counted> = tx.one(sql, args![]).await.unwrap();
    row.unwrap().n
}
