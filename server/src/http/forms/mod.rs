//! The plain forms: they work without a script, and show again what was typed.

mod elsewhere;
mod enter;
mod invitation;
mod language;
mod pay;
mod reset;
mod sign_in;

use std::collections::BTreeMap;

use app::{auth::FormState, desk::Visitor};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use backend::{Error, auth::Place};
use domain::Refusal;

use super::{address::Address, host::Host, incidents, pages};

pub(super) use enter::enter;
pub(super) use invitation::{accept_invitation, invitation};
pub(super) use language::choose_language;
pub(super) use pay::{pay, pay_by_card};
pub(super) use reset::{new_password, request_reset, reset, set_password};
pub(super) use sign_in::{sign_in, sign_in_page, sign_out};

/// What a form sent, by field.
pub(super) type Typed = axum::Form<BTreeMap<String, String>>;

/// The value of a field; nothing typed is an empty text.
fn field(typed: &Typed, name: &str) -> String {
    typed.get(name).cloned().unwrap_or_default()
}

/// From where and to which host a form was sent.
struct Origin {
    place: Place,
    address: std::net::IpAddr,
}

impl Origin {
    fn of(parts: &Parts) -> Self {
        let device = parts.headers.get(header::USER_AGENT);
        let host = parts.extensions.get::<Host>();
        let address = parts.extensions.get::<Address>();
        Self {
            place: Place {
                host: host.map(|host| host.name.clone()).unwrap_or_default(),
                front: host.and_then(|host| host.front.clone()),
                device: device
                    .map(|device| String::from_utf8_lossy(device.as_bytes()).into_owned())
                    .unwrap_or_default(),
                stays: false,
            },
            address: address.map_or(std::net::Ipv4Addr::UNSPECIFIED.into(), |address| address.0),
        }
    }
}

/// The page of the form with this state.
async fn show(mut parts: Parts, state: FormState) -> Response {
    parts.method = Method::GET;
    parts.extensions.insert(state);
    pages::render(Request::from_parts(parts, Body::empty())).await
}

/// The page of the form again, saying what is wrong.
pub(super) async fn show_again(parts: Parts, mut state: FormState, error: Error) -> Response {
    let refusal = match error {
        Error::Refused(refusal) => refusal,
        Error::Broken(error) => {
            tracing::error!(%error, "a form broke");
            return incidents::broken().into_response();
        }
    };
    let status = refusal.status();
    let mut retry = None;
    match refusal {
        Refusal::Invalid(errors) => state.errors = errors,
        other => {
            if let Refusal::TooOften { retry_seconds } = other {
                retry = Some(HeaderValue::from(retry_seconds));
            }
            state.refusal = Some(other);
        }
    }
    let mut response = show(parts, state).await;
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    if let Some(retry) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, retry);
    }
    response
}

/// What was typed, without passwords.
fn values<const N: usize>(typed: &Typed, names: [&str; N]) -> FormState {
    let pairs = names
        .into_iter()
        .map(|name| (name.to_owned(), field(typed, name)));
    FormState {
        values: pairs.collect(),
        ..FormState::default()
    }
}

/// The portal of a visitor, for use cases of nobody in particular.
const fn portal(visitor: &Visitor) -> &backend::Portal {
    &visitor.portal
}
