use std::time::Duration;

use app::desk::Visitor;
use axum::{
    body::{Body, HttpBody as _, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};

use super::{bare, local};

/// Largest body of a form or a server function, in bytes.
const BODY_MAX: usize = 1024 * 1024;
/// Largest body with a file to import, in bytes: the file and what a form puts around it.
pub(super) const UPLOAD_MAX: usize = domain::imports::FILE_MAX + 64 * 1024;
/// Longest time for an answer: longer than the database waits for a connection.
const PATIENCE: Duration = Duration::from_mins(1);

/// Takes in the whole body, up to its limit, before anything looks at it: what is too large is said
/// to be too large (413) whoever reads it. Files are taken from people who are signed in only.
pub(super) async fn body(request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>();
    let is_known = visitor.is_some_and(|visitor| visitor.signed_in.is_some());
    let path = request.uri().path();
    let is_upload = is_known && path.ends_with("/clients/import");
    let (max, page) = if is_upload {
        (UPLOAD_MAX, Some(format!("{path}?refused=too_large")))
    } else {
        (BODY_MAX, None)
    };
    let (parts, body) = request.into_parts();
    let is_announced_larger =
        usize::try_from(body.size_hint().lower()).is_ok_and(|size| size > max);
    match to_bytes(body, max).await {
        Ok(bytes) if !is_announced_larger => {
            next.run(Request::from_parts(parts, Body::from(bytes)))
                .await
        }
        // The page on which the file was chosen says it best.
        _ => page.map_or_else(
            || bare::page(bare::Say::TooLarge),
            |page| local::redirect(&page),
        ),
    }
}

/// Gives up on what takes too long; transactions in its hands are rolled back.
pub(super) async fn time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => bare::page(bare::Say::TookTooLong),
    }
}
