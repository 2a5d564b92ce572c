//! Nothing is served that the policy does not know, and nothing it knows is missing.

use std::collections::BTreeSet;

use domain::policy::{self, ENDPOINTS, Method};
use leptos::server_fn::axum::server_fn_paths;

use crate::browser::Browser;

/// Addresses that are neither pages nor server functions.
const OTHER: [&str; 19] = [
    "/c/{client}/sections/{section}/open",
    "/",
    "/healthz",
    "/readyz",
    "/pkg/{build}/{file}",
    "/csp",
    "/sign-out",
    "/language",
    "/p/{slug}/clients/export",
    "/brand/{file}",
    "/p/{slug}/configuration/brand/files/{file}",
    "/c/{client}/contacts/export",
    "/c/{client}/invoices/{invoice}/{form}",
    "/invoice/{token}/pdf",
    "/p/{slug}/invoices/export",
    "/p/{slug}/invoices/{invoice}/{form}",
    "/p/{slug}/commission/statements/{month}/csv",
    "/p/{slug}/commission/statements/{month}/json",
    "/p/{slug}/commission/statements/{month}/pdf",
];

fn listed(method: Method, is_wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let endpoints = ENDPOINTS
        .iter()
        .filter(|endpoint| endpoint.method == method);
    endpoints
        .map(|endpoint| endpoint.path.to_owned())
        .filter(|path| is_wanted(path))
        .collect()
}

#[test]
fn every_server_function_is_listed_and_posted_to() {
    let mounted: BTreeSet<String> = server_fn_paths()
        .map(|(path, method)| {
            assert_eq!(method.as_str(), "POST", "{path} could be called by a link");
            path.to_owned()
        })
        .collect();
    assert_eq!(
        mounted,
        listed(Method::Post, |path| path.starts_with("/fn/"))
    );
}

#[tokio::test]
async fn every_page_is_listed() {
    let pages: BTreeSet<String> = leptos_axum::generate_route_list(app::App)
        .iter()
        .map(|route| route.path().to_owned())
        .collect();
    assert_eq!(pages, listed(Method::Get, |path| !OTHER.contains(&path)));
}

#[test]
fn the_printed_policy_is_that_of_the_program() {
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/permissions.txt");
    if std::env::var_os("UPDATE_PERMISSIONS").is_some() {
        std::fs::write(FILE, policy::print()).unwrap();
    }
    let printed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert_eq!(
        printed,
        policy::print(),
        "look at the change, then: UPDATE_PERMISSIONS=1 cargo test -p server the_printed_policy"
    );
}

backend::stories! {
    async fn what_is_not_listed_is_not_there(world: World) {
        let mut browser = Browser::at(&world);
        for path in ["/admin", "/p", "/fn", "/pkg/x/y/z", "/sign-in/x", "/.env", "/p/acme/x/y/z"] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, 404, "{path}");
        }
        let answer = browser.call("/fn/clients/steal", &serde_json::json!({})).await;
        assert_eq!(answer.status, 404);
        let answer = browser.get("/fn/auth/me").await;
        assert_eq!(answer.status, 405);
    }
}
