//! Lists: B1, B2, C2 (scope), and their cost.

use std::collections::BTreeSet;

use domain::{
    clients::{BlockReason, PlanFilter, Sort},
    policy::Role,
};

use super::*;

/// A partner with as many clients as three pages hold, in three states, on two plans or none,
/// with a manager or without.
async fn many(world: &World) -> (PartnerInWorld, Context) {
    let (partner, cx) = world.partner_with_administrator("acme").await;
    let plans = [plan(&cx, "Pro", 14).await, plan(&cx, "Max", 0).await];
    for n in 0..137_usize {
        let draft = ClientDraft {
            // Names repeat, so that the id has to break ties.
            company: format!("Client {:02}", (n * 31) % 40),
            contact: format!("Contact {n}"),
            plan: plans.get(n % 3).copied(),
            manager: (n % 2 == 0).then(|| membership(&cx)),
            ..ClientDraft::default()
        };
        let id = add(&cx, draft).await.unwrap();
        if n % 5 == 0 {
            block(&cx, id, BlockReason::default(), Version(1))
                .await
                .unwrap();
        }
        if n % 11 == 0 {
            let client = details(&cx, id).await.unwrap();
            close(&cx, id, client.draft.company, client.version)
                .await
                .unwrap();
        }
    }
    (partner, cx)
}

/// Every combination of filters, without its order.
pub(super) fn queries(cx: &Context, plans: &[PlanId]) -> Vec<ClientQuery> {
    let statuses = [None].into_iter().chain(ClientStatus::ALL.map(Some));
    let filters = [None, Some(PlanFilter::Without)].into_iter();
    let filters: Vec<_> = filters
        .chain(plans.iter().map(|id| Some(PlanFilter::On(*id))))
        .collect();
    let mut queries = Vec::new();
    for status in statuses {
        for plan in &filters {
            for manager in [None, Some(membership(cx))] {
                queries.push(ClientQuery {
                    status,
                    plan: *plan,
                    manager,
                    ..ClientQuery::default()
                });
            }
        }
    }
    queries
}

/// The ids a query shows, page after page, and its total.
async fn ids(cx: &Context, mut query: ClientQuery) -> (Vec<ClientId>, u64) {
    let mut ids = Vec::new();
    loop {
        let page = list(cx, query.clone()).await.unwrap();
        assert!(page.rows.len() <= 50);
        assert!(page.total.exact);
        ids.extend(page.rows.iter().map(|client| client.id));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return (ids, page.total.rows),
        }
    }
}

