use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::nonce::Nonce;

use super::Site;

/// What every answer says, whatever it is (security.md, part E).
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), \
         publickey-credentials-get=(self), publickey-credentials-create=(self)",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// Two years of https, for this host alone: what lies below a partner's own domain is not ours to
/// decide about, nor what lies below a host that was not even known.
const HTTPS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// The same, for the portal's own host and everything below it.
const HTTPS_BELOW: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Marks what was answered at the portal's own host, or at one below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnHost;

/// What an answer says unless it says something else itself.
const UNLESS_SAID: [(HeaderName, &str); 4] = [
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; sandbox",
    ),
];

/// What a page depends on, beside its address.
const BY_VISITOR: HeaderValue =
    HeaderValue::from_static("Sec-Fetch-Site, Origin, Cookie, Accept-Language, Accept-Encoding");

/// Puts the headers of security.md, part E on every answer.
pub(super) async fn dress(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let nonce = response.extensions_mut().remove::<Nonce>();
    let is_own = response.extensions_mut().remove::<OwnHost>().is_some();
    let headers = response.headers_mut();
    let https = if is_own { HTTPS_BELOW } else { HTTPS };
    headers.insert(header::STRICT_TRANSPORT_SECURITY, https);
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(nonce) = nonce {
        let policy = policy_of_pages(&nonce, site.is_secure());
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(header::VARY, BY_VISITOR);
    }
    for (name, value) in UNLESS_SAID {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// What a page may load and do. On plain http, that is on one's own machine, nothing is upgraded:
/// some browsers would look for https there.
fn policy_of_pages(nonce: &Nonce, is_secure: bool) -> String {
    let upgrade = if is_secure {
        "; upgrade-insecure-requests"
    } else {
        ""
    };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; style-src-attr 'none'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; \
         report-uri /csp{upgrade}"
    )
}
