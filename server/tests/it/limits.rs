//! Too much of something is said to be too much.

use serde_json::json;

use crate::{browser::Browser, things};

backend::stories! {
    async fn long_texts_are_refused_not_broken(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let session = world.session(admin.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let draft = things::client(&"x".repeat(100_000));
        let answer = browser.call("/fn/clients/add", &json!({ "at": "acme", "draft": draft })).await;
        assert_eq!(answer.status, 422);
        let draft = things::client(&"x".repeat(1_100_000));
        let answer = browser.call("/fn/clients/add", &json!({ "at": "acme", "draft": draft })).await;
        assert_eq!(answer.status, 413);
        let text = "x".repeat(1_100_000);
        assert_eq!(browser.post("/language", &[("lang", &text)]).await.status, 413);
        let answer = browser.post("/reset", &[("email", &"x".repeat(100_000))]).await;
        assert!(answer.status < 500, "{}", answer.status);
    }

    async fn what_is_no_form_is_refused(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let session = world.session(admin.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        for body in ["", "[]", "{", "null", "{\"at\":7}"] {
            let request = axum::http::Request::post("/fn/clients/list")
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/json");
            let answer = browser.send(request, body.to_owned()).await;
            assert_eq!(answer.status, 400, "{body:?}: {}", answer.body);
            assert_eq!(answer.body, "\"outdated\"", "nothing is told of what went wrong");
        }
    }

    async fn unknown_fields_are_refused(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let session = world.session(admin.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        for field in ["partner_id", "id", "status", "version", "created_at", "is_operator"] {
            let mut draft = serde_json::to_value(things::client("Bakery")).unwrap();
            draft.as_object_mut().unwrap().insert(field.to_owned(), json!(1));
            let arguments = json!({ "at": "acme", "draft": draft });
            let answer = browser.call("/fn/clients/add", &arguments).await;
            assert_eq!(answer.status, 400, "{field}");
        }
    }
}
