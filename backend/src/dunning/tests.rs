use std::{collections::BTreeSet, net::Ipv4Addr};

use domain::{
    InvoiceId, Lang, Problem, Refusal,
    audit::Event,
    billing::Payer,
    clients::{BlockKind, BlockReason, ClientStatus},
    dunning::{DunningDraft, StepDraft, StepKind},
    invoices::InvoiceDetails,
    orders::Begins,
    policy::{Actor, Role},
    refusal::Rejection,
};

use super::{nightly::remind_in, store};
use crate::{
    Context, args, brands, clients, dunning, invoices,
    outbox::{self, Mailer},
    payments,
    world::{Shop, UNSAVED, World, paid, refused},
};

/// A message that waits: to whom, its subject, its text, and whether an invoice travels along.
#[derive(Debug, sqlx::FromRow)]
struct Letter {
    recipient: String,
    subject: String,
    body: String,
    invoice_id: Option<uuid::Uuid>,
    link: Option<String>,
}

async fn letters(world: &World) -> Vec<Letter> {
    let mut tx = world.portal().db().read().await.unwrap();
    let sql = "SELECT recipient, subject, body, invoice_id, link FROM outbox ORDER BY id";
    tx.all(sql, args![]).await.unwrap()
}

async fn subjects(world: &World) -> Vec<String> {
    let letters = letters(world).await.into_iter();
    letters.map(|letter| letter.subject).collect()
}

async fn invoiced(world: &World, shop: &Shop, cx: &Context) -> InvoiceDetails {
    let order = world
        .order(cx, shop.client, shop.server, Begins::AtOnce)
        .await;
    world.invoice_of(cx, &order).await
}

/// A shop whose client has an owner, and an invoice of it that is due on 6 December.
async fn owing(world: &World) -> (Shop, InvoiceDetails) {
    let shop = world.shop("acme").await;
    world.owner(shop.partner, shop.client, "Omar").await;
    let invoice = invoiced(world, &shop, &shop.admin).await;
    assert_eq!(invoice.document.due_on.unwrap().to_string(), "2026-12-06");
    (shop, invoice)
}

/// The usual steps, and a block 30 days after the invoice is due.
async fn blocking(cx: &Context) {
    let mut draft = DunningDraft::usual(Lang::En);
    draft.steps.push(StepDraft {
        name: "Block".to_owned(),
        days: "30".to_owned(),
        kind: StepKind::Block,
    });
    dunning::edit(cx, draft, UNSAVED).await.unwrap();
}

async fn night(world: &World) -> u64 {
    dunning::remind_due(world.portal()).await.unwrap()
}

async fn status(world: &World, shop: &Shop) -> ClientStatus {
    let cx = world.again(&shop.admin);
    clients::details(&cx, shop.client).await.unwrap().status
}

fn token_of(world: &World, id: InvoiceId, shop: &Shop) -> String {
    let path = super::link::path(world.portal(), shop.partner.id, id);
    path.strip_prefix("/invoice/").unwrap().to_owned()
}

/// What somebody at the host of a brand finds by a token.
async fn opened(
    world: &World,
    slug: &str,
    token: &str,
) -> crate::Result<domain::dunning::InvoiceToPay> {
    let host = format!("{slug}.localhost");
    let front = brands::front(world.portal(), "localhost", &host)
        .await
        .unwrap();
    let from = Ipv4Addr::LOCALHOST.into();
    dunning::invoice_to_pay(world.portal(), front.as_ref(), token, from).await
}

