use std::collections::BTreeMap;

use app::desk::Visitor;
use axum::{
    Extension,
    body::Body,
    extract::{
        FromRequest as _, Multipart, Path, Query, Request,
        multipart::{Field, MultipartError},
    },
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use backend::{Context, Error, imports};
use domain::{
    ClientId, ImportId, Refusal,
    clients::{ClientQuery, Selection},
    imports::{COLUMNS_MAX, FILE_MAX, ROWS_MAX, WAITING_MAX},
    policy::Action,
    refusal::Rejection,
};

use super::{bare, door, incidents, limits, local};

/// Takes in a file of clients and leads to its mapping; what cannot be read leads back to where it
/// was chosen, saying why.
pub(super) async fn import(
    Path(slug): Path<String>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
    request: Request,
) -> Response {
    let cx = match door::admit(
        Action::ImportClients,
        &door::About::partner(&slug),
        &visitor,
    )
    .await
    {
        Ok(cx) => cx,
        Err(error) => {
            limits::discard(request.into_body()).await;
            return door::refuse(error, page_at(uri, visitor)).await;
        }
    };
    match take_in(&cx, request).await {
        Ok(id) => local::redirect(&format!("/p/{slug}/clients/import/{id}")),
        Err(Error::Refused(refusal)) => {
            let code = code(&refusal);
            local::redirect(&format!("/p/{slug}/clients/import?refused={code}"))
        }
        Err(Error::Broken(error)) => {
            tracing::error!(%error, "a file broke");
            incidents::broken()
        }
    }
}

/// Nothing of a file is read before there is a place for it.
async fn take_in(cx: &Context, request: Request) -> Result<ImportId, Error> {
    let place = match imports::place(cx).await {
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
            return imports::read(cx, place, name, bytes).await;
        }
    }
    Err(Rejection::NotATable.into())
}

/// Gathered once, as it comes.
pub(super) async fn bytes_of(mut field: Field<'_>) -> Result<Vec<u8>, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

pub(super) fn unreadable(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Rejection::TooMuch { max: FILE }.into()
    } else {
        Rejection::NotATable.into()
    }
}

const FILE: u64 = FILE_MAX as u64;
const COLUMNS: u64 = COLUMNS_MAX as u64;

/// The short name of a refusal in the address of the page that explains it.
const fn code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Rejected(Rejection::NotATable) => "not_a_table",
        Refusal::Rejected(Rejection::NoRows) => "no_rows",
        Refusal::Rejected(Rejection::TooMuch { max: ROWS_MAX }) => "too_many_rows",
        Refusal::Rejected(Rejection::TooMuch { max: COLUMNS }) => "too_many_columns",
        Refusal::Rejected(Rejection::TooMuch { max: WAITING_MAX }) => "too_many_waiting",
        Refusal::Rejected(Rejection::TooMuch { .. }) => "too_large",
        Refusal::TooOften { .. } => "busy",
        _ => "refused",
    }
}

/// A visit to the page at an address.
pub(super) fn page_at(uri: Uri, visitor: Visitor) -> Request<Body> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri;
    request.extensions_mut().insert(visitor);
    request
}

/// The clients a list shows, or those picked in it, as a file.
pub(super) async fn export(
    Path(slug): Path<String>,
    Extension(visitor): Extension<Visitor>,
    Query(query): Query<BTreeMap<String, String>>,
    request: Request<Body>,
) -> Response {
    // Taking data out is written down, so nobody else may make a browser do it.
    if request.method() != Method::GET || is_from_elsewhere(request.headers()) {
        return bare::page(bare::Say::OtherSite);
    }
    let file = match door::admit(
        Action::ExportClients,
        &door::About::partner(&slug),
        &visitor,
    )
    .await
    {
        Ok(cx) => take_out(&cx, &query).await,
        Err(error) => Err(error),
    };
    match file {
        Ok(file) => attachment(&format!("{slug}-clients.csv"), file),
        Err(error) => door::refuse(error, request).await,
    }
}

/// Whether another site made the browser ask; an address that was typed has none.
pub(super) fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "same-origin" && site != "none")
}

/// `ids=` names the clients picked; else it is the query of the list.
async fn take_out(cx: &Context, query: &BTreeMap<String, String>) -> Result<String, Error> {
    let selection = if let Some(ids) = query.get("ids") {
        let ids: Result<Vec<ClientId>, _> = ids.split(',').map(str::parse).collect();
        Selection::Ids(ids.map_err(|_| Refusal::NotFound)?)
    } else {
        let query = ClientQuery::from_params(|name| query.get(name).map(String::as_str));
        Selection::Matching(query)
    };
    backend::clients::export(cx, selection).await
}

/// A file to be kept, never shown (RFC 6266). Its name is made of what addresses are made of.
pub(super) fn attachment(name: &str, body: impl IntoResponse) -> Response {
    const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8");
    let disposition = format!("attachment; filename=\"{name}\"; filename*=UTF-8''{name}");
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, CSV);
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
