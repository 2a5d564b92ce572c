//! What follows when an invoice asks for nothing any more, or its money goes back.

use domain::{
    InvoiceId, Money, PaymentId, Problem, Refusal,
    audit::Event,
    clients::{BlockKind, BlockReason, ClientStatus},
    commission::{EntryFilter, EntryKind},
    invoices::{InvoiceDetails, InvoiceFilter, InvoiceQuery, InvoiceStatus},
    payments::{Direction, Method, PaymentValues},
    policy::Actor,
    services::ServiceStatus,
};

use super::{credit, invoiced};
use crate::{
    Context, args, clients, commission, invoices, orders, payments, services,
    world::{Shop, World, paid, refused, wish},
};
use domain::{catalogue::Term, orders::Begins};

#[derive(sqlx::FromRow)]
struct Subject {
    subject: String,
}

async fn subjects(world: &World) -> Vec<String> {
    let mut tx = world.portal().db().read().await.unwrap();
    let sql = "SELECT subject FROM outbox ORDER BY id";
    let rows: Vec<Subject> = tx.all(sql, args![]).await.unwrap();
    rows.into_iter().map(|row| row.subject).collect()
}

async fn block(cx: &Context, shop: &Shop, kind: BlockKind) {
    let client = clients::details(cx, shop.client).await.unwrap();
    let reason = BlockReason {
        kind,
        note: String::new(),
    };
    clients::block(cx, shop.client, reason, client.version)
        .await
        .unwrap();
}

async fn status(cx: &Context, shop: &Shop) -> ClientStatus {
    clients::details(cx, shop.client).await.unwrap().status
}

async fn now(cx: &Context, id: InvoiceId) -> InvoiceDetails {
    invoices::details(cx, id).await.unwrap()
}

