//! Words that stand in the texts of a partner, and what finds them where they do not belong.

use backend::{
    Context, Portal, auth, billing, brands, charges, client_users, clients, custom_fields, dunning,
    imports, invoices, mails, office, outbox,
    outbox::Mailer,
    partners, payments, plans, subscriptions, visits,
    world::{World, paid},
};
use domain::{
    Currency, Lang, Version,
    billing::{BillingDraft, ClientBillingDraft},
    brands::{Brand, BrandDraft, FooterLink},
    charges::ChargeDraft,
    client_users::ClientUserDraft,
    clients::{BlockKind, BlockReason, ClientDraft},
    custom_fields::{CustomFieldDraft, Kind},
    dunning::DunningDraft,
    imports::{Duplicates, Mapping, Target},
    inclusions::Section,
    mails::{MailKind, TemplateDraft},
    office::SectionWish,
    partners::CompanyDraft,
    payments::PaymentDraft,
    plans::PlanDraft,
    policy::Role,
    subscriptions::OwnPriceDraft,
    visits::{VisitDraft, VisitRule},
};

use super::homes::House;
use crate::{
    browser::{Answer, PASSWORD},
    things::{Things, Words},
};

/// Columns of texts that hold none of the words: names of our own (kinds, states, languages), ids,
/// secrets of links, numbers of telephones, hosts, and what a browser or a mail server calls itself.
/// Another column that is not marked fails the test: fill it, or say here that it cannot be.
pub(super) const NOT_TYPED: &[&str] = &[
    "audit_events.event",
    "brand_files.media_type",
    "brand_files.name",
    "brand_files.slot",
    "brands.pictures",
    "card_payments.name",
    "charges.currency",
    "charges.detail",
    "charges.payer",
    "charges.source",
    "client_billing.lang",
    "client_billing.payer",
    "client_counts.status",
    "client_invitations.access",
    "client_invitations.lang",
    "client_users.rights",
    "client_users.role",
    "clients.block_kind",
    "clients.country",
    "clients.phone",
    "clients.status",
    "commission_entries.currency",
    "commission_entries.kind",
    "contact_files.delimiter",
    "contacts.phone",
    "custom_fields.kind",
    "domains.state",
    "domains.token",
    "domains.trouble",
    "imports.delimiter",
    "imports.encoding",
    "imports.mapping",
    "imports.status",
    "invitations.lang",
    "invitations.listed",
    "invitations.role",
    "invoice_days.currency",
    "invoices.currency",
    "invoices.kind",
    "invoices.payer",
    "invoices.series",
    "invoices.status",
    "job_runs.job",
    "job_runs.period",
    "leak_reports.build",
    "leak_reports.report",
    "leak_reports.sections",
    "mail_templates.kind",
    "mail_templates.lang",
    "memberships.role",
    "order_lines.kind",
    "order_lines.name",
    "orders.begins",
    "orders.currency",
    "orders.status",
    "outbox.host",
    "outbox.last_error",
    "outbox.link",
    "partners.slug",
    "partners.status",
    "payment_providers.account",
    "payment_providers.provider",
    "payments.external",
    "payments.method",
    "payout_steps.status",
    "payouts.currency",
    "payouts.status",
    "plans.after_trial",
    "plans.charged",
    "plans.currency",
    "plans.features",
    "plans.sections",
    "reminders.kind",
    "reminders.name",
    "retail_prices.currency",
    "section_requests.section",
    "senders.answer",
    "senders.host",
    "senders.security",
    "senders.state",
    "senders.trouble",
    "series.name",
    "services.currency",
    "services.kind",
    "services.name",
    "services.status",
    "sessions.device",
    "sessions.host",
    "subscriptions.charged",
    "subscriptions.currency",
    "subscriptions.own_currency",
    "subscriptions.payer",
    "subscriptions.stage",
    "visit_rules.rule",
    "visits.state",
];

