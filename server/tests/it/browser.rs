//! A browser of a test: it keeps cookies and says where it comes from.

use std::{collections::BTreeMap, path::PathBuf};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, header},
};
use backend::{Portal, auth::NewSession, world::World};
use server::{
    http::{Site, service},
    settings::{Log, Settings},
};
use tower::ServiceExt as _;

/// The password of people in these tests.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// The settings of a portal of a test.
pub(crate) fn settings() -> Settings {
    Settings {
        addr: ([127, 0, 0, 1], 0).into(),
        data_dir: PathBuf::new(),
        database_url: String::new(),
        base_domain: "localhost".to_owned(),
        public_url: "https://localhost".to_owned(),
        connections: 4,
        smtp_url: None,
        support_email: Some("help@portal.example".to_owned()),
        operator_names: Vec::new(),
        secret_key: None,
        allow_private_smtp: None,
        mail_from: "portal@localhost".to_owned(),
        trusted_proxies: Vec::new(),
        dns_server: None,
        ask_addr: None,
        stripe_url: "http://127.0.0.1:9".to_owned(),
        log: Log::Text,
        no_migrate: false,
    }
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header of it; nothing is an empty text.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where it leads.
    pub(crate) fn leads_to(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.body);
        self.header("location")
    }
}

/// A browser.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    router: Router,
    /// The host it asks.
    host: String,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl Browser {
    /// A new one, at the portal of a world.
    pub(crate) fn at(world: &World) -> Self {
        Self::at_portal(world.portal().clone())
    }

    /// A new one, at a portal.
    pub(crate) fn at_portal(portal: Portal) -> Self {
        Self {
            router: service(Site::new(portal, &settings())),
            host: "localhost".to_owned(),
            cookies: BTreeMap::new(),
        }
    }

    /// The same browser, at another host.
    pub(crate) fn on(&self, host: &str) -> Self {
        Self {
            host: host.to_owned(),
            ..self.clone()
        }
    }

    /// The same browser, in a session.
    pub(crate) fn in_session(&self, session: &NewSession) -> Self {
        let mut browser = self.clone();
        let token = session.token.as_str().to_owned();
        browser.cookies.insert("__Host-s".to_owned(), token);
        browser
    }

    /// Opens an address.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, pairs.join("&")).await
    }

    /// Calls a server function.
    pub(crate) async fn call(&mut self, path: &str, arguments: &serde_json::Value) -> Answer {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request, arguments.to_string()).await
    }

    /// Sends a file.
    pub(crate) async fn upload(&mut self, path: &str, name: &str, text: &str) -> Answer {
        let parts = [("file", Some(name), text.as_bytes().to_vec())];
        self.upload_parts(path, &parts).await
    }

    /// Sends a form whose parts may be files: each a name, the name of its file, its content.
    pub(crate) async fn upload_parts(
        &mut self,
        path: &str,
        parts: &[(&str, Option<&str>, Vec<u8>)],
    ) -> Answer {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: text/csv"));
            let head = format!(
                "--cut\r\nContent-Disposition: form-data; name=\"{name}\"{}\r\n\r\n",
                file.unwrap_or_default()
            );
            body.extend(head.as_bytes());
            body.extend(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--cut--\r\n");
        self.send(request, body).await
    }

    /// The very bytes that come over the wire, in this browser's name but without its cookies.
    pub(crate) async fn send_raw(&self, request: axum::http::request::Builder) -> Vec<u8> {
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec()
    }

    /// Sends any request, with the cookies it has, and keeps those it is given.
    pub(crate) async fn send(
        &mut self,
        request: axum::http::request::Builder,
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = request.body(body.into()).unwrap();
        let headers = request.headers_mut();
        if !headers.contains_key(header::HOST) {
            headers.insert(header::HOST, self.host.parse().unwrap());
        }
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() && !headers.contains_key(header::COOKIE) {
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        assert!(
            attributes.contains("Path=/") && attributes.contains("Secure"),
            "{cookie}"
        );
        assert!(
            !attributes.contains("Domain"),
            "a __Host- cookie has no domain: {cookie}"
        );
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut encoded, byte| {
        write!(encoded, "%{byte:02X}").unwrap();
        encoded
    })
}