/// What the provider told of, as its notice records it.
async fn told(world: &World, shop: &Shop, id: InvoiceId, minor: i64) {
    let cx = world.portal().context(Actor::Anonymous);
    let mut tx = cx.begin().await.unwrap();
    let values = PaymentValues {
        amount: Money {
            minor,
            currency: domain::Currency::EUR,
        },
        method: Method::Card,
        reference: "pi_1".to_owned(),
        on: cx.now().date(),
    };
    let external = format!("test:{}", PaymentId::from_uuid(cx.new_id()));
    let at = (shop.partner.id, id);
    payments::record_in(&mut tx, &cx, at, &values, Some(&external))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The bases and amounts of all that was earned and taken back, summed up, and how many entries.
async fn earned(cx: &Context) -> (usize, i64, i64) {
    let page = commission::entries(cx, EntryFilter::default(), None)
        .await
        .unwrap();
    let base = page.rows.iter().map(|entry| match entry.kind {
        EntryKind::Accrual => entry.base.minor,
        EntryKind::Reversal => -entry.base.minor,
    });
    let amount = page.rows.iter().map(|entry| entry.amount.minor);
    (page.rows.len(), base.sum(), amount.sum())
}

async fn totals(cx: &Context) -> (i64, i64) {
    let list = invoices::list(cx, InvoiceQuery::default()).await.unwrap();
    let all = list.totals.first();
    all.map_or((0, 0), |all| (all.invoiced.minor, all.open.minor))
}

crate::stories! {
    async fn who_owes_nothing_any_more_is_let_in_however_that_came(world: World) {
        for (slug, is_voided_last) in [("acme", true), ("bolt", false)] {
            let shop = world.shop(slug).await;
            world.owner(shop.partner, shop.client, &format!("Owner of {slug}")).await;
            let (one, two) = (invoiced(&world, &shop).await, invoiced(&world, &shop).await);
            world.clock().advance_days(30);
            let later = world.again(&shop.admin);
            block(&later, &shop, BlockKind::NonPayment).await;
            let before = subjects(&world).await;
            let (voided, credited) = if is_voided_last { (&two, &one) } else { (&one, &two) };
            let credit_all = async || {
                let part = invoices::credit(&later, credit(credited, &["10"])).await.unwrap();
                assert_eq!(status(&later, &shop).await, ClientStatus::Blocked);
                invoices::credit(&later, credit(&part, &["9.99"])).await.unwrap()
            };
            let void = async || invoices::void(&later, voided.summary.id, voided.version).await.unwrap();
            let last = if is_voided_last {
                credit_all().await;
                assert_eq!(status(&later, &shop).await, ClientStatus::Blocked);
                void().await
            } else {
                void().await;
                assert_eq!(status(&later, &shop).await, ClientStatus::Blocked);
                credit_all().await
            };
            assert_eq!(last.summary.status, InvoiceStatus::Void);
            assert_eq!(status(&later, &shop).await, ClientStatus::Active);
            let events = world.activity(&later).await;
            let unblocked = events.iter().filter(|event| event.event == Event::ClientUnblocked);
            assert_eq!(unblocked.count(), 1);
            assert_eq!(subjects(&world).await, before, "nobody is thanked for a payment");
        }
    }

    async fn only_what_was_overdue_lets_a_client_in_and_only_one_that_did_not_pay(world: World) {
        let shop = world.shop("acme").await;
        let fresh = invoiced(&world, &shop).await;
        block(&shop.admin, &shop, BlockKind::NonPayment).await;
        invoices::void(&shop.admin, fresh.summary.id, fresh.version).await.unwrap();
        assert_eq!(status(&shop.admin, &shop).await, ClientStatus::Blocked, "it was not even due");

        let other = world.shop("bolt").await;
        let old = invoiced(&world, &other).await;
        world.clock().advance_days(30);
        let later = world.again(&other.admin);
        block(&later, &other, BlockKind::Misuse).await;
        invoices::void(&later, old.summary.id, old.version).await.unwrap();
        assert_eq!(status(&later, &other).await, ClientStatus::Blocked);
    }

    async fn what_is_wholly_credited_begins_nothing_though_a_part_was_paid(world: World) {
        let shop = world.shop("acme").await;
        let order = world.order(&shop.admin, shop.client, shop.server, Begins::WhenPaid).await;
        let invoice = world.invoice_of(&shop.admin, &order).await;
        let part = payments::record(&shop.admin, paid(&invoice, "20")).await.unwrap();
        let told = invoices::credit(&shop.admin, credit(&part, &["19.99"])).await.unwrap();
        assert_eq!((told.summary.status, told.returnable.minor), (InvoiceStatus::Paid, 2_000));
        let has = services::of_client(&shop.admin, shop.client).await.unwrap();
        assert_eq!(has[0].status, ServiceStatus::Pending);
        assert_eq!(earned(&shop.admin).await.0, 0);
        let mut back = paid(&invoice, "20");
        back.direction = Direction::Returned;
        let told = payments::record(&shop.admin, back).await.unwrap();
        assert_eq!(told.summary.status, InvoiceStatus::Void);
        orders::cancel(&shop.admin, order.summary.id, orders::details(&shop.admin, order.summary.id).await.unwrap().version).await.unwrap();
    }

    async fn by_hand_only_what_was_credited_goes_back(world: World) {
        let shop = world.shop("acme").await;
        let invoice = world.pay(&shop.admin, &invoiced(&world, &shop).await).await;
        for amount in ["0.01", "23.79"] {
            let mut back = paid(&invoice, amount);
            back.direction = Direction::Returned;
            let Refusal::Invalid(errors) = refused(payments::record(&shop.admin, back).await) else {
                panic!("problems");
            };
            let most = Money { minor: 0, ..invoice.summary.gross };
            assert_eq!(errors.of("amount"), Some(Problem::MoreThan { most }));
        }
    }

    async fn what_goes_back_at_the_provider_is_credited_and_earns_no_more(world: World) {
        let shop = world.shop("acme").await;
        let mut wanted = wish(shop.client, &[(shop.server, Term::MONTH), (shop.server, Term::MONTH)], Begins::AtOnce);
        wanted.draft.lines[1].quantity = "3".to_owned();
        let order = world.place(&shop.admin, wanted).await;
        let invoice = world.invoice_of(&shop.admin, &order).await;
        let (id, gross) = (invoice.summary.id, invoice.document.gross.minor);
        told(&world, &shop, id, gross).await;
        assert_eq!(now(&shop.admin, id).await.summary.status, InvoiceStatus::Paid);
        assert_eq!(earned(&shop.admin).await.0, 2);
        assert_eq!(totals(&shop.admin).await, (gross, 0));

        told(&world, &shop, id, -1_001).await;
        let part = now(&shop.admin, id).await;
        assert_eq!((part.summary.status, part.summary.open.minor), (InvoiceStatus::Paid, 0));
        assert_eq!((part.credited.minor, part.returnable.minor), (1_001, 0));
        assert_eq!(totals(&shop.admin).await, (gross - 1_001, 0));
        let note = now(&shop.admin, part.related[0].0).await;
        assert_eq!((note.document.gross.minor, note.document.note.as_str()), (1_001, "Refunded"));
        assert_eq!(note.document.lines.len(), 2);
        let (entries, base, _) = earned(&shop.admin).await;
        assert_eq!((entries, base), (4, invoice.document.net.minor - note.document.net.minor));

        // The rest, to the cent: nothing of it is paid, asked for, or earned any more.
        told(&world, &shop, id, 1_001 - gross).await;
        let all = now(&shop.admin, id).await;
        assert_eq!((all.summary.status, all.summary.open.minor), (InvoiceStatus::Void, 0));
        assert_eq!((all.credited, all.returnable.minor), (invoice.document.gross, 0));
        assert_eq!(totals(&shop.admin).await, (0, 0));
        let (entries, base, amount) = earned(&shop.admin).await;
        assert_eq!((entries, base, amount), (6, 0, 0));
        let filter = |filter| InvoiceQuery { filter: Some(filter), ..InvoiceQuery::default() };
        let listed = invoices::list(&shop.admin, filter(InvoiceFilter::Paid)).await.unwrap();
        assert!(listed.page.rows.is_empty());
        let notes = invoices::list(&shop.admin, filter(InvoiceFilter::CreditNotes)).await.unwrap();
        assert_eq!(notes.page.rows.len(), 2);
    }

    async fn what_was_credited_first_is_not_credited_again(world: World) {
        let shop = world.shop("acme").await;
        let invoice = world.pay(&shop.admin, &invoiced(&world, &shop).await).await;
        let id = invoice.summary.id;
        let part = invoices::credit(&shop.admin, credit(&invoice, &["10"])).await.unwrap();
        let freed = part.returnable.minor;
        assert_eq!(freed, 1_190);
        told(&world, &shop, id, -freed).await;
        let back = now(&shop.admin, id).await;
        assert_eq!((back.summary.status, back.related.len()), (InvoiceStatus::Paid, 1));
        // More than was freed: only the rest is credited.
        told(&world, &shop, id, -100).await;
        let more = now(&shop.admin, id).await;
        assert_eq!((more.credited.minor, more.related.len()), (1_290, 2));
        // Of an invoice that is still open, what goes back is open again, and asked for.
        let open = invoiced(&world, &shop).await;
        told(&world, &shop, open.summary.id, 1_000).await;
        told(&world, &shop, open.summary.id, -400).await;
        let open = now(&shop.admin, open.summary.id).await;
        assert_eq!((open.summary.status, open.summary.open.minor), (InvoiceStatus::Finalized, 1_779));
        assert!(open.related.is_empty());
    }

    async fn money_for_a_void_invoice_can_go_back(world: World) {
        let shop = world.shop("acme").await;
        let invoice = invoiced(&world, &shop).await;
        invoices::void(&shop.admin, invoice.summary.id, invoice.version).await.unwrap();
        told(&world, &shop, invoice.summary.id, 2_379).await;
        let late = now(&shop.admin, invoice.summary.id).await;
        assert_eq!((late.summary.status, late.returnable.minor), (InvoiceStatus::Void, 2_379));
        let mut back = paid(&invoice, "23.79");
        back.direction = Direction::Returned;
        let told = payments::record(&shop.admin, back).await.unwrap();
        assert_eq!((told.summary.status, told.returnable.minor), (InvoiceStatus::Void, 0));
    }
}
