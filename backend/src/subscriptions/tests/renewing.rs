use domain::{policy::Actor, subscriptions::SubscriptionStatus};

use super::{charged, date, of, plan, put, subscription};
use crate::{clients, invoices, subscriptions};

crate::stories! {
    async fn a_period_is_charged_once_on_any_number_of_replicas(world: World) {
        let shop = world.shop("acme").await;
        let pro = plan(&shop.admin, "Pro", "20").await;
        let mut all = vec![shop.client];
        for n in 0..20 {
            all.push(world.client_named(shop.partner, &format!("Client {n}")).await);
        }
        for client in &all {
            put(&shop.admin, *client, pro, None).await.unwrap();
        }
        world.clock().advance_days(30);
        let others = [world.replica().await, world.replica().await];
        let (one, two, three) = tokio::join!(
            subscriptions::renew_due(world.portal()),
            subscriptions::renew_due(&others[0]),
            subscriptions::renew_due(&others[1]),
        );
        assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 21);
        let later = world.again(&shop.admin);
        for client in all {
            let wanted = [of(2_000, "2026-12-22", "2027-01-21")];
            assert_eq!(charged(&later, client, &["2026-12-01"]).await, wanted);
        }
    }

    async fn a_year_of_nights_charges_every_month_once(world: World) {
        let shop = world.shop("acme").await;
        // 31 January: the shortest months are in between.
        world.clock().advance_days(70);
        let january = world.again(&shop.admin);
        let pro = plan(&january, "Pro", "20").await;
        put(&january, shop.client, pro, None).await.unwrap();
        for night in 0..366 {
            world.clock().advance_days(1);
            // Some nights the portal stood still.
            if night % 17 != 3 {
                clients::end_due(world.portal()).await.unwrap();
                subscriptions::renew_due(world.portal()).await.unwrap();
                invoices::bill_due(world.portal()).await.unwrap();
            }
        }
        let later = world.again(&january);
        let list = invoices::list(&later, domain::invoices::InvoiceQuery::default()).await.unwrap();
        let mut starts = Vec::new();
        for row in list.page.rows.iter().rev() {
            let told = invoices::details(&later, row.id).await.unwrap();
            for line in &told.document.lines {
                starts.push(line.period.unwrap().0.to_string());
            }
        }
        assert_eq!(
            starts,
            [
                "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30",
                "2027-07-31", "2027-08-31", "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-31",
                "2028-01-31",
            ]
        );
    }

    async fn what_was_killed_in_the_middle_is_done_once_afterwards(world: World) {
        let shop = world.shop("acme").await;
        let pro = plan(&shop.admin, "Pro", "20").await;
        put(&shop.admin, shop.client, pro, None).await.unwrap();
        world.clock().advance_days(30);
        let cx = world.portal().context(Actor::Anonymous);
        let partner = shop.partner.id;
        let mut tx = cx.begin().await.unwrap();
        let due = subscriptions::store::due(&mut tx, partner, date("2026-12-22"), 10).await.unwrap();
        for kept in due {
            let from = kept.charged.unwrap().period.next;
            subscriptions::renew::catch_up(&mut tx, &cx, partner, kept, from).await.unwrap();
        }
        drop(tx);
        let later = world.again(&shop.admin);
        assert_eq!(charged(&later, shop.client, &["2026-12-01"]).await, []);
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 1);
        let wanted = [of(2_000, "2026-12-22", "2027-01-21")];
        assert_eq!(charged(&later, shop.client, &["2026-12-01"]).await, wanted);
    }

    async fn a_closed_client_is_charged_no_more_until_it_is_taken_back(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let pro = plan(cx, "Pro", "20").await;
        let open = put(cx, client, pro, None).await.unwrap();
        world.clock().advance_days(28);
        let later = world.again(cx);
        clients::close(&later, client, open.draft.company.clone(), open.version).await.unwrap();
        assert_eq!(subscription(&later, client).await.status, SubscriptionStatus::Canceled);
        world.clock().advance_days(5);
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 0);
        let later = world.again(cx);
        clients::reopen(&later, client).await.unwrap();
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 1);
        let wanted = [of(2_000, "2026-12-22", "2027-01-21")];
        assert_eq!(charged(&later, client, &["2026-12-01"]).await, wanted);
    }
}
