//! Which language a page is in.

use axum::http::Request;
use backend::auth;
use domain::{Lang, auth::ProfileDraft};

use crate::browser::Browser;

async fn lang(browser: &mut Browser, path: &str, accepts: &str) -> String {
    let request = Request::get(path).header("accept-language", accepts);
    let page = browser.send(request, String::new()).await;
    let (_, rest) = page.body.split_once("<html lang=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

backend::stories! {
    async fn a_person_s_own_language_wins_over_the_browser_s(world: World) {
        let mut browser = Browser::at(&world);
        assert_eq!(lang(&mut browser, "/sign-in", "de").await, "en");
        assert_eq!(lang(&mut browser, "/sign-in", "de, bg;q=0.5").await, "bg");

        let back = browser.post("/language", &[("lang", "pt-BR"), ("back", "/reset")]).await;
        assert_eq!(back.leads_to(), "/reset");
        assert_eq!(lang(&mut browser, "/sign-in", "bg").await, "pt-BR");
        let odd = browser.clone().post("/language", &[("lang", "xx"), ("back", "/reset")]).await;
        assert_eq!((odd.leads_to(), odd.header("set-cookie")), ("/reset", ""));

        let user = world.user("Ana Acme", false).await;
        let session = world.session(user, "localhost").await;
        let cx = auth::context_for_person(world.portal(), Some(&session.signed_in));
        let draft = ProfileDraft { name: "Ana".to_owned(), lang: Lang::Es };
        auth::edit_profile(&cx, draft).await.unwrap();
        let mut browser = browser.in_session(&session);
        assert_eq!(lang(&mut browser, "/profile", "bg").await, "es");
    }
}
