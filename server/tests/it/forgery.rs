//! What other sites make a browser send (security.md §1.7).

use axum::http::Request;
use backend::auth;
use domain::policy::{ENDPOINTS, Method};

use crate::browser::Browser;

/// What browsers of all ages say when another site makes them send something.
const FORGED: [&[(&str, &str)]; 8] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[
        ("sec-fetch-site", "cross-site"),
        ("origin", "http://localhost"),
    ],
    &[("origin", "https://evil.test")],
    &[("origin", "https://evil.localhost")],
    &[("origin", "null")],
    &[],
];

backend::stories! {
    async fn nothing_is_done_for_another_site(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let session = world.session(admin.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        // What signs what it says, and needs no session, may come from anywhere.
        let is_free = |path: &str| path == "/csp" || path.starts_with("/hooks/");
        let endpoints = ENDPOINTS.iter().filter(|e| e.method == Method::Post && !is_free(e.path));
        for endpoint in endpoints {
            let path = endpoint.path.replace("{slug}", "acme").replace("{token}", "x");
            for headers in FORGED {
                for kind in [
                    "application/json",
                    "application/x-www-form-urlencoded",
                    "text/plain",
                    "multipart/form-data; boundary=x",
                ] {
                    let mut request = Request::post(&path).header("content-type", kind);
                    for (name, value) in headers {
                        request = request.header(*name, *value);
                    }
                    let answer = browser.send(request, "{}".to_owned()).await;
                    assert_eq!(answer.status, 403, "{path} {headers:?} {kind}");
                }
            }
            // Our own page, but in a form nobody here reads.
            let request = Request::post(&path)
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "text/plain");
            assert_eq!(browser.send(request, "{}".to_owned()).await.status, 415, "{path}");
        }
        let token = session.token.as_str();
        let still = auth::resolve(world.portal(), token, "localhost").await.unwrap();
        assert!(still.is_some(), "signed out by another site");
    }

    async fn errors_never_travel_in_addresses(world: World) {
        let mut browser = Browser::at(&world);
        // A plain form post to a server function: Leptos would send its error to the referer.
        let request = Request::post("/fn/auth/me")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .header("accept", "text/html")
            .header("referer", "https://evil.test/x");
        let answer = browser.send(request, "{}".to_owned()).await;
        assert_eq!((answer.status, answer.header("location")), (401, ""));
        assert_eq!(answer.body, "{\"refused\":\"signed_out\"}");

        // And it would show what an address says as an error of ours.
        let hidden = "%5F_err=RVZJTA&__path=%2Ffn%2Fauth%2Fme&__err=RVZJTA";
        let page = browser.get(&format!("/sign-in?{hidden}&next=%2Fp")).await;
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("__err") && !page.body.contains("RVZJTA"), "{}", page.body);
        assert!(page.body.contains("value=\"/p\""), "the rest of the address is kept");
    }
}
