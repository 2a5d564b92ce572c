use app::{
    auth::FormState,
    desk::{Visitor, session_cookie},
};
use axum::{
    Extension,
    extract::Path,
    http::{HeaderValue, header, request::Parts},
    response::Response,
};
use backend::visits;
use domain::Lang;

use super::{Origin, elsewhere::elsewhere, portal, show_again};
use crate::http::local;

const NOWHERE: HeaderValue = HeaderValue::from_static("no-referrer");

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

/// Leads a visitor home, to another host.
pub(super) fn home(back: &str, lang: Lang) -> Response {
    let (over, on) = match lang {
        Lang::En => ("The visit is over.", "Back"),
        Lang::Es => ("La visita ha terminado.", "Volver"),
        Lang::PtBr => ("A visita terminou.", "Voltar"),
        Lang::Bg => ("Посещението приключи.", "Обратно"),
    };
    elsewhere(back, (over, on), lang)
}
