use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use super::Site;

/// Characters of a report that are noted.
const REPORT_MAX: usize = 2_000;

/// Whether the program runs.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// Whether the portal can work: its database answers and has the schema of this program.
pub(super) async fn ready(State(site): State<Site>) -> Response {
    match site.portal().is_ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}

/// Takes a browser's report of something a page tried and may not.
pub(super) async fn report(State(site): State<Site>, report: Bytes) -> StatusCode {
    let report = String::from_utf8_lossy(&report);
    let visible = report.chars().filter(|c| !c.is_control()).take(REPORT_MAX);
    let report: String = visible.collect();
    tracing::warn!(count = site.count_report(), report, "a page was stopped");
    StatusCode::NO_CONTENT
}
