//! What people name things stays a name.

use axum::http::Request;
use domain::policy::Role;

use crate::browser::Browser;

const NAME: &str = "</title><meta http-equiv=refresh content=0><h1>\"x\" & 'y'";

backend::stories! {
    async fn a_name_never_becomes_markup(world: World) {
        let (acme, ana) = world.partner_with_administrator("acme").await;
        let id = world.client_named(acme, NAME).await;
        let session = world.session(ana.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        for path in ["", "/clients", &format!("/clients/{id}"), &format!("/clients/{id}/edit")] {
            let page = browser.get(&format!("/p/acme{path}")).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.body.contains("&lt;/title&gt;") || page.body.contains("&lt;/title>"), "{path}");
            assert!(!page.body.contains("<meta http-equiv"), "{path}");
        }
    }

    async fn bytes_that_are_no_text_lead_nowhere(world: World) {
        let mut browser = Browser::at(&world);
        for path in ["/p/%ff", "/reset/%ff", "/p/acme/clients/%ff"] {
            let answer = browser.send(Request::get(path), String::new()).await;
            assert_eq!(answer.status, 404, "{path}");
            assert!(!answer.body.contains("UTF-8"), "{path}");
        }
    }

    async fn a_list_is_taken_out_by_its_owner_only(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        let ana = world.member(acme, "Ada", Role::Administrator).await;
        let session = world.session(ana.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let path = "/p/acme/clients/export";
        for request in [
            Request::head(path),
            Request::get(path).header("sec-fetch-site", "cross-site"),
        ] {
            assert_eq!(browser.send(request, String::new()).await.status, 403);
        }
        assert!(!world.activity(&ana).await.iter().any(|it| format!("{it:?}").contains("Export")));
        assert_eq!(browser.get(path).await.status, 200);
        assert!(world.activity(&ana).await.iter().any(|it| format!("{it:?}").contains("Export")));
    }
}