crate::stories! {
    async fn every_order_shows_each_client_once(world: World) {
        let (partner, cx) = many(&world).await;
        let offered: Vec<PlanId> = form_options(&cx).await.unwrap().plans
            .into_iter().map(|plan| plan.id).collect();
        let (everything, total) = ids(&cx, ClientQuery::default()).await;
        assert_eq!(total, 137 - 13, "the closed ones are left out");
        assert_eq!(everything.len(), 124);

        let member = world
            .member_with_scope(partner, "Sam", Role::Salesperson, false).await;
        list_for(&world, partner, &member, &everything).await;

        for query in queries(&cx, &offered) {
            let down = ClientQuery { sort: Sort::NameDown, ..query.clone() };
            let names = walk(&cx, ClientQuery { sort: Sort::Name, ..query.clone() }).await;
            assert!(names.is_sorted(), "{query:?}");
            let mut reversed = walk(&cx, down.clone()).await;
            reversed.reverse();
            assert_eq!(names, reversed);

            let (newest, total) = ids(&cx, query.clone()).await;
            assert!(newest.is_sorted_by(|a, b| a > b), "{query:?}");
            let set: BTreeSet<_> = newest.iter().copied().collect();
            assert_eq!((set.len(), total), (newest.len(), set.len() as u64), "{query:?}");
            for sort in Sort::ALL {
                let sorted = ClientQuery { sort, ..query.clone() };
                let (found, total) = ids(&cx, sorted.clone()).await;
                assert_eq!(found.len(), newest.len());
                assert_eq!(total, newest.len() as u64);
                assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), set, "{sorted:?}");

                if query.status != Some(ClientStatus::Closed) {
                    assert_eq!(ids(&member, sorted.clone()).await, ids(&cx, sorted).await);
                }
            }
        }
    }

    async fn a_member_with_a_list_sees_and_counts_only_that(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let (a, b) = (added(&cx, "Aster").await, added(&cx, "Begonia").await);
        let sam = world.member_with_scope(partner, "Sam", Role::SalesManager, false).await;
        assert_eq!(ids(&sam, ClientQuery::default()).await, (vec![], 0));

        list_for(&world, partner, &sam, &[b.id]).await;
        for sort in Sort::ALL {
            let query = ClientQuery { sort, ..ClientQuery::default() };
            assert_eq!(ids(&sam, query).await, (vec![b.id], 1));
        }
        let search = ClientQuery { search: "aster".to_owned(), ..ClientQuery::default() };
        assert!(list(&sam, search).await.unwrap().rows.is_empty());
        assert_eq!(details(&sam, b.id).await.unwrap().draft.company, "Begonia");
        assert_eq!(refusal(details(&sam, a.id).await), Refusal::NotFound);
        let reason = BlockReason::default();
        assert_eq!(refusal(block(&sam, a.id, reason.clone(), a.version).await), Refusal::NotFound);
        block(&sam, b.id, reason, b.version).await.unwrap();
    }

    async fn a_cursor_of_anything_is_harmless(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        added(&cx, "Aster").await;
        for cursor in ["", "x", "' OR 1=1 --", &"f".repeat(32), &"щ".repeat(64)] {
            for sort in Sort::ALL {
                let after = Some(domain::Cursor(cursor.to_owned()));
                let query = ClientQuery { sort, after, ..ClientQuery::default() };
                assert!(list(&cx, query).await.unwrap().rows.len() <= 1);
            }
        }
    }

    async fn the_counts_stay_true_whatever_happens(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let bob = world.member(partner, "Bob", Role::SalesManager).await;
        let plans = [plan(&cx, "Pro", 14).await, plan(&cx, "Max", 0).await];
        let mut clients = Vec::new();
        // A linear congruence (Knuth, MMIX) with a fixed seed: the same story every time.
        let mut seed = 42_u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % below
        };
        for step in 0..300 {
            if clients.is_empty() || next(5) == 0 {
                let manager = [None, Some(membership(&cx)), Some(membership(&bob))][next(3)];
                let plan = [None, Some(plans[0]), Some(plans[1])][next(3)];
                let company = format!("Client {step}");
                let draft = ClientDraft { company, manager, plan, ..ClientDraft::default() };
                clients.push(add(&cx, draft).await.unwrap());
                continue;
            }
            let client = details(&cx, clients[next(clients.len())]).await.unwrap();
            let (id, version) = (client.id, client.version);
            let plan = plans[next(2)];
            // Some of these are refused, as they should be: that changes no count either.
            let _ = match next(6) {
                0 => assign_plan(&cx, on(plan, &client)).await.err(),
                1 => block(&cx, id, BlockReason::default(), version).await.err(),
                2 => unblock(&cx, id, version).await.err(),
                3 => close(&cx, id, client.draft.company.clone(), version).await.err(),
                4 => reopen(&cx, id).await.err(),
                _ => {
                    let manager = [None, Some(membership(&bob))][next(2)];
                    let draft = ClientDraft { manager, ..client.draft.clone() };
                    edit(&cx, id, draft, version).await.err()
                }
            };
        }
        let mut tx = cx.read().await.unwrap();
        let counted: Vec<Group> = tx.all(
            "SELECT status, plan_id, manager_id, clients FROM client_counts
             WHERE clients <> 0 ORDER BY status, plan_id, manager_id", args![]).await.unwrap();
        let real: Vec<Group> = tx.all(
            "SELECT status, coalesce(plan_id, $1) AS plan_id,
                 coalesce(manager_id, $1) AS manager_id, count(*) AS clients
             FROM clients GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            args![uuid::Uuid::nil()]).await.unwrap();
        assert!(real.len() > 6, "only {} kinds of clients", real.len());
        assert_eq!(counted, real);
    }
}

#[derive(Debug, PartialEq, Eq, sqlx::FromRow)]
struct Group {
    status: String,
    plan_id: uuid::Uuid,
    manager_id: uuid::Uuid,
    clients: i64,
}
