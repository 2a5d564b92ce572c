//! Requests that try to decide where a link in a message leads.

use axum::http::{Request, request::Builder};

/// A request that says in some way that it came for another host.
#[derive(Debug, Clone)]
pub(crate) struct Poison {
    /// What stands before the path, and after it.
    around: (&'static str, &'static str),
    headers: Vec<(&'static str, String)>,
}

/// Every way to say so, in a request for `host`.
pub(crate) fn poisons(host: &str) -> Vec<Poison> {
    let hosts = [
        "evil.test".to_owned(),
        "evil.test:80".to_owned(),
        "evil.localhost".to_owned(),
        "[::1]".to_owned(),
        String::new(),
        format!("{host}.evil.test"),
        format!("{host}@evil.test"),
        format!("evil.test@{host}"),
        format!("{host} evil.test"),
        format!("{host},evil.test"),
        format!("{host}/evil.test"),
        format!("{host}#evil.test"),
        format!("{host}?evil.test"),
        format!("evil.{host}"),
        // These are the same host, said in another way.
        format!("{host}:6666"),
        format!("{host}."),
        host.to_uppercase(),
    ];
    let hosts = hosts.map(|host| Poison {
        around: ("", ""),
        headers: vec![("host", host)],
    });
    let beside = [
        ("x-forwarded-host", "evil.test"),
        ("x-forwarded-server", "evil.test"),
        ("x-host", "evil.test"),
        ("x-original-host", "evil.test"),
        ("x-forwarded-prefix", "//evil.test"),
        ("x-original-url", "http://evil.test/"),
        ("x-rewrite-url", "http://evil.test/"),
        ("forwarded", "host=evil.test;proto=https"),
        ("x-forwarded-proto", "evil"),
        ("x-forwarded-port", "6666"),
        ("referer", "http://evil.test/"),
        ("origin", "http://evil.test"),
        ("host", "evil.test"),
    ];
    let beside = beside.map(|(name, value)| Poison {
        around: ("", ""),
        headers: vec![("host", host.to_owned()), (name, value.to_owned())],
    });
    let addresses = [("http://evil.test", ""), ("", "?host=evil.test")];
    let addresses = addresses.map(|around| Poison {
        around,
        headers: vec![("host", host.to_owned())],
    });
    hosts.into_iter().chain(beside).chain(addresses).collect()
}

impl Poison {
    /// A request from the portal's own pages to a path, but for what it says of its host.
    pub(crate) fn post(&self, path: &str) -> Builder {
        let (before, after) = self.around;
        let request = Request::post(format!("{before}{path}{after}"));
        let request = request.header("sec-fetch-site", "same-origin");
        let headers = self.headers.iter();
        headers.fold(request, |request, (name, value)| {
            request.header(*name, value)
        })
    }

    /// Whether the answer may show it: what stands in the address itself may be on a page, escaped,
    /// as the way back to it.
    pub(crate) const fn is_in_address(&self) -> bool {
        !self.around.0.is_empty() || !self.around.1.is_empty()
    }
}
