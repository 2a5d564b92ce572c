use domain::{
    Refusal, audit::Event, client_users::Access, clients::BlockReason, inclusions::Section,
    office::SectionWish, partners::CompanyDraft, policy::Reason,
};

use super::*;
use crate::{
    clients, partners,
    world::{World, refused},
};

fn wish(section: Section) -> SectionWish {
    SectionWish {
        section,
        message: "For the spring sale".to_owned(),
    }
}

crate::stories! {
    async fn what_is_locked_can_be_asked_for(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let client = world.client_named(acme, "Bakery").await;
        world.on_plan(&admin, client, (3, 4, 5), &[Section::Design]).await;
        let max = world.client_user(acme, client, "Max", Access::default()).await;
        ask(&max, client, wish(Section::Email)).await.unwrap();

        let home = home(&max, client).await.unwrap();
        assert_eq!(home.asked, [(Section::Email, world.portal().now())]);
        assert_eq!(home.plan.unwrap().1.workspaces, 3);
        // Without a support address the administrators are told, and led to the client's page.
        let links = world.links_to(&World::email_of("Ada of acme")).await;
        assert_eq!(links, [format!("http://localhost/p/acme/clients/{client}")]);
        let recorded = world.activity(&admin).await.remove(0);
        assert_eq!(recorded.event, Event::SectionAsked);
        assert_eq!(recorded.actor.as_deref(), Some("Max"));
        assert_eq!(recorded.changes[0].to, "For the spring sale");

        let company = CompanyDraft {
            name: "Acme".to_owned(),
            support_email: "help@acme.example".to_owned(),
            ..CompanyDraft::default()
        };
        partners::edit_company(&admin, company, domain::Version(1)).await.unwrap();
        ask(&max, client, wish(Section::Content)).await.unwrap();
        assert_eq!(world.links_to("help@acme.example").await.len(), 1);
        for _ in 0..8 {
            ask(&max, client, wish(Section::Content)).await.unwrap();
        }
        let once_more = refused(ask(&max, client, wish(Section::Content)).await);
        assert!(matches!(once_more, Refusal::TooOften { .. }));
    }

    async fn nobody_asks_at_another_client_or_while_blocked(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let client = world.client_named(acme, "Bakery").await;
        let cafe = world.client_named(acme, "Cafe").await;
        let max = world.client_user(acme, client, "Max", Access::default()).await;
        assert_eq!(refused(ask(&max, cafe, wish(Section::Email)).await), Refusal::NotFound);
        assert_eq!(refused(home(&max, cafe).await), Refusal::NotFound);
        assert_eq!(refused(home(&admin, client).await), Refusal::NotFound);
        let seen = clients::details(&admin, client).await.unwrap().version;
        clients::block(&admin, client, BlockReason::default(), seen).await.unwrap();
        // The context was made before the block: the transaction knows better.
        let blocked = Refusal::Denied(Reason::ClientBlocked);
        assert_eq!(refused(ask(&max, client, wish(Section::Email)).await), blocked);
        let now = world.as_client_user(acme, client, max.actor().user().unwrap()).await;
        assert_eq!(refused(home(&now, client).await), blocked);
    }
}
