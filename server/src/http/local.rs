use std::fmt::Write as _;

use axum::{
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};

/// Longest address that is led back to.
const LENGTH_MAX: usize = 2_000;

/// The address of the sign-in page that leads back to `wanted` afterwards.
pub(super) fn sign_in_and_back_to(wanted: &str) -> String {
    if wanted == "/" {
        return "/sign-in".to_owned();
    }
    format!("/sign-in?next={}", encoded(wanted))
}

/// `wanted` if it is an address on this very host that can be gone to, else the first page.
pub(super) fn or_home(wanted: Option<&str>) -> &str {
    wanted.filter(|wanted| is_local(wanted)).unwrap_or("/")
}

/// Sends the browser to an address on this host, to be asked for with GET.
pub(super) fn redirect(to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// Leads to the same address without its final slash, for good, if that is one to be looked at.
pub(super) fn without_final_slash(method: &Method, uri: &Uri) -> Option<Response> {
    let path = uri.path().trim_end_matches('/');
    if path.len() == uri.path().len() || !matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    let to = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let location = HeaderValue::from_str(&to).ok().filter(|_| is_local(&to))?;
    Some(
        (
            StatusCode::PERMANENT_REDIRECT,
            [(header::LOCATION, location)],
        )
            .into_response(),
    )
}

/// A path, and nothing that a browser could take for another host: `//evil`, `/\evil`, `https:…`.
fn is_local(wanted: &str) -> bool {
    wanted.len() <= LENGTH_MAX
        && wanted.starts_with('/')
        && !wanted.starts_with("//")
        && wanted
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// The text as the value of a query parameter (RFC 3986).
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_host_is_gone_to() {
        for path in ["/p/acme", "/p/acme/clients?q=a%20b&sort=name", "/"] {
            assert_eq!(or_home(Some(path)), path);
        }
        for path in [
            "//evil.test",
            "/\\evil.test",
            "https://evil.test",
            "evil",
            "",
            "/a\r\nb",
            "/a b",
        ] {
            assert_eq!(or_home(Some(path)), "/", "{path}");
        }
        assert_eq!(or_home(None), "/");
    }

    #[test]
    fn a_final_slash_never_leads_to_another_host() {
        let to = |method: Method, uri: &'static str| {
            let response = without_final_slash(&method, &Uri::from_static(uri))?;
            assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT);
            Some(
                response.headers()[header::LOCATION]
                    .to_str()
                    .unwrap()
                    .to_owned(),
            )
        };
        for (uri, wanted) in [
            ("/p/acme/clients/", "/p/acme/clients"),
            (
                "/p/acme/clients///?q=a/&sort=name",
                "/p/acme/clients?q=a/&sort=name",
            ),
            ("https://portal.test/p/acme/", "/p/acme"),
        ] {
            assert_eq!(to(Method::GET, uri).as_deref(), Some(wanted));
            assert_eq!(to(Method::HEAD, uri).as_deref(), Some(wanted));
            assert_eq!(to(Method::POST, uri), None, "{uri}");
        }
        for uri in [
            "/",
            "//",
            "//evil.test/",
            "///evil.test/",
            "/p/acme",
            "/?q=/",
        ] {
            assert_eq!(to(Method::GET, uri), None, "{uri}");
        }
    }

    #[test]
    fn the_way_back_survives_the_address() {
        assert_eq!(
            sign_in_and_back_to("/p/acme/clients?q=a&sort=name"),
            "/sign-in?next=/p/acme/clients%3Fq%3Da%26sort%3Dname"
        );
        assert_eq!(sign_in_and_back_to("/"), "/sign-in");
    }
}
