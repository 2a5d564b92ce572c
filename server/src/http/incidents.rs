use std::{any::Any, time::Instant};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use tower_http::catch_panic::{CatchPanicLayer, ResponseForPanic};
use tracing::Instrument as _;

use super::{Site, bare};

/// The number under which the log knows a request.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Numbers a request and notes how it was answered. The address is noted as it is mounted: a
/// secret in a link must not get into the log.
pub(super) async fn number(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = site.portal().new_id().simple().to_string();
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or("none", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, method = %request.method(), path);
    request.extensions_mut().insert(RequestId(id));
    let began = Instant::now();
    async move {
        let response = next.run(request).await;
        let status = response.status().as_u16();
        let micros = began.elapsed().as_micros();
        tracing::debug!(status, micros, "answered");
        response
    }
    .instrument(span)
    .await
}

/// Turns a panic into an answer, so that one broken page does not end a connection.
pub(super) fn catch_panics() -> CatchPanicLayer<Broken> {
    CatchPanicLayer::custom(Broken)
}

/// The answer to a request that broke.
#[derive(Debug, Clone, Copy)]
pub(super) struct Broken;

impl ResponseForPanic for Broken {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, panic: Box<dyn Any + Send + 'static>) -> Response {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
        tracing::error!(
            panic = said.unwrap_or("of unknown kind"),
            "a request panicked"
        );
        broken()
    }
}

/// What is said when something broke: nothing about it.
pub(super) fn broken() -> Response {
    bare::page(bare::Say::Broken)
}
