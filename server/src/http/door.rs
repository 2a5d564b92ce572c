use app::desk::Visitor;
use axum::{
    Extension,
    body::Body,
    extract::{Path, Request},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use backend::{Context, Error, auth};
use domain::{
    Refusal,
    auth::Me,
    inclusions::Section,
    policy::{Action, Object, Realm, decide},
};
use serde::Deserialize;

use super::{incidents, local, pages};

/// What an address is about: a partner, by its short name, or a client and a section of its pages.
#[derive(Debug, Default, Deserialize)]
pub(super) struct About {
    slug: Option<String>,
    client: Option<String>,
    section: Option<String>,
}

impl About {
    /// A partner.
    pub(super) fn partner(slug: &str) -> Self {
        Self {
            slug: Some(slug.to_owned()),
            ..Self::default()
        }
    }

    /// A client, as its own people see it.
    pub(super) fn client(client: &str) -> Self {
        Self {
            client: Some(client.to_owned()),
            ..Self::default()
        }
    }
}

/// Opens a page to whoever may see it. The page decides again with what it is about; here is
/// decided what must be known before it is rendered: its status, or that it leads elsewhere.
pub(super) async fn page(
    action: Action,
    Path(about): Path<About>,
    visitor: Visitor,
    request: Request<Body>,
) -> Response {
    match admit(action, &about, &visitor).await {
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
    about: &About,
    visitor: &Visitor,
) -> Result<Context, Error> {
    let signed_in = visitor.signed_in.as_ref();
    let (cx, object) = match (action.realm(), signed_in, &about.slug, &about.client) {
        (Realm::Partner, Some(signed_in), Some(slug), _) => {
            let cx = auth::context_for_partner(&visitor.portal, signed_in, slug).await?;
            let partner = cx.partner()?;
            (cx, Object::Partner(partner))
        }
        (Realm::Client, Some(signed_in), _, Some(client)) => {
            let client = client.parse().map_err(|_| Refusal::NotFound)?;
            let cx = auth::context_for_client(&visitor.portal, signed_in, client).await?;
            let object = own(&cx, about)?;
            (cx, object)
        }
        _ => (
            auth::context_for_person(&visitor.portal, signed_in),
            Object::Portal,
        ),
    };
    Refusal::unless(decide(cx.actor(), action, object))?;
    Ok(cx)
}

/// A client as its own people see it, or a section of its pages.
fn own(cx: &Context, about: &About) -> Result<Object, Refusal> {
    let person = cx.client_user()?;
    let (partner, client) = (person.partner, person.client);
    let Some(section) = &about.section else {
        return Ok(Object::Own { partner, client });
    };
    let section = Section::keyed(section).ok_or(Refusal::NotFound)?;
    Ok(Object::Section {
        partner,
        client,
        section,
    })
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
    if signed_in.is_operator && visitor.front.is_none() {
        return local::redirect("/operator");
    }
    let cx = auth::context_for_person(&visitor.portal, Some(signed_in));
    match auth::me(&cx).await {
        Ok(me) => local::redirect(&first_page(&me)),
        Err(error) => {
            tracing::error!(%error, "the first page broke");
            incidents::broken().into_response()
        }
    }
}

/// Where a person begins: at their first client on a brand's host, else at their first partner.
fn first_page(me: &Me) -> String {
    let client = (me.office.as_ref()).and_then(|office| office.places.first());
    match (client, me.memberships.first()) {
        (Some(place), _) => format!("/c/{}", place.person.client),
        (None, Some(team)) => format!("/p/{}", team.slug),
        (None, None) => "/profile".to_owned(),
    }
}

/// Sends a person on to the product that a section leads to. Another site cannot start that: it is
/// shown the section's page.
pub(super) async fn hand_over(
    Path(about): Path<About>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let site = request.headers().get("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        let page = request.uri().path().trim_end_matches("/open");
        return local::redirect(page);
    }
    let cx = match admit(Action::OpenSection, &about, &visitor).await {
        Ok(cx) => cx,
        Err(error) => return refuse(error, request).await,
    };
    match handed_over(&cx, &about).await {
        Ok(address) => leave_for(&address),
        Err(error) => refuse(error, request).await,
    }
}

async fn handed_over(cx: &Context, about: &About) -> Result<String, Error> {
    let client = cx.client_user()?.client;
    let section = about.section.as_deref().and_then(Section::keyed);
    let section = section.ok_or(Refusal::NotFound)?;
    backend::sections::hand_over(cx, client, section).await
}

/// Leads to another site, which is not told from where: the address holds a secret.
fn leave_for(address: &str) -> Response {
    const NOWHERE: HeaderValue = HeaderValue::from_static("no-referrer");
    match HeaderValue::from_str(address) {
        Ok(address) => {
            let headers = [
                (header::LOCATION, address),
                (header::REFERRER_POLICY, NOWHERE),
            ];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Err(_) => incidents::broken(),
    }
}
