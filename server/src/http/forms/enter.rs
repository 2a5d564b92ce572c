use app::{
    auth::FormState,
    desk::{Visitor, session_cookie},
};
use axum::{
    Extension,
    body::Body,
    extract::Path,
    http::{HeaderValue, header, request::Parts},
    response::{Html, IntoResponse as _, Response},
};
use backend::visits;
use domain::Lang;

use super::{Origin, portal, show_again};
use crate::http::local;

const NOWHERE: HeaderValue = HeaderValue::from_static("no-referrer");

/// A page that may lead elsewhere by itself, and nothing more.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Enters the pages of a client with a ticket from the panel (B3).
pub(in crate::http) async fn enter(
    Extension(visitor): Extension<Visitor>,
    Path(ticket): Path<String>,
    parts: Parts,
) -> Response {
    let Origin { place, .. } = Origin::of(&parts);
    let here = visitor.signed_in.as_ref();
    match visits::enter(portal(&visitor), &ticket, &place, here).await {
        Ok(entered) => {
            let mut response = local::redirect(&format!("/c/{}", entered.client));
            let headers = response.headers_mut();
            let cookie = session_cookie(Some(&entered.session.token), false);
            headers.append(header::SET_COOKIE, cookie);
            headers.insert(header::REFERRER_POLICY, NOWHERE);
            response
        }
        Err(error) => show_again(parts, FormState::default(), error).await,
    }
}

/// Leads a visitor home, to another host. That cannot be a redirect: the answer to a form may lead
/// to its own site only (CSP `form-action`).
pub(super) fn home(back: &str, lang: Lang) -> Response {
    let (over, on) = match lang {
        Lang::En => ("The visit is over.", "Back"),
        Lang::Es => ("La visita ha terminado.", "Volver"),
        Lang::PtBr => ("A visita terminou.", "Voltar"),
        Lang::Bg => ("Посещението приключи.", "Обратно"),
    };
    let (tag, back) = (lang.tag(), escaped(back));
    let page = format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><meta charset=\"utf-8\"><title>{over}</title>\
         <meta http-equiv=\"refresh\" content=\"0; url={back}\">\
         <p>{over} <a href=\"{back}\">{on}</a></p></html>"
    );
    let headers = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers, Html(Body::from(page))).into_response()
}

fn escaped(address: &str) -> String {
    address
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
