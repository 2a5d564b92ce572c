//! The exact headers of every kind of answer (security.md, part E).

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{HeaderName, Request};
use domain::policy::Role;

use crate::browser::{Answer, Browser};

const ALWAYS: [(&str, &str); 7] = [
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains",
    ),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), \
         publickey-credentials-get=(self), publickey-credentials-create=(self)",
    ),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow"),
];
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";
const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";

/// The headers of an answer must be the ones of every answer and these, and no others.
fn check(answer: &Answer, what: &str, more: &[(&str, &str)]) {
    let wanted: BTreeMap<&str, &str> = ALWAYS
        .iter()
        .copied()
        .chain([
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cache-control", "no-store"),
        ])
        .chain([("content-security-policy", NOTHING)])
        .chain(more.iter().copied())
        .collect();
    let names: BTreeSet<&str> = answer.headers.keys().map(HeaderName::as_str).collect();
    let found: BTreeMap<&str, &str> = names
        .into_iter()
        .filter(|name| *name != "content-length")
        .map(|name| (name, answer.header(name)))
        .collect();
    assert_eq!(found, wanted, "{what}");
}

/// The nonce in the policy of a page.
fn nonce(answer: &Answer) -> &str {
    let policy = answer.header("content-security-policy");
    let (_, rest) = policy.split_once("'nonce-").unwrap();
    rest.split_once('\'').unwrap().0
}

fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; style-src-attr 'none'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; \
         report-uri /csp; upgrade-insecure-requests"
    )
}

fn check_page(answer: &Answer, what: &str, more: &[(&str, &str)]) {
    let nonce = nonce(answer);
    assert!(nonce.len() >= 22, "a nonce of 128 bits: {nonce}");
    let policy = policy(nonce);
    let mut all = vec![
        ("content-type", HTML),
        ("content-security-policy", policy.as_str()),
        (
            "vary",
            "Sec-Fetch-Site, Origin, Cookie, Accept-Language, Accept-Encoding",
        ),
    ];
    all.extend(more);
    check(answer, what, &all);
    // The nonce is in the page, on every script, and nowhere but in `nonce`.
    assert!(answer.body.contains(nonce), "{what}");
    let outside = answer.body.replace(&format!("nonce=\"{nonce}\""), "");
    assert!(
        !outside.contains(nonce),
        "{what}: the nonce can be read elsewhere"
    );
    assert!(
        !outside.contains("<script>"),
        "{what}: a script without the nonce"
    );
    assert!(
        !answer.body.contains(" style=\""),
        "{what}: a style the policy stops"
    );
}

backend::stories! {
    async fn every_kind_of_answer_has_exactly_its_headers(world: World) {
        let acme = world.partner("acme").await;
        let junior = world.member(acme, "June", Role::JuniorSalesperson).await;
        let session = world.session(junior.actor().user().unwrap(), "localhost").await;
        let mut nobody = Browser::at(&world);
        let mut june = nobody.in_session(&session);

        check_page(&nobody.get("/sign-in").await, "a page", &[]);
        check_page(&june.get("/p/acme").await, "a page of the panel", &[]);
        let denied = june.get("/p/acme/configuration/team").await;
        assert_eq!(denied.status, 403);
        check_page(&denied, "a page one may not see", &[]);
        check_page(&june.get("/nowhere").await, "nowhere", &[]);
        let secret: &[_] = &[("referrer-policy", "no-referrer")];
        check_page(&nobody.get("/reset/x").await, "a reset", secret);
        check_page(&nobody.get("/invitation/x").await, "an invitation", secret);

        let me = june.call("/fn/auth/me", &serde_json::json!({})).await;
        let json = [("content-type", JSON), ("vary", "accept-encoding")];
        check(&me, "a server function", &json);
        let refused = nobody.call("/fn/auth/me", &serde_json::json!({})).await;
        let error = [json[0], json[1], ("serverfnerror", "/fn/auth/me")];
        check(&refused, "a refusal", &error);
        check(&nobody.get("/").await, "a redirect", &[("location", "/sign-in")]);
        let slash = nobody.get("/sign-in/").await;
        check(&slash, "a final slash", &[("location", "/sign-in")]);
        let text = [("content-type", "text/plain; charset=utf-8")];
        check(&nobody.get("/healthz").await, "health", &text);
        check(&nobody.get("/readyz").await, "readiness", &text);
        let foreign = nobody.send(Request::get("/").header("host", "evil.test"), String::new()).await;
        // Nothing is said about what lies below a host that is not ours.
        let foreign_host = [("content-type", HTML), ("strict-transport-security", "max-age=63072000")];
        check(&foreign, "another host", &foreign_host);
        let forged = Request::post("/sign-in").header("sec-fetch-site", "cross-site");
        let forged = nobody.send(forged, String::new()).await;
        check(&forged, "a forgery", &[("content-type", HTML)]);
        check(&nobody.get("/pkg/old/app.js").await, "another build's file", &[]);
        check(&nobody.get("/csp").await, "a method that is not served", &[("allow", "POST")]);
    }

    async fn a_file_of_the_site_is_kept_for_ever(world: World) {
        let mut browser = Browser::at(&world);
        let page = browser.get("/sign-in").await.body;
        let (_, root) = page.split_once("data-files=\"").unwrap();
        let (root, _) = root.split_once('"').unwrap();
        for lang in domain::Lang::ALL {
            let file = format!("{root}/{}", app::i18n::file_name(lang));
            let answer = browser.get(&file).await;
            assert_eq!(answer.status, 200, "{file}");
            check(&answer, "texts", &[
                ("content-type", JSON),
                ("cache-control", "public, max-age=31536000, immutable"),
                ("etag", answer.header("etag")),
                ("vary", "accept-encoding"),
            ]);
            let texts: Vec<String> = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(texts, app::i18n::texts(lang));
        }
    }

    async fn no_two_pages_share_a_nonce(world: World) {
        let mut browser = Browser::at(&world);
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            let page = browser.get("/sign-in").await;
            assert!(seen.insert(nonce(&page).to_owned()));
        }
    }

    async fn pages_are_compressed_unless_their_address_is_a_secret(world: World) {
        let mut browser = Browser::at(&world);
        for (path, encoding) in [("/sign-in", "br"), ("/reset/x", ""), ("/invitation/x", "")] {
            let request = Request::get(path).header("accept-encoding", "br");
            let answer = browser.send(request, String::new()).await;
            assert_eq!(answer.header("content-encoding"), encoding, "{path}");
        }
    }
}
