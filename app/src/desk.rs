//! Where a request becomes a use case: who asks, and how the answer is told. Server only.

use backend::{
    Context, Error, Portal,
    auth::{STAYS, SessionToken, SignedIn},
    brands::Front,
};
use domain::{ClientId, Lang, Refusal, auth::Me};
use http::{HeaderValue, StatusCode, header::SET_COOKIE, request::Parts};
use leptos::prelude::{use_context, with_context};
use leptos_axum::ResponseOptions;

use crate::api_error::ApiError;

/// Everything the server found out about a request before a page or server function runs; its
/// middleware puts it into the request's extensions.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The portal.
    pub portal: Portal,
    /// Whose brand the host carries; nobody's where partners and the operator work.
    pub front: Option<Front>,
    /// Who is signed in.
    pub signed_in: Option<SignedIn>,
    /// What they are told about themselves, for a page that comes to life.
    pub me: Option<Me>,
    /// In which language to answer.
    pub lang: Lang,
    /// Whether the page comes to life: signing in, resets and invitations are plain forms.
    pub wakes: bool,
    /// Where to write to for whoever does not get in (P3).
    pub support_email: Option<std::sync::Arc<str>>,
    /// The number under which logs know the request.
    pub request_id: String,
}

/// The visitor of the request being answered.
pub fn visitor() -> Option<Visitor> {
    with_context::<Parts, _>(|parts| parts.extensions.get::<Visitor>().cloned()).flatten()
}

/// A context for the visitor as a member of the team of the partner with this short name.
///
/// # Errors
/// Signed out, or not found when the visitor is not in that team.
pub async fn partner(slug: &str) -> Result<Context, ApiError> {
    let Some(Visitor {
        portal, signed_in, ..
    }) = visitor()
    else {
        return refused();
    };
    let Some(signed_in) = signed_in else {
        return refused();
    };
    answer(backend::auth::context_for_partner(&portal, &signed_in, slug).await)
}

/// A context for the visitor as a person of this client, on a host of its partner's brand.
///
/// # Errors
/// Signed out, or not found when the visitor does not belong to that client.
pub async fn client(id: ClientId) -> Result<Context, ApiError> {
    let Some(Visitor {
        portal, signed_in, ..
    }) = visitor()
    else {
        return refused();
    };
    let Some(signed_in) = signed_in else {
        return refused();
    };
    answer(backend::auth::context_for_client(&portal, &signed_in, id).await)
}

/// A context for the visitor as themselves, or as one of the operator's people.
///
/// # Errors
/// Signed out.
pub async fn person() -> Result<Context, ApiError> {
    match visitor() {
        Some(Visitor {
            portal,
            signed_in: Some(signed_in),
            ..
        }) => Ok(backend::auth::context_for_person(&portal, Some(&signed_in))),
        _ => refused(),
    }
}

fn refused<T>() -> Result<T, ApiError> {
    answer(Err(Error::Refused(Refusal::SignedOut)))
}

/// The answer of a use case as the browser gets it. Sets the status of a refusal, and logs what
/// broke, here and nowhere else.
///
/// # Errors
/// Whatever the use case refused, or the incident.
pub fn answer<T>(result: Result<T, Error>) -> Result<T, ApiError> {
    let error = match result {
        Ok(value) => return Ok(value),
        Err(Error::Refused(refusal)) => ApiError::Refused(refusal),
        Err(Error::Broken(source)) => {
            let incident = visitor()
                .map(|visitor| visitor.request_id)
                .unwrap_or_default();
            tracing::error!(request.id = incident, error = %source, "a use case broke");
            ApiError::Broken { incident }
        }
    };
    set_status(&error);
    Err(error)
}

/// Gives the answer the status of what went wrong: the page that says it was not asked of a use
/// case when its address already made no sense.
pub(crate) fn set_status(error: &ApiError) {
    use leptos::server_fn::error::FromServerFnError as _;
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(status) = StatusCode::from_u16(error.status_code().as_u16())
    {
        response.set_status(status);
    }
}

/// The cookie that carries a session (security.md (E)): bound to this host, unseen by scripts.
/// `None` takes it away. It lasts as long as the browser is open, unless the person `stays`.
pub fn session_cookie(token: Option<&SessionToken>, stays: bool) -> HeaderValue {
    let (value, age) = match token {
        Some(token) if stays => (token.as_str(), format!("; Max-Age={STAYS}")),
        Some(token) => (token.as_str(), String::new()),
        None => ("", "; Max-Age=0".to_owned()),
    };
    let cookie = format!("{SESSION_COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}");
    HeaderValue::from_str(&cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// The name of the session's cookie.
pub const SESSION_COOKIE: &str = "__Host-s";

/// Goes on under a new session: its cookie travels with the answer.
pub fn renew_session(token: &SessionToken) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(SET_COOKIE, session_cookie(Some(token), false));
    }
}
