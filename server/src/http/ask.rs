use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    routing::get,
};
use serde::Deserialize;

use super::Site;

/// What a proxy asks with.
#[derive(Debug, Deserialize)]
struct Wish {
    domain: String,
}

/// Says for which hosts a proxy may get a certificate when somebody comes to them: `GET
/// /ask?domain=…` is 200 or 404. It is served on a listener of its own, for whoever asks here can
/// find out whose hosts there are. One read by a key, and never the DNS: handshakes wait for it.
pub fn asked(site: Site) -> Router {
    Router::new().route("/ask", get(ask)).with_state(site)
}

async fn ask(State(site): State<Site>, wish: Result<Query<Wish>, QueryRejection>) -> StatusCode {
    let Ok(Query(Wish { domain })) = wish else {
        return StatusCode::NOT_FOUND;
    };
    let name = domain.to_ascii_lowercase();
    let name = name.strip_suffix('.').unwrap_or(&name);
    if name == site.base_domain() {
        return StatusCode::OK;
    }
    match backend::brands::front(site.portal(), site.base_domain(), name).await {
        Ok(Some(_)) => StatusCode::OK,
        Ok(None) => StatusCode::NOT_FOUND,
        Err(error) => {
            tracing::error!(%error, "a proxy cannot be answered");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
