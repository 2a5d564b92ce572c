//! A partner's own domain as its clients meet it.

use axum::http::Request;
use backend::{domains, world::World};
use domain::domains::DomainState;

use crate::browser::{Answer, Browser};

async fn sign_in_at(world: &World, host: &str) -> Answer {
    let request = Request::get("/sign-in").header("host", host);
    Browser::at(world).send(request, String::new()).await
}

backend::stories! {
    async fn an_active_domain_serves_its_brand(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let shop = world.domain_in(acme, "shop.acme.com", DomainState::Active).await;
        world.domain_in(acme, "pending.acme.com", DomainState::Pending).await;
        world.domain_in(acme, "proved.acme.com", DomainState::Verified).await;
        world.domain_in(acme, "failing.acme.com", DomainState::Failing).await;
        for (host, status) in [
            ("shop.acme.com", 200),
            ("SHOP.Acme.COM", 200),
            ("shop.acme.com.", 200),
            ("shop.acme.com:443", 200),
            ("Shop.acme.com.:8443", 200),
            ("failing.acme.com", 200),
            ("pending.acme.com", 421),
            ("proved.acme.com", 421),
            ("acme.com", 421),
            ("www.shop.acme.com", 421),
            ("shop.acme.com..", 421),
            ("ann@shop.acme.com", 421),
            ("shop.acme.com.localhost", 421),
            ("_portal-check.shop.acme.com", 421),
        ] {
            let answer = sign_in_at(&world, host).await;
            assert_eq!(answer.status, status, "{host}");
            assert!(status == 200 || !answer.body.to_lowercase().contains("acme"), "{host}");
        }
        domains::remove(&admin, shop).await.unwrap();
        assert_eq!(sign_in_at(&world, "shop.acme.com").await.status, 421);
    }

    async fn a_domain_speaks_for_itself_alone(world: World) {
        let acme = world.partner("acme").await;
        world.domain_in(acme, "shop.acme.com", DomainState::Active).await;
        for (host, policy) in [
            ("shop.acme.com", "max-age=63072000"),
            ("nobody.acme.com", "max-age=63072000"),
            ("localhost", "max-age=63072000; includeSubDomains"),
            ("acme.localhost", "max-age=63072000; includeSubDomains"),
        ] {
            let answer = sign_in_at(&world, host).await;
            assert_eq!(answer.header("strict-transport-security"), policy, "{host}");
        }
    }

    async fn a_session_is_good_for_its_domain_alone(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let shop = world.domain_in(acme, "shop.acme.com", DomainState::Active).await;
        let user = admin.actor().user().unwrap();
        let session = world.session(user, "shop.acme.com").await;
        let mut browser = Browser::at(&world).in_session(&session);
        for (host, status) in [("shop.acme.com", 200), ("acme.localhost", 401), ("localhost", 401)] {
            assert_eq!(me(&mut browser, host).await, status, "{host}");
        }
        // What the partner's people work with is not there.
        let request = Request::get("/p/acme").header("host", "shop.acme.com");
        assert_eq!(browser.send(request, String::new()).await.status, 404);

        domains::remove(&admin, shop).await.unwrap();
        assert_eq!(me(&mut browser, "shop.acme.com").await, 421);
        // Nor does the session come back with the domain.
        world.domain_in(acme, "shop.acme.com", DomainState::Active).await;
        assert_eq!(me(&mut browser, "shop.acme.com").await, 401);
    }
}

/// The status of asking who one is.
async fn me(browser: &mut Browser, host: &str) -> u16 {
    let request = Request::post("/fn/auth/me")
        .header("host", host)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json");
    browser.send(request, "{}".to_owned()).await.status
}
