//! One action for many clients, their files, and the trials that end by themselves.

use domain::{
    clients::{BlockKind, BlockReason, BulkAction, PlanFilter, SELECTION_MAX, Selection},
    custom_fields::{CustomFieldDraft, Kind},
    policy::Role,
    refusal::Rejection,
};

use super::*;
use crate::custom_fields;

fn matching(search: &str) -> Selection {
    Selection::Matching(ClientQuery {
        search: search.to_owned(),
        ..ClientQuery::default()
    })
}

/// The wish to put clients on a plan that has room for them.
const fn onto(plan: PlanId) -> BulkAction {
    BulkAction::AssignPlan {
        plan,
        accepts_overrun: false,
    }
}

crate::stories! {
    async fn forty_clients_go_on_a_plan_and_each_says_so(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 14).await;
        for n in 0..450 {
            add(&cx, named(&format!("Stork {n:03}"))).await.unwrap();
        }
        let (heavy, there) = (added(&cx, "Stork heavy").await, added(&cx, "Stork there").await);
        let closed = added(&cx, "Stork closed").await;
        let other = added(&cx, "Another").await;
        uses(&world, heavy.id, 11).await;
        assign_plan(&cx, on(pro, &there)).await.unwrap();
        close(&cx, closed.id, "Stork closed".to_owned(), closed.version).await.unwrap();

        let storks = ClientQuery { search: "stork".to_owned(), ..ClientQuery::default() };
        assert!(!list(&cx, storks.clone()).await.unwrap().total.exact);
        assert_eq!(count(&cx, storks).await.unwrap(), 452);
        let action = onto(pro);
        let preview = preview_bulk(&cx, matching("stork"), action.clone()).await.unwrap();
        assert_eq!((preview.will_change, preview.skipped_in_all), (450, 1));
        assert_eq!((preview.over_in_all, preview.over[0].company.as_str()), (1, "Stork heavy"));
        let nothing = PlanFilter::On(pro);
        let query = ClientQuery { plan: Some(nothing), ..ClientQuery::default() };
        assert_eq!(list(&cx, query.clone()).await.unwrap().total.rows, 1, "only a preview");

        let outcome = run_bulk(&cx, matching("stork"), action.clone()).await.unwrap();
        assert_eq!((outcome.changed, outcome.skipped_in_all), (450, 2));
        let why: Vec<_> = outcome.skipped.iter()
            .map(|skipped| (skipped.company.as_str(), skipped.why.clone()))
            .collect();
        assert!(matches!(
            why.as_slice(),
            [
                ("Stork heavy", Some(Refusal::Rejected(Rejection::OverLimit { .. }))),
                ("Stork there", None),
            ]
        ), "{why:?}");
        assert_eq!(list(&cx, query).await.unwrap().total.rows, 451);
        assert_eq!(details(&cx, other.id).await.unwrap(), other);
        let one = list(&cx, ClientQuery { search: "stork 007".to_owned(), ..Default::default() });
        let one = details(&cx, one.await.unwrap().rows[0].id).await.unwrap();
        assert_eq!(events(&one), [Event::ClientAdded, Event::PlanAssigned]);
        assert_eq!((one.status, one.version), (ClientStatus::Trial, Version(2)));

        let again = run_bulk(&cx, matching("stork"), action).await.unwrap();
        assert_eq!((again.changed, again.skipped_in_all, again.skipped.len()), (0, 452, 50));

        let knowingly = BulkAction::AssignPlan { plan: pro, accepts_overrun: true };
        let preview = preview_bulk(&cx, matching("stork"), knowingly.clone()).await.unwrap();
        assert_eq!((preview.will_change, preview.over_in_all), (0, 1), "said, accepted or not");
        let outcome = run_bulk(&cx, matching("stork"), knowingly).await.unwrap();
        assert_eq!((outcome.changed, outcome.skipped_in_all), (1, 451));
        let heavy = details(&cx, heavy.id).await.unwrap();
        assert_eq!(heavy.plan.map(|plan| plan.id), Some(pro));
        assert_eq!(heavy.activity[0].changes.len(), 3, "the plan, and two limits");
    }

    async fn chosen_clients_are_blocked_and_unblocked(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let mut ids = Vec::new();
        for name in ["Aster", "Begonia", "Crocus"] {
            ids.push(added(&cx, name).await.id);
        }
        let closed = added(&cx, "Dahlia").await;
        close(&cx, closed.id, "Dahlia".to_owned(), closed.version).await.unwrap();
        let reason = BlockReason { kind: BlockKind::OnRequest, note: "July".to_owned() };
        block(&cx, ids[0], reason.clone(), Version(1)).await.unwrap();

        let chosen = Selection::Ids(vec![ids[2], ids[0], ids[1], closed.id, ids[1]]);
        let action = BulkAction::Block(reason.clone());
        let outcome = run_bulk(&cx, chosen.clone(), action).await.unwrap();
        assert_eq!((outcome.changed, outcome.skipped_in_all), (2, 2));
        assert_eq!(outcome.skipped[0].why, None, "blocked already");
        assert!(matches!(outcome.skipped[1].why, Some(Refusal::Denied(_))), "closed");
        let begonia = details(&cx, ids[1]).await.unwrap();
        assert_eq!(begonia.block.map(|block| block.reason), Some(reason));

        let outcome = run_bulk(&cx, chosen, BulkAction::Unblock).await.unwrap();
        assert_eq!(outcome.changed, 3);
        let query = ClientQuery { status: Some(ClientStatus::Blocked), ..ClientQuery::default() };
        assert!(walk(&cx, query).await.is_empty());
    }

    async fn too_many_are_too_much(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let many = (0..=SELECTION_MAX).map(|_| ClientId::from_uuid(cx.new_id())).collect();
        let refused = run_bulk(&cx, Selection::Ids(many), BulkAction::Unblock).await;
        let too_much = Rejection::TooMuch { max: SELECTION_MAX };
        assert_eq!(refusal(refused), Refusal::Rejected(too_much));
    }

    async fn a_bulk_action_stays_within_role_and_scope(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let (a, b) = (added(&cx, "Aster").await, added(&cx, "Begonia").await);
        let pro = plan(&cx, "Pro", 0).await;
        let seller = world.member(partner, "Sam", Role::Salesperson).await;
        let reason = BlockReason::default();
        let refused = run_bulk(&seller, matching(""), BulkAction::Block(reason.clone())).await;
        assert!(matches!(refusal(refused), Refusal::Denied(_)));
        run_bulk(&seller, matching("aster"), onto(pro)).await.unwrap();
        assert!(matches!(refusal(export(&seller, matching("")).await), Refusal::Denied(_)));

        let listed = world.member_with_scope(partner, "Lea", Role::SalesManager, false).await;
        list_for(&world, partner, &listed, &[b.id]).await;
        let both = Selection::Ids(vec![a.id, b.id]);
        let refused = run_bulk(&listed, both, BulkAction::Block(reason.clone())).await;
        assert_eq!(refusal(refused), Refusal::NotFound);
        let outcome = run_bulk(&listed, matching(""), BulkAction::Block(reason)).await.unwrap();
        assert_eq!(outcome.changed, 1);
        assert_eq!(details(&cx, a.id).await.unwrap().block, None);
        assert_eq!(count(&listed, ClientQuery::default()).await.unwrap(), 1);
        assert!(!export(&listed, matching("")).await.unwrap().contains("Aster"));
    }

    async fn two_bulk_actions_at_once_do_not_stop_each_other(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 0).await;
        for n in 0..120 {
            add(&cx, named(&format!("Client {n}"))).await.unwrap();
        }
        let block = BulkAction::Block(BlockReason::default());
        let (one, two) = tokio::join!(
            run_bulk(&cx, matching(""), onto(pro)),
            run_bulk(&cx, matching(""), block),
        );
        assert_eq!((one.unwrap().changed, two.unwrap().changed), (120, 120));
        let query = ClientQuery {
            status: Some(ClientStatus::Blocked),
            plan: Some(PlanFilter::On(pro)),
            ..ClientQuery::default()
        };
        assert_eq!(list(&cx, query).await.unwrap().total.rows, 120);
    }

    async fn a_file_holds_every_field_and_no_formula(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 0).await;
        let sector = custom_fields::add(&cx, CustomFieldDraft {
            label: "=Sector".to_owned(),
            kind: Kind::Text,
            is_required: false,
        }).await.unwrap();
        let mut draft = ClientDraft {
            phone: "+359 2 123".to_owned(),
            notes: "two\nlines, \"quoted\"".to_owned(),
            city: "София".to_owned(),
            plan: Some(pro),
            manager: Some(membership(&cx)),
            ..named("=cmd|' /C calc'!A1")
        };
        draft.custom.insert(sector.id, "@SUM(1)".to_owned());
        add(&cx, draft).await.unwrap();
        added(&cx, "Aster").await;

        let text = export(&cx, matching("")).await.unwrap();
        let mut file = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(file.headers().unwrap().iter().collect::<Vec<_>>(), [
            "company", "contact", "email", "website", "phone", "country", "street", "city",
            "state", "postal_code", "notes", "'=Sector", "plan", "status", "manager",
        ]);
        let rows: Vec<csv::StringRecord> = file.records().map(Result::unwrap).collect();
        assert_eq!(&rows[0][0], "Aster", "newest first, as in the list");
        assert_eq!(rows[1].iter().collect::<Vec<_>>(), [
            "'=cmd|' /C calc'!A1", "", "", "", "'+359 2 123", "", "", "София", "", "",
            "two\nlines, \"quoted\"", "'@SUM(1)", "Pro", "active", "Ada of acme",
        ]);
        let told = &world.activity(&cx).await[0];
        assert_eq!((told.event, told.subject.as_deref()), (Event::ClientsExported, Some("2")));
    }

    async fn a_trial_ends_once_on_its_day(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let mut clients = Vec::new();
        for cx in [&cx, &bolt] {
            let pro = plan(cx, "Pro", 14).await;
            for n in 0..3 {
                let client = added(cx, &format!("Client {n}")).await;
                clients.push((cx, assign_plan(cx, on(pro, &client)).await.unwrap()));
            }
        }
        let blocked = clients[0].1.id;
        block(&cx, blocked, BlockReason::default(), clients[0].1.version).await.unwrap();

        world.clock().advance(14 * DAY - 1);
        assert_eq!(end_due(world.portal()).await.unwrap(), 0);
        world.clock().advance(1);
        let other = world.replica().await;
        let (one, two) = tokio::join!(end_due(world.portal()), end_due(&other));
        assert_eq!(one.unwrap() + two.unwrap(), 5);
        assert_eq!(end_due(world.portal()).await.unwrap(), 0);

        for (cx, client) in &clients {
            let now = details(&world.again(cx), client.id).await.unwrap();
            if now.id == blocked {
                assert_eq!(now.status, ClientStatus::Blocked);
                continue;
            }
            assert_eq!((now.status, now.trial_ends_at), (ClientStatus::Active, None));
            assert_eq!(events(&now), [Event::ClientAdded, Event::PlanAssigned, Event::TrialEnded]);
            assert_eq!(now.activity[0].actor, None);
        }
    }
}
