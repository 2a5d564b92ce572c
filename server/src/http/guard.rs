use axum::{
    extract::Request,
    http::{HeaderMap, Method, Uri, header},
    middleware::Next,
    response::Response,
};

use super::{bare, cookies, host::Host};

/// Refuses what another site made a browser send, and bodies in forms nobody here reads
/// (security.md §1.7): Leptos itself checks neither.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let host = request
        .extensions()
        .get::<Host>()
        .map_or("", |host| host.name.as_str());
    let (method, path) = (request.method(), request.uri().path());
    // Browsers send reports by themselves; nothing is changed by one. Who calls a hook brings no
    // session, and signs what it says.
    if method.is_safe() || path == "/csp" || path.starts_with("/hooks/") {
        return next.run(request).await;
    }
    if !is_our_own(request.headers(), host) {
        return bare::page(bare::Say::OtherSite);
    }
    if !has_right_type(method, path, request.headers()) {
        return bare::page(bare::Say::UnknownForm);
    }
    next.run(request).await
}

/// Whether a request that may change something comes from a page of this very host. What says
/// nothing about where it comes from is no browser of today: it may not bring a session along.
fn is_our_own(headers: &HeaderMap, host: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => {
            let origin = origin
                .to_str()
                .ok()
                .and_then(|origin| origin.parse::<Uri>().ok());
            origin.and_then(|origin| origin.host().map(|name| name.eq_ignore_ascii_case(host)))
                == Some(true)
        }
        None => cookies::session(headers).is_none(),
    }
}

fn has_right_type(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    if method != Method::POST {
        return true;
    }
    let wanted = if path.starts_with("/fn/") {
        "application/json"
    } else if path.ends_with("/clients/import")
        || path.ends_with("/configuration/brand/files")
        || path.ends_with("/contacts/import")
    {
        "multipart/form-data"
    } else {
        "application/x-www-form-urlencoded"
    };
    let sent = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|value| value.split(';').next());
    sent.is_some_and(|sent| sent.trim().eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            (
                header::HeaderName::from_static(name),
                header::HeaderValue::from_static(value),
            )
        });
        pairs.collect()
    }

    #[test]
    fn only_pages_of_this_host_may_send() {
        const COOKIE: (&str, &str) = ("cookie", "__Host-s=AAAA");
        for (pairs, is_ours) in [
            (&[("sec-fetch-site", "same-origin"), COOKIE][..], true),
            (&[("sec-fetch-site", "same-site"), COOKIE], false),
            (&[("sec-fetch-site", "cross-site"), COOKIE], false),
            (&[("sec-fetch-site", "none"), COOKIE], false),
            // Sec-Fetch-Site wins over an Origin that looks right.
            (
                &[
                    ("sec-fetch-site", "same-site"),
                    ("origin", "https://portal.test"),
                ],
                false,
            ),
            (&[("origin", "https://portal.test"), COOKIE], true),
            (&[("origin", "https://evil.test"), COOKIE], false),
            (&[("origin", "https://sub.portal.test"), COOKIE], false),
            (&[("origin", "null"), COOKIE], false),
            (&[COOKIE], false),
            (&[("cookie", "a=b")], true),
            (&[], true),
        ] {
            assert_eq!(
                is_our_own(&headers(pairs), "portal.test"),
                is_ours,
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn each_address_reads_one_form() {
        for (path, sent, is_right) in [
            ("/fn/clients/add", "application/json; charset=utf-8", true),
            ("/fn/clients/add", "text/plain", false),
            (
                "/fn/clients/add",
                "application/x-www-form-urlencoded",
                false,
            ),
            ("/sign-in", "application/x-www-form-urlencoded", true),
            ("/sign-in", "application/json", false),
            ("/sign-in", "multipart/form-data; boundary=x", false),
            (
                "/p/acme/clients/import",
                "multipart/form-data; boundary=x",
                true,
            ),
            ("/p/acme/clients/import", "text/plain", false),
            (
                "/p/acme/configuration/brand/files",
                "multipart/form-data; boundary=x",
                true,
            ),
            (
                "/c/cli_1/contacts/import",
                "multipart/form-data; boundary=x",
                true,
            ),
        ] {
            let headers = headers(&[("content-type", sent)]);
            assert_eq!(
                has_right_type(&Method::POST, path, &headers),
                is_right,
                "{path} {sent}"
            );
        }
        assert!(!has_right_type(
            &Method::POST,
            "/sign-in",
            &HeaderMap::new()
        ));
    }
}
