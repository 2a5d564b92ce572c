use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use domain::Lang;

/// A page that may lead elsewhere by itself, and nothing more.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Leads a visitor to another site, with what is said on the way and the words of the link. That
/// cannot be a redirect: the answer to a form may lead to its own site only (CSP `form-action`).
pub(super) fn elsewhere(to: &str, (said, on): (&str, &str), lang: Lang) -> Response {
    let (tag, to) = (lang.tag(), escaped(to));
    let page = format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><meta charset=\"utf-8\"><title>{said}</title>\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\
         <p>{said} <a href=\"{to}\">{on}</a></p></html>"
    );
    let headers = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers, Html(Body::from(page))).into_response()
}

fn escaped(address: &str) -> String {
    address
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