/// Fills what [`Things`] leave empty: every text a partner can type holds a word of its own.
pub(super) async fn fill(world: &World, house: &House, things: &Things) {
    let House { admin, office, .. } = house;
    let (mark, owner) = (&office.words.partner, &office.owner);
    company(admin, mark).await;
    money(admin, &office.words, things).await;
    brand(admin, mark).await;
    let draft = PlanDraft {
        name: format!("{mark} described"),
        description: mark.clone(),
        ..PlanDraft::default()
    };
    plans::add(admin, draft).await.unwrap();
    let choice = CustomFieldDraft {
        label: format!("{mark} choice"),
        kind: Kind::Choice(vec![mark.clone(), "Else".to_owned()]),
        is_required: false,
    };
    custom_fields::add(admin, choice).await.unwrap();
    let (kind, lang) = (MailKind::ClientReset, Lang::Es);
    let text = TemplateDraft {
        subject: format!("{mark} {{name}}"),
        body: format!("{mark} [{mark}]({{link}})"),
    };
    mails::save_template(admin, kind, lang, text, Version(0))
        .await
        .unwrap();
    let wish = SectionWish {
        section: Section::Email,
        message: office.words.client.clone(),
    };
    office::ask(owner, office.client, wish).await.unwrap();
    clients_of(admin, &office.words, things).await;
    let own = OwnPriceDraft {
        price: "9".to_owned(),
        reason: mark.clone(),
        until: String::new(),
    };
    subscriptions::set_price(admin, things.subscribed, own, Version(1))
        .await
        .unwrap();
    visit_asked(world, house).await;
    brought_in_twice(admin, &office.words.others).await;
    // A message in the voice of the brand, now that there is one.
    let draft = ClientUserDraft {
        email: format!("voice@{}.example", office.words.client),
        ..ClientUserDraft::default()
    };
    client_users::invite(admin, office.client, draft)
        .await
        .unwrap();
}

/// How the partner sells, who pays for a client, and what was paid with which words.
async fn money(admin: &Context, words: &Words, things: &Things) {
    let (mark, word) = (&words.partner, &words.others);
    let now = billing::billing(admin).await.unwrap();
    let draft = BillingDraft {
        bank_holder: mark.clone(),
        bank_name: mark.clone(),
        note: mark.clone(),
        client_may_order: true,
        ..now.draft
    };
    billing::edit(admin, draft, now.version).await.unwrap();
    let mut steps = DunningDraft::usual(Lang::En);
    steps.steps[0].name.clone_from(mark);
    let now = dunning::dunning(admin).await.unwrap();
    dunning::edit(admin, steps, now.version).await.unwrap();
    let client = things.client;
    let now = billing::of_client(admin, client).await.unwrap();
    let terms = ClientBillingDraft {
        tax_id: word.clone(),
        exempt_reason: word.clone(),
        ..now.draft
    };
    let saved = billing::edit_of_client(admin, client, terms, now.version).await;
    saved.unwrap();
    let charged = ChargeDraft {
        text: word.clone(),
        quantity: "1".to_owned(),
        price: "10".to_owned(),
        currency: Currency::EUR,
    };
    charges::add_by_hand(admin, client, charged).await.unwrap();
    let id = invoices::draft(admin, client).await.unwrap();
    let seen = invoices::details(admin, id).await.unwrap().version;
    let invoice = invoices::finalize(admin, id, seen).await.unwrap();
    let payment = PaymentDraft {
        reference: word.clone(),
        ..paid(&invoice, "1")
    };
    payments::record(admin, payment).await.unwrap();
}

async fn company(admin: &Context, word: &str) {
    let draft = CompanyDraft {
        name: word.to_owned(),
        support_email: format!("help@{word}.example"),
        website: format!("https://{word}.example"),
        street: word.to_owned(),
        city: word.to_owned(),
        state: word.to_owned(),
        postal_code: word.to_owned(),
        tax_id: word.to_owned(),
        country: "DE".to_owned(),
        ..CompanyDraft::default()
    };
    let seen = partners::company(admin).await.unwrap().version;
    partners::edit_company(admin, draft, seen).await.unwrap();
}

