use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A page outside the portal: it names nobody and loads nothing. `text` is ours, never a visitor's.
pub(super) fn page(status: StatusCode, text: &str) -> Response {
    let code = status.as_u16();
    let body = format!(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>{code}</title>\
         <h1>{code}</h1><p>{text}</p></html>"
    );
    (status, [(header::CONTENT_TYPE, HTML)], body).into_response()
}
