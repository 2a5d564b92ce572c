//! Accepting an invitation by its link.

use backend::{team, world::World};
use domain::{
    Lang,
    policy::Role,
    team::{InvitationDraft, Scope},
};

use crate::browser::{Browser, PASSWORD};

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
}
