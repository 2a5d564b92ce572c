//! What the host of a brand shows, and what it never does.

use axum::http::Request;
use backend::brands;
use domain::{
    Version,
    brands::{Brand, BrandDraft, FooterLink, Slot},
};
use serde_json::json;

use crate::{
    browser::{Answer, Browser},
    things::picture,
};

const FILES: &str = "/p/acme/configuration/brand/files";

async fn at(browser: &mut Browser, host: &str, path: &str) -> Answer {
    let request = Request::get(path).header("host", host);
    browser.send(request, String::new()).await
}

/// A brand that says as much as one may.
fn draft() -> BrandDraft {
    BrandDraft::from(&Brand {
        light: "#b4232a".parse().unwrap(),
        dark: "#ff8a7a".parse().unwrap(),
        login_title: "Welcome to <Acme>".into(),
        login_text: "Line one\n</style><script>alert(1)</script>".into(),
        support_email: Some("hi@acme.example".into()),
        footer: (1..=5)
            .map(|n| FooterLink {
                label: format!("Link {n}"),
                url: format!("https://acme.example/{n}"),
            })
            .collect(),
        ..Brand::of_company("Acme \"Mail\"", None)
    })
}

fn part(slot: &str, bytes: &[u8]) -> Vec<(&'static str, Option<&'static str>, Vec<u8>)> {
    vec![
        ("slot", None, slot.into()),
        ("file", Some("x.svg"), bytes.to_vec()),
    ]
}

