use app::{auth::FormState, desk::Visitor};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Request},
    http::request::Parts,
    response::Response,
};
use backend::auth;
use domain::{FieldErrors, Problem};

use super::{Origin, Typed, field, portal, show, show_again, values};
use crate::http::{local, pages};

/// The page that asks for an address to send a link to.
pub(in crate::http) async fn reset(request: Request<Body>) -> Response {
    pages::render(request).await
}

/// Sends a link, if somebody has that address; the answer is the same if nobody has.
pub(in crate::http) async fn request_reset(
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
    typed: Typed,
) -> Response {
    let email = field(&typed, "email");
    let mut state = values(&typed, ["email"]);
    if email.trim().is_empty() {
        let missing = FieldErrors::one("email", Problem::Required);
        return show_again(parts, state, missing.into()).await;
    }
    let address = Origin::of(&parts).address;
    match auth::request_reset(portal(&visitor), visitor.front.as_ref(), &email, address).await {
        Ok(()) => {
            state.is_done = true;
            show(parts, state).await
        }
        Err(error) => show_again(parts, state, error).await,
    }
}

/// The page that asks for a new password, while its link lives.
pub(in crate::http) async fn new_password(
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    parts: Parts,
) -> Response {
    match auth::reset_offer(portal(&visitor), visitor.front.as_ref(), &token).await {
        Ok(_) => show(parts, FormState::default()).await,
        Err(error) => show_again(parts, FormState::default(), error).await,
    }
}

/// Sets the new password; whoever did so signs in with it.
pub(in crate::http) async fn set_password(
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    parts: Parts,
    typed: Typed,
) -> Response {
    let password = field(&typed, "password");
    match auth::reset_password(portal(&visitor), visitor.front.as_ref(), &token, &password).await {
        Ok(()) => local::redirect("/sign-in"),
        Err(error) => show_again(parts, FormState::default(), error).await,
    }
}
