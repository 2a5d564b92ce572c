use app::{auth::FormState, desk::Visitor};
use axum::{
    Extension,
    body::Body,
    extract::{Path, Request},
    http::request::Parts,
    response::Response,
};
use backend::{Error, dunning};
use domain::{Lang, Refusal};

use super::{Origin, elsewhere::elsewhere, portal, show, show_again};
use crate::http::pages;

/// An invoice and how it is paid, for whoever holds its link (B11).
pub(in crate::http) async fn pay(
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    parts: Parts,
) -> Response {
    match about(&visitor, &token, &parts).await {
        Ok(state) => show(parts, state).await,
        Err(error) => refused(parts, FormState::default(), error).await,
    }
}

/// Leads whoever holds the link to where a card is paid with.
pub(in crate::http) async fn pay_by_card(
    Extension(visitor): Extension<Visitor>,
    Path(token): Path<String>,
    parts: Parts,
) -> Response {
    let address = Origin::of(&parts).address;
    let front = visitor.front.as_ref();
    match dunning::card_to_pay(portal(&visitor), front, &token, address).await {
        Ok(to) => {
            let words = match visitor.lang {
                Lang::En => ("Your payment goes on elsewhere.", "Go on"),
                Lang::Es => ("Tu pago continúa en otra página.", "Continuar"),
                Lang::PtBr => ("O seu pagamento continua em outra página.", "Continuar"),
                Lang::Bg => ("Плащането ви продължава на друга страница.", "Продължаване"),
            };
            elsewhere(&to, words, visitor.lang)
        }
        Err(error) => match about(&visitor, &token, &parts).await {
            Ok(state) => refused(parts, state, error).await,
            Err(error) => refused(parts, FormState::default(), error).await,
        },
    }
}

/// What the page of an invoice says.
async fn about(visitor: &Visitor, token: &str, parts: &Parts) -> Result<FormState, Error> {
    let address = Origin::of(parts).address;
    let front = visitor.front.as_ref();
    let invoice = dunning::invoice_to_pay(portal(visitor), front, token, address).await?;
    Ok(FormState {
        invoice: Some((invoice, format!("/invoice/{token}/pdf"))),
        ..FormState::default()
    })
}

async fn refused(parts: Parts, state: FormState, error: Error) -> Response {
    match error {
        Error::Refused(Refusal::NotFound) => {
            pages::not_found(Request::from_parts(parts, Body::empty())).await
        }
        error => show_again(parts, state, error).await,
    }
}
