use app::desk::Visitor;
use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::Response,
};
use domain::Lang;

use super::Site;

/// Finds out who asks, and in which language to answer.
pub(super) async fn recognize(
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    let lang = accepted
        .and_then(|value| value.to_str().ok())
        .and_then(Lang::accepted)
        .unwrap_or_default();
    request.extensions_mut().insert(Visitor {
        portal: site.portal().clone(),
        signed_in: None,
        lang,
        wakes: true,
        request_id: String::new(),
    });
    next.run(request).await
}
