use app::desk::SESSION_COOKIE;
use axum::http::{HeaderMap, HeaderValue, header};
use domain::Lang;

const LANGUAGE: &str = "__Host-l";
/// Characters of a session's secret: 32 bytes as base64url.
const SESSION_LENGTH: usize = 43;

/// The session cookie of a request.
pub(super) fn session(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SESSION_COOKIE)
}

/// The session cookie of a request, if it can be one at all.
pub(super) fn session_token(headers: &HeaderMap) -> Option<&str> {
    session(headers).filter(|token| token.len() == SESSION_LENGTH)
}

/// The language chosen in this browser.
pub(super) fn language(headers: &HeaderMap) -> Option<Lang> {
    cookie(headers, LANGUAGE)?.parse().ok()
}

/// Sets the language of this browser, for a year.
pub(super) fn keep_language(headers: &mut HeaderMap, lang: Lang) {
    let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000";
    if let Ok(cookie) = HeaderValue::from_str(&format!("{LANGUAGE}={lang}; {attributes}")) {
        headers.append(header::SET_COOKIE, cookie);
    }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    let mut pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}
