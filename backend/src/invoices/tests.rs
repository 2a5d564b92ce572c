mod taken_back;

use std::collections::BTreeSet;

use domain::{
    Money, Problem, Refusal,
    billing::{BillingDraft, ClientBillingDraft, Payer},
    clients::{BlockKind, BlockReason, ClientStatus},
    invoices::{
        CreditDraft, DocumentKind, InvoiceDetails, InvoiceFilter, InvoiceQuery, InvoiceStatus,
    },
    orders::Begins,
    payments::Direction,
    policy::Role,
    refusal::Rejection,
    taxes::{Prices, TaxCategory},
};

use crate::{
    billing, charges, check, clients, invoices, payments,
    world::{Shop, UNSAVED, World, paid, refused},
};

fn credit(invoice: &InvoiceDetails, nets: &[&str]) -> CreditDraft {
    CreditDraft {
        invoice: invoice.summary.id,
        nets: nets.iter().map(|net| (*net).to_owned()).collect(),
        reason: "Returned".to_owned(),
        seen: invoice.version,
    }
}

async fn invoiced(world: &World, shop: &Shop) -> InvoiceDetails {
    let order = world
        .order(&shop.admin, shop.client, shop.server, Begins::AtOnce)
        .await;
    world.invoice_of(&shop.admin, &order).await
}

