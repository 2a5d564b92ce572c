use domain::{
    ClientId, PlanId, Refusal,
    audit::Event,
    clients::{BulkAction, PlanAssignment, Selection},
    plans::PlanDraft,
    policy::Role,
    refusal::Rejection,
    subscriptions::{Proration, Timing},
};

use super::{charged, date, eur, of, plan, put, put_as_seen, subscription, yearly};
use crate::{Context, clients, invoices, plans, subscriptions, world::refused};

/// What the page shows of a change today, and the wish that it is sent with.
async fn shown(cx: &Context, client: ClientId, to: PlanId, timing: Timing) -> PlanAssignment {
    let offered = clients::form_options(cx).await.unwrap().plans;
    let plan = offered.iter().find(|plan| plan.id == to).unwrap();
    let now = subscription(cx, client).await;
    let (_, change) = now.change_to(plan, cx.now().date()).unwrap().unwrap();
    PlanAssignment {
        client,
        plan: to,
        seen: clients::details(cx, client).await.unwrap().version,
        accepts_overrun: false,
        timing: Some(timing),
        shown: Some(change),
    }
}

/// What a change comes to by now, where it was refused for being something else than was shown.
async fn moved(cx: &Context, wish: PlanAssignment) -> Proration {
    let refused = refused(clients::assign_plan(cx, wish).await);
    let Refusal::Rejected(Rejection::PlanChangeMoved { now }) = refused else {
        panic!("{refused:?}");
    };
    *now
}

async fn costs(cx: &Context, plan: PlanId, price: &str) {
    let before = plans::details(cx, plan).await.unwrap();
    let draft = PlanDraft {
        price: price.to_owned(),
        ..before.draft
    };
    plans::edit(cx, plan, draft, before.version).await.unwrap();
}

