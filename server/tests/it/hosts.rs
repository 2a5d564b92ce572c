//! Which host a request must name.

use axum::http::Request;

use crate::{browser::Browser, poison::poisons};

backend::stories! {
    async fn only_names_of_the_portal_are_served(world: World) {
        world.partner("bolt").await;
        let mut browser = Browser::at(&world);
        for (host, status) in [
            ("localhost", 200),
            ("LOCALHOST", 200),
            ("localhost:3000", 200),
            ("localhost.", 200),
            ("acme.localhost", 421),
            ("bolt.localhost", 200),
            ("Bolt.localhost.:3000", 200),
            ("x.bolt.localhost", 421),
            ("boltlocalhost", 421),
            (".localhost", 421),
            ("127.0.0.1", 421),
            ("evil.test", 421),
            ("ann@localhost", 421),
            ("localhost.evil.test", 421),
            ("localhost:99999", 421),
            ("localhost:abc", 421),
            ("", 421),
        ] {
            let request = Request::get("/sign-in").header("host", host);
            let answer = browser.send(request, String::new()).await;
            assert_eq!(answer.status, status, "{host:?}");
            assert!(status == 200 || !answer.body.contains("evil"), "{host:?} is echoed");
        }
        let twice = Request::get("/sign-in").header("host", "localhost").header("host", "localhost");
        assert_eq!(browser.send(twice, String::new()).await.status, 421);
        let absolute = Request::get("http://evil.test/sign-in").header("host", "localhost");
        assert_eq!(browser.send(absolute, String::new()).await.status, 421);
        // What a proxy or a visitor says about the host is not taken.
        let said = Request::get("/sign-in").header("host", "evil.test")
            .header("x-forwarded-host", "localhost").header("forwarded", "host=localhost");
        assert_eq!(browser.send(said, String::new()).await.status, 421);
    }

    async fn the_host_of_a_brand_is_for_its_clients(world: World) {
        let (_, admin) = world.partner_with_administrator("bolt").await;
        let session = world.session(admin.actor().user().unwrap(), "bolt.localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        for path in ["/p/bolt", "/p/bolt/clients", "/operator"] {
            let request = Request::get(path).header("host", "bolt.localhost");
            assert_eq!(browser.send(request, String::new()).await.status, 404, "{path}");
        }
        let request = Request::post("/fn/clients/list")
            .header("host", "bolt.localhost")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json");
        let answer = browser.send(request, r#"{"at":"bolt","query":{}}"#.to_owned()).await;
        assert_eq!(answer.status, 404);
        // What names the operator's people is not said there either.
        let request = Request::get("/sign-in").header("host", "bolt.localhost");
        let mut stranger = Browser::at(&world);
        let answer = stranger.send(request, String::new()).await;
        assert!(!answer.body.contains("help@portal.example"), "{}", answer.body);
    }

    async fn the_refusal_speaks_the_visitor_s_language(world: World) {
        let mut browser = Browser::at(&world);
        for (accepted, said) in [
            ("es-MX,es;q=0.9", "Aquí no hay nada."),
            ("bg", "Тук няма нищо."),
            ("de", "Nothing is served here."),
        ] {
            let request = Request::get("/").header("host", "evil.test")
                .header("accept-language", accepted);
            let answer = browser.send(request, String::new()).await;
            assert_eq!(answer.status, 421);
            assert!(answer.body.contains(said), "{accepted}: {}", answer.body);
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
        }
    }

    async fn a_final_slash_is_left_out(world: World) {
        let mut browser = Browser::at(&world);
        for (path, place) in [
            ("/p/acme/clients/?q=a%20b", "/p/acme/clients?q=a%20b"),
            ("/sign-in//", "/sign-in"),
            ("/%2Fevil.test/", "/%2Fevil.test"),
        ] {
            for method in ["GET", "HEAD"] {
                let request = Request::builder().method(method).uri(path);
                let answer = browser.send(request, String::new()).await;
                assert_eq!((answer.status, answer.header("location")), (308, place), "{path}");
            }
        }
        for path in ["//evil.test/", "///evil.test/", "//", "/\\evil.test/", "/%ff/"] {
            let request = Request::builder().uri(path);
            let answer = browser.send(request, String::new()).await;
            assert_eq!((answer.status, answer.header("location")), (404, ""), "{path}");
        }
        assert_eq!(browser.post("/sign-in/", &[]).await.status, 404);
    }

    async fn balancers_probe_by_address(world: World) {
        let mut browser = Browser::at(&world);
        for path in ["/healthz", "/readyz"] {
            let probe = Request::get(path).header("host", "10.0.0.7:3000");
            assert_eq!(browser.send(probe, String::new()).await.status, 200, "{path}");
        }
    }

    async fn links_in_messages_never_follow_the_request(world: World) {
        let user = world.user_with_password("Ana Acme", crate::browser::PASSWORD).await;
        assert!(!user.uuid().is_nil());
        let mut browser = Browser::at(&world);
        let request = Request::post("/reset")
            .header("host", "localhost:6666")
            .header("x-forwarded-host", "evil.test")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        let body = "email=ana.acme%40example.com".to_owned();
        assert_eq!(browser.send(request, body).await.status, 200);
        let links = world.links_to("ana.acme@example.com").await;
        assert!(links[0].starts_with("http://localhost/reset/"), "{links:?}");
    }

    async fn no_request_decides_where_a_reset_link_leads(world: World) {
        world.user_with_password("Ana Acme", crate::browser::PASSWORD).await;
        let bolt = world.partner("bolt").await;
        let shop = world.client_named(bolt, "Shop").await;
        world.owner(bolt, shop, "Olive Shop").await;
        let mut browser = Browser::at(&world);
        for (host, email) in [
            ("localhost", "ana.acme@example.com"),
            ("bolt.localhost", "olive.shop@example.com"),
        ] {
            let poisons = poisons(host);
            assert!(poisons.len() >= 24);
            for poison in poisons {
                // Long after the last time: links are counted by the hour.
                world.clock().advance(3_600);
                let form = "application/x-www-form-urlencoded";
                let request = poison.post("/reset").header("content-type", form);
                let body = format!("email={}", email.replace('@', "%40"));
                let answer = browser.send(request, body).await;
                assert!(answer.status != 500, "{poison:?}");
                let is_echoed = !poison.is_in_address() && answer.body.contains("evil");
                assert!(!is_echoed, "{poison:?}");
            }
            let links = world.links_to(email).await;
            assert!(links.len() >= 12, "{links:?}");
            let start = format!("http://{host}/reset/");
            for link in links {
                assert!(link.starts_with(&start) && !link.contains("evil"), "{link}");
            }
        }
    }
}