backend::stories! {
    async fn the_sign_in_page_wears_the_brand(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let mut browser = Browser::at(&world);
        let bare = at(&mut browser, "acme.localhost", "/sign-in").await;
        assert!(bare.body.contains("<title>Sign in · acme</title>"), "{}", bare.body);
        let saved = brands::save_draft(&ana, draft(), Version(0)).await.unwrap();
        let before = at(&mut browser, "acme.localhost", "/sign-in").await;
        assert!(!before.body.contains("#b4232a"));
        for slot in [Slot::LogoLight, Slot::LogoDark, Slot::Favicon, Slot::LoginPicture] {
            brands::add_file(&ana, slot, picture()).await.unwrap();
        }
        brands::publish(&ana, saved.version).await.unwrap();

        let page = at(&mut browser, "acme.localhost", "/sign-in").await;
        assert_eq!(page.status, 200);
        let nonce = page.body.split("<style nonce=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(page.header("content-security-policy").contains(nonce));
        for part in [
            ":root{--brand:#b4232a;--brand-dark:#ff8a7a;",
            "Sign in · Acme \"Mail\"",
            "Welcome to &lt;Acme&gt;",
            "mailto:hi@acme.example",
            "https://acme.example/5",
            "apple-touch-icon",
            "auth-picture",
            "prefers-color-scheme: dark",
        ] {
            assert!(page.body.contains(part), "{part} is not in {}", page.body);
        }
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
        // The quotes of a typeface stand as they are in the style.
        assert!(page.body.contains("--font:system-ui, -apple-system, \"Segoe UI\""), "{}", page.body);
        // Nothing of the portal's own.
        for ours in ["favicon.svg", "app.css", "help@portal.example", " style="] {
            assert!(!page.body.contains(ours), "{ours}");
        }
        // The portal's own page stays as it is.
        let own = browser.get("/sign-in").await;
        assert!(own.body.contains("app.css") && !own.body.contains("#b4232a"));
        for path in ["/reset", "/invitation/x", "/reset/x", "/nowhere"] {
            let page = at(&mut browser, "acme.localhost", path).await;
            assert!(page.body.contains("#b4232a"), "{path}");
            assert!(!page.body.contains("app.css"), "{path}");
        }
    }

    async fn the_page_of_a_brand_is_light(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let saved = brands::save_draft(&ana, draft(), Version(0)).await.unwrap();
        brands::publish(&ana, saved.version).await.unwrap();
        let browser = Browser::at(&world);
        let request = Request::get("/sign-in")
            .header("host", "acme.localhost")
            .header("accept-encoding", "br");
        let page = browser.send_raw(request).await;
        // Beside the style sheet, which `cargo xtask size` weighs; together they are below 30 KB.
        assert!(page.len() < 8 * 1024, "{} bytes", page.len());
    }

    async fn files_are_served_at_their_own_host_only(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        world.partner("bolt").await;
        let session = world.session(ana.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let answer = browser.upload_parts(FILES, &part("logo_light", &picture())).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let details: domain::brands::BrandDetails = serde_json::from_str(&answer.body).unwrap();
        let name = details.pictures.of(Slot::LogoLight).unwrap().file.clone();
        let path = format!("/brand/{name}");

        let file = at(&mut browser, "acme.localhost", &path).await;
        assert_eq!(file.status, 200);
        assert_eq!(file.header("content-type"), "image/png");
        assert_eq!(file.header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(file.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(file.header("content-disposition"), format!("inline; filename=\"{name}\""));
        for (host, path) in [
            ("bolt.localhost", path.as_str()),
            ("localhost", &path),
            ("acme.localhost", "/brand/x.png"),
            ("acme.localhost", "/brand/..%2f..%2fetc%2fpasswd"),
            ("acme.localhost", &format!("{FILES}/{name}")),
        ] {
            assert_eq!(at(&mut browser, host, path).await.status, 404, "{host} {path}");
        }
        // The editor sees it before anybody else; nobody else sees it there.
        assert_eq!(browser.get(&format!("{FILES}/{name}")).await.status, 200);
        let mut stranger = Browser::at(&world);
        assert_eq!(stranger.get(&format!("{FILES}/{name}")).await.status, 303);

        // The logo is shown in messages, on other sites.
        brands::publish(&ana, details.version).await.unwrap();
        let file = at(&mut browser, "acme.localhost", &path).await;
        assert_eq!(file.header("cross-origin-resource-policy"), "cross-origin");
    }

    async fn what_is_wrong_with_a_file_is_told(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let session = world.session(ana.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
        for (slot, bytes, status, said) in [
            ("logo_light", &svg[..], 422, "drawings_refused"),
            ("logo_light", b"GIF89a", 422, "not_a_picture"),
            ("logo_light", &picture()[..40], 422, "broken_picture"),
            ("logo_light", &vec![0x89; 1_000_001], 422, "file_too_large"),
            ("nowhere", b"x", 404, "not_found"),
        ] {
            let answer = browser.upload_parts(FILES, &part(slot, bytes)).await;
            assert_eq!(answer.status, status, "{said}: {}", answer.body);
            assert!(answer.body.contains(said), "{}", answer.body);
        }
        let large = browser.upload_parts(FILES, &part("favicon", &vec![0; 1_100_000])).await;
        assert_eq!(large.status, 413);
        let none = browser.upload_parts(FILES, &[]).await;
        assert_eq!(none.status, 422);
    }

    async fn no_style_gets_in_but_a_colour(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let session = world.session(ana.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        for bad in [
            "red;}body{background:url(//evil)}",
            "</style><script>",
            "expression(1)",
            "#fff",
            "var(--x)",
        ] {
            let draft = json!(BrandDraft { light: bad.to_owned(), ..draft() });
            let arguments = json!({ "at": "acme", "draft": draft, "seen": 0 });
            let answer = browser.call("/fn/brands/save_draft", &arguments).await;
            assert_eq!(answer.status, 422, "{bad}: {}", answer.body);
        }
        let mut more = json!(draft());
        more.as_object_mut().unwrap().insert("css".into(), "x".into());
        let arguments = json!({ "at": "acme", "draft": more, "seen": 0 });
        let answer = browser.call("/fn/brands/save_draft", &arguments).await;
        assert!(answer.status >= 400, "{}", answer.body);
    }

    async fn the_editor_comes_whole(world: World) {
        let (_, ana) = world.partner_with_administrator("acme").await;
        let session = world.session(ana.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let page = browser.get("/p/acme/configuration/brand").await;
        assert_eq!(page.status, 200);
        for part in ["product_name", "type=\"color\"", "brand-stage", "acme.localhost"] {
            assert!(page.body.contains(part), "{part}");
        }
        assert!(!page.body.contains(" style="), "a style attribute is not let in");
    }
}
