use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse as _, Response},
};

/// Runs the server function that is mounted at the address.
pub(super) async fn call(request: Request<Body>) -> Response {
    leptos_axum::handle_server_fns_with_context(|| {}, request)
        .await
        .into_response()
}
