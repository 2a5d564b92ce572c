use app::desk::Visitor;
use axum::{
    body::Body,
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use backend::{Context, Error, auth};
use domain::{
    Refusal,
    policy::{Action, Object, Realm, decide},
};
use serde::Deserialize;

use super::{incidents, local, pages};

/// The partner an address is about, by its short name.
#[derive(Debug, Deserialize)]
pub(super) struct AtPartner {
    pub(super) slug: Option<String>,
}

/// Opens a page to whoever may see it. The page decides again with what it is about; here is
/// decided what must be known before it is rendered: its status, or that it leads elsewhere.
pub(super) async fn page(
    action: Action,
    at: Path<AtPartner>,
    visitor: Visitor,
    request: Request<Body>,
) -> Response {
    match admit(action, at.slug.as_deref(), &visitor).await {
        Ok(_) => pages::render(request).await,
        Err(error) => refuse(error, request).await,
    }
}

/// The context for an action at the door of an address.
///
/// # Errors
/// The refusal of the policy, or something broken.
pub(super) async fn admit(
    action: Action,
    slug: Option<&str>,
    visitor: &Visitor,
) -> Result<Context, Error> {
    let signed_in = visitor.signed_in.as_ref();
    let (cx, object) = match (action.realm(), signed_in, slug) {
        (Realm::Partner, Some(signed_in), Some(slug)) => {
            let cx = auth::context_for_partner(&visitor.portal, signed_in, slug).await?;
            let partner = cx.partner()?;
            (cx, Object::Partner(partner))
        }
        _ => (
            auth::context_for_person(&visitor.portal, signed_in),
            Object::Portal,
        ),
    };
    Refusal::unless(decide(cx.actor(), action, object))?;
    Ok(cx)
}

/// The answer to a page that is not opened: somebody signed out is led to sign in and back, what
/// one may not know of does not exist, and what one may not do is said on the page itself.
pub(super) async fn refuse(error: Error, request: Request<Body>) -> Response {
    match error {
        Error::Refused(Refusal::SignedOut) => {
            let wanted = request
                .uri()
                .path_and_query()
                .map_or("/", |wanted| wanted.as_str());
            local::redirect(&local::sign_in_and_back_to(wanted))
        }
        Error::Refused(Refusal::NotFound) => pages::not_found(request).await,
        Error::Refused(refusal) => {
            let mut response = pages::render(request).await;
            let status = StatusCode::from_u16(refusal.status());
            *response.status_mut() = status.unwrap_or(StatusCode::FORBIDDEN);
            response
        }
        Error::Broken(error) => {
            tracing::error!(%error, "a page broke at the door");
            incidents::broken()
        }
    }
}

/// The first page: one's own, or signing in.
pub(super) async fn home(visitor: Visitor) -> Response {
    let Some(signed_in) = &visitor.signed_in else {
        return local::redirect("/sign-in");
    };
    if signed_in.is_operator {
        return local::redirect("/operator");
    }
    let cx = auth::context_for_person(&visitor.portal, Some(signed_in));
    match auth::me(&cx).await {
        Ok(me) => match me.memberships.first() {
            Some(first) => local::redirect(&format!("/p/{}", first.slug)),
            None => local::redirect("/profile"),
        },
        Err(error) => {
            tracing::error!(%error, "the first page broke");
            incidents::broken().into_response()
        }
    }
}
