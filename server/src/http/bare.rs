use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use domain::Lang;

use super::visitor;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// What is said outside the portal, before anybody is known and when everything else failed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Say {
    /// A host that is not ours.
    NothingHere,
    /// Another site made the browser send it.
    OtherSite,
    /// A body of a type that nobody here reads.
    UnknownForm,
    TooLarge,
    TookTooLong,
    Broken,
}

impl Say {
    const fn status(self) -> StatusCode {
        match self {
            Self::NothingHere => StatusCode::MISDIRECTED_REQUEST,
            Self::OtherSite => StatusCode::FORBIDDEN,
            Self::UnknownForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TookTooLong => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn text(self, lang: Lang) -> &'static str {
        use Lang::{Bg, En, Es, PtBr};
        match (self, lang) {
            (Self::NothingHere, En) => "Nothing is served here.",
            (Self::NothingHere, Es) => "Aquí no hay nada.",
            (Self::NothingHere, PtBr) => "Não há nada aqui.",
            (Self::NothingHere, Bg) => "Тук няма нищо.",
            (Self::OtherSite, En) => "This was sent from another site.",
            (Self::OtherSite, Es) => "Esto se envió desde otro sitio.",
            (Self::OtherSite, PtBr) => "Isto foi enviado de outro site.",
            (Self::OtherSite, Bg) => "Това е изпратено от друг сайт.",
            (Self::UnknownForm, En) => "This form is not understood.",
            (Self::UnknownForm, Es) => "No se entiende este formulario.",
            (Self::UnknownForm, PtBr) => "Não foi possível entender este formulário.",
            (Self::UnknownForm, Bg) => "Този формуляр не може да се прочете.",
            (Self::TooLarge, En) => "This is too large.",
            (Self::TooLarge, Es) => "Esto es demasiado grande.",
            (Self::TooLarge, PtBr) => "Isto é grande demais.",
            (Self::TooLarge, Bg) => "Това е твърде голямо.",
            (Self::TookTooLong, En) => "This took too long. Please try again.",
            (Self::TookTooLong, Es) => "Esto tardó demasiado. Inténtalo de nuevo.",
            (Self::TookTooLong, PtBr) => "Isto demorou demais. Tente de novo.",
            (Self::TookTooLong, Bg) => "Това отне твърде дълго. Опитайте отново.",
            (Self::Broken, En) => "Something broke on our side. It is noted; please try again.",
            (Self::Broken, Es) => {
                "Algo falló por nuestra parte. Quedó registrado; inténtalo de nuevo."
            }
            (Self::Broken, PtBr) => "Algo falhou do nosso lado. Ficou registrado; tente de novo.",
            (Self::Broken, Bg) => "Възникна грешка при нас. Записахме я; опитайте отново.",
        }
    }
}

/// A page outside the portal: it names nobody and loads nothing. [`speak`] fills it.
pub(super) fn page(say: Say) -> Response {
    let mut response = say.status().into_response();
    response.extensions_mut().insert(say);
    response
}

/// Says what there is to say in the language that the browser asks for.
pub(super) async fn speak(request: Request, next: Next) -> Response {
    let lang = visitor::language(request.headers(), None);
    let response = next.run(request).await;
    let Some(&say) = response.extensions().get::<Say>() else {
        return response;
    };
    let (code, text) = (say.status().as_u16(), say.text(lang));
    let tag = lang.tag();
    let page = format!(
        "<!DOCTYPE html><html lang=\"{tag}\"><meta charset=\"utf-8\"><title>{code}</title>\
         <h1>{code}</h1><p>{text}</p></html>"
    );
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HTML);
    Response::from_parts(parts, Body::from(page))
}