crate::stories! {
    async fn only_what_was_shown_of_a_change_is_charged(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let small = plan(cx, "Small", "30").await;
        let large = plan(cx, "Large", "60").await;
        put(cx, client, small, None).await.unwrap();
        let wish = shown(cx, client, large, Timing::Now).await;
        let first = wish.shown.unwrap();
        assert_eq!(first.due, eur(3_000));

        // Another price.
        costs(cx, large, "90").await;
        let now = moved(cx, wish).await;
        assert_eq!((now.due, now.days_left), (eur(6_000), first.days_left));
        // Another day, seen late.
        world.clock().advance_days(15);
        let later = world.again(cx);
        let wish = PlanAssignment { shown: Some(now), ..wish };
        let half = moved(&later, wish).await;
        assert_eq!((half.due, half.days_left), (eur(3_000), 15));
        assert_eq!(charged(&later, client, &["2026-11-01", "2026-12-01"]).await.len(), 1);
        assert_eq!(clients::details(&later, client).await.unwrap().plan.unwrap().id, small);
        // What was told then is what the confirmation binds.
        let wish = PlanAssignment { shown: Some(half), ..wish };
        let client = clients::assign_plan(&later, wish).await.unwrap();
        assert_eq!(client.plan.unwrap().id, large);
        let all = charged(&later, client.id, &["2026-11-01", "2026-12-01"]).await;
        assert_eq!(all.iter().skip(1).map(|(minor, _, _)| minor).sum::<i64>(), 3_000);
    }

    async fn a_period_that_nobody_came_to_yet_is_part_of_what_is_told(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let small = plan(cx, "Small", "30").await;
        let large = plan(cx, "Large", "60").await;
        put(cx, client, small, None).await.unwrap();
        // The month is over, and its night has not run.
        world.clock().advance_days(30);
        let later = world.again(cx);
        let wish = shown(&later, client, large, Timing::Now).await;
        assert_eq!(wish.shown.unwrap().due, eur(0));
        let now = moved(&later, wish).await;
        assert_eq!((now.due, now.days_left), (eur(3_000), now.days));
        let wish = PlanAssignment { shown: Some(now), ..wish };
        clients::assign_plan(&later, wish).await.unwrap();
    }

    async fn a_change_that_waits_is_planned_at_the_price_and_day_that_were_shown(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let small = plan(cx, "Small", "10").await;
        let large = plan(cx, "Large", "30").await;
        put(cx, client, large, None).await.unwrap();
        let wish = shown(cx, client, small, Timing::AtEnd).await;
        costs(cx, small, "20").await;
        let now = moved(cx, wish).await;
        assert_eq!(now.period.price, eur(2_000));
        // Days that pass before the end change nothing of what was shown.
        world.clock().advance_days(3);
        let wish = PlanAssignment { shown: Some(now), ..wish };
        clients::assign_plan(&world.again(cx), wish).await.unwrap();
        assert_eq!(subscription(&world.again(cx), client).await.next.unwrap().0, small);
    }

    async fn an_upgrade_counts_at_once_by_the_days_of_the_month(world: World) {
        let shop = world.shop("acme").await;
        let small = plan(&shop.admin, "Small", "28").await;
        let large = plan(&shop.admin, "Large", "56").await;
        // 31 January 2027: its period ends with February.
        world.clock().advance_days(70);
        let january = world.again(&shop.admin);
        put(&january, shop.client, small, None).await.unwrap();
        world.clock().advance_days(7);
        let february = world.again(&shop.admin);
        let shown = subscription(&february, shop.client).await;
        let offered = clients::form_options(&february).await.unwrap().plans;
        let to = offered.iter().find(|plan| plan.id == large).unwrap();
        let (timing, change) = shown.change_to(to, date("2027-02-07")).unwrap().unwrap();
        assert_eq!((timing, change.days_left, change.days), (Timing::Now, 21, 28));
        assert_eq!((change.credit, change.charge, change.due), (eur(2_100), eur(4_200), eur(2_100)));
        let client = put(&february, shop.client, large, None).await.unwrap();
        assert_eq!(client.plan.unwrap().id, large);
        let wanted = [
            of(2_800, "2027-01-31", "2027-02-27"),
            of(-2_100, "2027-02-07", "2027-02-27"),
            of(4_200, "2027-02-07", "2027-02-27"),
        ];
        assert_eq!(charged(&february, shop.client, &["2027-01-01", "2027-02-01"]).await, wanted);
        world.clock().advance_days(21);
        subscriptions::renew_due(world.portal()).await.unwrap();
        let later = world.again(&shop.admin);
        let wanted = [of(5_600, "2027-02-28", "2027-03-30")];
        assert_eq!(charged(&later, shop.client, &["2027-02-01"]).await[2..], wanted);
    }

    async fn a_leap_day_is_a_day(world: World) {
        let shop = world.shop("acme").await;
        let small = plan(&shop.admin, "Small", "29").await;
        let large = plan(&shop.admin, "Large", "58").await;
        // 1 February 2028.
        world.clock().advance_days(436);
        let first = world.again(&shop.admin);
        put(&first, shop.client, small, None).await.unwrap();
        world.clock().advance_days(28);
        let last = world.again(&shop.admin);
        put(&last, shop.client, large, None).await.unwrap();
        let wanted = [
            of(2_900, "2028-02-01", "2028-02-29"),
            of(-100, "2028-02-29", "2028-02-29"),
            of(200, "2028-02-29", "2028-02-29"),
        ];
        assert_eq!(charged(&last, shop.client, &["2028-02-01"]).await, wanted);
    }

    async fn a_downgrade_waits_for_the_end_and_can_be_taken_back(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let small = plan(cx, "Small", "10").await;
        let large = plan(cx, "Large", "30").await;
        put(cx, client, large, None).await.unwrap();
        let after = put(cx, client, small, None).await.unwrap();
        assert_eq!(after.plan.unwrap().id, large);
        let planned = subscription(cx, client).await;
        assert_eq!(planned.next.as_ref().unwrap().0, small);
        assert_eq!(planned.next_charge.unwrap(), (date("2026-12-22"), eur(1_000)));
        let kept = subscriptions::keep(cx, client, planned.version).await.unwrap();
        assert_eq!((kept.next, kept.next_charge.unwrap().1), (None, eur(3_000)));
        let stale = subscriptions::keep(cx, client, planned.version).await.unwrap();
        assert_eq!(stale.version, kept.version);
        put(cx, client, small, None).await.unwrap();
        world.clock().advance_days(30);
        subscriptions::renew_due(world.portal()).await.unwrap();
        let later = world.again(cx);
        let details = clients::details(&later, client).await.unwrap();
        assert_eq!(details.plan.unwrap().id, small);
        assert_eq!(details.activity[0].event, Event::PlanAssigned);
        let wanted = [of(3_000, "2026-11-22", "2026-12-21"), of(1_000, "2026-12-22", "2027-01-21")];
        assert_eq!(charged(&later, client, &["2026-11-01", "2026-12-01"]).await, wanted);
    }

    async fn a_downgrade_at_once_is_given_back_and_no_invoice_is_below_nothing(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let year = yearly(cx, "Year", "365").await;
        let month = plan(cx, "Month", "10").await;
        put(cx, client, year, None).await.unwrap();
        invoices::bill_due(world.portal()).await.unwrap();
        world.clock().advance_days(5);
        let later = world.again(cx);
        put(&later, client, month, Some(Timing::Now)).await.unwrap();
        let wanted = [
            of(36_500, "2026-11-22", "2027-11-21"),
            of(-36_000, "2026-11-27", "2027-11-21"),
            of(1_000, "2026-11-27", "2026-12-26"),
        ];
        assert_eq!(charged(&later, client, &["2026-11-01"]).await, wanted);
        // 360.00 are used up by 36 months of 10.00.
        for _ in 0..37 {
            subscriptions::renew_due(world.portal()).await.unwrap();
            invoices::bill_due(world.portal()).await.unwrap();
            world.clock().advance_days(31);
        }
        let later = world.again(cx);
        let list = invoices::list(&later, domain::invoices::InvoiceQuery::default()).await.unwrap();
        let mut grosses: Vec<i64> = list.page.rows.iter().rev().map(|row| row.gross.minor).collect();
        assert_eq!(grosses.remove(0), 43_435);
        assert!(grosses.iter().all(|gross| *gross >= 0), "{grosses:?}");
        let nothing = grosses.iter().filter(|gross| **gross == 0).count();
        assert_eq!(nothing, 36);
        assert!(grosses[36..].iter().all(|gross| *gross == 1_190), "{grosses:?}");
    }

    async fn there_and_back_on_one_day_loses_nothing(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let small = plan(cx, "Small", "9.99").await;
        let large = plan(cx, "Large", "17.77").await;
        put(cx, client, small, None).await.unwrap();
        world.clock().advance_days(11);
        let later = world.again(cx);
        put(&later, client, large, None).await.unwrap();
        put(&later, client, small, Some(Timing::Now)).await.unwrap();
        let all = charged(&later, client, &["2026-11-01", "2026-12-01"]).await;
        assert_eq!(all.len(), 5);
        assert_eq!(all.iter().map(|(minor, _, _)| minor).sum::<i64>(), 999);
    }

    async fn of_two_who_change_a_plan_at_once_one_is_told(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let start = plan(cx, "Start", "20").await;
        let large = plan(cx, "Large", "30").await;
        let small = plan(cx, "Small", "10").await;
        let seen = put(cx, client, start, None).await.unwrap().version;
        let other = world.replica().await.context(cx.actor().clone());
        let (one, two) = tokio::join!(
            put_as_seen(cx, (client, seen), large, None),
            put_as_seen(&other, (client, seen), small, None),
        );
        let won = [one.is_ok(), two.is_ok()];
        assert_eq!(won.iter().filter(|won| **won).count(), 1);
        let lost = if won[0] { two } else { one };
        assert!(matches!(refused(lost), Refusal::Conflict(_)));
        let now = subscription(cx, client).await;
        let charges = charged(cx, client, &["2026-11-01"]).await.len();
        if won[0] {
            assert_eq!((now.plan.id, charges), (large, 3));
        } else {
            assert_eq!((now.next.unwrap().0, charges), (small, 1));
        }
    }

    async fn many_clients_change_by_the_same_rule(world: World) {
        let shop = world.shop("acme").await;
        let cx = &shop.admin;
        let small = plan(cx, "Small", "10").await;
        let large = plan(cx, "Large", "30").await;
        let other = world.client_named(shop.partner, "Other").await;
        put(cx, shop.client, large, None).await.unwrap();
        let all = Selection::Ids(vec![shop.client, other]);
        let wish = BulkAction::AssignPlan { plan: small, accepts_overrun: false };
        assert_eq!(clients::run_bulk(cx, all, wish).await.unwrap().changed, 2);
        assert_eq!(subscription(cx, shop.client).await.next.unwrap().0, small);
        assert_eq!(subscription(cx, other).await.plan.id, small);
    }

    async fn whoever_may_not_changes_nothing(world: World) {
        let shop = world.shop("acme").await;
        let small = plan(&shop.admin, "Small", "10").await;
        put(&shop.admin, shop.client, small, None).await.unwrap();
        let (_, stranger) = world.partner_with_administrator("other").await;
        let version = subscription(&shop.admin, shop.client).await.version;
        let theirs = subscriptions::of_client(&stranger, shop.client).await;
        assert!(matches!(refused(theirs), Refusal::NotFound));
        assert!(matches!(refused(subscriptions::keep(&stranger, shop.client, version).await), Refusal::NotFound));
        let seller = world.member(shop.partner, "Sal", Role::SalesManager).await;
        let draft = domain::subscriptions::OwnPriceDraft {
            price: "1".to_owned(),
            reason: "A friend".to_owned(),
            until: String::new(),
        };
        let refusal = refused(subscriptions::set_price(&seller, shop.client, draft, version).await);
        assert!(matches!(refusal, Refusal::Denied(_)));
        assert_eq!(subscription(&shop.admin, shop.client).await.own, None);
    }
}
