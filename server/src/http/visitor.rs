use app::desk::Visitor;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Uri, header},
    middleware::Next,
    response::Response,
};
use domain::Lang;

use super::{
    Site, cookies,
    host::Host,
    incidents::{self, RequestId},
};

/// Finds out who asks, and in which language to answer. What a page tells them about themselves is
/// looked up when there is a page.
pub(super) async fn recognize(
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response {
    let asked = request.extensions().get::<Host>();
    let host = asked.map_or("", |host| host.name.as_str());
    let front = asked.and_then(|host| host.front.clone());
    let signed_in = match cookies::session_token(request.headers()) {
        Some(token) => {
            let at = partner(&request);
            backend::auth::resolve_at(site.portal(), token, host, front.as_ref(), at.as_deref())
                .await
        }
        None => Ok(None),
    };
    let signed_in = match signed_in {
        Ok(signed_in) => signed_in,
        Err(error) => {
            tracing::error!(%error, "a session cannot be looked up");
            return incidents::broken();
        }
    };
    let request_id = request.extensions().get::<RequestId>();
    let front = request
        .extensions()
        .get::<Host>()
        .and_then(|host| host.front.clone());
    // Whoever serves a brand's clients is the partner: the operator is never named there (S5).
    let support_email = match &front {
        Some(front) => front.support_email.as_deref().map(Into::into),
        None => site.support_email(),
    };
    let visitor = Visitor {
        portal: site.portal().clone(),
        front,
        lang: language(
            request.headers(),
            signed_in.as_ref().map(|person| person.lang),
        ),
        signed_in,
        me: None,
        wakes: !is_plain(request.uri().path()),
        support_email,
        request_id: request_id.map(|id| id.0.clone()).unwrap_or_default(),
    };
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// The person's own language, else the one chosen in this browser, else the first the browser asks
/// for that is spoken here.
pub(super) fn language(headers: &HeaderMap, own: Option<Lang>) -> Lang {
    let accepted = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?;
        Lang::accepted(header.to_str().ok()?)
    };
    own.or_else(|| cookies::language(headers))
        .or_else(accepted)
        .unwrap_or_default()
}

/// The partner that the request is probably about: the one of the page, or of the page that calls a
/// function. Only what is read along depends on it, never what is answered.
fn partner(request: &Request) -> Option<String> {
    let path = request.uri().path();
    if let Some(slug) = slug(path) {
        return Some(slug.to_owned());
    }
    let page: Uri = request
        .headers()
        .get(header::REFERER)?
        .to_str()
        .ok()?
        .parse()
        .ok()?;
    slug(page.path()).map(str::to_owned)
}

fn slug(path: &str) -> Option<&str> {
    path.strip_prefix("/p/")?.split('/').next()
}

/// Whether the page is a plain form, which no script runs on.
fn is_plain(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    matches!(
        first,
        "sign-in" | "reset" | "invitation" | "enter" | "invoice"
    )
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn the_partner_is_guessed_from_the_page() {
        let guess = |path: &str, page: &str| {
            let request = Request::builder().uri(path).header(header::REFERER, page);
            partner(&request.body(Body::empty()).ok()?)
        };
        let of = |path, page| guess(path, page).unwrap_or_default();
        assert_eq!(of("/p/acme/clients?sort=name", ""), "acme");
        assert_eq!(of("/p/acme", "http://localhost/p/bolt"), "acme");
        assert_eq!(
            of("/fn/clients/list", "http://localhost/p/acme/clients?x=1"),
            "acme"
        );
        assert_eq!(of("/fn/clients/list", "http://localhost/profile"), "");
        assert_eq!(of("/fn/clients/list", "no address \u{7f}"), "");
        assert_eq!(of("/", ""), "");
    }
}
