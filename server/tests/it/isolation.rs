//! What belongs to others answers as if it did not exist, to the byte.

use domain::{ClientId, policy::Role};
use serde_json::json;

use crate::browser::Browser;

backend::stories! {
    async fn foreign_is_unknown_to_the_byte(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        let (_, bo) = world.partner_with_administrator("bolt").await;
        let foreign = world.client_named(acme, "Bakery").await;
        let unknown = ClientId::from_uuid(world.portal().new_id());
        let session = world.session(bo.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        for (function, more) in [
            ("details", json!({})),
            ("unblock", json!({ "seen": 1 })),
            ("close", json!({ "name": "Bakery", "seen": 1 })),
            ("reopen", json!({})),
        ] {
            let path = format!("/fn/clients/{function}");
            let mut answers = Vec::new();
            for id in [foreign, unknown] {
                let mut arguments = json!({ "at": "bolt", "id": id });
                arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
                let answer = browser.call(&path, &arguments).await;
                answers.push((answer.status, answer.headers, answer.body));
            }
            assert_eq!(answers[0], answers[1], "{function}");
            assert_eq!(answers[0].0, 404, "{function}");
        }
        // Own and foreign in one list: nothing at all.
        let own = world.client_named(world.partner("third").await, "Third").await;
        for ids in [vec![foreign], vec![own, foreign]] {
            let answer = browser.call("/fn/clients/run_bulk", &json!({
                "at": "bolt", "selection": { "ids": ids }, "action": "unblock",
            })).await;
            assert_eq!(answer.status, 404);
        }
    }

    async fn somebody_else_s_panel_is_no_panel(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        world.partner("bolt").await;
        let session = world.session(admin.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let without_nonce = |body: String| {
            let nonce = body.split("nonce=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            body.replace(&nonce, "")
        };
        let foreign = browser.get("/p/bolt").await;
        let unknown = browser.get("/p/nobody").await;
        assert_eq!((foreign.status, unknown.status), (404, 404));
        assert_eq!(without_nonce(foreign.body), without_nonce(unknown.body));
    }

    async fn a_client_outside_one_s_list_is_no_client(world: World) {
        let acme = world.partner("acme").await;
        let cx = world.member_with_scope(acme, "Sam", Role::Salesperson, false).await;
        let hidden = world.client_named(acme, "Bakery").await;
        let session = world.session(cx.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let answer = browser.call("/fn/clients/details", &json!({ "at": "acme", "id": hidden })).await;
        assert_eq!(answer.status, 404);
        assert_eq!(browser.get(&format!("/p/acme/clients/{hidden}")).await.status, 404);
        let unknown = ClientId::from_uuid(world.portal().new_id());
        assert_eq!(browser.get(&format!("/p/acme/clients/{unknown}")).await.status, 404);
    }
}
