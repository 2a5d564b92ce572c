use std::collections::BTreeMap;

use app::desk::Visitor;
use axum::{
    Extension,
    body::Body,
    extract::{FromRequest as _, Multipart, Path, Query, Request},
    http::{Method, Uri},
    response::Response,
};
use backend::{Context, Error, contacts};
use domain::{
    ClientId, ContactFileId, Refusal,
    contacts::{ContactQuery, ROWS_MAX},
    imports::COLUMNS_MAX,
    policy::Action,
    refusal::Rejection,
};

use super::{
    bare, door,
    files::{attachment, bytes_of, is_from_elsewhere, page_at, unreadable},
    incidents, limits, local,
};

/// Takes in a file of contacts and leads to its rehearsal; what cannot be read leads back to where
/// it was chosen, saying why.
pub(super) async fn import(
    Path(client): Path<String>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
    request: Request,
) -> Response {
    let about = door::About::client(&client);
    let cx = match door::admit(Action::EditContacts, &about, &visitor).await {
        Ok(cx) => cx,
        Err(error) => {
            limits::discard(request.into_body()).await;
            return door::refuse(error, page_at(uri, visitor)).await;
        }
    };
    match take_in(&cx, &client, request).await {
        Ok(id) => local::redirect(&format!("/c/{client}/contacts/import/{id}")),
        Err(Error::Refused(refusal)) => {
            let code = code(&refusal);
            local::redirect(&format!("/c/{client}/contacts/import?refused={code}"))
        }
        Err(Error::Broken(error)) => {
            tracing::error!(%error, "a file of contacts broke");
            incidents::broken()
        }
    }
}

/// Nothing of a file is read before there is a place for it.
async fn take_in(cx: &Context, client: &str, request: Request) -> Result<ContactFileId, Error> {
    let client: ClientId = client.parse().map_err(|_| Refusal::NotFound)?;
    let place = match contacts::place(cx, client).await {
        Ok(place) => place,
        Err(error) => {
            limits::discard(request.into_body()).await;
            return Err(error);
        }
    };
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Rejection::NotATable)?;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if let Some(name) = field.file_name().map(str::to_owned) {
            let bytes = bytes_of(field).await.map_err(unreadable)?;
            return contacts::read(cx, client, place, name, bytes).await;
        }
    }
    Err(Rejection::NotATable.into())
}

const COLUMNS: u64 = COLUMNS_MAX as u64;

/// The short name of a refusal in the address of the page that explains it.
const fn code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Rejected(Rejection::NotATable) => "not_a_table",
        Refusal::Rejected(Rejection::NoRows) => "no_rows",
        Refusal::Rejected(Rejection::TooMuch { max: ROWS_MAX }) => "too_many_rows",
        Refusal::Rejected(Rejection::TooMuch { max: COLUMNS }) => "too_many_columns",
        Refusal::Rejected(Rejection::TooMuch { .. }) => "too_large",
        Refusal::TooOften { .. } => "busy",
        _ => "refused",
    }
}

/// The contacts a list shows, as a file.
pub(super) async fn export(
    Path(client): Path<String>,
    Extension(visitor): Extension<Visitor>,
    Query(query): Query<BTreeMap<String, String>>,
    request: Request<Body>,
) -> Response {
    // Taking data out is written down, so nobody else may make a browser do it.
    if request.method() != Method::GET || is_from_elsewhere(request.headers()) {
        return bare::page(bare::Say::OtherSite);
    }
    let about = door::About::client(&client);
    let file = match door::admit(Action::SeeContacts, &about, &visitor).await {
        Ok(cx) => take_out(&cx, &client, &query).await,
        Err(error) => Err(error),
    };
    match file {
        Ok(file) => attachment("contacts.csv", file),
        Err(error) => door::refuse(error, request).await,
    }
}

async fn take_out(
    cx: &Context,
    client: &str,
    query: &BTreeMap<String, String>,
) -> Result<String, Error> {
    let client = client.parse().map_err(|_| Refusal::NotFound)?;
    let query = ContactQuery {
        search: query.get("q").cloned().unwrap_or_default(),
        after: None,
    };
    contacts::export(cx, client, query).await
}
