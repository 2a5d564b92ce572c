use domain::{
    Refusal,
    imports::{Duplicates, Fate, Mapping},
    policy::Role,
};

use super::{super::*, add, bring, client, companies, list_of};
use crate::{Result, args, team, world::refused};

fn is_denied<T: std::fmt::Debug>(answer: Result<T>) -> bool {
    matches!(refused(answer), Refusal::Denied(_))
}

crate::stories! {
    async fn most_roles_bring_nothing_in(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let (id, mapping) = bring(&ada, list_of(3)).await;
        for role in [Role::MarketingManager, Role::Salesperson, Role::JuniorSalesperson] {
            let cx = world.member(partner, role.name(), role).await;
            assert!(is_denied(place(&cx).await));
            assert!(is_denied(list(&cx).await));
            assert!(is_denied(draft(&cx, id).await));
            assert!(is_denied(rehearse(&cx, id, mapping.clone()).await));
            assert!(is_denied(start(&cx, id, mapping.clone()).await));
            assert!(is_denied(progress(&cx, id).await));
            assert!(is_denied(undo(&cx, id).await));
            assert!(is_denied(discard(&cx, id).await));
        }
        let held = place(&ada).await.unwrap();
        let june = world.member(partner, "June", Role::JuniorSalesperson).await;
        assert!(is_denied(read(&june, held, "x.csv".to_owned(), b"a\n".to_vec()).await));
        let sales = world.member(partner, "Sales", Role::SalesManager).await;
        rehearse(&sales, id, mapping).await.unwrap();
    }

    async fn what_is_another_partners_does_not_exist(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (_, eve) = world.partner_with_administrator("other").await;
        let (id, mapping) = bring(&ada, list_of(3)).await;
        assert_eq!(list(&eve).await.unwrap(), []);
        assert_eq!(refused(draft(&eve, id).await), Refusal::NotFound);
        assert_eq!(refused(rehearse(&eve, id, mapping.clone()).await), Refusal::NotFound);
        assert_eq!(refused(start(&eve, id, mapping.clone()).await), Refusal::NotFound);
        assert_eq!(refused(progress(&eve, id).await), Refusal::NotFound);
        assert_eq!(refused(undo(&eve, id).await), Refusal::NotFound);
        assert_eq!(refused(discard(&eve, id).await), Refusal::NotFound);

        // And what others have is no duplicate.
        start(&ada, id, mapping.clone()).await.unwrap();
        run_due(world.portal()).await.unwrap();
        let (id, mapping) = bring(&eve, list_of(3)).await;
        assert_eq!(rehearse(&eve, id, mapping).await.unwrap().adds, 3);
    }

    /// A member with a list changes only what is in it, and learns no name outside it.
    async fn an_import_keeps_to_the_members_list(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let ben = world.member_with_scope(partner, "Ben", Role::SalesManager, false).await;
        let mine = add(&ada, "Mine", "").await;
        add(&ada, "Secret Holding", "info@secret.example").await;
        let mut tx = ada.begin().await.unwrap();
        tx.run(
            "INSERT INTO membership_clients (partner_id, membership_id, client_id)
             VALUES ($1, $2, $3)",
            args![partner.id, ben.staff().unwrap().membership, mine],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();

        let file = "Company,E-mail,City\nMine,,Reno\nOther,info@secret.example,Oslo\n\
            New,,Rome\nNew,,Bonn\n";
        let (id, mapping) = bring(&ben, file).await;
        let mapping = Mapping { duplicates: Duplicates::Update, ..mapping };
        let rehearsal = rehearse(&ben, id, mapping.clone()).await.unwrap();
        let fates: Vec<&Fate> = rehearsal.rows.iter().map(|row| &row.fate).collect();
        // Somebody outside the list has this address; nothing tells.
        assert_eq!(fates, [&Fate::Update, &Fate::Update, &Fate::Add, &Fate::Add]);

        start(&ben, id, mapping).await.unwrap();
        run_due(world.portal()).await.unwrap();
        assert_eq!(client(&ada, "Mine").await.draft.city, "Reno");
        assert_eq!(client(&ada, "Secret Holding").await.draft.city, "");
        // What the member brought in is theirs to see, and to take back.
        assert_eq!(companies(&ben).await.0, ["Mine", "New", "Other"]);
        assert_eq!(client(&ben, "New").await.draft.city, "Bonn");
        let undone = undo(&ben, id).await.unwrap();
        assert_eq!((undone.added, undone.updated), (2, 2));
        assert_eq!(companies(&ben).await.0, ["Mine"]);
    }

    async fn what_is_left_of_an_import_stays_out_once_its_importer_has_left(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let ben = world.member(partner, "Ben", Role::SalesManager).await;
        let (id, mapping) = bring(&ben, list_of(450)).await;
        start(&ben, id, mapping).await.unwrap();
        runner::run_batches(world.portal(), 1).await.unwrap();
        team::remove(&ada, ben.staff().unwrap().membership).await.unwrap();
        world.clock().advance(61);
        run_due(world.portal()).await.unwrap();
        let now = progress(&world.again(&ada), id).await.unwrap();
        assert_eq!(now.status, ImportStatus::Done);
        assert_eq!((now.added, now.skipped), (200, 250));
    }

    /// What others brought lies outside a member's list, and so do their files.
    async fn a_member_with_a_list_knows_only_their_own_imports(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let ben = world.member_with_scope(partner, "Ben", Role::SalesManager, false).await;
        let (hers, mapping) = bring(&ada, list_of(3)).await;
        let (his, _) = bring(&ben, list_of(4)).await;
        let listed: Vec<_> = list(&ben).await.unwrap().iter().map(|import| import.id).collect();
        assert_eq!(listed, [his]);
        assert_eq!(list(&ada).await.unwrap().len(), 2);
        assert_eq!(refused(draft(&ben, hers).await), Refusal::NotFound);
        assert_eq!(refused(rehearse(&ben, hers, mapping.clone()).await), Refusal::NotFound);
        assert_eq!(refused(start(&ben, hers, mapping.clone()).await), Refusal::NotFound);
        assert_eq!(refused(discard(&ben, hers).await), Refusal::NotFound);
        start(&ada, hers, mapping).await.unwrap();
        run_due(world.portal()).await.unwrap();
        assert_eq!(refused(progress(&ben, hers).await), Refusal::NotFound);
        assert_eq!(refused(undo(&ben, hers).await), Refusal::NotFound);
    }
}
