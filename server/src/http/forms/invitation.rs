use app::{
    auth::FormState,
    desk::{Visitor, session_cookie},
};
use axum::{
    Extension,
    extract::Path,
    http::{header, request::Parts},
    response::Response,
};
use backend::auth::{self, Acceptance, Joined};
use domain::{PartnerId, Refusal, policy::Reason};

use super::{Origin, Typed, field, portal, show, show_again, values};
use crate::http::local;

/// What an invitation offers, and the form that says yes.
pub(in crate::http) async fn invitation(
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    parts: Parts,
) -> Response {
    let mut state = FormState::default();
    match auth::invitation_offer(portal(&visitor), at(&visitor), &token).await {
        Ok(offer) => {
            state.invitation = Some(offer);
            show(parts, state).await
        }
        Err(error) => show_again(parts, state, error).await,
    }
}

/// Says yes, and goes to the partner's panel.
pub(in crate::http) async fn accept_invitation(
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    parts: Parts,
    typed: Typed,
) -> Response {
    let Origin { place, address } = Origin::of(&parts);
    if visitor
        .signed_in
        .as_ref()
        .is_some_and(|person| person.visit.is_some())
    {
        let locked = Refusal::Denied(Reason::LockedInVisit);
        return show_again(parts, FormState::default(), locked.into()).await;
    }
    let yes = Acceptance {
        token: token.clone(),
        name: field(&typed, "name"),
        password: field(&typed, "password"),
        signed_in: visitor.signed_in.as_ref().map(|person| person.user),
        place,
        address,
    };
    match auth::accept_invitation(portal(&visitor), yes).await {
        Ok(accepted) => {
            let first_page = match accepted.joined {
                Joined::Team(slug) => format!("/p/{slug}"),
                Joined::Client(client) => format!("/c/{client}"),
            };
            let mut response = local::redirect(&first_page);
            if let Some(session) = accepted.session {
                response.headers_mut().append(
                    header::SET_COOKIE,
                    session_cookie(Some(&session.token), session.stays),
                );
            }
            response
        }
        Err(error) => {
            let mut state = values(&typed, ["name"]);
            state.invitation = auth::invitation_offer(portal(&visitor), at(&visitor), &token)
                .await
                .ok();
            show_again(parts, state, error).await
        }
    }
}

/// The partner on whose host the invitation is answered.
fn at(visitor: &Visitor) -> Option<PartnerId> {
    visitor.front.as_ref().map(|front| front.partner)
}
