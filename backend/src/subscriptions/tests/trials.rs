use domain::{
    audit::Event, clients::ClientStatus, invoices::InvoiceQuery, plans::AfterTrial,
    subscriptions::SubscriptionStatus,
};

use super::{charged, of, plan, put, subscription, with_trial};
use crate::{clients, invoices, subscriptions};

crate::stories! {
    async fn a_trial_ends_in_a_charge_and_an_invoice_once_on_any_number_of_replicas(world: World) {
        let shop = world.shop("acme").await;
        let pro = with_trial(&shop.admin, "Pro", AfterTrial::Charge).await;
        put(&shop.admin, shop.client, pro, None).await.unwrap();
        let trial = subscription(&shop.admin, shop.client).await;
        assert_eq!(trial.status, SubscriptionStatus::Trialing);
        assert_eq!(trial.trial_ends_on.unwrap().to_string(), "2026-12-06");
        assert_eq!(trial.next_charge.unwrap().1.minor, 2_000);
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 0);
        assert_eq!(charged(&shop.admin, shop.client, &["2026-11-01"]).await, []);

        world.clock().advance_days(14);
        let others = [world.replica().await, world.replica().await];
        let (one, two, three) = tokio::join!(
            clients::end_due(world.portal()),
            clients::end_due(&others[0]),
            clients::end_due(&others[1]),
        );
        assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 1);
        let later = world.again(&shop.admin);
        let wanted = [of(2_000, "2026-12-06", "2027-01-05")];
        assert_eq!(charged(&later, shop.client, &["2026-12-01"]).await, wanted);
        let now = subscription(&later, shop.client).await;
        assert_eq!(now.status, SubscriptionStatus::Active);
        assert_eq!(now.trial_ends_on, None);
        assert_eq!(invoices::bill_due(world.portal()).await.unwrap(), 1);
        assert_eq!(invoices::bill_due(world.portal()).await.unwrap(), 0);
        let list = invoices::list(&later, InvoiceQuery::default()).await.unwrap();
        let told = invoices::details(&later, list.page.rows[0].id).await.unwrap();
        assert_eq!(told.document.lines[0].text, "Pro");
        assert_eq!(told.document.net.minor, 2_000);
        assert_eq!(told.document.gross.minor, 2_380);
        // Unpaid for long enough, it is past due.
        world.clock().advance_days(15);
        let later = world.again(&shop.admin);
        assert_eq!(subscription(&later, shop.client).await.status, SubscriptionStatus::PastDue);
    }

    async fn a_trial_can_end_without_a_plan(world: World) {
        let shop = world.shop("acme").await;
        let pro = with_trial(&shop.admin, "Pro", AfterTrial::Stop).await;
        put(&shop.admin, shop.client, pro, None).await.unwrap();
        world.clock().advance_days(14);
        assert_eq!(clients::end_due(world.portal()).await.unwrap(), 1);
        let later = world.again(&shop.admin);
        let client = clients::details(&later, shop.client).await.unwrap();
        assert_eq!((client.status, client.plan), (ClientStatus::Active, None));
        let over = subscription(&later, shop.client).await;
        assert_eq!((over.status, over.next_charge), (SubscriptionStatus::Canceled, None));
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 0);
        assert_eq!(charged(&later, shop.client, &["2026-12-01"]).await, []);
        // Whoever comes back has had its trial.
        put(&later, shop.client, pro, None).await.unwrap();
        let wanted = [of(2_000, "2026-12-06", "2027-01-05")];
        assert_eq!(charged(&later, shop.client, &["2026-12-01"]).await, wanted);
    }

    async fn a_trial_can_end_in_a_block_until_the_client_is_let_in(world: World) {
        let shop = world.shop("acme").await;
        let pro = with_trial(&shop.admin, "Pro", AfterTrial::Block).await;
        put(&shop.admin, shop.client, pro, None).await.unwrap();
        world.clock().advance_days(14);
        assert_eq!(clients::end_due(world.portal()).await.unwrap(), 1);
        let later = world.again(&shop.admin);
        let client = clients::details(&later, shop.client).await.unwrap();
        assert_eq!(client.status, ClientStatus::Blocked);
        assert_eq!(client.activity[0].event, Event::TrialEnded);
        assert_eq!(subscription(&later, shop.client).await.status, SubscriptionStatus::Blocked);
        world.clock().advance_days(3);
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 0);
        clients::unblock(&later, shop.client, client.version).await.unwrap();
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 1);
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 0);
        let wanted = [of(2_000, "2026-12-09", "2027-01-08")];
        assert_eq!(charged(&later, shop.client, &["2026-12-01"]).await, wanted);
    }

    async fn another_plan_on_trial_costs_nothing_yet(world: World) {
        let shop = world.shop("acme").await;
        let pro = with_trial(&shop.admin, "Pro", AfterTrial::Charge).await;
        let large = plan(&shop.admin, "Large", "50").await;
        put(&shop.admin, shop.client, pro, None).await.unwrap();
        put(&shop.admin, shop.client, large, None).await.unwrap();
        assert_eq!(charged(&shop.admin, shop.client, &["2026-11-01"]).await, []);
        // A portal that stood still charges for what began meanwhile.
        world.clock().advance_days(50);
        clients::end_due(world.portal()).await.unwrap();
        let later = world.again(&shop.admin);
        let wanted = [of(5_000, "2026-12-06", "2027-01-05"), of(5_000, "2027-01-06", "2027-02-05")];
        assert_eq!(charged(&later, shop.client, &["2026-12-01", "2027-01-01"]).await, wanted);
    }
}
