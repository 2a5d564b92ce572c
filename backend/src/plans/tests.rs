use domain::{
    Currency, FieldErrors, Limit, Money, PlanId, Problem, Refusal, Version,
    audit::Event,
    clients::ClientStatus,
    inclusions::{Feature, Section},
    limit::LimitDraft,
    plans::{PlanDraft, Usage},
    policy::Role,
    refusal::Changed,
};

use super::{add, archive, details, duplicate, edit, list, restore};
use crate::{Context, clients, world::refused};

fn pro() -> PlanDraft {
    PlanDraft {
        name: "Pro".to_owned(),
        description: "For growing teams".to_owned(),
        price: "49.90".to_owned(),
        currency: Currency::EUR,
        workspaces: "3".to_owned(),
        seats: limited("10"),
        contacts: LimitDraft {
            unlimited: true,
            number: "5000".to_owned(),
        },
        trial_days: "14".to_owned(),
        sections: vec![Section::Statistics, Section::Design],
        features: vec![Feature::EmailSyncs],
        ..PlanDraft::default()
    }
}

fn named(name: &str) -> PlanDraft {
    PlanDraft {
        name: name.to_owned(),
        ..pro()
    }
}

fn limited(number: &str) -> LimitDraft {
    LimitDraft {
        unlimited: false,
        number: number.to_owned(),
    }
}

fn name_taken() -> Refusal {
    Refusal::Invalid(FieldErrors::one("name", Problem::Taken))
}

async fn names(cx: &Context, archived: bool) -> Vec<String> {
    let plans = list(cx, archived).await.unwrap();
    plans.into_iter().map(|plan| plan.name).collect()
}

