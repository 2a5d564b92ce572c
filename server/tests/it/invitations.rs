//! Accepting an invitation by its link.

use backend::{team, world::World};
use domain::{
    Lang,
    client_users::ClientUserDraft,
    policy::Role,
    team::{InvitationDraft, Scope},
};

use serde_json::json;

use crate::{
    browser::{Browser, PASSWORD},
    poison::poisons,
    things::Office,
};

const EMAIL: &str = "new.person@example.com";

async fn link(world: &World) -> String {
    let (_, admin) = world.partner_with_administrator("acme").await;
    let draft = InvitationDraft {
        email: EMAIL.to_owned(),
        role: Role::Salesperson,
        scope: Scope::All,
        lang: Lang::En,
    };
    team::invite(&admin, draft).await.unwrap();
    format!("/invitation/{}", world.newest_token_to(EMAIL).await)
}

backend::stories! {
    async fn somebody_new_joins_and_is_in(world: World) {
        let link = link(&world).await;
        let mut browser = Browser::at(&world);
        let offer = browser.get(&link).await;
        assert_eq!(offer.status, 200);
        assert!(offer.body.contains("acme") && offer.body.contains(EMAIL));

        let wrong = browser.post(&link, &[("name", "Nina <New>"), ("password", "short")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("Nina &lt;New&gt;") || wrong.body.contains("Nina <New>\""));
        assert!(wrong.body.contains(EMAIL), "the offer is still there");

        let yes = browser.post(&link, &[("name", "Nina New"), ("password", PASSWORD)]).await;
        assert_eq!(yes.leads_to(), "/p/acme");
        assert_eq!(browser.get("/p/acme").await.status, 200);
        assert_eq!(Browser::at(&world).get(&link).await.status, 422, "it works once");
    }

    async fn a_made_up_link_says_that_it_is_dead(world: World) {
        let mut browser = Browser::at(&world);
        for path in ["/invitation/made-up", "/reset/made-up"] {
            assert_eq!(browser.get(path).await.status, 422, "{path}");
            let fields = [("name", "Nina"), ("password", PASSWORD)];
            assert_eq!(browser.post(path, &fields).await.status, 422, "{path}");
        }
    }

    async fn of_many_uses_of_an_invitation_one_counts(world: World) {
        let link = link(&world).await;
        let browser = Browser::at(&world);
        let uses = (0..64).map(|_| {
            let (mut browser, link) = (browser.clone(), link.clone());
            tokio::spawn(async move {
                browser.post(&link, &[("name", "Nina"), ("password", PASSWORD)]).await.status
            })
        });
        let mut answers = Vec::new();
        for answer in uses.collect::<Vec<_>>() {
            answers.push(answer.await.unwrap());
        }
        assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| matches!(status, 303 | 422 | 429)), "{answers:?}");
    }

    async fn no_request_decides_where_an_invitation_leads(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let operator = world.operator().await;
        let office = Office::make(&world, acme, &admin).await;
        let portal = Browser::at(&world);
        let (client, brand) = (office.client, "acme.localhost");
        // Who invites, where, to what; and where the link leads.
        for (cx, host, invite, arguments, start) in [
            (
                &operator, "localhost", "/fn/partners/invite_administrator",
                json!({ "id": acme.id, "lang": "en" }), "http://localhost/invitation/",
            ),
            (
                &admin, "localhost", "/fn/team/invite",
                json!({ "at": "acme", "draft": { "role": "salesperson", "scope": "all", "lang": "en" } }),
                "http://localhost/invitation/",
            ),
            (
                &admin, "localhost", "/fn/client_users/invite",
                json!({ "at": "acme", "client": client, "draft": ClientUserDraft::default() }),
                "http://acme.localhost/invitation/",
            ),
            (
                &office.owner, brand, "/fn/own_users/invite",
                json!({ "client": client, "draft": ClientUserDraft::default() }),
                "http://acme.localhost/invitation/",
            ),
        ] {
            let user = cx.actor().user().unwrap();
            let mut sent = 0;
            let poisons = poisons(host);
            assert!(poisons.len() >= 24);
            for (number, poison) in poisons.iter().enumerate() {
                // Long after the last time: invitations are counted by the hour, and sessions end.
                world.clock().advance(3_600);
                let session = world.session(user, host).await;
                let email = format!("guest{number}.{}@example.com", invite.replace('/', "-"));
                let mut arguments = arguments.clone();
                let place = match arguments.get_mut("draft") {
                    Some(draft) => draft,
                    None => &mut arguments,
                };
                place["email"] = email.as_str().into();
                let request = poison.post(invite).header("content-type", "application/json");
                let answer = portal.in_session(&session).send(request, arguments.to_string()).await;
                assert!(answer.status != 500 && !answer.body.contains("evil"), "{poison:?}");
                let links = world.links_to(&email).await;
                assert_eq!(links.len(), usize::from(answer.status == 200), "{poison:?}: {}", answer.body);
                for link in links {
                    assert!(link.starts_with(start) && !link.contains("evil"), "{poison:?}: {link}");
                    sent += 1;
                }
            }
            assert!(sent >= 12, "only {sent} invitations by {invite}");
        }
    }
}