/// The brand is published twice, so that there is something to go back to.
async fn brand(admin: &Context, word: &str) {
    for title in ["Before", "Now"] {
        let draft = BrandDraft {
            login_title: format!("{title} {word}"),
            login_text: word.to_owned(),
            support_email: format!("brand@{word}.example"),
            footer: vec![FooterLink {
                label: word.to_owned(),
                url: format!("https://{word}.example"),
            }],
            sender_name: word.to_owned(),
            ..BrandDraft::from(&Brand::of_company(word, None))
        };
        let seen = brands::brand(admin).await.unwrap().version;
        let saved = brands::save_draft(admin, draft, seen).await.unwrap();
        brands::publish(admin, saved.version).await.unwrap();
    }
}

/// A client about which everything is known, and that was blocked with a note.
async fn clients_of(admin: &Context, words: &Words, things: &Things) {
    let word = &words.others;
    let draft = ClientDraft {
        company: word.clone(),
        contact: word.clone(),
        email: format!("hello@{word}.example"),
        website: format!("https://{word}.example"),
        street: word.clone(),
        city: word.clone(),
        state: word.clone(),
        postal_code: word.clone(),
        notes: word.clone(),
        custom: [(things.field, word.clone())].into(),
        ..ClientDraft::default()
    };
    let client = clients::add(admin, draft).await.unwrap();
    let reason = BlockReason {
        kind: BlockKind::Other,
        note: word.clone(),
    };
    clients::block(admin, client, reason, Version(1))
        .await
        .unwrap();
}

/// A request to visit the client, with its reason.
async fn visit_asked(world: &World, house: &House) {
    let House {
        slug,
        partner,
        office,
        ..
    } = house;
    let name = format!("{} Asker", office.words.partner);
    let asker = world.member(*partner, &name, Role::Salesperson).await;
    let user = asker.actor().user().unwrap();
    world.set_password(user, PASSWORD).await;
    let session = world.session(user, "localhost").await.signed_in;
    let cx = auth::context_for_partner(world.portal(), &session, slug).await;
    let draft = VisitDraft {
        client: office.client,
        reason: office.words.client.clone(),
        minutes: "30".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let set_rule = |rule| visits::set_rule(&office.owner, office.client, rule);
    set_rule(VisitRule::Ask).await.unwrap();
    visits::start(&cx.unwrap(), draft).await.unwrap();
    set_rule(VisitRule::Always).await.unwrap();
}

/// A client that is brought in again, so that its values of before are kept.
async fn brought_in_twice(admin: &Context, word: &str) {
    let place = imports::place(admin).await.unwrap();
    let text = format!("Company,City\n{word},Elsewhere {word}\n");
    let id = imports::read(admin, place, "again.csv".to_owned(), text.into())
        .await
        .unwrap();
    let mapping = Mapping {
        targets: ["company", "city"]
            .map(|field| Target::Field(field.to_owned()))
            .to_vec(),
        duplicates: Duplicates::Update,
    };
    imports::start(admin, id, mapping).await.unwrap();
    imports::run_due(admin.portal()).await.unwrap();
}

/// Which of these words stand in an answer: in its body, or in a header.
pub(super) fn found_in<'a>(answer: &Answer, words: &'a [String]) -> Vec<&'a str> {
    let mut text = answer.body.to_lowercase();
    for value in answer.headers.values() {
        text.push_str(&String::from_utf8_lossy(value.as_bytes()).to_lowercase());
    }
    let words = words.iter().map(String::as_str);
    words.filter(|word| text.contains(word)).collect()
}

/// Every message that was sent so far, as a text.
pub(super) async fn sent(portal: &Portal) -> Vec<String> {
    while outbox::send_due(portal).await.unwrap() > 0 {}
    let Mailer::Folder(folder) = portal.mailer() else {
        panic!("a mail folder")
    };
    let files = std::fs::read_dir(folder).unwrap();
    // A long line of a message is folded at `=`.
    files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .map(|message| message.replace("=\r\n", "").to_lowercase())
        .collect()
}
