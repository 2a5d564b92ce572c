//! One client: P6–P9, B5, B6, B8–B10.

use domain::{
    FieldErrors, Limit, Problem,
    clients::{BlockKind, BlockReason},
    custom_fields::{CustomFieldDraft, Kind},
    plans::{Limited, Overrun},
    policy::{Action, Role},
    refusal::{Changed, Conflict, Rejection},
};

use super::*;
use crate::custom_fields;

crate::stories! {
    async fn a_client_is_added_with_everything_typed(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 14).await;
        let sector = custom_fields::add(&cx, CustomFieldDraft {
            label: "Sector".to_owned(),
            kind: Kind::Text,
            is_required: true,
        }).await.unwrap();

        let mut draft = ClientDraft {
            company: " Щърк  ЕООД ".to_owned(),
            contact: "Иван Щърков".to_owned(),
            email: "ivan@Shtark.BG".to_owned(),
            website: "shtark.bg".to_owned(),
            phone: "+359 2 123 456".to_owned(),
            country: "BG".to_owned(),
            city: "София".to_owned(),
            manager: Some(membership(&cx)),
            plan: Some(pro),
            ..ClientDraft::default()
        };
        let missing = refusal(add(&cx, draft.clone()).await);
        let field = sector.id.to_string();
        assert_eq!(missing, Refusal::Invalid(FieldErrors::one(&field, Problem::Required)));

        draft.custom.insert(sector.id, "Storks".to_owned());
        let id = add(&cx, draft).await.unwrap();
        let client = details(&cx, id).await.unwrap();
        assert_eq!(client.draft.company, "Щърк ЕООД");
        assert_eq!(client.draft.email, "ivan@shtark.bg");
        assert_eq!(client.draft.website, "https://shtark.bg");
        assert_eq!(client.draft.custom[&sector.id], "Storks");
        assert_eq!(client.manager, Some((membership(&cx), "Ada of acme".to_owned())));
        assert_eq!(client.status, ClientStatus::Trial);
        assert_eq!(client.trial_ends_at, Some(cx.now().plus_days(14)));
        assert_eq!(client.plan.as_ref().map(|plan| plan.id), Some(pro));
        assert_eq!(client.version, Version(1));
        assert_eq!(events(&client), [Event::ClientAdded]);
        assert_eq!(client.activity[0].changes[0].to, "Pro");
        assert_eq!(client.fields, [sector]);
    }

    async fn two_clients_may_have_one_name_and_address(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let draft = ClientDraft { email: "ana@example.com".to_owned(), ..named("Twin") };
        let first = add(&cx, draft.clone()).await.unwrap();
        let second = add(&cx, draft).await.unwrap();
        assert_ne!(first, second);
        assert_eq!(walk(&cx, ClientQuery::default()).await, ["Twin", "Twin"]);
    }

    async fn a_form_names_every_problem_and_nothing_is_added(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let draft = ClientDraft { email: "nobody".to_owned(), ..ClientDraft::default() };
        let Refusal::Invalid(errors) = refusal(add(&cx, draft).await) else { panic!() };
        assert_eq!(errors.of("company"), Some(Problem::Required));
        assert_eq!(errors.of("email"), Some(Problem::NotAnEmail));

        let archived = plan(&cx, "Old", 0).await;
        plans::archive(&cx, archived).await.unwrap();
        let draft = ClientDraft { plan: Some(archived), ..named("Late") };
        let problem = FieldErrors::one("plan", Problem::Unknown);
        assert_eq!(refusal(add(&cx, draft).await), Refusal::Invalid(problem));
        assert_eq!(list(&cx, ClientQuery::default()).await.unwrap().total.rows, 0);
    }

    async fn an_edit_is_told_with_before_and_after(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let bob = world.member(partner, "Bob", Role::Salesperson).await;
        let client = added(&cx, "Acme").await;
        world.clock().advance(60);
        let cx = world.again(&cx);

        let draft = ClientDraft {
            company: "Acme Ltd".to_owned(),
            manager: Some(membership(&bob)),
            ..client.draft.clone()
        };
        let edited = edit(&cx, client.id, draft.clone(), client.version).await.unwrap();
        assert_eq!(edited.draft.company, "Acme Ltd");
        assert_eq!(edited.version, Version(2));
        assert_eq!(edited.updated_at, cx.now());
        let told: Vec<_> = edited.activity[0].changes.iter()
            .map(|change| (change.field.as_str(), change.from.as_str(), change.to.as_str()))
            .collect();
        assert_eq!(told, [("company", "Acme", "Acme Ltd"), ("manager", "", "Bob")]);

        let again = edit(&cx, client.id, draft, edited.version).await.unwrap();
        assert_eq!(again, edited, "saving what is there changes nothing");
    }

    async fn of_two_editors_the_second_is_shown_what_the_first_changed(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let client = added(&cx, "Acme").await;
        let first = ClientDraft { city: "Porto".to_owned(), ..client.draft.clone() };
        edit(&cx, client.id, first, client.version).await.unwrap();

        let second = ClientDraft { phone: "12345".to_owned(), ..client.draft.clone() };
        let stale = refusal(edit(&cx, client.id, second.clone(), client.version).await);
        let now = |field: &str, now: &str| Changed { field: field.to_owned(), now: now.to_owned() };
        assert_eq!(stale, Refusal::Conflict(Conflict {
            version: Version(2),
            changed: vec![now("phone", ""), now("city", "Porto")],
        }));
        let untouched = details(&cx, client.id).await.unwrap();
        assert_eq!(untouched.draft.phone, "");
        assert_eq!(events(&untouched), [Event::ClientAdded, Event::ClientEdited]);

        let knowing = edit(&cx, client.id, second, Version(2)).await.unwrap();
        assert_eq!((knowing.draft.city.as_str(), knowing.draft.phone.as_str()), ("", "12345"));
    }

    async fn a_plan_is_assigned_and_its_trial_counts_once(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let (pro, max) = (plan(&cx, "Pro", 14).await, plan(&cx, "Max", 90).await);
        let client = added(&cx, "Acme").await;
        assert_eq!(client.status, ClientStatus::Active);

        let client = assign_plan(&cx, on(pro, &client)).await.unwrap();
        assert_eq!(client.status, ClientStatus::Trial);
        let client = assign_plan(&cx, on(max, &client)).await.unwrap();
        assert_eq!(client.trial_ends_at, Some(cx.now().plus_days(14)));
        assert_eq!(client.plan.as_ref().map(|plan| plan.name.as_str()), Some("Max"));
        assert_eq!(assign_plan(&cx, on(max, &client)).await.unwrap(), client, "it is there");
        assert_eq!(client.activity[0].event, Event::PlanAssigned);
        let change = &client.activity[0].changes[0];
        assert_eq!((change.from.as_str(), change.to.as_str()), ("Pro", "Max"));
    }

    async fn a_plan_that_is_too_small_names_every_limit(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 0).await;
        let client = added(&cx, "Acme").await;
        uses(&world, client.id, 11).await;
        let overruns = vec![
            Overrun { what: Limited::Seats, used: 11, allowed: 5 },
            Overrun { what: Limited::Contacts, used: 11, allowed: 10 },
        ];
        let over = Rejection::OverLimit { plan: "Pro".to_owned(), overruns };
        let refused = refusal(assign_plan(&cx, on(pro, &client)).await);
        assert_eq!(refused, Refusal::Rejected(over));
        assert_eq!(events(&details(&cx, client.id).await.unwrap()), [Event::ClientAdded]);
        plans::archive(&cx, pro).await.unwrap();
        let refused = refusal(assign_plan(&cx, knowingly(on(pro, &client))).await);
        assert_eq!(refused, Refusal::Rejected(Rejection::PlanArchived), "nothing else is accepted");
        plans::restore(&cx, pro).await.unwrap();

        uses(&world, client.id, 5).await;
        let fits = assign_plan(&cx, on(pro, &client)).await.unwrap();
        assert_eq!(fits.plan.map(|plan| plan.quotas.contacts), Some(Limit::AtMost(10)));
    }

    async fn an_archived_plan_takes_nobody(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 0).await;
        let client = added(&cx, "Acme").await;
        plans::archive(&cx, pro).await.unwrap();
        let refused = refusal(assign_plan(&cx, on(pro, &client)).await);
        assert_eq!(refused, Refusal::Rejected(Rejection::PlanArchived));
    }

    async fn a_blocked_client_keeps_everything_and_comes_back(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let (pro, max) = (plan(&cx, "Pro", 14).await, plan(&cx, "Max", 0).await);
        let client = added(&cx, "Acme").await;
        let client = assign_plan(&cx, on(pro, &client)).await.unwrap();

        let long = BlockReason { kind: BlockKind::Other, note: "x".repeat(501) };
        let refused = refusal(block(&cx, client.id, long, client.version).await);
        let problem = FieldErrors::one("note", Problem::TooLong { max: 500 });
        assert_eq!(refused, Refusal::Invalid(problem));

        let reason = BlockReason { kind: BlockKind::NonPayment, note: "Invoice 7".to_owned() };
        let blocked = block(&cx, client.id, reason.clone(), client.version).await.unwrap();
        assert_eq!(blocked.status, ClientStatus::Blocked);
        assert_eq!(blocked.block.as_ref().map(|block| &block.reason), Some(&reason));
        assert_eq!(blocked.block.as_ref().map(|block| block.since), Some(cx.now()));

        let twice = refusal(block(&cx, client.id, reason, blocked.version).await);
        let status = ClientStatus::Blocked;
        assert_eq!(twice, Refusal::Rejected(Rejection::WrongStatus { status }));

        let moved = assign_plan(&cx, on(max, &blocked)).await.unwrap();
        assert_eq!(moved.status, ClientStatus::Blocked, "a plan does not unblock");

        let back = unblock(&cx, client.id, moved.version).await.unwrap();
        assert_eq!((back.status, back.block.clone()), (ClientStatus::Trial, None));
        assert_eq!(events(&back), [
            Event::ClientAdded, Event::PlanAssigned, Event::ClientBlocked,
            Event::PlanAssigned, Event::ClientUnblocked,
        ]);
        let status = ClientStatus::Trial;
        let refused = refusal(unblock(&cx, client.id, back.version).await);
        assert_eq!(refused, Refusal::Rejected(Rejection::WrongStatus { status }));
    }

    async fn a_trial_that_ended_during_a_block_stays_over(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 14).await;
        let client = added(&cx, "Acme").await;
        let client = assign_plan(&cx, on(pro, &client)).await.unwrap();
        let reason = BlockReason::default();
        let client = block(&cx, client.id, reason, client.version).await.unwrap();
        world.clock().advance(14 * DAY);
        let back = unblock(&world.again(&cx), client.id, client.version).await.unwrap();
        assert_eq!((back.status, back.trial_ends_at), (ClientStatus::Active, None));
    }

    async fn a_client_is_closed_by_its_name_and_can_be_taken_back(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let client = added(&cx, "Щърк ЕООД").await;
        let wrong = refusal(close(&cx, client.id, "Щърк".to_owned(), client.version).await);
        assert_eq!(wrong, Refusal::Invalid(FieldErrors::one("name", Problem::NotTheName)));

        let typed = "  щърк  еоод ".to_owned();
        let closed = close(&cx, client.id, typed.clone(), client.version).await.unwrap();
        assert_eq!(closed.status, ClientStatus::Closed);
        assert_eq!(closed.reopen_until, Some(cx.now().plus_days(7)));
        assert!(walk(&cx, ClientQuery::default()).await.is_empty());
        let query = ClientQuery { status: Some(ClientStatus::Closed), ..ClientQuery::default() };
        assert_eq!(walk(&cx, query).await, ["Щърк ЕООД"]);
        let status = ClientStatus::Closed;
        let twice = refusal(close(&cx, client.id, typed, closed.version).await);
        assert_eq!(twice, Refusal::Rejected(Rejection::WrongStatus { status }));
        let refused = refusal(edit(&cx, client.id, named("New"), closed.version).await);
        assert!(matches!(refused, Refusal::Denied(_)));

        world.clock().advance(7 * DAY);
        let reopened = reopen(&world.again(&cx), client.id).await.unwrap();
        assert_eq!((reopened.status, reopened.reopen_until), (ClientStatus::Active, None));
        assert_eq!(
            events(&reopened),
            [Event::ClientAdded, Event::ClientClosed, Event::ClientReopened]
        );
        let status = ClientStatus::Active;
        let twice = refusal(reopen(&cx, client.id).await);
        assert_eq!(twice, Refusal::Rejected(Rejection::WrongStatus { status }));
    }

    async fn closing_lasts_when_the_days_are_over(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let client = added(&cx, "Acme").await;
        close(&cx, client.id, "acme".to_owned(), client.version).await.unwrap();
        world.clock().advance(7 * DAY + 1);
        let late = refusal(reopen(&world.again(&cx), client.id).await);
        assert_eq!(late, Refusal::Rejected(Rejection::TooLateToUndo));
    }

    async fn a_block_outlives_a_closing(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let client = added(&cx, "Acme").await;
        let reason = BlockReason { kind: BlockKind::Misuse, note: String::new() };
        let client = block(&cx, client.id, reason, client.version).await.unwrap();
        let client = close(&cx, client.id, "Acme".to_owned(), client.version).await.unwrap();
        let client = reopen(&cx, client.id).await.unwrap();
        assert_eq!(client.status, ClientStatus::Blocked);
        assert_eq!(client.block.map(|block| block.reason.kind), Some(BlockKind::Misuse));
    }

    async fn every_role_does_what_its_boxes_say(world: World) {
        let (partner, admin) = world.partner_with_administrator("acme").await;
        let pro = plan(&admin, "Pro", 0).await;
        for role in Role::ALL {
            let cx = world.member(partner, &format!("{role:?}"), role).await;
            let target = added(&admin, role.name()).await;
            let (id, seen) = (target.id, Version(99));
            let reason = BlockReason::default();
            let refusals = [
                (Action::AddClient, add(&cx, ClientDraft::default()).await.err()),
                (Action::EditClient, edit(&cx, id, named("x"), seen).await.err()),
                (Action::AssignPlan, {
                    let wish = PlanAssignment { client: id, plan: pro, seen, accepts_overrun: false, timing: None, shown: None };
                    assign_plan(&cx, wish).await.err()
                }),
                (Action::BlockClient, block(&cx, id, reason, seen).await.err()),
                (Action::CloseClient, close(&cx, id, "x".to_owned(), seen).await.err()),
            ];
            for (action, refused) in refusals {
                let refused = refused.expect("nothing here succeeds");
                let is_denied = matches!(refused.refusal(), Some(Refusal::Denied(_)));
                assert_eq!(is_denied, !role.includes(action), "{role:?} {action:?}: {refused}");
            }
            assert_eq!(details(&cx, id).await.unwrap().version, Version(1));
            form_options(&cx).await.unwrap();
        }
    }

    async fn whoever_may_not_assign_a_plan_adds_clients_without_one(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 0).await;
        let junior = world.member(partner, "Jo", Role::JuniorSalesperson).await;
        let with_plan = ClientDraft { plan: Some(pro), ..named("Bakery") };
        assert!(matches!(refusal(add(&junior, with_plan).await), Refusal::Denied(_)));
        add(&junior, named("Bakery")).await.unwrap();
    }

    async fn a_form_offers_fields_plans_and_managers(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        world.member(partner, "Bob", Role::Salesperson).await;
        let (pro, old) = (plan(&cx, "Pro", 0).await, plan(&cx, "Old", 0).await);
        let gone = plan(&cx, "Gone", 0).await;
        add(&cx, ClientDraft { plan: Some(old), ..named("Faithful") }).await.unwrap();
        plans::archive(&cx, old).await.unwrap();
        plans::archive(&cx, gone).await.unwrap();
        let options = form_options(&cx).await.unwrap();
        let plans: Vec<PlanId> = options.plans.iter().map(|plan| plan.id).collect();
        assert_eq!(plans, [pro]);
        let past: Vec<PlanId> = options.past_plans.iter().map(|plan| plan.id).collect();
        assert_eq!(past, [old], "nobody is on the other");
        let managers: Vec<&str> = options.managers.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(managers, ["Ada of acme", "Bob"]);
        assert!(options.fields.is_empty());
    }
}
