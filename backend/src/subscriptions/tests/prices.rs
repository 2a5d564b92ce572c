use domain::{
    Refusal,
    billing::Payer,
    plans::PlanDraft,
    subscriptions::{LicencePriceDraft, OwnPriceDraft, SubscriptionStatus},
};

use super::{charged, eur, of, plan, put, subscription};
use crate::{clients, invoices, plans, subscriptions, world::refused};

crate::stories! {
    async fn a_price_of_ones_own_counts_until_its_last_day(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let pro = plan(cx, "Pro", "20").await;
        put(cx, client, pro, None).await.unwrap();
        let draft = OwnPriceDraft {
            price: "15".to_owned(),
            reason: "The first year".to_owned(),
            until: "2027-01-22".to_owned(),
        };
        let before = subscription(cx, client).await;
        let set = subscriptions::set_price(cx, client, draft.clone(), before.version).await.unwrap();
        assert_eq!(set.next_charge.unwrap().1, eur(1_500));
        let stale = subscriptions::set_price(cx, client, draft, before.version).await;
        assert!(matches!(refused(stale), Refusal::Conflict(_)));
        // 22 February.
        world.clock().advance_days(92);
        subscriptions::renew_due(world.portal()).await.unwrap();
        let later = world.again(cx);
        let months = ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"];
        let amounts: Vec<i64> = charged(&later, client, &months).await.iter().map(|c| c.0).collect();
        assert_eq!(amounts, [2_000, 1_500, 1_500, 2_000]);
        let now = subscription(&later, client).await;
        let without = subscriptions::set_price(&later, client, OwnPriceDraft::default(), now.version);
        assert_eq!(without.await.unwrap().own, None);
    }

    async fn another_price_of_the_plan_counts_from_the_next_period_on(world: World) {
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        let pro = plan(cx, "Pro", "20").await;
        put(cx, client, pro, None).await.unwrap();
        let plan = plans::details(cx, pro).await.unwrap();
        let draft = PlanDraft { price: "25".to_owned(), ..plan.draft };
        plans::edit(cx, pro, draft, plan.version).await.unwrap();
        world.clock().advance_days(30);
        subscriptions::renew_due(world.portal()).await.unwrap();
        let later = world.again(cx);
        let wanted = [of(2_000, "2026-11-22", "2026-12-21"), of(2_500, "2026-12-22", "2027-01-21")];
        assert_eq!(charged(&later, client, &["2026-11-01", "2026-12-01"]).await, wanted);
    }

    async fn what_costs_nothing_is_not_charged(world: World) {
        let shop = world.shop("acme").await;
        let free = plan(&shop.admin, "Free", "0").await;
        put(&shop.admin, shop.client, free, None).await.unwrap();
        world.clock().advance_days(30);
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 1);
        let later = world.again(&shop.admin);
        assert_eq!(charged(&later, shop.client, &["2026-11-01", "2026-12-01"]).await, []);
        let now = subscription(&later, shop.client).await;
        assert_eq!(now.status, SubscriptionStatus::Active);
        assert_eq!(now.period.unwrap().from.to_string(), "2026-12-22");
    }

    async fn a_partner_that_pays_is_asked_the_licence_by_the_operator(world: World) {
        let operator = world.operator().await;
        let draft = |price: &str| LicencePriceDraft {
            price: price.to_owned(),
            currency: domain::Currency::EUR,
        };
        let shop = world.shop("acme").await;
        let (cx, client) = (&shop.admin, shop.client);
        assert!(matches!(refused(subscriptions::licence_prices(cx).await), Refusal::NotFound));
        world.paid_by(cx, client, Payer::Partner).await;
        let pro = plan(cx, "Pro", "20").await;
        put(cx, client, pro, None).await.unwrap();
        // Nothing is asked until the operator says so.
        assert_eq!(charged(cx, client, &["2026-11-01"]).await, []);
        subscriptions::set_licence_price(&operator, draft("3.50")).await.unwrap();
        world.clock().advance_days(30);
        subscriptions::renew_due(world.portal()).await.unwrap();
        let later = world.again(cx);
        let wanted = [of(350, "2026-12-22", "2027-01-21")];
        assert_eq!(charged(&later, client, &["2026-12-01"]).await, wanted);
        // Another plan costs the partner as much: nothing to count.
        let large = plan(&later, "Large", "50").await;
        put(&later, client, large, None).await.unwrap();
        assert_eq!(charged(&later, client, &["2026-12-01"]).await, wanted);
        let list = invoices::list(&later, domain::invoices::InvoiceQuery::default()).await.unwrap();
        assert_eq!(list.page.rows.len(), 0);
    }

    async fn who_was_on_a_plan_already_is_charged_when_put_on_it_again(world: World) {
        let shop = world.shop("acme").await;
        let pro = plan(&shop.admin, "Pro", "20").await;
        let usage = domain::plans::Usage::default();
        let status = domain::clients::ClientStatus::Active;
        let old = world.client_using(shop.partner, "Old", status, Some(pro), usage).await;
        assert_eq!(subscriptions::renew_due(world.portal()).await.unwrap(), 0);
        assert_eq!(subscriptions::of_client(&shop.admin, old).await.unwrap(), None);
        put(&shop.admin, old, pro, None).await.unwrap();
        put(&shop.admin, old, pro, None).await.unwrap();
        let wanted = [of(2_000, "2026-11-22", "2026-12-21")];
        assert_eq!(charged(&shop.admin, old, &["2026-11-01"]).await, wanted);
        let client = clients::details(&shop.admin, old).await.unwrap();
        assert_eq!(client.plan.unwrap().id, pro);
    }
}
