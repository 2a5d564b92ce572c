use app::desk::{Visitor, session_cookie};
use axum::{
    Extension,
    body::Body,
    extract::Request,
    http::{HeaderValue, header, request::Parts},
    response::Response,
};
use backend::auth::{self, Place, SignIn};

use super::{Origin, Typed, enter::home, field, portal, show_again, values};
use crate::http::{incidents, local, pages};

/// What a browser keeps of a site, but for its cookies: they would go at every host of the domain,
/// so that leaving a brand below the portal's own name signed one out of the panel as well.
const KEPT: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// The sign-in page; whoever is signed in already goes on.
pub(in crate::http) async fn sign_in_page(
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    match visitor.signed_in {
        Some(_) => local::redirect("/"),
        None => pages::render(request).await,
    }
}

/// Signs in and goes on to where the visitor was going.
pub(in crate::http) async fn sign_in(
    Extension(visitor): Extension<Visitor>,
    parts: Parts,
    typed: Typed,
) -> Response {
    let Origin { place, address } = Origin::of(&parts);
    let wish = SignIn {
        email: field(&typed, "email"),
        password: field(&typed, "password"),
        place: Place {
            stays: typed.contains_key("stays"),
            ..place
        },
        address,
    };
    match auth::sign_in(portal(&visitor), wish).await {
        Ok(session) => {
            // Whoever was signed in here before is not any more (ASVS 7.2.4).
            if let Some(former) = &visitor.signed_in {
                let cx = auth::context_for_person(portal(&visitor), Some(former));
                if let Err(error) = auth::sign_out(&cx).await {
                    tracing::error!(%error, "a former session cannot be ended");
                    return incidents::broken();
                }
            }
            let next = typed.get("next").map(String::as_str);
            let mut response = local::redirect(local::or_home(next));
            response.headers_mut().append(
                header::SET_COOKIE,
                session_cookie(Some(&session.token), session.stays),
            );
            response
        }
        Err(error) => show_again(parts, values(&typed, ["email", "next", "stays"]), error).await,
    }
}

/// Signs out, on every replica at once, or ends the visit and leads home; and has the browser forget what it keeps.
pub(in crate::http) async fn sign_out(Extension(visitor): Extension<Visitor>) -> Response {
    if let Some(signed_in) = &visitor.signed_in {
        let cx = auth::context_for_person(portal(&visitor), Some(signed_in));
        if let Err(error) = auth::sign_out(&cx).await {
            tracing::error!(%error, "signing out broke");
            return incidents::broken();
        }
    }
    let visit = (visitor.signed_in.as_ref()).and_then(|person| person.visit.as_ref());
    let mut response = match visit {
        Some(visit) => home(&visit.told.back, visitor.lang),
        None => local::redirect("/sign-in"),
    };
    response
        .headers_mut()
        .append(header::SET_COOKIE, session_cookie(None, false));
    let clear = header::HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(clear, KEPT);
    response
}
