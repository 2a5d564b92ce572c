//! Signing in and out by the plain form.

use backend::world::World;
use domain::policy::Role;

use crate::browser::{Browser, PASSWORD};

const EMAIL: &str = "ana.acme@example.com";

async fn ana(world: &World) {
    let acme = world.partner("acme").await;
    let cx = world.member(acme, "Ana Acme", Role::Administrator).await;
    world
        .set_password(cx.actor().user().unwrap(), PASSWORD)
        .await;
}

backend::stories! {
    async fn a_person_signs_in_where_they_were_going_and_out_again(world: World) {
        ana(&world).await;
        let mut browser = Browser::at(&world);
        let gate = browser.get("/p/acme/plans?archived=1").await;
        assert_eq!(gate.leads_to(), "/sign-in?next=/p/acme/plans%3Farchived%3D1");
        let page = browser.get("/sign-in?next=/p/acme/plans%3Farchived%3D1").await;
        assert!(page.body.contains("value=\"/p/acme/plans?archived=1\""));
        // Plain forms load no program.
        assert!(!page.body.contains("app.wasm"));
        assert!(page.body.contains("mailto:help@portal.example"), "P3");

        let answer = browser.post("/sign-in", &[
            ("email", EMAIL), ("password", PASSWORD), ("next", "/p/acme/plans?archived=1"),
        ]).await;
        assert_eq!(answer.leads_to(), "/p/acme/plans?archived=1");
        let cookie = answer.header("set-cookie");
        assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
        assert_eq!(browser.get("/p/acme/plans").await.status, 200);
        assert_eq!(browser.get("/").await.leads_to(), "/p/acme");
        assert_eq!(browser.get("/sign-in").await.leads_to(), "/");

        let stolen = browser.clone();
        let answer = browser.post("/sign-out", &[]).await;
        assert_eq!(answer.leads_to(), "/sign-in");
        assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
        assert!(browser.cookies.is_empty());
        // The session is over, not only forgotten by this browser.
        assert_eq!(stolen.clone().get("/p/acme").await.leads_to(), "/sign-in?next=/p/acme");
    }

    async fn a_refusal_shows_what_was_typed_and_tells_nothing(world: World) {
        ana(&world).await;
        let mut browser = Browser::at(&world);
        let wrong = browser.post("/sign-in", &[
            ("email", EMAIL), ("password", "wrong <b>"), ("next", "/p/acme"),
        ]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains(EMAIL) && !wrong.body.contains("wrong"), "{}", wrong.body);
        assert!(wrong.body.contains("value=\"/p/acme\""));
        assert!(wrong.body.contains("aria-invalid=\"true\""));
        assert!(browser.cookies.is_empty());
        // Nobody has this address; the answer is the same but for the address.
        let unknown = browser.post("/sign-in", &[
            ("email", "bea.acme@example.com"), ("password", "wrong <b>"), ("next", "/p/acme"),
        ]).await;
        let same = |body: &str, email: &str| {
            let body = body.replace(email, "EMAIL");
            let nonce = body.split("nonce=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            body.replace(&nonce, "NONCE")
        };
        assert_eq!(unknown.status, wrong.status);
        assert_eq!(same(&unknown.body, "bea.acme@example.com"), same(&wrong.body, EMAIL));
        // Too soon again, even with the right password.
        let early = browser.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_eq!(early.status, 429);
        assert_eq!(early.header("retry-after"), "1");
        world.clock().advance(2);
        let late = browser.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_eq!(late.leads_to(), "/");
    }

    async fn nobody_is_led_to_another_site(world: World) {
        ana(&world).await;
        let mut browser = Browser::at(&world);
        for next in ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)"] {
            let answer = browser.clone().post("/sign-in", &[
                ("email", EMAIL), ("password", PASSWORD), ("next", next),
            ]).await;
            assert_eq!(answer.leads_to(), "/", "{next}");
            let answer = browser.post("/language", &[("lang", "es"), ("back", next)]).await;
            assert_eq!(answer.leads_to(), "/", "{next}");
        }
    }

    async fn a_session_is_good_at_its_host_only(world: World) {
        let acme = world.partner("acme").await;
        let cx = world.member(acme, "Ana Acme", Role::Administrator).await;
        let elsewhere = world.session(cx.actor().user().unwrap(), "other.test").await;
        let mut browser = Browser::at(&world).in_session(&elsewhere);
        assert_eq!(browser.get("/p/acme").await.status, 303);
    }

    async fn the_operator_s_people_land_on_their_own_page(world: World) {
        let operator = world.operator().await;
        let session = world.session(operator.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        assert_eq!(browser.get("/").await.leads_to(), "/operator");
        let nobody = world.user("No Team", false).await;
        let session = world.session(nobody, "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        assert_eq!(browser.get("/").await.leads_to(), "/profile");
    }
}
