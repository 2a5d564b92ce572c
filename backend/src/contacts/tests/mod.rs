mod changing;
mod files;
mod lists;
mod rights;

use domain::{
    ClientId, ContactFileId, Refusal,
    contacts::{ContactDraft, ContactQuery},
    inclusions::Section,
    plans::Limited,
    refusal::Rejection,
};

use super::*;
use crate::{Context, clients, world::World};

/// A client of Acme whose plan allows so many contacts: its administrator and its owner.
async fn bakery(world: &World, contacts: u32) -> (Context, ClientId, Context) {
    let (acme, admin) = world.partner_with_administrator("acme").await;
    let client = world.client_named(acme, "Bakery").await;
    world
        .on_plan(&admin, client, (1, 5, contacts), &[Section::Contacts])
        .await;
    let owner = world.owner(acme, client, "Olive").await;
    (admin, client, owner)
}

fn named(name: &str, email: &str) -> ContactDraft {
    ContactDraft {
        name: name.to_owned(),
        email: email.to_owned(),
        ..ContactDraft::default()
    }
}

/// The names on the first page of a search, and what the page says of how many there are.
async fn search(cx: &Context, client: ClientId, text: &str) -> (Vec<String>, u32) {
    let query = ContactQuery {
        search: text.to_owned(),
        after: None,
    };
    let list = list(cx, client, query).await.unwrap();
    let names = list.page.rows.iter().map(|row| row.called().to_owned());
    (names.collect(), list.used)
}

/// How many contacts the partner sees that the client uses.
async fn used(admin: &Context, client: ClientId) -> u32 {
    clients::details(admin, client)
        .await
        .unwrap()
        .usage
        .contacts
}

/// Takes a place and reads a file in it.
async fn take_in(
    cx: &Context,
    client: ClientId,
    bytes: impl Into<Vec<u8>>,
) -> Result<ContactFileId> {
    let place = place(cx, client).await?;
    read(cx, client, place, "list.csv".to_owned(), bytes.into()).await
}

/// A file of so many people, with their addresses.
fn list_of(rows: usize) -> String {
    let row = |n: usize| format!("Person {n:05};person{n}@example.com\n");
    let rows: String = (1..=rows).map(row).collect();
    format!("Name;E-mail\n{rows}")
}

fn limit(answer: &Refusal) -> Option<(Limited, u32, u32, &str)> {
    match answer {
        Refusal::Rejected(Rejection::LimitReached {
            what,
            used,
            allowed,
            raised_by,
            ..
        }) => Some((*what, *used, *allowed, raised_by)),
        _ => None,
    }
}
