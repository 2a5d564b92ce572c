use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use backend::{
    Error,
    providers::{Heard, hear},
};

use super::Site;

/// Takes in a notice of the payment provider. It is asked by a program without a session, from
/// wherever: what it says is believed for its signature alone.
pub(super) async fn stripe(
    State(site): State<Site>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let signature = headers.get("stripe-signature");
    let Some(signature) = signature.and_then(|value| value.to_str().ok()) else {
        return StatusCode::BAD_REQUEST;
    };
    match hear(site.portal(), &slug, signature, &body).await {
        Ok(Heard::Yes) => StatusCode::OK,
        Ok(Heard::Disbelieved) => StatusCode::BAD_REQUEST,
        Err(Error::Refused(refusal)) => {
            StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST)
        }
        Err(Error::Broken(error)) => {
            tracing::error!(%error, "a notice of a payment provider broke");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}
