use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    Problem, Refusal,
    audit::Event,
    bank_imports::{Choice, Fit, StatementDraft},
    invoices::{InvoiceDetails, InvoiceStatus},
    orders::Begins,
    policy::Role,
};

use crate::{
    Context, bank_imports, invoices, payments,
    world::{Shop, World, paid, refused},
};

fn statement(rows: &[(&str, &str, &str)]) -> StatementDraft {
    let mut text = vec!["Date;Payer;Reference;Amount".to_owned()];
    for (payer, reference, amount) in rows {
        text.push(format!("22.11.2026;{payer};{reference};{amount}"));
    }
    StatementDraft {
        content: STANDARD.encode(text.join("\n")),
        columns: None,
    }
}

fn choice(line: u64, invoice: &InvoiceDetails) -> Choice {
    Choice {
        line,
        invoice: invoice.summary.id,
    }
}

async fn invoiced(world: &World, shop: &Shop) -> InvoiceDetails {
    let order = world
        .order(&shop.admin, shop.client, shop.server, Begins::AtOnce)
        .await;
    world.invoice_of(&shop.admin, &order).await
}

async fn status(cx: &Context, invoice: &InvoiceDetails) -> InvoiceStatus {
    let told = invoices::details(cx, invoice.summary.id).await.unwrap();
    told.summary.status
}

