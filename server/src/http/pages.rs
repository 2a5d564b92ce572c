use axum::{body::Body, extract::Request, response::Response};
use leptos::{nonce::Nonce, prelude::provide_context};

/// Gives Leptos its executor; it does so itself only when it mounts its own routes.
pub(super) fn prepare() {
    leptos_axum::generate_route_list(app::App);
}

/// Renders the page at the address as a whole: its status is known before its first byte leaves.
pub(super) async fn render(request: Request<Body>) -> Response {
    let nonce = Nonce::new();
    let give_nonce = move || provide_context(nonce.clone());
    leptos_axum::render_app_async_with_context(give_nonce, app::shell::shell)(request).await
}
