use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};

/// Runs the server function that is mounted at the address.
///
/// Leptos would answer a plain form post with a redirect to wherever its `Referer` points, the error
/// in the address. Nothing here is sent that way, so neither header gets that far.
pub(super) async fn call(mut request: Request<Body>) -> Response {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    request.headers_mut().remove(header::REFERER);
    request.headers_mut().insert(header::ACCEPT, JSON);
    leptos_axum::handle_server_fns_with_context(|| {}, request)
        .await
        .into_response()
}
