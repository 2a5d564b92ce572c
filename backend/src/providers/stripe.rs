//! Stripe, over its HTTP API: a checkout session for each payment, and signed notices
//! (<https://docs.stripe.com/api>).

use domain::{
    Currency, Money, Timestamp,
    providers::{from_provider, to_provider},
};
use hyper::{Request, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Notice, Provider, Trouble, Wish, http, signature::is_signed};

/// The version of the API that this is written for.
const VERSION: &str = "2024-06-20";
/// Seconds within which a payment that is begun again is the same one.
const SAME: i64 = 3_600;
/// Characters of the name of a line.
const TITLE_MAX: usize = 250;

/// An account, as the portal speaks with it.
pub(super) struct Stripe {
    /// Where the API is.
    pub(super) url: String,
    pub(super) secret_key: String,
    pub(super) webhook_secret: String,
}

impl Provider for Stripe {
    const NAME: &'static str = "stripe";

    async fn account(&self) -> Result<String, Trouble> {
        let request = self.request("GET", "/v1/account");
        let request = request.body(String::new()).map_err(|_| Trouble::Nonsense)?;
        let account = self.ask(request).await?;
        let id = text(&account, "/id").ok_or(Trouble::Nonsense)?;
        let names = [
            "/settings/dashboard/display_name",
            "/business_profile/name",
            "/email",
        ];
        let names = names.map(|at| text(&account, at));
        let name = names
            .into_iter()
            .flatten()
            .find(|name| !name.trim().is_empty());
        Ok(name.unwrap_or(id).trim().chars().take(100).collect())
    }

    async fn begin(&self, wish: &Wish) -> Result<String, Trouble> {
        let (partner, invoice) = (wish.partner.to_string(), wish.invoice.to_string());
        let title: String = wish.title.chars().take(TITLE_MAX).collect();
        let amount = to_provider(wish.amount).to_string();
        let currency = wish.amount.currency.code().to_ascii_lowercase();
        let body = form(&[
            ("mode", "payment"),
            ("locale", wish.lang),
            ("client_reference_id", &invoice),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", &currency),
            ("line_items[0][price_data][unit_amount]", &amount),
            ("line_items[0][price_data][product_data][name]", &title),
            ("metadata[partner]", &partner),
            ("metadata[invoice]", &invoice),
            ("payment_intent_data[description]", &title),
            ("payment_intent_data[metadata][partner]", &partner),
            ("payment_intent_data[metadata][invoice]", &invoice),
            ("success_url", &wish.done),
            ("cancel_url", &wish.canceled),
        ]);
        // Pressed twice, or in two windows, it is one payment; what is open has changed, it is
        // another. Names of a day ago are forgotten by the provider, and so are its sessions.
        let hour = wish.now.0 / 1_000_000 / SAME;
        let name = Sha256::digest(format!("{hour} {body}"));
        let request = self
            .request("POST", "/v1/checkout/sessions")
            .header("idempotency-key", hex::encode(name))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .map_err(|_| Trouble::Nonsense)?;
        let session = self.ask(request).await?;
        let to = text(&session, "/url").ok_or(Trouble::Nonsense)?;
        // The browser is sent there: to a page, and never to a script.
        let is_page = to.starts_with("https://") || to.starts_with(&format!("{}/", self.url));
        if is_page {
            Ok(to.to_owned())
        } else {
            Err(Trouble::Nonsense)
        }
    }

    fn notice(&self, signature: &str, body: &[u8], now: Timestamp) -> Option<Notice> {
        if !is_signed(signature, body, &self.webhook_secret, now) {
            return None;
        }
        let told: Result<Value, _> = serde_json::from_slice(body);
        Some(told.map_or(Notice::Unreadable, |told| told_of(&told)))
    }
}

impl Stripe {
    fn request(&self, method: &str, path: &str) -> hyper::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.secret_key))
            .header("stripe-version", VERSION)
    }

    async fn ask(&self, request: Request<String>) -> Result<Value, Trouble> {
        match http::ask(&self.url, request).await? {
            (200, answer) => Ok(answer),
            (401 | 403, _) => Err(Trouble::KeyRefused),
            (status, answer) => {
                // Its words are for people and may hold what was sent; its code does not.
                let code = text(&answer, "/error/code").unwrap_or_default();
                let code = code.chars().take(60).collect();
                Err(Trouble::Refused(status, code))
            }
        }
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A text of an answer, by a JSON pointer (RFC 6901).
fn text<'a>(value: &'a Value, at: &str) -> Option<&'a str> {
    value.pointer(at)?.as_str()
}

/// What an event tells (<https://docs.stripe.com/api/events/types>).
fn told_of(event: &Value) -> Notice {
    let nothing = Value::Null;
    let about = event.pointer("/data/object").unwrap_or(&nothing);
    match text(event, "/type") {
        Some("checkout.session.completed" | "checkout.session.async_payment_succeeded") => {
            // A bank debit that is only promised comes again when the money is there.
            if text(about, "/payment_status") == Some("paid") {
                paid(about)
            } else {
                Notice::Other
            }
        }
        Some("charge.refunded") => refunded(about).unwrap_or(Notice::Unreadable),
        Some(_) => Notice::Other,
        None => Notice::Unreadable,
    }
}

fn paid(session: &Value) -> Notice {
    // What the account takes beside the portal is not ours.
    let partner = text(session, "/metadata/partner").map(str::parse);
    let invoice = text(session, "/metadata/invoice").map(str::parse);
    let (Some(Ok(partner)), Some(Ok(invoice))) = (partner, invoice) else {
        return Notice::Other;
    };
    let read = || {
        Some(Notice::Paid {
            name: name_of(session)?,
            partner,
            invoice,
            amount: amount_of(session, "/amount_total")?,
        })
    };
    read().unwrap_or(Notice::Unreadable)
}

fn refunded(charge: &Value) -> Option<Notice> {
    Some(Notice::Refunded {
        name: name_of(charge)?,
        minor: amount_of(charge, "/amount_refunded")?.minor,
    })
}

/// What the provider calls the payment, of a length that can be kept: a session and its charge are
/// of one intent.
fn name_of(object: &Value) -> Option<String> {
    let name = text(object, "/payment_intent").or(text(object, "/id"))?;
    let is_name = (1..=100).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_name.then(|| name.to_owned())
}

fn amount_of(object: &Value, at: &str) -> Option<Money> {
    let currency: Currency = text(object, "/currency")?
        .to_ascii_uppercase()
        .parse()
        .ok()?;
    Some(from_provider(object.pointer(at)?.as_i64()?, currency))
}