crate::stories! {
    /// P12–P18.
    async fn a_saved_plan_is_in_the_list_at_once(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();

        let plans = list(&ada, false).await.unwrap();
        let plan = plans.first().unwrap();
        assert_eq!((plan.id, plan.name.as_str()), (id, "Pro"));
        assert_eq!(plan.price, Money { minor: 4_990, currency: Currency::EUR });
        assert_eq!(plan.quotas.workspaces, 3);
        assert_eq!(plan.quotas.seats, Limit::AtMost(10));
        assert_eq!(plan.quotas.contacts, Limit::Unlimited);
        assert_eq!((plan.trial_days, plan.clients, plan.is_archived), (14, 0, false));

        let event = world.activity(&ada).await.remove(0);
        assert_eq!((event.event, event.subject.as_deref()), (Event::PlanAdded, Some("Pro")));
    }

    /// P17: the toggle remembers the number, also in the database.
    async fn the_editor_opens_what_was_saved(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        let plan = details(&ada, id).await.unwrap();
        let mut expected = pro();
        expected.sections = vec![Section::Design, Section::Statistics];
        assert_eq!(plan.draft, expected);
        assert_eq!(plan.draft.contacts.number, "5000");
        assert_eq!(plan.version, Version(1));
    }

    async fn every_problem_of_the_form_is_named(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let draft = PlanDraft {
            name: " ".to_owned(),
            price: "free".to_owned(),
            workspaces: "0".to_owned(),
            trial_days: "366".to_owned(),
            ..pro()
        };
        let Refusal::Invalid(errors) = refused(add(&ada, draft).await) else { panic!() };
        assert_eq!(errors.of("name"), Some(Problem::Required));
        assert_eq!(errors.of("price"), Some(Problem::NotMoney));
        assert_eq!(errors.of("workspaces"), Some(Problem::TooSmall { min: 1 }));
        assert_eq!(errors.of("trial_days"), Some(Problem::TooLarge { max: 365 }));
        assert_eq!(names(&ada, false).await, [""; 0]);
        assert_eq!(world.activity(&ada).await, []);
    }

    async fn a_name_is_offered_once(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (_, other) = world.partner_with_administrator("other").await;
        add(&ada, pro()).await.unwrap();
        assert_eq!(refused(add(&ada, named(" PRÓ ")).await), name_taken());
        add(&other, pro()).await.unwrap();

        let basic = add(&ada, named("Basic")).await.unwrap();
        assert_eq!(refused(edit(&ada, basic, pro(), Version(1)).await), name_taken());
        assert_eq!(names(&ada, false).await, ["Basic", "Pro"]);
    }

    async fn an_edit_says_what_changed(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        let draft = PlanDraft { seats: limited("20"), contacts: limited("5000"), ..pro() };
        let after = edit(&ada, id, draft, Version(1)).await.unwrap();
        assert_eq!(after.version, Version(2));
        assert_eq!(after.draft.seats, limited("20"));

        let event = world.activity(&ada).await.remove(0);
        assert_eq!(event.event, Event::PlanEdited);
        let changes: Vec<_> = event
            .changes
            .iter()
            .map(|change| (change.field.as_str(), change.from.as_str(), change.to.as_str()))
            .collect();
        assert_eq!(changes, [("seats", "10", "20"), ("contacts", "unlimited", "5000")]);
    }

    async fn two_editors_do_not_overwrite_each_other(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let ben = world.member(partner, "Ben", Role::CompanyManager).await;
        let id = add(&ada, pro()).await.unwrap();
        edit(&ada, id, PlanDraft { price: "59.00".to_owned(), ..pro() }, Version(1))
            .await
            .unwrap();

        let Refusal::Conflict(conflict) = refused(edit(&ben, id, pro(), Version(1)).await) else {
            panic!()
        };
        assert_eq!(conflict.version, Version(2));
        let price = Changed { field: "price".to_owned(), now: "59.00".to_owned() };
        assert!(conflict.changed.contains(&price), "{:?}", conflict.changed);
        assert_eq!(details(&ada, id).await.unwrap().draft.price, "59.00");

        // Knowing what it overwrites, the save goes through.
        let saved = edit(&ben, id, pro(), conflict.version).await.unwrap();
        assert_eq!(saved.draft.price, "49.90");
    }

    async fn of_many_editors_at_once_one_wins(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        let saves: Vec<_> = (0..8)
            .map(|n| {
                let ada = ada.clone();
                let draft = PlanDraft { trial_days: n.to_string(), ..pro() };
                tokio::spawn(async move { edit(&ada, id, draft, Version(1)).await })
            })
            .collect();
        let mut winners = 0;
        for save in saves {
            match save.await.unwrap() {
                Ok(_) => winners += 1,
                Err(error) => assert!(matches!(error.refusal(), Some(Refusal::Conflict(_)))),
            }
        }
        assert_eq!(winners, 1);
        assert_eq!(details(&ada, id).await.unwrap().version, Version(2));
    }

    async fn a_duplicate_counts_on(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        let second = duplicate(&ada, id).await.unwrap();
        duplicate(&ada, second).await.unwrap();
        duplicate(&ada, id).await.unwrap();
        assert_eq!(names(&ada, false).await, ["Pro", "Pro (2)", "Pro (3)", "Pro (4)"]);

        let copy = details(&ada, second).await.unwrap().draft;
        let original = details(&ada, id).await.unwrap().draft;
        assert_eq!(PlanDraft { name: "Pro".to_owned(), ..copy }, original);
    }

    async fn duplicates_made_at_once_get_different_names(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        let copies: Vec<_> = (0..4)
            .map(|_| {
                let ada = ada.clone();
                tokio::spawn(async move { duplicate(&ada, id).await })
            })
            .collect();
        for copy in copies {
            copy.await.unwrap().unwrap();
        }
        assert_eq!(
            names(&ada, false).await,
            ["Pro", "Pro (2)", "Pro (3)", "Pro (4)", "Pro (5)"]
        );
    }

    async fn an_archived_plan_keeps_its_clients(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        let usage = Usage::default();
        world.client_using(partner, "Zoo", ClientStatus::Active, Some(id), usage).await;

        archive(&ada, id).await.unwrap();
        archive(&ada, id).await.unwrap();
        assert_eq!(names(&ada, false).await, [""; 0]);
        let archived = list(&ada, true).await.unwrap();
        assert_eq!(archived.first().map(|plan| (plan.clients, plan.is_archived)), Some((1, true)));

        restore(&ada, id).await.unwrap();
        assert_eq!(names(&ada, false).await, ["Pro"]);
        let events: Vec<Event> =
            world.activity(&ada).await.iter().map(|event| event.event).collect();
        assert_eq!(events, [Event::PlanRestored, Event::PlanArchived, Event::PlanAdded]);
    }

    async fn a_name_taken_meanwhile_stops_the_return(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        archive(&ada, id).await.unwrap();
        add(&ada, pro()).await.unwrap();
        assert_eq!(refused(restore(&ada, id).await), name_taken());
        assert_eq!(names(&ada, true).await, ["Pro"]);
    }

    /// Clients that are closed do not count, and do not weigh.
    async fn the_heaviest_client_is_the_peak(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        let other = add(&ada, named("Other")).await.unwrap();
        let usage = |workspaces, seats, contacts| Usage { workspaces, seats, contacts };
        for (company, status, plan, usage) in [
            ("A", ClientStatus::Active, id, usage(3, 1, 10)),
            ("B", ClientStatus::Blocked, id, usage(1, 9, 20)),
            ("C", ClientStatus::Trial, id, usage(1, 1, 7_000)),
            ("D", ClientStatus::Closed, id, usage(50, 50, 50_000)),
            ("E", ClientStatus::Active, other, usage(60, 60, 60_000)),
        ] {
            world.client_using(partner, company, status, Some(plan), usage).await;
        }
        let plan = details(&ada, id).await.unwrap();
        assert_eq!(plan.clients, 3);
        assert_eq!(plan.peak, usage(3, 9, 7_000));
    }

    async fn a_scope_that_is_a_list_shows_figures_of_that_list(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let pro = add(&ada, pro()).await.unwrap();
        let past = add(&ada, named("Past")).await.unwrap();
        let usage = |seats| Usage { seats, ..Usage::default() };
        let mut ids = Vec::new();
        for (company, status, plan, seats) in [
            ("Mine", ClientStatus::Active, pro, 2),
            ("Mine too, and closed", ClientStatus::Closed, pro, 50),
            ("Another's", ClientStatus::Active, pro, 9),
            ("Another's of the past", ClientStatus::Active, past, 9),
        ] {
            ids.push(world.client_using(partner, company, status, Some(plan), usage(seats)).await);
        }
        archive(&ada, past).await.unwrap();
        let ben = world.member_with_scope(partner, "Ben", Role::Administrator, false).await;
        world.list_for(&ben, &ids[..2]).await;

        let figures = async |cx: &Context| {
            let offered = list(cx, false).await.unwrap().remove(0).clients;
            let archived = list(cx, true).await.unwrap().remove(0).clients;
            let plan = details(cx, pro).await.unwrap();
            let form = clients::form_options(cx).await.unwrap();
            (offered, archived, plan.clients, plan.peak.seats, form.past_plans.len())
        };
        assert_eq!(figures(&ada).await, (2, 1, 2, 9, 1));
        assert_eq!(figures(&ben).await, (1, 0, 1, 2, 0));
        assert_eq!(edit(&ben, pro, named("Pro 2"), Version(1)).await.unwrap().clients, 1);
    }

    async fn what_is_another_partners_does_not_exist(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (_, eve) = world.partner_with_administrator("other").await;
        let id = add(&ada, pro()).await.unwrap();
        assert_eq!(refused(details(&eve, id).await), Refusal::NotFound);
        assert_eq!(refused(edit(&eve, id, pro(), Version(1)).await), Refusal::NotFound);
        assert_eq!(refused(duplicate(&eve, id).await), Refusal::NotFound);
        assert_eq!(refused(archive(&eve, id).await), Refusal::NotFound);
        assert_eq!(refused(restore(&eve, id).await), Refusal::NotFound);
        assert_eq!(names(&eve, false).await, [""; 0]);
        assert_eq!(names(&ada, false).await, ["Pro"]);
    }

    async fn most_roles_only_look_at_plans(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let id = add(&ada, pro()).await.unwrap();
        for role in [
            Role::MarketingManager,
            Role::SalesManager,
            Role::Salesperson,
            Role::JuniorSalesperson,
        ] {
            let cx = world.member(partner, role.name(), role).await;
            let denied = |answer| matches!(refused::<()>(answer), Refusal::Denied(_));
            assert!(denied(add(&cx, named("More")).await.map(|_: PlanId| ())));
            assert!(denied(edit(&cx, id, pro(), Version(1)).await.map(|_| ())));
            assert!(denied(duplicate(&cx, id).await.map(|_| ())));
            assert!(denied(archive(&cx, id).await));
            assert!(denied(restore(&cx, id).await));
            assert_eq!(names(&cx, false).await, ["Pro"]);
        }
        let nobody = world.portal().context(domain::policy::Actor::Anonymous);
        assert_eq!(refused(list(&nobody, false).await), Refusal::SignedOut);
    }
}
