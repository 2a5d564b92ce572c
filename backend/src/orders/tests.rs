mod sent_twice;

use domain::{
    Currency, Money, Problem, Refusal,
    billing::{BillingDraft, Payer},
    client_users::Access,
    invoices::InvoiceStatus,
    orders::{Begins, OrderQuery, OrderStatus, OrderWish, OwnOrderWish},
    policy::Role,
    refusal::Rejection,
    services::{ServiceStatus, Step},
};

use crate::{
    billing, catalogue, charges, invoices, orders, services,
    world::{refused, wish},
};
use domain::catalogue::Term;

crate::stories! {
    async fn an_order_waits_for_its_invoice_and_begins_when_it_is_paid(world: World) {
        let shop = world.shop("acme").await;
        let order = world.order(&shop.admin, shop.client, shop.server, Begins::WhenPaid).await;
        assert_eq!(order.summary.status, OrderStatus::Placed);
        assert_eq!(order.services[0].unwrap().1, ServiceStatus::Pending);

        let invoice = world.invoice_of(&shop.admin, &order).await;
        assert_eq!(invoice.summary.number.as_deref(), Some("INV-00001"));
        assert_eq!(invoice.summary.status, InvoiceStatus::Finalized);
        // 19.99 and 19 % of it, half up.
        assert_eq!(invoice.document.gross.minor, 1_999 + 380);
        assert_eq!(invoice.document.seller.city, "Berlin");

        let paid = world.pay(&shop.admin, &invoice).await;
        assert_eq!(paid.summary.status, InvoiceStatus::Paid);
        let order = orders::details(&shop.admin, order.summary.id).await.unwrap();
        assert_eq!(order.summary.status, OrderStatus::Active);
        let has = services::of_client(&shop.admin, shop.client).await.unwrap();
        assert_eq!(has[0].status, ServiceStatus::Active);
        assert_eq!(has[0].renews_on.unwrap().to_string(), "2026-12-22");
    }

    async fn an_order_keeps_the_price_it_was_placed_at(world: World) {
        let shop = world.shop("acme").await;
        let order = world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        let dearer = Money { minor: 9_900, ..order.summary.retail };
        world.clock().advance(1);
        world.item_price(shop.server, Term::MONTH, dearer).await;
        let again = orders::details(&shop.admin, order.summary.id).await.unwrap();
        assert_eq!(again.totals.retail.minor, 1_999);

        // A renewal too: the price is the service's own.
        world.clock().advance_days(31);
        services::renew_due(world.portal()).await.unwrap();
        let later = world.again(&shop.admin);
        let month = charges::of_month(&later, shop.client, later.now().date()).await.unwrap();
        assert_eq!(month.charges[0].amount.minor, 1_999);

        // Whoever saw the old price does not place at the new one.
        let mut wanted = wish(shop.client, &[(shop.server, Term::MONTH)], Begins::AtOnce);
        wanted.place = Some(order.totals.retail);
        let Refusal::Conflict(conflict) = refused(orders::save(&later, wanted).await) else {
            panic!("a conflict");
        };
        assert_eq!(conflict.changed[0].now, "99.00");
    }

    async fn nobody_orders_what_is_not_theirs(world: World) {
        let shop = world.shop("acme").await;
        let other = world.shop("bolt").await;
        let foreign = wish(other.client, &[(shop.server, Term::MONTH)], Begins::AtOnce);
        assert_eq!(refused(orders::save(&shop.admin, foreign).await), Refusal::NotFound);
        let order = world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        let id = order.summary.id;
        assert_eq!(refused(orders::details(&other.admin, id).await), Refusal::NotFound);
        assert_eq!(
            refused(orders::cancel(&other.admin, id, order.version).await),
            Refusal::NotFound
        );
        // A draft of one client is not saved under another.
        let second = world.client_named(shop.partner, "Second").await;
        let draft = orders::save(&shop.admin, wish(shop.client, &[(shop.server, Term::MONTH)], Begins::AtOnce)).await.unwrap();
        let moved = OrderWish {
            order: Some((draft.summary.id, draft.version)),
            ..wish(second, &[(shop.server, Term::MONTH)], Begins::AtOnce)
        };
        assert_eq!(refused(orders::save(&shop.admin, moved).await), Refusal::NotFound);

        let junior = world.member(shop.partner, "Jo", Role::JuniorSalesperson).await;
        let wanted = wish(shop.client, &[(shop.server, Term::MONTH)], Begins::AtOnce);
        assert!(matches!(refused(orders::save(&junior, wanted).await), Refusal::Denied(_)));
        assert!(orders::details(&junior, id).await.is_ok());

        let scoped = world.member_with_scope(shop.partner, "Sam", Role::Salesperson, false).await;
        assert_eq!(refused(orders::details(&scoped, id).await), Refusal::NotFound);
        assert!(orders::list(&scoped, OrderQuery::default()).await.unwrap().rows.is_empty());
        world.list_for(&scoped, &[shop.client]).await;
        assert_eq!(orders::list(&scoped, OrderQuery::default()).await.unwrap().rows.len(), 2);
    }

    async fn lists_are_narrowed_by_what_is_in_an_order(world: World) {
        use domain::catalogue::ItemKind;
        let shop = world.shop("acme").await;
        let com = world.item(ItemKind::Domain, None, "com", Term::YEAR, 1_200).await;
        world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        let mut both = wish(shop.client, &[(shop.server, Term::MONTH), (com, Term::YEAR)], Begins::AtOnce);
        both.draft.lines[1].label = "acme.com".to_owned();
        let both = world.place(&shop.admin, both).await;
        assert_eq!(both.summary.number, 2);
        let of = |kind| OrderQuery { kind: Some(kind), ..OrderQuery::default() };
        let listed = async |query| {
            let page = orders::list(&shop.admin, query).await.unwrap();
            page.rows.into_iter().map(|order| order.number).collect::<Vec<_>>()
        };
        assert_eq!(listed(of(ItemKind::Service)).await, [2, 1]);
        assert_eq!(listed(of(ItemKind::Domain)).await, [2]);
        assert!(listed(of(ItemKind::AddOn)).await.is_empty());
        let active = OrderQuery { status: Some(OrderStatus::Active), ..OrderQuery::default() };
        assert_eq!(listed(active).await, [2, 1]);
    }

    async fn an_order_is_taken_back_before_anything_of_it_begins(world: World) {
        let shop = world.shop("acme").await;
        let order = world.order(&shop.admin, shop.client, shop.server, Begins::WhenPaid).await;
        let invoice = world.invoice_of(&shop.admin, &order).await;
        let canceled = orders::cancel(&shop.admin, order.summary.id, order.version).await.unwrap();
        assert_eq!(canceled.summary.status, OrderStatus::Canceled);
        assert_eq!(canceled.services[0].unwrap().1, ServiceStatus::Canceled);
        let invoice = invoices::details(&shop.admin, invoice.summary.id).await.unwrap();
        assert_eq!(invoice.summary.status, InvoiceStatus::Void);
        // Nothing is owed for it any more, and the number is not given again.
        assert_eq!(invoices::bill_due(world.portal()).await.unwrap(), 0);
        let next = world.order(&shop.admin, shop.client, shop.server, Begins::WhenPaid).await;
        let next = world.invoice_of(&shop.admin, &next).await;
        assert_eq!(next.summary.number.as_deref(), Some("INV-00002"));

        let begun = world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        let id = begun.summary.id;
        assert!(matches!(
            refused(orders::cancel(&shop.admin, id, begun.version).await),
            Refusal::Rejected(Rejection::OrderWrongStatus { status: OrderStatus::Active })
        ));
    }

    async fn what_the_partner_pays_begins_at_once_and_waits_for_its_own_invoice(world: World) {
        let shop = world.shop("acme").await;
        world.paid_by(&shop.admin, shop.client, Payer::Partner).await;
        let dear = Money { minor: 2_999, ..Money::zero(Currency::EUR) };
        world.retail_price(shop.partner, shop.server, Term::MONTH, dear.currency, Some(dear.minor)).await;
        let order = world.order(&shop.admin, shop.client, shop.server, Begins::WhenPaid).await;
        assert_eq!(order.summary.status, OrderStatus::Active);
        assert!(order.invoices.is_empty());
        let month = charges::of_month(&shop.admin, shop.client, shop.admin.now().date()).await.unwrap();
        // The operator's price, not the partner's.
        assert_eq!(month.sums, [(Payer::Partner, Money { minor: 1_999, ..dear })]);
    }

    async fn a_service_lives(world: World) {
        let shop = world.shop("acme").await;
        world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        let service = services::of_client(&shop.admin, shop.client).await.unwrap().remove(0);
        let id = service.id;
        let ending = services::step(&shop.admin, id, Step::CancelAtEnd, service.version).await.unwrap();
        assert_eq!(ending.ends_on, service.renews_on);
        // Whoever saw it before that is told.
        assert!(matches!(
            refused(services::step(&shop.admin, id, Step::Suspend, service.version).await),
            Refusal::Conflict(_)
        ));
        world.clock().advance_days(60);
        assert_eq!(services::renew_due(world.portal()).await.unwrap(), 0);
        let later = world.again(&shop.admin);
        let over = services::of_client(&later, shop.client).await.unwrap().remove(0);
        assert_eq!(over.status, ServiceStatus::Canceled);
        assert!(matches!(
            refused(services::step(&later, id, Step::Activate, over.version).await),
            Refusal::Rejected(Rejection::ServiceWrongStatus { .. })
        ));
    }

    async fn time_in_which_a_service_stands_still_is_not_charged(world: World) {
        let shop = world.shop("acme").await;
        world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        let service = services::of_client(&shop.admin, shop.client).await.unwrap().remove(0);
        let still = services::step(&shop.admin, service.id, Step::Suspend, service.version).await.unwrap();
        world.clock().advance_days(100);
        assert_eq!(services::renew_due(world.portal()).await.unwrap(), 0);
        let later = world.again(&shop.admin);
        let resumed = services::step(&later, service.id, Step::Resume, still.version).await.unwrap();
        assert_eq!(resumed.renews_on, Some(later.now().date()));
        assert_eq!(services::renew_due(world.portal()).await.unwrap(), 1);
    }

    async fn a_client_orders_for_itself_where_its_partner_lets_it(world: World) {
        let shop = world.shop("acme").await;
        let owner = world.owner(shop.partner, shop.client, "Olivia").await;
        let mine = |seen: i64| OwnOrderWish {
            draft: wish(shop.client, &[(shop.server, Term::MONTH)], Begins::WhenPaid).draft,
            seen: Money { minor: seen, currency: Currency::EUR },
            sending: None,
        };
        assert_eq!(refused(orders::own_options(&owner, shop.client).await), Refusal::NotFound);
        assert_eq!(refused(orders::own_place(&owner, shop.client, mine(1_999)).await), Refusal::NotFound);

        let terms = billing::billing(&shop.admin).await.unwrap();
        let lets = BillingDraft { client_may_order: true, ..terms.draft };
        billing::edit(&shop.admin, lets, terms.version).await.unwrap();
        world.retail_price(shop.partner, shop.server, Term::MONTH, Currency::EUR, Some(2_999)).await;
        let options = orders::own_options(&owner, shop.client).await.unwrap();
        let prices: Vec<_> = options.offers.iter().map(|offer| (offer.retail.minor, offer.wholesale.minor)).collect();
        assert_eq!(prices, [(2_999, 0)], "not what the partner pays");

        // Another price than was seen.
        assert!(matches!(
            refused(orders::own_place(&owner, shop.client, mine(1_999)).await),
            Refusal::Conflict(_)
        ));
        let placed = orders::own_place(&owner, shop.client, mine(2_999)).await.unwrap();
        let invoice = invoices::own_details(&owner, shop.client, placed.invoice.unwrap()).await.unwrap();
        assert_eq!(invoice.document.net.minor, 2_999);
        let listed = orders::list(&shop.admin, OrderQuery::default()).await.unwrap().rows;
        assert_eq!(listed[0].status, OrderStatus::Placed);
        assert_eq!(orders::details(&shop.admin, listed[0].id).await.unwrap().by.as_deref(), Some("Olivia"));
        let services = services::of_client(&shop.admin, shop.client).await.unwrap();
        assert_eq!(services[0].status, ServiceStatus::Pending, "it waits for its invoice");

        // No discount of one's own, nothing before it is paid, and not for others.
        let mut cheap = mine(0);
        cheap.draft.lines[0].discount = "100".to_owned();
        cheap.draft.begins = Begins::AtOnce;
        let Refusal::Invalid(errors) = refused(orders::own_place(&owner, shop.client, cheap).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("lines.0.discount"), Some(Problem::NotAChoice));
        assert_eq!(errors.of("begins"), Some(Problem::NotAChoice));
        let sibling = world.client_named(shop.partner, "Sibling").await;
        let mut others = mine(2_999);
        others.draft.client = sibling;
        assert_eq!(refused(orders::own_place(&owner, shop.client, others).await), Refusal::NotFound);
        let member = world.client_user(shop.partner, shop.client, "Max", Access::default()).await;
        assert!(matches!(refused(orders::own_options(&member, shop.client).await), Refusal::Denied(_)));

        // Nobody orders on somebody else's invoice.
        world.paid_by(&shop.admin, shop.client, Payer::Partner).await;
        assert_eq!(refused(orders::own_place(&owner, shop.client, mine(2_999)).await), Refusal::NotFound);
        assert_eq!(orders::list(&shop.admin, OrderQuery::default()).await.unwrap().rows.len(), 1);
    }

    async fn problems_are_named_at_their_lines(world: World) {
        let shop = world.shop("acme").await;
        let mut wanted = wish(shop.client, &[(shop.server, Term::YEAR)], Begins::AtOnce);
        wanted.draft.note = "x".repeat(2_001);
        let Refusal::Invalid(errors) = refused(orders::save(&shop.admin, wanted).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("lines.0.item"), Some(Problem::Unknown));
        let offers = catalogue::offers(&mut shop.admin.read().await.unwrap(), shop.partner.id).await;
        assert_eq!(offers.unwrap().len(), 1);
    }
}
