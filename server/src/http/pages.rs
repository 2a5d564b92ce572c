use std::time::Duration;

use app::desk::Visitor;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::Response,
};
use backend::{Error, auth};
use leptos::{nonce::Nonce, prelude::provide_context};
use percent_encoding::percent_decode_str;

use super::{incidents, local};

/// Longest time for a page.
const PATIENCE: Duration = Duration::from_secs(15);

/// Gives Leptos its executor; it does so itself only when it mounts its own routes.
pub(super) fn prepare() {
    leptos_axum::generate_route_list(app::App);
}

/// An answer with a secret in its address; what is typed into it must not be compressed beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Secret;

/// Renders the page at the address as a whole: its status is known before its first byte leaves.
pub(super) async fn render(mut request: Request<Body>) -> Response {
    clean(&mut request);
    if let Err(error) = introduce(&mut request).await {
        tracing::error!(%error, "a person cannot be looked up");
        return incidents::broken();
    }
    let page = tokio::time::timeout(PATIENCE, rendered(request)).await;
    page.unwrap_or_else(|_| {
        // A resource was dropped with the view that asked for it, most likely.
        tracing::error!("a page is never finished");
        incidents::broken()
    })
}

/// Tells a page that comes to life who is here: a frame that had to ask would be built twice.
async fn introduce(request: &mut Request<Body>) -> Result<(), Error> {
    let visitor = request.extensions_mut().get_mut::<Visitor>();
    if let Some(visitor) = visitor.filter(|visitor| visitor.wakes)
        && let Some(signed_in) = &visitor.signed_in
    {
        let cx = auth::context_for_person(&visitor.portal, Some(signed_in));
        visitor.me = Some(auth::me(&cx).await?);
    }
    Ok(())
}

async fn rendered(request: Request<Body>) -> Response {
    let is_secret = has_secret(request.uri().path());
    let nonce = Nonce::new();
    let give_nonce = {
        let nonce = nonce.clone();
        move || provide_context(nonce.clone())
    };
    let page = leptos_axum::render_app_async_with_context(give_nonce, app::shell::shell);
    let (parts, body) = page(request).await.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return incidents::broken();
    };
    let mut response = Response::from_parts(parts, Body::from(body));
    response.extensions_mut().insert(nonce);
    if is_secret {
        const NOWHERE: HeaderValue = HeaderValue::from_static("no-referrer");
        response
            .headers_mut()
            .insert(header::REFERRER_POLICY, NOWHERE);
        response.extensions_mut().insert(Secret);
    }
    response
}

/// An address that is not mounted: with a final slash it is meant without, else it leads nowhere.
pub(super) async fn elsewhere(request: Request<Body>) -> Response {
    match local::without_final_slash(request.method(), request.uri()) {
        Some(redirect) => redirect,
        None => not_found(request).await,
    }
}

/// Renders the page of an address that leads nowhere, whatever the address.
pub(super) async fn not_found(mut request: Request<Body>) -> Response {
    // Hydration would look for another page than the one below.
    if let Some(visitor) = request.extensions_mut().get_mut::<Visitor>() {
        visitor.wakes = false;
    }
    *request.uri_mut() = Uri::from_static("/not-found");
    let mut response = render(request).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// Lets through what has an address; one whose bytes are no text leads nowhere.
pub(super) async fn only_text(request: Request<Body>, next: Next) -> Response {
    let path = percent_decode_str(request.uri().path());
    if path.decode_utf8().is_ok() {
        next.run(request).await
    } else {
        not_found(request).await
    }
}

/// Whether an address holds the secret of a link.
fn has_secret(path: &str) -> bool {
    ["/reset/", "/invitation/", "/enter/", "/invoice/"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// Takes out what Leptos would believe of a visitor: where an error came from and what it says.
fn clean(request: &mut Request<Body>) {
    request.headers_mut().remove(header::REFERER);
    let uri = request.uri();
    let Some(query) = uri.query() else {
        return;
    };
    // No name of ours needs an escape, so none may hide what it is.
    let is_ours = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !name.starts_with("__") && !name.contains('%')
    };
    let kept: Vec<&str> = query.split('&').filter(is_ours).collect();
    let cleaned = if kept.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{}", uri.path(), kept.join("&"))
    };
    if let Ok(cleaned) = cleaned.parse() {
        *request.uri_mut() = cleaned;
    }
}