crate::stories! {
    async fn a_client_gets_its_invoices_and_receipts_by_mail(world: World) {
        let (shop, invoice) = owing(&world).await;
        let sent = letters(&world).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].recipient, World::email_of("Omar"));
        assert_eq!(sent[0].subject, "Invoice INV-00001 from acme");
        assert!(sent[0].body.contains("23.79\u{a0}EUR") && sent[0].body.contains("December 6, 2026"));
        let token = token_of(&world, invoice.summary.id, &shop);
        assert!(sent[0].body.contains(&format!("acme.localhost/invoice/{token}")), "{}", sent[0].body);
        assert_eq!(sent[0].invoice_id, Some(invoice.summary.id.uuid()));
        assert_eq!(sent[0].link, None, "a partner's own server may carry it");

        // The client's own address goes before its owners.
        let client = clients::details(&shop.admin, shop.client).await.unwrap();
        let draft = domain::clients::ClientDraft { email: "books@bakery.example".to_owned(), ..client.draft };
        clients::edit(&shop.admin, shop.client, draft, client.version).await.unwrap();
        payments::record(&shop.admin, paid(&invoice, "20")).await.unwrap();
        assert_eq!(letters(&world).await.len(), 1, "nothing is said of a part");
        world.pay(&shop.admin, &invoices::details(&shop.admin, invoice.summary.id).await.unwrap()).await;
        let sent = letters(&world).await;
        assert_eq!(sent.len(), 2);
        assert_eq!(sent[1].recipient, "books@bakery.example");
        assert_eq!(sent[1].subject, "Thank you: invoice INV-00001 is paid");

        let draft = DunningDraft { mails_invoices: false, ..DunningDraft::usual(Lang::En) };
        dunning::edit(&shop.admin, draft, UNSAVED).await.unwrap();
        let quiet = invoiced(&world, &shop, &shop.admin).await;
        world.pay(&shop.admin, &quiet).await;
        assert_eq!(letters(&world).await.len(), 2);
        // What the partner pays for is nothing that the client is asked for.
        world.paid_by(&shop.admin, shop.client, Payer::Partner).await;
        assert_eq!(night(&world).await, 0);
    }

    async fn the_invoice_travels_along_as_a_pdf(world: World) {
        owing(&world).await;
        assert_eq!(outbox::send_due(world.portal()).await.unwrap(), 1);
        let Mailer::Folder(folder) = world.portal().mailer() else { panic!("a folder") };
        let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        let message = std::fs::read(file).unwrap();
        let message = mail_parser::MessageParser::default().parse(&message).unwrap();
        let pdf = message.attachment(0).unwrap();
        assert_eq!(mail_parser::MimeHeaders::attachment_name(pdf), Some("INV-00001.pdf"));
        assert!(pdf.contents().starts_with(b"%PDF-"));
        assert!(message.body_text(0).unwrap().contains("Client of acme"));
        assert!(message.body_html(0).unwrap().contains("Client of acme"));
    }

    async fn each_step_is_done_once_on_any_number_of_replicas(world: World) {
        let (shop, invoice) = owing(&world).await;
        for _ in 0..20 {
            invoiced(&world, &shop, &shop.admin).await;
        }
        assert_eq!(night(&world).await, 0);
        world.clock().advance_days(17);
        let others = [world.replica().await, world.replica().await];
        let (one, two, three) = tokio::join!(
            dunning::remind_due(world.portal()),
            dunning::remind_due(&others[0]),
            dunning::remind_due(&others[1]),
        );
        assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 21);
        let sent = subjects(&world).await;
        let reminders: BTreeSet<_> = sent.iter().filter(|subject| subject.starts_with("Friendly reminder")).collect();
        assert_eq!((sent.len(), reminders.len()), (42, 21));
        assert_eq!(night(&world).await, 0);
        let later = world.again(&shop.admin);
        let told = invoices::details(&later, invoice.summary.id).await.unwrap();
        assert_eq!(told.reminders.len(), 1);
        assert_eq!(told.reminders[0].name, "Friendly reminder");
        assert!(world.activity(&later).await.iter().any(|line| line.event == Event::ReminderSent && line.actor.is_none()));
    }

    async fn a_year_of_nights_reminds_three_times_whichever_are_left_out(world: World) {
        let (shop, invoice) = owing(&world).await;
        for night_no in 0..366 {
            world.clock().advance_days(1);
            // Some nights the portal stood still: among them those of the second reminder, and many
            // in a row.
            if night_no % 17 != 3 && !(22..30).contains(&night_no) {
                assert!(night(&world).await <= 1);
            }
        }
        let later = world.again(&shop.admin);
        let told = invoices::details(&later, invoice.summary.id).await.unwrap();
        let days: Vec<String> = told.reminders.iter().map(|reminder| reminder.at.date().to_string()).collect();
        assert_eq!(days, ["2026-12-09", "2026-12-23", "2026-12-27"]);
        assert_eq!(letters(&world).await.len(), 4);
    }

    async fn what_was_killed_in_the_middle_is_done_once_afterwards(world: World) {
        let (shop, invoice) = owing(&world).await;
        world.clock().advance_days(17);
        let cx = world.portal().context(Actor::Anonymous);
        let mut tx = cx.begin().await.unwrap();
        let today = cx.now().date();
        let first = (domain::PartnerId::from_uuid(uuid::Uuid::nil()), InvoiceId::from_uuid(uuid::Uuid::nil()));
        let open = store::open(&mut tx, (today.plus_days(-9), today), first, 10).await.unwrap();
        assert_eq!(open.len(), 1);
        assert!(remind_in(&mut tx, &cx, &open[0]).await.unwrap());
        drop(tx);
        assert_eq!(letters(&world).await.len(), 1);
        assert_eq!(night(&world).await, 1);
        assert_eq!(night(&world).await, 0);
        assert_eq!(letters(&world).await.len(), 2);
        let told = invoices::details(&world.again(&shop.admin), invoice.summary.id).await.unwrap();
        assert_eq!(told.reminders.len(), 1);
    }

    async fn what_is_paid_or_taken_back_is_not_reminded_of(world: World) {
        let (shop, invoice) = owing(&world).await;
        let second = invoiced(&world, &shop, &shop.admin).await;
        world.pay(&shop.admin, &invoice).await;
        invoices::void(&shop.admin, second.summary.id, second.version).await.unwrap();
        world.clock().advance_days(30);
        assert_eq!(night(&world).await, 0);
    }

    async fn who_does_not_pay_is_blocked_after_warning_and_let_in_when_paid(world: World) {
        let (shop, first) = owing(&world).await;
        blocking(&shop.admin).await;
        let second = invoiced(&world, &shop, &shop.admin).await;
        for _ in 0..43 {
            world.clock().advance_days(1);
            night(&world).await;
        }
        assert_eq!(status(&world, &shop).await, ClientStatus::Active);
        world.clock().advance_days(1);
        assert_eq!(night(&world).await, 2);
        assert_eq!(status(&world, &shop).await, ClientStatus::Blocked);
        let later = world.again(&shop.admin);
        let client = clients::details(&later, shop.client).await.unwrap();
        assert_eq!(client.block.unwrap().reason.kind, BlockKind::NonPayment);
        let sent = subjects(&world).await;
        assert_eq!(sent.last().unwrap(), "Block: Client of acme is paused");

        // Its owner is led to where one pays.
        let mut tx = later.read().await.unwrap();
        let way = dunning::way_in(&mut tx, &later, shop.partner.id, shop.client).await.unwrap();
        let token = token_of(&world, first.summary.id, &shop);
        assert_eq!(way, Some(format!("/invoice/{token}")));
        drop(tx);

        world.pay(&later, &invoices::details(&later, first.summary.id).await.unwrap()).await;
        assert_eq!(status(&world, &shop).await, ClientStatus::Blocked);
        world.pay(&later, &invoices::details(&later, second.summary.id).await.unwrap()).await;
        assert_eq!(status(&world, &shop).await, ClientStatus::Active);
        assert!(world.activity(&later).await.iter().any(|line| line.event == Event::ClientUnblocked));
    }

    async fn who_is_blocked_for_another_reason_stays_so(world: World) {
        let (shop, invoice) = owing(&world).await;
        blocking(&shop.admin).await;
        let client = clients::details(&shop.admin, shop.client).await.unwrap();
        let reason = BlockReason { kind: BlockKind::Misuse, note: String::new() };
        clients::block(&shop.admin, shop.client, reason, client.version).await.unwrap();
        for _ in 0..50 {
            world.clock().advance_days(1);
            night(&world).await;
        }
        let later = world.again(&shop.admin);
        let told = invoices::details(&later, invoice.summary.id).await.unwrap();
        assert_eq!(told.reminders.len(), 4);
        let mut tx = later.read().await.unwrap();
        let way = dunning::way_in(&mut tx, &later, shop.partner.id, shop.client).await.unwrap();
        assert_eq!(way, None);
        drop(tx);
        world.pay(&later, &told).await;
        let client = clients::details(&later, shop.client).await.unwrap();
        assert_eq!(client.block.unwrap().reason.kind, BlockKind::Misuse);
    }

    async fn a_payment_link_opens_one_invoice_at_its_brand_and_dies_with_it(world: World) {
        let (shop, invoice) = owing(&world).await;
        world.shop("bolt").await;
        let token = token_of(&world, invoice.summary.id, &shop);
        assert_eq!(token.len(), 64);
        let found = opened(&world, "acme", &token).await.unwrap();
        assert_eq!((found.number.as_str(), found.open.minor, found.is_overdue), ("INV-00001", 2_379, false));
        assert_eq!(found.ways.unwrap().reference, "INV-00001");
        let from = Ipv4Addr::LOCALHOST.into();
        let nowhere = dunning::invoice_to_pay(world.portal(), None, &token, from).await;
        assert_eq!(refused(nowhere), Refusal::NotFound);
        assert_eq!(refused(opened(&world, "bolt", &token).await), Refusal::NotFound);
        let other_than = |letter: &str| if letter == "A" { "B" } else { "A" };
        let (first, last) = (other_than(&token[..1]), other_than(&token[63..]));
        let forged = [
            String::new(), "x".to_owned(), token[..63].to_owned(), format!("{token}A"),
            format!("{first}{}", &token[1..]), format!("{}{last}", &token[..63]),
            invoice.summary.id.to_string(), token.to_lowercase(),
        ];
        for forged in forged {
            assert_eq!(refused(opened(&world, "acme", &forged).await), Refusal::NotFound, "{forged}");
        }
        let strange = token_of(&world, InvoiceId::from_uuid(world.portal().new_id()), &shop);
        assert_eq!(refused(opened(&world, "acme", &strange).await), Refusal::NotFound);
        world.pay(&shop.admin, &invoice).await;
        let found = opened(&world, "acme", &token).await.unwrap();
        assert!(found.ways.is_none() && found.open.minor == 0);

        let void = invoiced(&world, &shop, &shop.admin).await;
        let token = token_of(&world, void.summary.id, &shop);
        opened(&world, "acme", &token).await.unwrap();
        let front = brands::front(world.portal(), "localhost", "acme.localhost").await.unwrap();
        let pdf = dunning::pdf_to_pay(world.portal(), front.as_ref(), &token, from).await.unwrap();
        assert_eq!((pdf.name.as_str(), pdf.media_type), ("INV-00002.pdf", "application/pdf"));
        invoices::void(&shop.admin, void.summary.id, void.version).await.unwrap();
        assert_eq!(refused(opened(&world, "acme", &token).await), Refusal::NotFound);
        // Too many looks from one place, whatever they are at.
        let mut answer = refused(opened(&world, "acme", &token).await);
        for _ in 0..300 {
            answer = refused(opened(&world, "acme", &token).await);
        }
        assert!(matches!(answer, Refusal::TooOften { .. }), "{answer:?}");
    }

    async fn steps_are_kept_and_never_overwritten_unseen(world: World) {
        let (partner, admin) = world.partner_with_administrator("acme").await;
        let shipped = dunning::dunning(&admin).await.unwrap();
        assert_eq!((shipped.version, &shipped.draft), (UNSAVED, &DunningDraft::usual(Lang::En)));
        blocking(&admin).await;
        let Refusal::Conflict(conflict) = refused(dunning::edit(&admin, DunningDraft::default(), UNSAVED).await) else {
            panic!("a conflict");
        };
        assert_eq!(conflict.changed.len(), 2);
        let now = dunning::dunning(&admin).await.unwrap();
        let mut wrong = now.draft.clone();
        wrong.steps[1].days = "2".to_owned();
        let Refusal::Invalid(errors) = refused(dunning::edit(&admin, wrong, now.version).await) else {
            panic!("problems");
        };
        assert_eq!(errors.of("steps.1.days"), Some(Problem::TooSmall { min: 4 }));
        dunning::edit(&admin, DunningDraft::default(), now.version).await.unwrap();
        let seller = world.member(partner, "Sal", Role::SalesManager).await;
        assert!(matches!(refused(dunning::dunning(&seller).await), Refusal::Denied(_)));
        assert!(matches!(refused(dunning::edit(&seller, DunningDraft::default(), now.version).await), Refusal::Denied(_)));
    }

    async fn an_invoice_is_sent_again_by_who_may(world: World) {
        let (shop, invoice) = owing(&world).await;
        let id = invoice.summary.id;
        dunning::send_again(&shop.admin, id).await.unwrap();
        assert_eq!(letters(&world).await.len(), 2);
        assert!(world.activity(&shop.admin).await.iter().any(|line| line.event == Event::InvoiceMailed));
        let other = world.shop("bolt").await;
        assert_eq!(refused(dunning::send_again(&other.admin, id).await), Refusal::NotFound);
        let seller = world.member(shop.partner, "Sal", Role::Salesperson).await;
        assert!(matches!(refused(dunning::send_again(&seller, id).await), Refusal::Denied(_)));
        let void = invoices::void(&shop.admin, id, invoice.version).await.unwrap();
        let status = void.summary.status;
        let wrong = Refusal::Rejected(Rejection::InvoiceWrongStatus { status });
        assert_eq!(refused(dunning::send_again(&shop.admin, id).await), wrong);
        assert_eq!(letters(&world).await.len(), 2);
    }
}
