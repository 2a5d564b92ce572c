//! What is another partner's does not exist here (security.md B1–B3).

use domain::{
    FieldErrors, Problem,
    clients::{BlockReason, BulkAction, Selection},
    policy::Role,
};

use super::*;

crate::stories! {
    async fn a_foreign_client_answers_as_an_unknown_one(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let theirs = added(&bolt, "Bolt's own").await;
        let pro = plan(&acme, "Pro", 0).await;
        let unknown = ClientId::from_uuid(acme.new_id());
        for id in [theirs.id, unknown] {
            let (cx, seen, reason) = (&acme, theirs.version, BlockReason::default());
            let wish = PlanAssignment { client: id, plan: pro, seen, accepts_overrun: false, timing: None, shown: None };
            let name = "Bolt's own".to_owned();
            for refused in [
                details(cx, id).await.err(),
                edit(cx, id, named("Mine"), seen).await.err(),
                assign_plan(cx, wish).await.err(),
                block(cx, id, reason, seen).await.err(),
                unblock(cx, id, seen).await.err(),
                close(cx, id, name, seen).await.err(),
                reopen(cx, id).await.err(),
            ] {
                let refused = refused.expect("nothing here succeeds");
                assert_eq!(refused.refusal(), Some(&Refusal::NotFound));
            }
        }
        assert_eq!(details(&bolt, theirs.id).await.unwrap(), theirs);
        assert_eq!(list(&acme, ClientQuery::default()).await.unwrap().total.rows, 0);
    }

    async fn a_foreign_plan_or_manager_answers_as_an_unknown_one(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let theirs = plan(&bolt, "Pro", 0).await;
        let client = added(&acme, "Acme").await;
        for plan in [theirs, PlanId::from_uuid(acme.new_id())] {
            assert_eq!(refusal(assign_plan(&acme, on(plan, &client)).await), Refusal::NotFound);
            let draft = ClientDraft { plan: Some(plan), ..named("New") };
            let problem = FieldErrors::one("plan", Problem::Unknown);
            assert_eq!(refusal(add(&acme, draft).await), Refusal::Invalid(problem));
        }
        for manager in [membership(&bolt), MembershipId::from_uuid(acme.new_id())] {
            let draft = ClientDraft { manager: Some(manager), ..named("New") };
            let problem = Refusal::Invalid(FieldErrors::one("manager", Problem::Unknown));
            assert_eq!(refusal(add(&acme, draft.clone()).await), problem);
            assert_eq!(refusal(edit(&acme, client.id, draft, client.version).await), problem);
        }
        assert_eq!(details(&acme, client.id).await.unwrap(), client);
    }

    /// Whoever has a list sees the clients they add themselves.
    async fn a_member_with_a_list_sees_what_they_add(world: World) {
        let (partner, _) = world.partner_with_administrator("acme").await;
        let junior = Role::JuniorSalesperson;
        let ben = world.member_with_scope(partner, "Ben", junior, false).await;
        let eve = world.member_with_scope(partner, "Eve", junior, false).await;
        let id = add(&ben, named("New")).await.unwrap();
        assert_eq!(details(&ben, id).await.unwrap().draft.company, "New");
        assert_eq!(list(&ben, ClientQuery::default()).await.unwrap().total.rows, 1);
        assert_eq!(refusal(details(&eve, id).await), Refusal::NotFound);
    }

    async fn one_foreign_id_among_many_stops_all_of_them(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let (ours, theirs) = (added(&acme, "Ours").await, added(&bolt, "Theirs").await);
        let theirs_on_offer = plan(&bolt, "Pro", 0).await;
        let action = BulkAction::Block(BlockReason::default());
        for foreign in [theirs.id, ClientId::from_uuid(acme.new_id())] {
            let mixed = Selection::Ids(vec![ours.id, foreign]);
            let previewed = preview_bulk(&acme, mixed.clone(), action.clone()).await;
            assert_eq!(refusal(previewed), Refusal::NotFound);
            let run = run_bulk(&acme, mixed.clone(), action.clone()).await;
            assert_eq!(refusal(run), Refusal::NotFound);
            assert_eq!(refusal(export(&acme, mixed).await), Refusal::NotFound);
        }
        let assign = BulkAction::AssignPlan { plan: theirs_on_offer, accepts_overrun: true };
        let run = run_bulk(&acme, Selection::Ids(vec![ours.id]), assign).await;
        assert_eq!(refusal(run), Refusal::NotFound);
        assert_eq!(details(&acme, ours.id).await.unwrap(), ours);
        assert_eq!(details(&bolt, theirs.id).await.unwrap(), theirs);
    }

    async fn the_database_itself_refuses_a_foreign_reference(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let client = added(&acme, "Acme").await;
        let theirs = plan(&bolt, "Pro", 0).await;
        let ours = plan(&acme, "Pro", 0).await;
        let updates: [(&'static str, uuid::Uuid, bool); 3] = [
            ("UPDATE clients SET plan_id = $2 WHERE id = $1", theirs.uuid(), false),
            ("UPDATE clients SET manager_id = $2 WHERE id = $1", membership(&bolt).uuid(), false),
            ("UPDATE clients SET plan_id = $2 WHERE id = $1", ours.uuid(), true),
        ];
        for (sql, reference, works) in updates {
            let mut tx = world.portal().db().begin().await.unwrap();
            let done = tx.run(sql, args![client.id, reference]).await;
            // SQLite may look at references only when the transaction ends.
            let done = match done {
                Ok(_) => tx.commit().await,
                Err(error) => Err(error),
            };
            assert_eq!(done.is_ok(), works, "{sql}: {done:?}");
            if let Err(error) = done {
                assert!(error.to_string().to_lowercase().contains("foreign key"), "{error}");
            }
        }
    }
}
