//! The files of brands: in by the editor, out to whoever visits a brand's host.

use app::desk::Visitor;
use axum::{
    Extension, Json,
    body::Body,
    extract::{FromRequest as _, Multipart, Path, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use backend::{
    Context, Error,
    brands::{File, add_file, file, file_of},
};
use domain::{
    FieldErrors, Problem, Refusal,
    brands::{BrandDetails, Slot},
    policy::Action,
};

use super::{Site, door, host::Host, incidents};

/// A file is named for its content, so it may be kept for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// As before, by the browser of whoever may edit the brand.
const FOR_ONE: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");
/// Nothing in it may do anything, whatever a browser takes it for.
const POWERLESS: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");
/// Messages are read on other sites, and show the logo there.
const ANYWHERE: HeaderValue = HeaderValue::from_static("cross-origin");

/// A file of the brand that the host carries; on other hosts there is none.
pub(super) async fn shown(
    State(site): State<Site>,
    Extension(host): Extension<Host>,
    Path(name): Path<String>,
) -> Response {
    let Some(front) = host.front else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match file_of(site.portal(), front.partner, &name).await {
        Ok(Some(file)) => {
            let logo = front.brand.pictures.of(Slot::LogoLight);
            let is_in_messages = logo.is_some_and(|logo| logo.file == name);
            let mut response = answer(file, &name, FOR_EVER);
            if is_in_messages {
                let policy = HeaderName::from_static("cross-origin-resource-policy");
                response.headers_mut().insert(policy, ANYWHERE);
            }
            response
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a picture cannot be read");
            incidents::broken()
        }
    }
}

/// A file of the brand that is being edited, published or not.
pub(super) async fn edited(
    Path((slug, name)): Path<(String, String)>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let found = match door::admit(Action::SeeBrand, &door::About::partner(&slug), &visitor).await {
        Ok(cx) => file(&cx, &name).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(file) => answer(file, &name, FOR_ONE),
        Err(error) => door::refuse(error, request).await,
    }
}

/// The type is what we made, and the name is made of digits and a known ending.
fn answer(file: File, name: &str, kept: HeaderValue) -> Response {
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    let disposition = format!("inline; filename=\"{name}\"");
    for (name, value) in [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_str(&file.media_type),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition),
        ),
        (header::CACHE_CONTROL, Ok(kept)),
        (header::CONTENT_SECURITY_POLICY, Ok(POWERLESS)),
    ] {
        if let Ok(value) = value {
            headers.insert(name, value);
        }
    }
    response
}

/// Takes in a picture for a place of the brand; answers the brand as it is then, or what is wrong.
/// Its size is held by the limit of all forms, which it is read under.
pub(super) async fn upload(
    Path(slug): Path<String>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Response {
    let cx = match door::admit(Action::EditBrand, &door::About::partner(&slug), &visitor).await {
        Ok(cx) => cx,
        Err(error) => return door::refuse(error, editor(&slug, visitor)).await,
    };
    match take_in(&cx, request).await {
        Ok(details) => Json(details).into_response(),
        Err(Error::Refused(refusal)) => {
            let status = StatusCode::from_u16(refusal.status());
            (status.unwrap_or(StatusCode::BAD_REQUEST), Json(refusal)).into_response()
        }
        Err(Error::Broken(error)) => {
            tracing::error!(%error, "a picture broke");
            incidents::broken()
        }
    }
}

async fn take_in(cx: &Context, request: Request) -> Result<BrandDetails, Error> {
    let unreadable = |_| FieldErrors::one("file", Problem::BrokenPicture);
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| FieldErrors::one("file", Problem::BrokenPicture))?;
    let mut slot = None;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("slot") => slot = Slot::named(&field.text().await.map_err(unreadable)?),
            Some("file") => {
                let slot = slot.ok_or(Refusal::NotFound)?;
                let bytes = field.bytes().await.map_err(unreadable)?;
                return add_file(cx, slot, bytes.to_vec()).await;
            }
            _ => {}
        }
    }
    Err(FieldErrors::one("file", Problem::Required).into())
}

/// A visit to the editor, to say there what was refused.
fn editor(slug: &str, visitor: Visitor) -> Request<Body> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    if let Ok(uri) = format!("/p/{slug}/configuration/brand").parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(visitor);
    request
}
