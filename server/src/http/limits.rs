use std::{future::poll_fn, pin::Pin, time::Duration};

use axum::{
    body::{Body, Bytes, HttpBody as _, to_bytes},
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};

use super::bare;

/// Largest body of a form or a server function, in bytes.
const BODY_MAX: usize = 1024 * 1024;
/// Largest body with a bank statement, in bytes: base64 makes four of three, and a row that is
/// recorded is named beside it.
const STATEMENT_MAX: usize = 2 * BODY_MAX;
/// Largest notice of a payment provider, in bytes.
const NOTICE_MAX: usize = 64 * 1024;
/// Where files are sent to.
const UPLOADS: [&str; 2] = ["/p/{slug}/clients/import", "/c/{client}/contacts/import"];
/// Largest body with a file to import, in bytes: the file and what a form puts around it.
pub(super) const UPLOAD_MAX: usize = domain::imports::FILE_MAX + 64 * 1024;
/// Largest body with a file of contacts, in bytes.
pub(super) const CONTACTS_MAX: usize = domain::contacts::FILE_MAX + 64 * 1024;
/// Longest time for an answer: longer than the database waits for a connection.
const PATIENCE: Duration = Duration::from_mins(1);

/// Takes in the whole body, up to its limit, before anything looks at it: what is too large is said
/// to be too large (413) whoever reads it. A file is left to whoever has a place for it.
pub(super) async fn body(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    if request.method() == Method::POST
        && route.is_some_and(|route| UPLOADS.contains(&route.as_str()))
    {
        return next.run(request).await;
    }
    let most = most(request.uri().path());
    let (parts, body) = request.into_parts();
    match to_bytes(body, most).await {
        Ok(bytes) => {
            let request = Request::from_parts(parts, Body::from(bytes));
            next.run(request).await
        }
        Err(_) => bare::page(bare::Say::TooLarge),
    }
}

/// Largest body that an address takes, in bytes.
fn most(path: &str) -> usize {
    if path.starts_with("/hooks/") {
        NOTICE_MAX
    } else if path.starts_with("/fn/bank_imports/") {
        STATEMENT_MAX
    } else {
        BODY_MAX
    }
}

/// Lets the rest of a file go by: a browser listens only when it has sent everything.
pub(super) async fn discard(mut body: Body) {
    let mut left = UPLOAD_MAX;
    while let Some(Ok(frame)) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let size = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

/// Gives up on what takes too long; transactions in its hands are rolled back.
pub(super) async fn time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => bare::page(bare::Say::TookTooLong),
    }
}