crate::stories! {
    async fn numbers_have_no_gap_whoever_is_cut_off(world: World) {
        let shop = world.shop("acme").await;
        let mut clients = Vec::new();
        for n in 0..64 {
            let client = world.client_named(shop.partner, &format!("Client {n}")).await;
            let draft = domain::charges::ChargeDraft {
                text: "Work".to_owned(),
                quantity: "1".to_owned(),
                price: "10".to_owned(),
                currency: domain::Currency::EUR,
            };
            charges::add_by_hand(&shop.admin, client, draft).await.unwrap();
            clients.push(invoices::draft(&shop.admin, client).await.unwrap());
        }
        let mut tasks = tokio::task::JoinSet::new();
        for (n, id) in clients.iter().copied().enumerate() {
            let cx = shop.admin.clone();
            tasks.spawn(async move {
                let seen = invoices::details(&cx, id).await.unwrap().version;
                if n % 4 == 0 {
                    // The connection is cut somewhere on the way.
                    let pause = std::time::Duration::from_micros(u64::try_from(n).unwrap() * 97);
                    let _ = tokio::time::timeout(pause, invoices::finalize(&cx, id, seen)).await;
                } else {
                    invoices::finalize(&cx, id, seen).await.unwrap();
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let mut numbers = BTreeSet::new();
        for id in &clients {
            let told = invoices::details(&shop.admin, *id).await.unwrap();
            match told.summary.number {
                Some(number) => assert!(numbers.insert(number)),
                None => assert_eq!(told.summary.status, InvoiceStatus::Draft),
            }
        }
        let wanted: BTreeSet<_> = (1..=numbers.len()).map(|n| format!("INV-{n:05}")).collect();
        assert_eq!(numbers, wanted);
        assert!(numbers.len() >= 48);
        // Whoever was cut off goes on.
        for id in &clients {
            let told = invoices::details(&shop.admin, *id).await.unwrap();
            if told.summary.status == InvoiceStatus::Draft {
                invoices::finalize(&shop.admin, *id, told.version).await.unwrap();
            }
        }
        let last = invoices::list(&shop.admin, InvoiceQuery::default()).await.unwrap();
        assert_eq!(last.totals[0].invoiced.minor, 64 * 1_190);
    }

    async fn payments_come_in_parts_and_never_too_much(world: World) {
        let shop = world.shop("acme").await;
        let invoice = invoiced(&world, &shop).await;
        assert_eq!(invoice.summary.open.minor, 2_379);
        let part = payments::record(&shop.admin, paid(&invoice, "20")).await.unwrap();
        assert_eq!(part.summary.status, InvoiceStatus::Finalized);
        assert_eq!(part.summary.open.minor, 379);
        let Refusal::Invalid(errors) = refused(payments::record(&shop.admin, paid(&invoice, "3.80")).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("amount"), Some(Problem::MoreThan { most: Money { minor: 379, ..invoice.document.gross } }));
        let mut tomorrow = paid(&invoice, "3.79");
        tomorrow.on = "2026-11-23".to_owned();
        let Refusal::Invalid(errors) = refused(payments::record(&shop.admin, tomorrow).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("on"), Some(Problem::InTheFuture));

        // Many record the rest at once: it comes in once.
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let (cx, draft) = (shop.admin.clone(), paid(&invoice, "3.79"));
            tasks.spawn(async move { payments::record(&cx, draft).await.is_ok() });
        }
        let mut done = 0;
        while let Some(ok) = tasks.join_next().await {
            done += u32::from(ok.unwrap());
        }
        assert_eq!(done, 1);
        let told = invoices::details(&shop.admin, invoice.summary.id).await.unwrap();
        assert_eq!(told.summary.status, InvoiceStatus::Paid);
        assert_eq!(told.payments.iter().map(|payment| payment.amount.minor).sum::<i64>(), 2_379);
    }

    async fn a_credit_note_takes_back_what_is_left_to_the_cent(world: World) {
        let shop = world.shop("acme").await;
        let invoice = invoiced(&world, &shop).await;
        let invoice = world.pay(&shop.admin, &invoice).await;
        let Refusal::Invalid(errors) = refused(invoices::credit(&shop.admin, credit(&invoice, &["20"])).await) else {
            panic!("problems");
        };
        assert!(matches!(errors.of("nets.0"), Some(Problem::MoreThan { most }) if most.minor == 1_999));
        let one = invoices::credit(&shop.admin, credit(&invoice, &["6.66"])).await.unwrap();
        assert!(matches!(
            refused(invoices::credit(&shop.admin, credit(&invoice, &["6.66"])).await),
            Refusal::Conflict(_)
        ));
        let two = invoices::credit(&shop.admin, credit(&one, &["6.66"])).await.unwrap();
        let all = invoices::credit(&shop.admin, credit(&two, &["6.67"])).await.unwrap();
        assert_eq!(all.credited, invoice.document.gross);
        assert_eq!(all.returnable, invoice.document.gross);
        let numbers: Vec<_> = all.related.iter().map(|(_, _, number)| number.as_str()).collect();
        assert_eq!(numbers, ["CN-00001", "CN-00002", "CN-00003"]);
        let mut tax = 0;
        for (id, kind, _) in &all.related {
            assert_eq!(*kind, DocumentKind::CreditNote);
            let note = invoices::details(&shop.admin, *id).await.unwrap();
            assert_eq!(note.document.corrects.clone().unwrap().0, "INV-00001");
            tax += note.document.tax.minor;
        }
        assert_eq!(tax, invoice.document.tax.minor);

        // Only what was credited goes back.
        let mut back = paid(&invoice, "23.79");
        back.direction = Direction::Returned;
        let told = payments::record(&shop.admin, back.clone()).await.unwrap();
        assert_eq!(told.returnable.minor, 0);
        assert!(matches!(refused(payments::record(&shop.admin, back).await), Refusal::Invalid(_)));
    }

    async fn what_was_credited_before_it_was_paid_asks_for_nothing(world: World) {
        let shop = world.shop("acme").await;
        let invoice = invoiced(&world, &shop).await;
        let told = invoices::credit(&shop.admin, credit(&invoice, &["19.99"])).await.unwrap();
        assert_eq!(told.summary.status, InvoiceStatus::Void);
        assert_eq!(told.summary.open.minor, 0);
    }

    async fn the_sums_of_a_list_hold_whatever_becomes_of_an_invoice(world: World) {
        let shop = world.shop("acme").await;
        let sums = async || {
            let all = invoices::list(&world.again(&shop.admin), InvoiceQuery::default()).await;
            let all = all.unwrap().totals.pop().unwrap();
            // Of the one client there is: added up, not kept.
            let of_client = InvoiceQuery { client: Some(shop.client), ..InvoiceQuery::default() };
            let added = invoices::list(&world.again(&shop.admin), of_client).await.unwrap();
            assert_eq!(added.totals, std::slice::from_ref(&all));
            assert_eq!(check::check(world.portal().db()).await.unwrap(), Vec::<String>::new());
            (all.invoiced.minor, all.open.minor, all.overdue.minor)
        };
        let (one, two, three) =
            (invoiced(&world, &shop).await, invoiced(&world, &shop).await, invoiced(&world, &shop).await);
        assert_eq!(sums().await, (3 * 2_379, 3 * 2_379, 0));
        payments::record(&shop.admin, paid(&one, "20")).await.unwrap();
        world.pay(&shop.admin, &two).await;
        assert_eq!(sums().await, (3 * 2_379, 379 + 2_379, 0));
        world.clock().advance_days(30);
        assert_eq!(sums().await, (3 * 2_379, 379 + 2_379, 379 + 2_379));
        let later = world.again(&shop.admin);
        invoices::void(&later, three.summary.id, three.version).await.unwrap();
        assert_eq!(sums().await, (2 * 2_379, 379, 379));
        // Half of what was paid is taken back.
        let two = invoices::details(&later, two.summary.id).await.unwrap();
        invoices::credit(&later, credit(&two, &["10"])).await.unwrap();
        assert_eq!(sums().await, (2 * 2_379 - 1_190, 379, 379));
    }

    async fn tax_follows_seller_and_buyer(world: World) {
        let shop = world.shop("acme").await;
        let terms = ClientBillingDraft { tax_id: "BG203459123".to_owned(), ..ClientBillingDraft::default() };
        billing::edit_of_client(&shop.admin, shop.client, terms, UNSAVED).await.unwrap();
        let client = clients::details(&shop.admin, shop.client).await.unwrap();
        let draft = domain::clients::ClientDraft { country: "BG".to_owned(), ..client.draft };
        clients::edit(&shop.admin, shop.client, draft, client.version).await.unwrap();
        let settings = billing::billing(&shop.admin).await.unwrap();
        let gross = BillingDraft { prices: Prices::Gross, ..settings.draft };
        billing::edit(&shop.admin, gross, settings.version).await.unwrap();

        let invoice = invoiced(&world, &shop).await;
        let document = invoice.document;
        assert_eq!(document.taxes[0].category, TaxCategory::ReverseCharge);
        // 19.99 with the seller's 19 % inside is 16.80 without.
        assert_eq!((document.net.minor, document.tax.minor), (1_680, 0));
        assert_eq!(document.buyer.tax_id, "BG203459123");
    }

    async fn what_is_finalized_stays_as_it_is(world: World) {
        let shop = world.shop("acme").await;
        let invoice = invoiced(&world, &shop).await;
        let client = clients::details(&shop.admin, shop.client).await.unwrap();
        let renamed = domain::clients::ClientDraft { company: "Renamed".to_owned(), ..client.draft };
        clients::edit(&shop.admin, shop.client, renamed, client.version).await.unwrap();
        let again = invoices::details(&shop.admin, invoice.summary.id).await.unwrap();
        assert_eq!(again.document, invoice.document);
        // The database itself refuses to change a line.
        let mut tx = world.portal().db().begin().await.unwrap();
        assert!(tx.run("UPDATE invoice_lines SET net_minor = 0", crate::args![]).await.is_err());
        drop(tx);
        let mut tx = world.portal().db().begin().await.unwrap();
        assert!(tx.run("DELETE FROM payments", crate::args![]).await.is_ok_and(|rows| rows == 0));
        drop(tx);
        world.pay(&shop.admin, &invoice).await;
        let mut tx = world.portal().db().begin().await.unwrap();
        assert!(tx.run("DELETE FROM payments", crate::args![]).await.is_err());
    }

    async fn an_invoice_is_void_and_what_was_on_it_waits_for_a_person(world: World) {
        let shop = world.shop("acme").await;
        let invoice = invoiced(&world, &shop).await;
        let void = invoices::void(&shop.admin, invoice.summary.id, invoice.version).await.unwrap();
        assert_eq!(void.summary.status, InvoiceStatus::Void);
        assert_eq!(invoices::bill_due(world.portal()).await.unwrap(), 0);
        let again = invoices::draft(&shop.admin, shop.client).await.unwrap();
        let draft = invoices::details(&shop.admin, again).await.unwrap();
        assert_eq!(draft.document.gross, invoice.document.gross);
        invoices::discard(&shop.admin, again, draft.version).await.unwrap();
        let month = charges::of_month(&shop.admin, shop.client, shop.admin.now().date()).await.unwrap();
        charges::remove(&shop.admin, shop.client, month.charges[0].id).await.unwrap();
        assert!(matches!(
            refused(invoices::draft(&shop.admin, shop.client).await),
            Refusal::Rejected(Rejection::NothingToInvoice)
        ));

        let second = invoiced(&world, &shop).await;
        let part = payments::record(&shop.admin, paid(&second, "1")).await.unwrap();
        assert!(matches!(
            refused(invoices::void(&shop.admin, second.summary.id, part.version).await),
            Refusal::Rejected(Rejection::InvoiceInUse { .. })
        ));
    }

    async fn who_is_not_known_as_a_seller_makes_no_invoice(world: World) {
        let (partner, admin) = world.partner_with_administrator("acme").await;
        let client = world.client_named(partner, "Client").await;
        let server = world.server("Server", 100).await;
        let mut wanted = crate::world::wish(client, &[(server, domain::catalogue::Term::MONTH)], Begins::AtOnce);
        wanted.place = Some(Money { minor: 100, currency: domain::Currency::EUR });
        let Refusal::Rejected(Rejection::SellerUnknown { missing }) = refused(crate::orders::save(&admin, wanted).await) else {
            panic!("a rejection");
        };
        assert_eq!(missing, ["country", "street", "city"]);
        assert_eq!(billing::billing(&admin).await.unwrap().missing, missing);
    }

    async fn a_partner_is_invoiced_by_the_operator_once_a_month(world: World) {
        let shop = world.shop("acme").await;
        let operator = world.operator().await;
        let mut who = billing::operator(&operator).await.unwrap();
        who.draft.company.name = "Operator".to_owned();
        who.draft.company.country = "DE".to_owned();
        who.draft.company.street = "Am Markt 2".to_owned();
        who.draft.company.city = "Bremen".to_owned();
        who.draft.company.tax_id = "DE987654321".to_owned();
        billing::edit_operator(&operator, who.draft, who.version).await.unwrap();
        world.paid_by(&shop.admin, shop.client, Payer::Partner).await;
        world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        assert_eq!(invoices::bill_due(world.portal()).await.unwrap(), 0);
        world.clock().advance_days(9);
        let others = [world.replica().await, world.replica().await];
        let (one, two, three) = tokio::join!(
            invoices::bill_due(world.portal()),
            invoices::bill_due(&others[0]),
            invoices::bill_due(&others[1]),
        );
        assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 1);
        let later = world.again(&shop.admin);
        let list = invoices::list(&later, InvoiceQuery::default()).await.unwrap();
        let own = invoices::details(&later, list.page.rows[0].id).await.unwrap();
        assert_eq!(own.summary.number.as_deref(), Some("INV-ACME-00001"));
        assert_eq!(own.document.seller.name, "Operator");
        assert_eq!(own.document.lines.len(), 2);
        // Whoever sees only some clients does not see it.
        let scoped = world.member_with_scope(shop.partner, "Sam", Role::SalesManager, false).await;
        world.list_for(&scoped, &[shop.client]).await;
        assert_eq!(refused(invoices::details(&scoped, own.summary.id).await), Refusal::NotFound);
        assert!(invoices::list(&scoped, InvoiceQuery::default()).await.unwrap().page.rows.is_empty());
    }

    async fn others_find_no_invoice(world: World) {
        let shop = world.shop("acme").await;
        let other = world.shop("bolt").await;
        let invoice = invoiced(&world, &shop).await;
        let id = invoice.summary.id;
        assert_eq!(refused(invoices::details(&other.admin, id).await), Refusal::NotFound);
        assert_eq!(refused(payments::record(&other.admin, paid(&invoice, "1")).await), Refusal::NotFound);
        assert_eq!(refused(invoices::void(&other.admin, id, invoice.version).await), Refusal::NotFound);
        assert_eq!(refused(invoices::credit(&other.admin, credit(&invoice, &["1"])).await), Refusal::NotFound);
        let marketing = world.member(shop.partner, "Mia", Role::MarketingManager).await;
        assert!(matches!(refused(invoices::details(&marketing, id).await), Refusal::Denied(_)));
        let seller = world.member(shop.partner, "Sal", Role::Salesperson).await;
        assert!(invoices::details(&seller, id).await.is_ok());
        assert!(matches!(refused(payments::record(&seller, paid(&invoice, "1")).await), Refusal::Denied(_)));
    }

    async fn a_client_that_pays_is_let_in_again(world: World) {
        let shop = world.shop("acme").await;
        let first = invoiced(&world, &shop).await;
        let second = invoiced(&world, &shop).await;
        world.clock().advance_days(30);
        let later = world.again(&shop.admin);
        let client = clients::details(&later, shop.client).await.unwrap();
        let reason = BlockReason { kind: BlockKind::NonPayment, note: String::new() };
        clients::block(&later, shop.client, reason, client.version).await.unwrap();
        let overdue = InvoiceQuery { filter: Some(InvoiceFilter::Overdue), ..InvoiceQuery::default() };
        assert_eq!(invoices::list(&later, overdue).await.unwrap().page.rows.len(), 2);
        world.pay(&later, &first).await;
        assert_eq!(clients::details(&later, shop.client).await.unwrap().status, ClientStatus::Blocked);
        world.pay(&later, &second).await;
        assert_eq!(clients::details(&later, shop.client).await.unwrap().status, ClientStatus::Active);
    }
}
