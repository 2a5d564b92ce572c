use domain::{client_users::Access, clients::BlockReason, policy::Reason, rights::Level};

use super::*;
use crate::world::refused;

fn only(level: Level) -> Access {
    Access {
        rights: [(Section::Contacts, level)].into_iter().collect(),
        ..Access::default()
    }
}

/// Every change, asked with a contact that is there: the answers must be alike.
async fn changes(cx: &Context, client: ClientId, id: ContactId) -> Vec<Refusal> {
    let version = domain::Version(1);
    vec![
        refused(add(cx, client, named("New", "")).await),
        refused(edit(cx, client, id, named("Other", ""), version).await),
        refused(remove(cx, client, vec![id]).await),
        refused(take_in(cx, client, list_of(1)).await),
    ]
}

crate::stories! {
    async fn boxes_say_who_sees_and_who_edits(world: World) {
        let (_, client, owner) = bakery(&world, 10).await;
        let acme = crate::world::PartnerInWorld { id: owner.client_user().unwrap().partner };
        let ana = add(&owner, client, named("Ana", "")).await.unwrap();
        let editor = world.client_user(acme, client, "Eddy", only(Level::Edit)).await;
        add(&editor, client, named("Bo", "")).await.unwrap();

        let viewer = world.client_user(acme, client, "Vera", only(Level::View)).await;
        assert_eq!(search(&viewer, client, "").await.0, ["Ana", "Bo"]);
        details(&viewer, client, ana.id).await.unwrap();
        export(&viewer, client, ContactQuery::default()).await.unwrap();
        let denied = Refusal::Denied(Reason::BoxEmpty);
        assert_eq!(changes(&viewer, client, ana.id).await, vec![denied.clone(); 4]);

        let nobody = world.client_user(acme, client, "Nils", Access::default()).await;
        let seen = list(&nobody, client, ContactQuery::default()).await;
        assert_eq!(refused(seen), denied.clone());
        assert_eq!(refused(export(&nobody, client, ContactQuery::default()).await), denied);
        assert_eq!(search(&owner, client, "").await.0, ["Ana", "Bo"]);
    }

    async fn others_find_nothing(world: World) {
        let (admin, client, owner) = bakery(&world, 10).await;
        let acme = crate::world::PartnerInWorld { id: owner.client_user().unwrap().partner };
        let ana = add(&owner, client, named("Ana", "")).await.unwrap();
        let file = take_in(&owner, client, list_of(1)).await.unwrap();

        let sibling = world.client_named(acme, "Cafe").await;
        world.on_plan(&admin, sibling, (1, 5, 10), &[Section::Contacts]).await;
        let (bolt, bo) = world.partner_with_administrator("bolt").await;
        let shop = world.client_named(bolt, "Shop").await;
        world.on_plan(&bo, shop, (1, 5, 10), &[Section::Contacts]).await;
        for (own, other) in [
            (sibling, world.owner(acme, sibling, "Sib").await),
            (shop, world.owner(bolt, shop, "Shopkeeper").await),
        ] {
            assert_eq!(changes(&other, client, ana.id).await, vec![Refusal::NotFound; 4]);
            let seen = list(&other, client, ContactQuery::default()).await;
            assert_eq!(refused(seen), Refusal::NotFound);
            assert_eq!(refused(export(&other, client, ContactQuery::default()).await), Refusal::NotFound);
            // What is named under one's own client is looked for there.
            let draft = named("Mine", "");
            for answer in [
                refused(details(&other, own, ana.id).await),
                refused(edit(&other, own, ana.id, draft, ana.version).await),
                refused(remove(&other, own, vec![ana.id]).await),
                refused(rehearse(&other, own, file).await),
                refused(import(&other, own, file).await),
                refused(discard(&other, own, file).await),
            ] {
                assert_eq!(answer, Refusal::NotFound);
            }
            let mine = add(&other, own, named("Mine", "")).await.unwrap();
            let mixed = remove(&other, own, vec![mine.id, ana.id]).await;
            assert_eq!(refused(mixed), Refusal::NotFound);
            assert_eq!(search(&other, own, "").await, (vec!["Mine".to_owned()], 1));
        }
        assert_eq!(refused(list(&admin, client, ContactQuery::default()).await), Refusal::NotFound);
        assert_eq!(details(&owner, client, ana.id).await.unwrap(), ana);
    }

    async fn a_blocked_clients_people_do_nothing(world: World) {
        let (admin, client, owner) = bakery(&world, 10).await;
        let acme = crate::world::PartnerInWorld { id: owner.client_user().unwrap().partner };
        let ana = add(&owner, client, named("Ana", "")).await.unwrap();
        let file = take_in(&owner, client, list_of(1)).await.unwrap();
        let seen = clients::details(&admin, client).await.unwrap().version;
        clients::block(&admin, client, BlockReason::default(), seen).await.unwrap();
        let blocked = Refusal::Denied(Reason::ClientBlocked);
        // These contexts were made before the block: the transaction knows better.
        assert_eq!(changes(&owner, client, ana.id).await, vec![blocked.clone(); 4]);
        assert_eq!(refused(import(&owner, client, file).await), blocked);
        assert_eq!(refused(discard(&owner, client, file).await), blocked);
        assert_eq!(refused(export(&owner, client, ContactQuery::default()).await), blocked);
        let user = owner.actor().user().unwrap();
        let now = world.as_client_user(acme, client, user).await;
        assert_eq!(refused(list(&now, client, ContactQuery::default()).await), blocked);
        assert_eq!(used(&admin, client).await, 1);
    }

    async fn without_a_plan_there_are_none(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        let client = world.client_named(acme, "Cafe").await;
        let owner = world.owner(acme, client, "Olive").await;
        let answer = refused(add(&owner, client, named("Ana", "")).await);
        assert_eq!(answer, Refusal::Denied(Reason::NoPlan));
    }
}
