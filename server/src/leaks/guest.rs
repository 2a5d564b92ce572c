use std::{collections::BTreeMap, fmt::Write as _};

use app::i18n;
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode, header, request::Builder},
};
use backend::{
    Error, Result,
    leaks::{Nature, Seen},
};
use domain::{Lang, inclusions::Section, leaks::Surface};
use tower::ServiceExt as _;
use tracing::{instrument::WithSubscriber as _, subscriber::NoSubscriber};

/// Largest answer that is looked at, in bytes: the program is a few million.
const ANSWER_MAX: usize = 64 * 1024 * 1024;

/// A visitor of a brand's host, like any from outside: what the router knows of it stands in the
/// headers of its requests.
#[derive(Clone)]
pub(super) struct Guest {
    router: Router,
    host: String,
    cookies: BTreeMap<String, String>,
    pub(super) lang: Lang,
}

/// What a guest was answered.
pub(super) struct Answer {
    /// What was asked, with names in the place of what is made up for the stage.
    asked: String,
    lang: Lang,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Guest {
    /// A visitor of `host` who has no cookie yet.
    pub(super) fn new(router: Router, host: &str) -> Self {
        Self {
            router,
            host: host.to_owned(),
            cookies: BTreeMap::new(),
            lang: Lang::En,
        }
    }

    /// Opens an address; `asked` is what the report calls it.
    pub(super) async fn get(&mut self, path: &str, asked: &str) -> Result<Answer> {
        self.send(Request::get(path), Body::empty(), asked).await
    }

    /// Sends a form of a page.
    pub(super) async fn post(
        &mut self,
        path: &str,
        asked: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer> {
        let pairs = fields.iter().map(|(name, value)| {
            let value =
                percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            format!("{name}={value}")
        });
        let form = pairs.collect::<Vec<_>>().join("&");
        let request = from_a_page(path, "application/x-www-form-urlencoded");
        self.send(request, form.into(), asked).await
    }

    /// Calls a server function as a page does.
    pub(super) async fn call(
        &mut self,
        path: &str,
        arguments: &serde_json::Value,
    ) -> Result<Answer> {
        let request = from_a_page(path, "application/json");
        self.send(request, arguments.to_string().into(), path).await
    }

    /// Sends any request, with the cookies it was given before.
    ///
    /// It is answered in a task of its own, so that nothing of whoever measures, who is answered
    /// too, is near.
    pub(super) async fn send(
        &mut self,
        request: Builder,
        body: Body,
        asked: &str,
    ) -> Result<Answer> {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.header(header::ACCEPT_LANGUAGE, self.lang.tag());
        if request
            .headers_ref()
            .is_some_and(|headers| !headers.contains_key(header::HOST))
        {
            request = request.header(header::HOST, &self.host);
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let request = request.body(body).map_err(broken)?;
        let router = self.router.clone();
        let answered = tokio::spawn(async move {
            // What breaks there is meant to: the log is not told.
            let answer = router.oneshot(request).with_subscriber(NoSubscriber::new());
            let Ok(response) = answer.await;
            let (parts, body) = response.into_parts();
            (parts, to_bytes(body, ANSWER_MAX).await)
        });
        let (parts, body) = answered.await.map_err(broken)?;
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap_or_default());
        }
        Ok(Answer {
            asked: asked.to_owned(),
            lang: self.lang,
            status: parts.status,
            headers: parts.headers,
            body: body.map_err(broken)?,
        })
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        if let Some((name, value)) = pair.split_once('=') {
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Answer {
    /// Everything there is to see of it: what it says, its headers, what a browser is to keep.
    pub(super) fn seen(&self) -> Vec<Seen> {
        let mut seen = Vec::new();
        if !self.body.is_empty() {
            let (surface, nature) = self.kind();
            let seen_body = Seen::of(surface, &self.asked, nature, self.body.to_vec());
            let section = self
                .asked
                .contains("/contacts")
                .then_some(Section::Contacts);
            seen.push(Seen {
                lang: self.lang(surface),
                ..seen_body.of_section(section)
            });
        }
        let (mut headers, mut cookies) = (String::new(), String::new());
        for (name, value) in &self.headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            if name == header::SET_COOKIE {
                let _ = writeln!(cookies, "{value}");
            } else {
                let _ = writeln!(headers, "{name}: {value}");
            }
        }
        for (surface, text) in [(Surface::Header, headers), (Surface::Cookie, cookies)] {
            if !text.is_empty() {
                seen.push(Seen::of(
                    surface,
                    &self.asked,
                    Nature::Text,
                    text.into_bytes(),
                ));
            }
        }
        seen
    }

    /// What it is, by its type: browsers are told not to guess, so nor does the meter.
    fn kind(&self) -> (Surface, Nature) {
        let kind = self.headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_built = self.asked.starts_with("/pkg/");
        match kind.split(';').next().unwrap_or_default() {
            "text/html" if self.status.is_success() => (Surface::Page, Nature::Html),
            "text/html" => (Surface::ErrorPage, Nature::Html),
            "text/css" => (Surface::Style, Nature::Code),
            "text/javascript" => (Surface::Script, Nature::Code),
            "application/wasm" => (Surface::Program, Nature::Binary),
            "image/svg+xml" => (Surface::File, Nature::Code),
            "application/json" | "text/plain" | "text/csv" if is_built => {
                (Surface::File, Nature::Text)
            }
            "application/json" | "text/plain" | "text/csv" | "" => (Surface::Answer, Nature::Text),
            _ => (Surface::File, Nature::Binary),
        }
    }

    /// The language of a page, and of a file with the texts of one.
    fn lang(&self, surface: Surface) -> Option<Lang> {
        match surface {
            Surface::Page | Surface::ErrorPage | Surface::Answer => Some(self.lang),
            _ => Lang::ALL
                .into_iter()
                .find(|lang| self.asked.ends_with(&i18n::file_name(*lang))),
        }
    }
}

/// A request as a page of the same host sends it.
fn from_a_page(path: &str, kind: &str) -> Builder {
    Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind)
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Broken(Box::new(error))
}
