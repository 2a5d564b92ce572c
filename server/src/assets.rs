//! What browsers receive besides pages: scripts, styles, fonts, icons.
//!
//! `build.rs` embeds them. All URLs carry the id of the build, `/pkg/<build id>/app.js`, so
//! each may be kept for ever, and a chunk of another build is simply not found.

use std::sync::OnceLock;

use app::i18n;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::Lang;

/// One embedded file.
#[derive(Debug)]
struct Asset {
    name: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// For ever: another build has other URLs.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const AS_IS: HeaderValue = HeaderValue::from_static("nosniff");
const BY_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");
const BROTLI: HeaderValue = HeaderValue::from_static("br");

/// Where the files of this build are.
pub(crate) fn root() -> String {
    format!("/pkg/{BUILD_ID}")
}

/// Which build this is.
pub(crate) const fn build() -> &'static str {
    BUILD_ID
}

/// The names of all files of this build.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().chain(texts()).map(|asset| asset.name)
}

/// Whether a browser half was embedded. Without one, pages come but no script runs on them.
pub(crate) fn has_site() -> bool {
    !FILES.is_empty()
}

/// Answers one file, compressed for whoever understands that.
pub(crate) async fn serve(
    Path((build, name)): Path<(String, String)>,
    asked: HeaderMap,
) -> Response {
    if build != BUILD_ID {
        return StatusCode::NOT_FOUND.into_response();
    }
    match find(&name).or_else(|| texts().iter().find(|asset| asset.name == name)) {
        Some(asset) => answer(asset, &asked),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The texts of every language, as the browser half loads them: a list in the order of the ids.
fn texts() -> &'static [Asset] {
    static TEXTS: OnceLock<Vec<Asset>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let file = |lang| Asset {
            name: i18n::file_name(lang).leak(),
            content_type: "application/json",
            plain: serde_json::to_vec(i18n::texts(lang))
                .unwrap_or_default()
                .leak(),
            brotli: None,
        };
        Lang::ALL.into_iter().map(file).collect()
    })
}

fn find(name: &str) -> Option<&'static Asset> {
    let index = FILES.binary_search_by(|asset| asset.name.cmp(name)).ok()?;
    FILES.get(index)
}

fn answer(asset: &Asset, asked: &HeaderMap) -> Response {
    let brotli = asset.brotli.filter(|_| accepts_brotli(asked));
    // Under the id of its build a file never changes, so the id stands for the content; the
    // two encodings are two representations.
    let etag = format!(
        "\"{BUILD_ID}{}\"",
        if brotli.is_some() { "-br" } else { "" }
    );
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, FOR_EVER);
    headers.insert(header::VARY, BY_ENCODING);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, AS_IS);
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    if is_known(asked, &etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(asset.content_type),
    );
    if brotli.is_some() {
        headers.insert(header::CONTENT_ENCODING, BROTLI);
    }
    (headers, brotli.unwrap_or(asset.plain)).into_response()
}

/// Whether the browser takes brotli: named, and not with the weight of nought.
fn accepts_brotli(asked: &HeaderMap) -> bool {
    listed(asked, &header::ACCEPT_ENCODING).any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let is_brotli = parts.next() == Some("br");
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        is_brotli
            && weight
                .and_then(|weight| weight.parse::<f32>().ok())
                .is_none_or(|q| q > 0.0)
    })
}

fn is_known(asked: &HeaderMap, etag: &str) -> bool {
    listed(asked, &header::IF_NONE_MATCH)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag)
}

/// The parts of a header that is a list.
fn listed<'a>(asked: &'a HeaderMap, name: &header::HeaderName) -> impl Iterator<Item = &'a str> {
    let values = asked
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: Asset = Asset {
        name: "app.js",
        content_type: "text/javascript; charset=utf-8",
        plain: b"let a = 1;",
        brotli: Some(b"small"),
    };

    fn asked(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    fn header_of<'a>(response: &'a Response, name: &str) -> &'a str {
        response
            .headers()
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn brotli_is_for_whoever_takes_it() {
        for (offer, takes) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("gzip, br;q=0", false),
            ("gzip", false),
            ("brr", false),
        ] {
            assert_eq!(
                accepts_brotli(&asked(header::ACCEPT_ENCODING, offer)),
                takes,
                "{offer}"
            );
        }
    }

    #[test]
    fn a_file_is_typed_and_kept_for_ever() {
        let response = answer(&FILE, &asked(header::ACCEPT_ENCODING, "br"));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(
            header_of(&response, "content-type"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(header_of(&response, "content-encoding"), "br");
        assert_eq!(
            header_of(&response, "cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(header_of(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header_of(&response, "vary"), "accept-encoding");
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let first = answer(&FILE, &HeaderMap::new());
        assert_eq!(header_of(&first, "content-encoding"), "");
        let etag = first.headers().get(header::ETAG).unwrap().clone();
        let again = answer(
            &FILE,
            &HeaderMap::from_iter([(header::IF_NONE_MATCH, etag.clone())]),
        );
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        // The other encoding is another thing to know.
        let mut other = asked(header::ACCEPT_ENCODING, "br");
        other.insert(header::IF_NONE_MATCH, etag);
        assert_eq!(answer(&FILE, &other).status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn another_build_is_not_found() {
        let path = |build: &str| Path((build.to_owned(), "app.js".to_owned()));
        let response = serve(path("0000000000"), HeaderMap::new()).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
}
