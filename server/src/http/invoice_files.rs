//! Invoices as files: PDF and EN 16931, and a list of them.

use std::{collections::BTreeMap, net::Ipv4Addr};

use app::desk::Visitor;
use axum::{
    Extension,
    body::Body,
    extract::{Path, Query, Request},
    http::{HeaderValue, Method, header},
    response::{IntoResponse as _, Response},
};
use backend::{
    Error, dunning,
    invoices::{self, File},
};
use domain::{
    ClientId, InvoiceId, Refusal,
    invoices::{Form, InvoiceQuery},
    policy::Action,
};

use super::{
    address::Address,
    bare, door,
    files::{attachment, is_from_elsewhere},
};

/// An invoice as its partner's team saves it (B12).
pub(super) async fn of_partner(
    Path((slug, invoice, form)): Path<(String, String, String)>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let about = door::About::partner(&slug);
    let file = match door::admit(Action::SeeInvoices, &about, &visitor).await {
        Ok(cx) => match asked(&invoice, &form) {
            Ok((id, form)) => invoices::file(&cx, id, form).await,
            Err(refusal) => Err(refusal.into()),
        },
        Err(error) => Err(error),
    };
    sent(file, request).await
}

/// An invoice as an owner of the client saves it (G5).
pub(super) async fn of_client(
    Path((client, invoice, form)): Path<(String, String, String)>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let about = door::About::client(&client);
    let file = match door::admit(Action::SeeOwnInvoices, &about, &visitor).await {
        Ok(cx) => match (client.parse::<ClientId>(), asked(&invoice, &form)) {
            (Ok(client), Ok((id, form))) => invoices::own_file(&cx, client, id, form).await,
            _ => Err(Refusal::NotFound.into()),
        },
        Err(error) => Err(error),
    };
    sent(file, request).await
}

/// An invoice as whoever holds its payment link saves it.
pub(super) async fn to_pay(
    Path(token): Path<String>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let address = request.extensions().get::<Address>();
    let address = address.map_or(Ipv4Addr::UNSPECIFIED.into(), |address| address.0);
    let front = visitor.front.as_ref();
    let file = dunning::pdf_to_pay(&visitor.portal, front, &token, address).await;
    sent(file, request).await
}

/// The invoices a list shows, as a file.
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
    let about = door::About::partner(&slug);
    let file = match door::admit(Action::SeeInvoices, &about, &visitor).await {
        Ok(cx) => {
            let query = InvoiceQuery::from_params(|key| query.get(key).map(String::as_str));
            invoices::export(&cx, query).await
        }
        Err(error) => Err(error),
    };
    match file {
        Ok(file) => attachment("invoices.csv", file),
        Err(error) => door::refuse(error, request).await,
    }
}

fn asked(invoice: &str, form: &str) -> Result<(InvoiceId, Form), Refusal> {
    let id = invoice.parse().map_err(|_| Refusal::NotFound)?;
    Ok((id, Form::named(form).ok_or(Refusal::NotFound)?))
}

async fn sent(file: Result<File, Error>, request: Request<Body>) -> Response {
    let file = match file {
        Ok(file) => file,
        Err(error) => return door::refuse(error, request).await,
    };
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(file.media_type),
    );
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
