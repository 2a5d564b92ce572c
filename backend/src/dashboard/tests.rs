use domain::{
    Refusal,
    audit::Event,
    clients::{ClientDraft, ClientStatus},
    dashboard::Jump,
    plans::{PlanDraft, Usage},
    policy::{Actor, Role},
};

use super::{dashboard, jump};
use crate::{clients, plans, world::refused};

const DAY: i64 = 24 * 60 * 60;

fn plan(name: &str, trial_days: u32) -> PlanDraft {
    PlanDraft {
        name: name.to_owned(),
        trial_days: trial_days.to_string(),
        ..PlanDraft::default()
    }
}

fn client(company: &str) -> ClientDraft {
    ClientDraft {
        company: company.to_owned(),
        ..ClientDraft::default()
    }
}

fn names(jumps: &[Jump]) -> Vec<&str> {
    jumps
        .iter()
        .map(|jump| match jump {
            Jump::Client { company, .. } => company.as_str(),
            Jump::Plan { name, .. } => name.as_str(),
        })
        .collect()
}

crate::stories! {
    /// S16: with nothing yet, the page says what to do first.
    async fn a_new_partner_sees_its_first_steps(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let page = dashboard(&ada).await.unwrap();
        assert_eq!((page.clients, page.users, page.plans, page.subscriptions), (0, 1, 0, 0));
        assert_eq!(page.by_status, [0, 0, 0, 0]);
        assert_eq!(page.added_by_day, [0; 30]);
        assert!(page.newest.is_empty() && page.activity.is_empty() && page.trials_ending.is_empty());
        let steps = page.first_steps;
        assert!(!steps.company && !steps.plan && !steps.client && !steps.assigned && !steps.team);

        let plan = plans::add(&ada, plan("Pro", 0)).await.unwrap();
        clients::add(&ada, ClientDraft { plan: Some(plan), ..client("Acme") }).await.unwrap();
        world.member(partner, "Ben", Role::Salesperson).await;
        let mut company = crate::partners::company(&ada).await.unwrap();
        company.values.name = "Acme".to_owned();
        company.values.support_email = "help@acme.example".to_owned();
        crate::partners::edit_company(&ada, company.values, company.version).await.unwrap();
        let steps = dashboard(&ada).await.unwrap().first_steps;
        assert!(steps.company && steps.plan && steps.client && steps.assigned && steps.team);
    }

    /// P4, P5.
    async fn the_numbers_are_those_of_the_partner(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let (_, other) = world.partner_with_administrator("other").await;
        clients::add(&other, client("Foreign")).await.unwrap();
        let basic = plans::add(&ada, plan("Basic", 0)).await.unwrap();
        let usage = Usage::default();
        for (company, status, plan) in [
            ("A", ClientStatus::Active, Some(basic)),
            ("B", ClientStatus::Active, None),
            ("C", ClientStatus::Trial, Some(basic)),
            ("D", ClientStatus::Blocked, Some(basic)),
            ("E", ClientStatus::Closed, Some(basic)),
        ] {
            world.client_using(partner, company, status, plan, usage).await;
        }
        let page = dashboard(&ada).await.unwrap();
        assert_eq!((page.clients, page.plans, page.subscriptions), (4, 1, 2));
        assert_eq!(page.by_status, [2, 1, 1, 1]);
        assert_eq!(page.added_by_day.last(), Some(&5));
        let newest: Vec<&str> = page.newest.iter().map(|client| client.company.as_str()).collect();
        assert_eq!(newest, ["D", "C", "B", "A"]);
        assert_eq!(page.activity.iter().map(|a| a.event).collect::<Vec<_>>(), [Event::PlanAdded]);
    }

    async fn days_move_on(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        clients::add(&ada, client("Old")).await.unwrap();
        world.clock().advance(2 * DAY);
        let ada = world.again(&ada);
        clients::add(&ada, client("New 1")).await.unwrap();
        clients::add(&ada, client("New 2")).await.unwrap();
        let days = dashboard(&ada).await.unwrap().added_by_day;
        assert_eq!(days.len(), 30);
        assert_eq!(days[27..], [1, 0, 2]);

        world.clock().advance(28 * DAY);
        let days = dashboard(&world.again(&ada)).await.unwrap().added_by_day;
        assert_eq!((days[0], days[1], days[29]), (0, 2, 0));
    }

    async fn trials_that_end_soon_are_shown_soonest_first(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        for (name, days) in [("Seven", 7), ("Three", 3), ("Eight", 8), ("None", 0)] {
            let plan = plans::add(&ada, plan(name, days)).await.unwrap();
            clients::add(&ada, ClientDraft { plan: Some(plan), ..client(name) }).await.unwrap();
        }
        let ending = |page: domain::dashboard::Dashboard| {
            let names = page.trials_ending.into_iter().map(|client| client.company);
            names.collect::<Vec<_>>()
        };
        assert_eq!(ending(dashboard(&ada).await.unwrap()), ["Three", "Seven"]);
        world.clock().advance(4 * DAY);
        let ada = world.again(&ada);
        assert_eq!(ending(dashboard(&ada).await.unwrap()), ["Seven", "Eight"]);
    }

    /// C2: a scope bounds every number and row.
    async fn a_member_with_a_list_sees_only_what_is_in_it(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let trial = plans::add(&ada, plan("Trial", 3)).await.unwrap();
        let mine = clients::add(&ada, ClientDraft { plan: Some(trial), ..client("Mine") })
            .await
            .unwrap();
        clients::add(&ada, ClientDraft { plan: Some(trial), ..client("Hidden") }).await.unwrap();
        let ben = world.member_with_scope(partner, "Ben", Role::Salesperson, false).await;
        assert_eq!(dashboard(&ben).await.unwrap().clients, 0);

        world.list_for(&ben, &[mine]).await;
        let page = dashboard(&ben).await.unwrap();
        assert_eq!((page.clients, page.subscriptions), (1, 1));
        assert_eq!(page.by_status, [0, 1, 0, 0]);
        assert_eq!(page.added_by_day.iter().sum::<u32>(), 1);
        for shown in [&page.newest, &page.trials_ending] {
            let names: Vec<&str> = shown.iter().map(|client| client.company.as_str()).collect();
            assert_eq!(names, ["Mine"]);
        }
        assert!(page.activity.iter().all(|event| {
            event.client.as_ref().is_none_or(|(_, company)| company == "Mine")
        }));
        assert_eq!(names(&jump(&ben, "hidden".to_owned()).await.unwrap()), [""; 0]);
        assert_eq!(names(&jump(&ben, "mine".to_owned()).await.unwrap()), ["Mine"]);
    }

    async fn the_palette_finds_clients_and_plans(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (_, other) = world.partner_with_administrator("other").await;
        clients::add(&other, client("Щърк Трейд")).await.unwrap();
        for n in 0..9 {
            clients::add(&ada, client(&format!("Щърк {n} ЕООД"))).await.unwrap();
        }
        for name in ["Нов щърк", "Щърк плюс", "A", "B"] {
            plans::add(&ada, plan(name, 0)).await.unwrap();
        }
        let found = jump(&ada, "  ЩЪРК ".to_owned()).await.unwrap();
        assert_eq!(found.len(), 10);
        assert!(matches!(found[0], Jump::Client { .. }));
        assert_eq!(names(&found)[8..], ["Щърк плюс", "Нов щърк"]);
        assert_eq!(names(&jump(&ada, "трейд".to_owned()).await.unwrap()), [""; 0]);
        assert_eq!(jump(&ada, " ".to_owned()).await.unwrap(), []);
    }

    async fn nobody_else_sees_it(world: World) {
        let anonymous = world.portal().context(Actor::Anonymous);
        assert_eq!(refused(dashboard(&anonymous).await), Refusal::SignedOut);
        assert_eq!(refused(jump(&anonymous, "a".to_owned()).await), Refusal::SignedOut);
        let operator = world.operator().await;
        assert_eq!(refused(dashboard(&operator).await), Refusal::NotFound);
    }
}