crate::stories! {
    async fn a_statement_is_matched_recorded_and_known_the_second_time(world: World) {
        let shop = world.shop("acme").await;
        let (one, two, three) = (invoiced(&world, &shop).await, invoiced(&world, &shop).await, invoiced(&world, &shop).await);
        let draft = statement(&[
            ("Client of acme", "Invoice INV 00001", "23,79"),
            ("Somebody", "INV-00002 first part", "10,00"),
            ("Somebody", "INV-00002 first part", "10,00"),
            ("Stranger", "thank you", "5,00"),
            ("Client of acme", "", "23,79"),
            ("Power", "bill", "-20,00"),
        ]);
        let read = bank_imports::read(&shop.admin, draft.clone()).await.unwrap();
        assert_eq!(read.open.len(), 3);
        assert_eq!((read.outgoing, read.more), (1, 0));
        let told: Vec<_> = read.rows.iter().map(|row| (row.row.line, row.fit, row.invoice, row.is_known)).collect();
        let id = |invoice: &InvoiceDetails| Some(invoice.summary.id);
        assert_eq!(told, [
            (2, Fit::Exact, id(&one), false),
            (3, Fit::Likely, id(&two), false),
            (4, Fit::Likely, id(&two), false),
            (6, Fit::Likely, id(&three), false),
            (5, Fit::Unknown, None, false),
        ]);

        let choices = vec![choice(2, &one), choice(3, &two), choice(4, &two), choice(6, &three)];
        let done = bank_imports::record(&shop.admin, draft.clone(), choices.clone()).await.unwrap();
        assert_eq!((done.payments, done.known), (4, 0));
        assert_eq!(status(&shop.admin, &one).await, InvoiceStatus::Paid);
        assert_eq!(status(&shop.admin, &three).await, InvoiceStatus::Paid);
        let part = invoices::details(&shop.admin, two.summary.id).await.unwrap();
        assert_eq!(part.summary.open.minor, 379);
        assert_eq!(part.payments[0].reference, "Somebody: INV-00002 first part");
        let events = world.activity(&shop.admin).await;
        let import = events.iter().find(|event| event.event == Event::BankStatementImported).unwrap();
        assert_eq!(import.subject.as_deref(), Some("4"));

        // The same once more: everything is known, and nothing is counted again.
        let again = bank_imports::read(&shop.admin, draft.clone()).await.unwrap();
        assert_eq!(again.rows.iter().filter(|row| row.is_known).count(), 4);
        assert_eq!(again.rows[0].row.line, 5);
        let done = bank_imports::record(&shop.admin, draft, choices).await.unwrap();
        assert_eq!((done.payments, done.known), (0, 4));
        assert_eq!(invoices::details(&shop.admin, two.summary.id).await.unwrap(), part);
    }

    async fn what_is_too_much_is_told_at_its_row_and_nothing_is_recorded(world: World) {
        let shop = world.shop("acme").await;
        let (one, two) = (invoiced(&world, &shop).await, invoiced(&world, &shop).await);
        let draft = statement(&[
            ("", "INV-00001", "23,79"),
            ("", "INV-00002", "20,00"),
            ("", "INV-00002", "20,00"),
        ]);
        let read = bank_imports::read(&shop.admin, draft.clone()).await.unwrap();
        assert_eq!(read.rows.iter().map(|row| row.fit).collect::<Vec<_>>(), [Fit::Exact, Fit::Likely, Fit::TooMuch]);
        let all = vec![choice(2, &one), choice(3, &two), choice(4, &two)];
        let Refusal::Invalid(errors) = refused(bank_imports::record(&shop.admin, draft.clone(), all).await) else {
            panic!("problems");
        };
        assert!(matches!(errors.of("rows.4"), Some(Problem::MoreThan { most }) if most.minor == 379));
        assert_eq!(errors.0.len(), 1);
        assert_eq!(status(&shop.admin, &one).await, InvoiceStatus::Finalized);

        let wrong = vec![choice(2, &one), choice(2, &two), choice(9, &two)];
        let Refusal::Invalid(errors) = refused(bank_imports::record(&shop.admin, draft.clone(), wrong).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("rows.2"), Some(Problem::Unknown));
        assert_eq!(errors.of("rows.9"), Some(Problem::Unknown));
        let Refusal::Invalid(errors) = refused(bank_imports::record(&shop.admin, draft, vec![]).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("rows"), Some(Problem::Required));
    }

    async fn of_a_statement_and_a_payment_by_hand_one_counts(world: World) {
        let shop = world.shop("acme").await;
        let mut all = Vec::new();
        for _ in 0..6 {
            all.push(invoiced(&world, &shop).await);
        }
        let numbers: Vec<String> = all.iter().map(|invoice| invoice.summary.number.clone().unwrap()).collect();
        let rows: Vec<_> = numbers.iter().map(|number| ("", number.as_str(), "23,79")).collect();
        let draft = statement(&rows);
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..6 {
            let (cx, draft) = (shop.admin.clone(), draft.clone());
            let mut choices: Vec<_> = (2..).zip(&all).map(|(line, invoice)| choice(line, invoice)).collect();
            choices.rotate_left(n);
            tasks.spawn(async move { bank_imports::record(&cx, draft, choices).await.is_ok() });
        }
        for invoice in all.iter().take(2) {
            let (cx, draft) = (shop.admin.clone(), paid(invoice, "23.79"));
            tasks.spawn(async move { payments::record(&cx, draft).await.is_ok() });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        for invoice in &all {
            let told = invoices::details(&shop.admin, invoice.summary.id).await.unwrap();
            let paid: i64 = told.payments.iter().map(|payment| payment.amount.minor).sum();
            assert!(paid == 0 || paid == 2_379, "{paid}");
            assert_eq!(paid == 2_379, told.summary.status == InvoiceStatus::Paid);
        }
    }

    async fn others_invoices_are_neither_shown_nor_paid(world: World) {
        let shop = world.shop("acme").await;
        let other = world.shop("bolt").await;
        let invoice = invoiced(&world, &other).await;
        let draft = statement(&[("Client of bolt", "INV-00001", "23,79")]);
        let read = bank_imports::read(&shop.admin, draft.clone()).await.unwrap();
        assert!(read.open.is_empty() && read.rows[0].invoice.is_none());
        let foreign = bank_imports::record(&shop.admin, draft.clone(), vec![choice(2, &invoice)]).await;
        assert_eq!(refused(foreign), Refusal::NotFound);

        // Whoever sees only some clients is proposed only their invoices.
        let own = invoiced(&world, &shop).await;
        let scoped = world.member_with_scope(shop.partner, "Cora", Role::CompanyManager, false).await;
        let seen = bank_imports::read(&scoped, draft.clone()).await.unwrap();
        assert!(seen.open.is_empty());
        let unseen = bank_imports::record(&scoped, draft.clone(), vec![choice(2, &own)]).await;
        assert_eq!(refused(unseen), Refusal::NotFound);
        world.list_for(&scoped, &[shop.client]).await;
        assert_eq!(bank_imports::read(&scoped, draft.clone()).await.unwrap().open.len(), 1);
        let seller = world.member(shop.partner, "Sal", Role::Salesperson).await;
        assert!(matches!(refused(bank_imports::read(&seller, draft.clone()).await), Refusal::Denied(_)));
        let denied = bank_imports::record(&seller, draft, vec![choice(2, &own)]).await;
        assert!(matches!(refused(denied), Refusal::Denied(_)));
    }
}
