mod files;
mod rehearsing;
mod rights;
mod running;
mod undoing;

use domain::{
    ClientId, ImportId,
    clients::{ClientDraft, ClientQuery},
    imports::{Duplicates, ImportSummary, Mapping},
};

use super::{draft, place, read, run_due, start};
use crate::{Context, Result, clients, world::World};

const COMPANIES: &[u8] = include_bytes!("../../../../end2end/data/companies.csv");

/// Takes a place and reads a file in it.
async fn take_in(cx: &Context, bytes: Vec<u8>) -> Result<ImportId> {
    read(cx, place(cx).await?, "list.csv".to_owned(), bytes).await
}

/// Reads a file and gives the mapping that is proposed for it.
async fn bring(cx: &Context, file: impl AsRef<[u8]>) -> (ImportId, Mapping) {
    let id = take_in(cx, file.as_ref().to_vec()).await.unwrap();
    let columns = draft(cx, id).await.unwrap().columns;
    let mapping = Mapping {
        targets: columns.into_iter().map(|column| column.target).collect(),
        duplicates: Duplicates::Skip,
    };
    (id, mapping)
}

/// Brings a file in as it is proposed, to its end.
async fn import(world: &World, cx: &Context, file: &str, duplicates: Duplicates) -> ImportSummary {
    let (id, mapping) = bring(cx, file).await;
    start(
        cx,
        id,
        Mapping {
            duplicates,
            ..mapping
        },
    )
    .await
    .unwrap();
    run_due(world.portal()).await.unwrap();
    super::progress(cx, id).await.unwrap()
}

/// Companies by name, and how many there are in all.
async fn companies(cx: &Context) -> (Vec<String>, u64) {
    let query = ClientQuery {
        sort: domain::clients::Sort::Name,
        ..ClientQuery::default()
    };
    let page = clients::list(cx, query).await.unwrap();
    let names = page.rows.into_iter().map(|client| client.company);
    (names.collect(), page.total.rows)
}

/// The client of this company, with everything its page shows.
async fn client(cx: &Context, company: &str) -> domain::clients::ClientDetails {
    let query = ClientQuery {
        search: company.to_owned(),
        ..ClientQuery::default()
    };
    let page = clients::list(cx, query).await.unwrap();
    let found = page
        .rows
        .into_iter()
        .find(|client| client.company == company);
    clients::details(cx, found.expect(company).id)
        .await
        .unwrap()
}

/// Adds a client by hand.
async fn add(cx: &Context, company: &str, email: &str) -> ClientId {
    let draft = ClientDraft {
        company: company.to_owned(),
        email: email.to_owned(),
        ..ClientDraft::default()
    };
    clients::add(cx, draft).await.unwrap()
}

/// A file of so many companies, with their e-mail addresses.
fn list_of(rows: usize) -> String {
    let row = |n: usize| format!("Company {n:04};info@company{n}.example\n");
    let rows: String = (1..=rows).map(row).collect();
    format!("Company;E-mail\n{rows}")
}
