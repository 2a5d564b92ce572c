//! A new order that arrives more than once: a network that tries again, or a double click.

use domain::{
    ClientId, Currency, Money, Refusal, SendingId,
    billing::BillingDraft,
    catalogue::Term,
    orders::{Begins, OrderQuery, OrderWish, OwnOrderWish},
    policy::Role,
    refusal::Rejection,
};

use crate::{
    Context, billing, orders,
    world::{Shop, World, refused, wish},
};

fn sending(world: &World) -> SendingId {
    SendingId::from_uuid(world.portal().new_id())
}

/// An order of a server, placed at what it costs.
fn placed(shop: &Shop, client: ClientId, sending: SendingId) -> OrderWish {
    OrderWish {
        place: Some(euros(1_999)),
        sending: Some(sending),
        ..wish(client, &[(shop.server, Term::MONTH)], Begins::WhenPaid)
    }
}

const fn euros(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

async fn numbers(cx: &Context) -> Vec<u32> {
    let page = orders::list(cx, OrderQuery::default()).await.unwrap();
    page.rows.into_iter().map(|order| order.number).collect()
}

crate::stories! {
    async fn one_that_is_sent_eight_times_at_once_is_one(world: World) {
        let shop = world.shop("acme").await;
        let wanted = placed(&shop, shop.client, sending(&world));
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (cx, wanted) = (shop.admin.clone(), wanted.clone());
            tasks.spawn(async move { orders::save(&cx, wanted).await.unwrap() });
        }
        let answers = tasks.join_all().await;
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert_eq!(answers[0].invoices.len(), 1);
        assert_eq!(numbers(&shop.admin).await, [1]);

        // Also when the price is another by now: it was ordered at the one before.
        world.clock().advance(1);
        world.item_price(shop.server, Term::MONTH, euros(9_900)).await;
        let later = world.again(&shop.admin);
        assert_eq!(orders::save(&later, wanted.clone()).await.unwrap().summary, answers[0].summary);
        // Another form is another order; what was only answered took no number.
        let other = OrderWish { place: Some(euros(9_900)), sending: Some(sending(&world)), ..wanted };
        orders::save(&later, other).await.unwrap();
        assert_eq!(numbers(&later).await, [2, 1]);
    }

    async fn another_wish_from_the_same_form_is_not_taken_for_the_first(world: World) {
        let shop = world.shop("acme").await;
        let wanted = placed(&shop, shop.client, sending(&world));
        orders::save(&shop.admin, wanted.clone()).await.unwrap();
        let mut more = wanted;
        more.draft.lines[0].quantity = "2".to_owned();
        more.place = Some(euros(3_998));
        let before = Refusal::Rejected(Rejection::OrderSentBefore { number: 1 });
        assert_eq!(refused(orders::save(&shop.admin, more).await), before);
        assert_eq!(numbers(&shop.admin).await, [1]);
    }

    async fn the_sending_of_somebody_else_gives_nothing_away(world: World) {
        let shop = world.shop("acme").await;
        let known = sending(&world);
        let first = orders::save(&shop.admin, placed(&shop, shop.client, known)).await.unwrap();
        // Another client, another person, another partner: each makes an order of its own.
        let sibling = world.client_named(shop.partner, "Sibling").await;
        let of_sibling = orders::save(&shop.admin, placed(&shop, sibling, known)).await.unwrap();
        let colleague = world.member(shop.partner, "Sal", Role::SalesManager).await;
        let of_colleague = orders::save(&colleague, placed(&shop, shop.client, known)).await.unwrap();
        let ids = [first.summary.id, of_sibling.summary.id, of_colleague.summary.id];
        assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]);
        let other = world.shop("bolt").await;
        let foreign = orders::save(&other.admin, placed(&other, other.client, known)).await.unwrap();
        assert_eq!(foreign.summary.number, 1);
        assert_eq!(refused(orders::save(&other.admin, placed(&shop, shop.client, known)).await), Refusal::NotFound);
    }

    async fn a_client_that_orders_twice_at_once_gets_one_invoice(world: World) {
        let shop = world.shop("acme").await;
        let owner = world.owner(shop.partner, shop.client, "Olivia").await;
        let terms = billing::billing(&shop.admin).await.unwrap();
        let lets = BillingDraft { client_may_order: true, ..terms.draft };
        billing::edit(&shop.admin, lets, terms.version).await.unwrap();
        let known = sending(&world);
        let mine = |sending| OwnOrderWish {
            draft: wish(shop.client, &[(shop.server, Term::MONTH)], Begins::WhenPaid).draft,
            seen: euros(1_999),
            sending: Some(sending),
        };
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (cx, client, wanted) = (owner.clone(), shop.client, mine(known));
            tasks.spawn(async move { orders::own_place(&cx, client, wanted).await.unwrap() });
        }
        let answers = tasks.join_all().await;
        assert!(answers.iter().all(|answer| *answer == answers[0] && answer.invoice.is_some()));
        assert_eq!(numbers(&shop.admin).await, [1]);
        // What the team sent is nothing to the client, though it knew the sending.
        let of_team = sending(&world);
        orders::save(&shop.admin, placed(&shop, shop.client, of_team)).await.unwrap();
        let own = orders::own_place(&owner, shop.client, mine(of_team)).await.unwrap();
        assert_eq!(own.number, 3);
        let mut more = mine(known);
        more.draft.note = "And soon".to_owned();
        let before = Refusal::Rejected(Rejection::OrderSentBefore { number: 1 });
        assert_eq!(refused(orders::own_place(&owner, shop.client, more).await), before);
    }
}
