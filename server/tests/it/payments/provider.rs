//! A payment provider of a test: it speaks as much of the real one's API as the portal does, and
//! refuses what the real one would.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use ring::hmac;
use serde_json::{Value, json};

/// The key that it knows.
pub(super) const KEY: &str = "sk_test_canary0123456789";
/// What it signs notices with.
pub(super) const SECRET: &str = "whsec_canary0123456789";
/// Keys to which it answers with something else than is agreed.
pub(super) const ELSEWHERE: &str = "sk_test_elsewhere";
pub(super) const ENDLESS: &str = "sk_test_endless00";

/// What it was asked.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Each session with the fields it was asked for with, by the name it was asked under.
    pub(super) sessions: BTreeMap<String, BTreeMap<String, String>>,
    /// How often it was asked for one.
    pub(super) times: usize,
}

/// The provider.
#[derive(Debug, Clone)]
pub(super) struct Provider {
    pub(super) url: String,
    asked: Arc<Mutex<Asked>>,
}

impl Provider {
    /// Begins to answer, on this machine.
    pub(super) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            asked: Arc::default(),
        };
        let router = Router::new()
            .route("/v1/account", get(account))
            .route("/v1/checkout/sessions", post(session))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// What it was asked so far.
    pub(super) fn asked<T>(&self, look: impl FnOnce(&Asked) -> T) -> T {
        look(&self.asked.lock().unwrap())
    }
}

async fn account(headers: HeaderMap) -> Response {
    match key(&headers).as_str() {
        KEY => Json(json!({
            "id": "acct_1", "settings": { "dashboard": { "display_name": "Acme Cards" } },
        }))
        .into_response(),
        ELSEWHERE => (StatusCode::FOUND, [(header::LOCATION, "/v1/secret")]).into_response(),
        ENDLESS => Json(json!({ "id": "x".repeat(300 * 1024) })).into_response(),
        _ => wrong(StatusCode::UNAUTHORIZED, "api_key_expired"),
    }
}

async fn session(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(fields): Form<BTreeMap<String, String>>,
) -> Response {
    if key(&headers) != KEY {
        return wrong(StatusCode::UNAUTHORIZED, "api_key_expired");
    }
    let name = headers
        .get("idempotency-key")
        .map(|name| name.to_str().unwrap().to_owned());
    let (Some(name), true) = (name, headers.contains_key("stripe-version")) else {
        return wrong(StatusCode::BAD_REQUEST, "headers_missing");
    };
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let item = "line_items[0][price_data]";
    let is_right = field("mode") == "payment"
        && field(&format!("{item}[currency]"))
            .bytes()
            .all(|b| b.is_ascii_lowercase())
        && field(&format!("{item}[unit_amount]"))
            .parse()
            .is_ok_and(|amount: i64| amount > 0)
        && !field(&format!("{item}[product_data][name]")).is_empty()
        && field("line_items[0][quantity]") == "1"
        && field("success_url").starts_with("http");
    if !is_right {
        return wrong(StatusCode::BAD_REQUEST, "parameter_invalid");
    }
    let mut asked = provider.asked.lock().unwrap();
    asked.times += 1;
    if asked
        .sessions
        .get(&name)
        .is_some_and(|known| *known != fields)
    {
        return wrong(StatusCode::BAD_REQUEST, "idempotency_key_in_use");
    }
    asked.sessions.insert(name.clone(), fields);
    Json(json!({ "id": "cs_1", "url": format!("{}/pay/{name}", provider.url) })).into_response()
}

fn key(headers: &HeaderMap) -> String {
    let key = headers
        .get(header::AUTHORIZATION)
        .map(|value| value.to_str().unwrap());
    key.and_then(|key| key.strip_prefix("Bearer "))
        .unwrap_or_default()
        .to_owned()
}

fn wrong(status: StatusCode, code: &str) -> Response {
    (
        status,
        Json(json!({ "error": { "code": code, "message": "No" } })),
    )
        .into_response()
}

/// The signature of a notice, at this second.
pub(super) fn signed(secret: &str, seconds: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
    format!("t={seconds},v1={}", hex::encode(signature))
}

/// A session that was paid.
pub(super) fn paid(partner: &str, invoice: &str, payment: &str, amount: i64) -> Value {
    json!({
        "id": format!("evt_{payment}"), "type": "checkout.session.completed",
        "data": { "object": {
            "id": "cs_1", "mode": "payment", "payment_status": "paid", "payment_intent": payment,
            "amount_total": amount, "currency": "eur",
            "metadata": { "partner": partner, "invoice": invoice },
        } },
    })
}

/// A charge of which so much went back so far.
pub(super) fn refunded(payment: &str, amount: i64) -> Value {
    json!({
        "id": "evt_r", "type": "charge.refunded",
        "data": { "object": {
            "id": "ch_1", "payment_intent": payment, "amount_refunded": amount, "currency": "eur",
        } },
    })
}
