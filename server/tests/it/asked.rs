//! What a proxy is told about certificates (security.md B13).

use axum::{body::Body, http::Request};
use backend::{domains, world::World};
use domain::domains::DomainState;
use server::http::{Site, asked};
use tower::ServiceExt as _;

use crate::browser::{Browser, settings};

async fn status(world: &World, path: &str) -> u16 {
    let router = asked(Site::new(world.portal().clone(), &settings()));
    let request = Request::get(path).body(Body::empty()).unwrap();
    router.oneshot(request).await.unwrap().status().as_u16()
}

backend::stories! {
    async fn certificates_are_for_hosts_that_are_served(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        world.domain_in(acme, "shop.acme.com", DomainState::Active).await;
        world.domain_in(acme, "pending.acme.com", DomainState::Pending).await;
        world.domain_in(acme, "proved.acme.com", DomainState::Verified).await;
        let gone = world.domain_in(acme, "gone.acme.com", DomainState::Active).await;
        domains::remove(&admin, gone).await.unwrap();
        for (query, expected) in [
            ("?domain=localhost", 200),
            ("?domain=LOCALHOST.", 200),
            ("?domain=acme.localhost", 200),
            ("?domain=Acme.Localhost", 200),
            ("?domain=shop.acme.com", 200),
            ("?domain=SHOP.acme.com.", 200),
            ("?domain=bolt.localhost", 404),
            ("?domain=x.acme.localhost", 404),
            ("?domain=x.shop.acme.com", 404),
            ("?domain=acme.com", 404),
            ("?domain=shop.acme.com..", 404),
            ("?domain=shop.acme.com:443", 404),
            ("?domain=*.localhost", 404),
            ("?domain=pending.acme.com", 404),
            ("?domain=proved.acme.com", 404),
            ("?domain=gone.acme.com", 404),
            ("?domain=127.0.0.1", 404),
            ("?domain=' OR 1=1", 404),
            ("?domain=shop.acme.com&domain=evil.test", 404),
            ("?domain=", 404),
            ("?name=shop.acme.com", 404),
            ("", 404),
        ] {
            let path = format!("/ask{}", query.replace(' ', "%20"));
            assert_eq!(status(&world, &path).await, expected, "{query}");
        }
        assert_eq!(status(&world, "/").await, 404);
        assert_eq!(status(&world, "/sign-in").await, 404);
    }

    async fn a_domain_whose_grace_is_over_gets_none(world: World) {
        let acme = world.partner("acme").await;
        world.domain_in(acme, "shop.acme.com", DomainState::Failing).await;
        world.clock().advance(7 * 86_400 - 1);
        assert_eq!(status(&world, "/ask?domain=shop.acme.com").await, 200);
        world.clock().advance(1);
        assert_eq!(status(&world, "/ask?domain=shop.acme.com").await, 404);
    }

    async fn the_portal_itself_does_not_tell(world: World) {
        let acme = world.partner("acme").await;
        world.domain_in(acme, "shop.acme.com", DomainState::Active).await;
        let mut browser = Browser::at(&world);
        for host in ["localhost", "acme.localhost", "shop.acme.com"] {
            let request = Request::get("/ask?domain=shop.acme.com").header("host", host);
            assert_eq!(browser.send(request, String::new()).await.status, 404, "{host}");
        }
    }
}
