use app::{auth::FormState, desk::Visitor};
use axum::{Extension, extract::Path, http::request::Parts, response::Response};
use backend::dunning;
use domain::Refusal;

use super::{Origin, portal, show, show_again};
use crate::http::pages;

/// An invoice and how it is paid, for whoever holds its link (B11).
pub(in crate::http) async fn pay(
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    parts: Parts,
) -> Response {
    let address = Origin::of(&parts).address;
    let front = visitor.front.as_ref();
    let mut state = FormState::default();
    match dunning::invoice_to_pay(portal(&visitor), front, &token, address).await {
        Ok(invoice) => {
            state.invoice = Some((invoice, format!("/invoice/{token}/pdf")));
            show(parts, state).await
        }
        Err(backend::Error::Refused(Refusal::NotFound)) => {
            pages::not_found(axum::extract::Request::from_parts(
                parts,
                axum::body::Body::empty(),
            ))
            .await
        }
        Err(error) => show_again(parts, state, error).await,
    }
}
