//! Payments by card: keys, sessions and notices, with a provider on this machine.

mod provider;

use axum::http::Request;
use backend::{
    Context, invoices,
    providers::{self},
    world::{Shop, World, paid as by_hand, refused},
};
use domain::{
    Problem, Refusal,
    audit::Event,
    invoices::{InvoiceDetails, InvoiceStatus},
    mails::Password,
    orders::Begins,
    payments::Method,
    policy::Role,
    providers::KeysDraft,
    refusal::Rejection,
};
use serde_json::{Value, json};

use crate::browser::Browser;
use provider::{ELSEWHERE, ENDLESS, KEY, Provider, SECRET, paid, refunded, signed};

fn keys(secret_key: &str) -> KeysDraft {
    KeysDraft {
        secret_key: Password(secret_key.to_owned()),
        webhook_secret: Password(SECRET.to_owned()),
    }
}

/// A shop that takes cards, an open invoice of its client, and the client's owner.
struct Till {
    shop: Shop,
    owner: Context,
    invoice: InvoiceDetails,
    provider: Provider,
    browser: Browser,
}

impl Till {
    async fn open(world: &World) -> Self {
        let provider = Provider::start().await;
        let _ = world.portal().clone().with_stripe_url(provider.url.clone());
        let shop = world.shop("acme").await;
        providers::set(&shop.admin, keys(KEY)).await.unwrap();
        Self {
            owner: world.owner(shop.partner, shop.client, "Olivia Owner").await,
            invoice: invoiced(world, &shop).await,
            browser: Browser::at(world),
            shop,
            provider,
        }
    }

    fn paid(&self, payment: &str, amount: i64) -> Value {
        let (partner, invoice) = (self.shop.partner.id, self.invoice.summary.id);
        paid(&partner.to_string(), &invoice.to_string(), payment, amount)
    }

    /// Tells a notice, signed just now; gives the status of the answer.
    async fn tell(&self, world: &World, notice: &Value) -> u16 {
        let body = notice.to_string();
        let signature = signed(SECRET, now(world), &body);
        self.post("/hooks/stripe/acme", &signature, body).await
    }

    async fn post(&self, path: &str, signature: &str, body: String) -> u16 {
        let request = Request::post(path)
            .header("content-type", "application/json; charset=utf-8")
            .header("stripe-signature", signature);
        self.browser.clone().send(request, body).await.status
    }

    async fn now(&self) -> InvoiceDetails {
        let id = self.invoice.summary.id;
        invoices::details(&self.shop.admin, id).await.unwrap()
    }

    async fn amounts(&self) -> Vec<i64> {
        let told = self.now().await;
        assert!(
            told.payments
                .iter()
                .all(|payment| payment.method == Method::Card)
        );
        told.payments
            .iter()
            .map(|payment| payment.amount.minor)
            .collect()
    }
}

async fn invoiced(world: &World, shop: &Shop) -> InvoiceDetails {
    let order = world
        .order(&shop.admin, shop.client, shop.server, Begins::AtOnce)
        .await;
    world.invoice_of(&shop.admin, &order).await
}

fn now(world: &World) -> i64 {
    world.portal().now().0 / 1_000_000
}

backend::stories! {
    async fn keys_are_tried_sealed_and_taken_away(world: World) {
        let provider = Provider::start().await;
        let _ = world.portal().clone().with_stripe_url(provider.url.clone());
        let shop = world.shop("acme").await;
        let before = providers::overview(&shop.admin).await.unwrap();
        assert_eq!(before.account, None);
        assert_eq!(before.webhook_url, "http://localhost/hooks/stripe/acme");
        let unknown = providers::set(&shop.admin, keys("sk_test_unknown0")).await;
        let Refusal::Invalid(errors) = refused(unknown) else { panic!("a problem") };
        assert_eq!(errors.of("secret_key"), Some(Problem::KeyRefused));
        for strange in [ELSEWHERE, ENDLESS] {
            let answer = refused(providers::set(&shop.admin, keys(strange)).await);
            assert_eq!(answer, Refusal::Rejected(Rejection::ProviderUnreachable));
        }
        assert_eq!(providers::overview(&shop.admin).await.unwrap().account, None);

        let set = providers::set(&shop.admin, keys(KEY)).await.unwrap();
        let account = set.account.unwrap();
        assert_eq!((account.name.as_str(), account.is_live), ("Acme Cards", false));
        // Neither the database nor any answer tells a key.
        let hidden = [KEY.to_owned(), SECRET.to_owned(), hex::encode(KEY), hex::encode(SECRET)];
        for row in world.rows_of(shop.partner).await {
            assert!(hidden.iter().all(|key| !row.to_lowercase().contains(key)), "{row}");
        }
        let session = world.session(shop.admin.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let page = browser.get("/p/acme/configuration/billing").await;
        assert!(page.body.contains("Acme Cards") && page.body.contains("/hooks/stripe/acme"));
        assert!(!page.body.contains("canary0123456789"));

        let seller = world.member(shop.partner, "Sal", Role::Salesperson).await;
        assert!(matches!(refused(providers::set(&seller, keys(KEY)).await), Refusal::Denied(_)));
        assert!(matches!(refused(providers::remove(&seller).await), Refusal::Denied(_)));
        assert_eq!(providers::remove(&shop.admin).await.unwrap().account, None);
        providers::remove(&shop.admin).await.unwrap();
        let events: Vec<Event> = world.activity(&shop.admin).await.iter().map(|event| event.event).collect();
        let of = |wanted| events.iter().filter(|event| **event == wanted).count();
        assert_eq!((of(Event::PaymentProviderSet), of(Event::PaymentProviderRemoved)), (1, 1));
    }

    async fn a_payment_begins_at_the_provider_once(world: World) {
        let till = Till::open(&world).await;
        let (client, id) = (till.shop.client, till.invoice.summary.id);
        assert!(invoices::own_details(&till.owner, client, id).await.unwrap().by_card);
        let home = "http://acme.localhost";
        let to = providers::begin_own(&till.owner, client, id, home).await.unwrap();
        assert!(to.starts_with(&format!("{}/pay/", till.provider.url)));
        // Pressed twice, it is the same; and nobody is led to a host that is not the partner's.
        let again = providers::begin_own(&till.owner, client, id, "https://evil.example").await.unwrap();
        assert_eq!(again, to);
        till.provider.asked(|asked| {
            assert_eq!((asked.sessions.len(), asked.times), (1, 2));
            let fields = asked.sessions.values().next().unwrap();
            let field = |name: &str| fields[name].as_str();
            assert_eq!(field("line_items[0][price_data][unit_amount]"), "2379");
            assert_eq!(field("line_items[0][price_data][currency]"), "eur");
            assert_eq!(field("line_items[0][price_data][product_data][name]"), "INV-00001");
            assert_eq!(field("metadata[invoice]"), id.to_string());
            let page = format!("{home}/c/{client}/invoices/{id}");
            assert_eq!(field("cancel_url"), page);
            assert_eq!(field("success_url"), format!("{page}?card=done"));
        });
        // A part is paid by hand: what is left is another payment.
        backend::payments::record(&till.shop.admin, by_hand(&till.invoice, "20")).await.unwrap();
        let rest = providers::begin_own(&till.owner, client, id, home).await.unwrap();
        assert_ne!(rest, to);

        let other = world.shop("bolt").await;
        let foreign = world.owner(other.partner, other.client, "Bea Bolt").await;
        assert_eq!(refused(providers::begin_own(&foreign, client, id, home).await), Refusal::NotFound);
        let theirs = invoiced(&world, &other).await.summary.id;
        let off = providers::begin_own(&foreign, other.client, theirs, home).await;
        assert_eq!(refused(off), Refusal::Rejected(Rejection::CardNotOffered));
        assert!(!invoices::own_details(&foreign, other.client, theirs).await.unwrap().by_card);
        world.pay(&till.shop.admin, &till.now().await).await;
        let paid = providers::begin_own(&till.owner, client, id, home).await;
        assert_eq!(refused(paid), Refusal::Rejected(Rejection::CardNotOffered));
    }

    async fn a_notice_counts_once_however_often_it_comes(world: World) {
        let till = Till::open(&world).await;
        let notice = till.paid("pi_1", 2_379);
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let body = notice.to_string();
            let signature = signed(SECRET, now(&world), &body);
            let request = Request::post("/hooks/stripe/acme")
                .header("content-type", "application/json")
                .header("stripe-signature", signature);
            let mut browser = till.browser.clone();
            tasks.spawn(async move { browser.send(request, body).await.status });
        }
        while let Some(status) = tasks.join_next().await {
            assert_eq!(status.unwrap(), 200);
        }
        assert_eq!(till.amounts().await, [2_379]);
        assert_eq!(till.now().await.summary.status, InvoiceStatus::Paid);
        let own = invoices::own_details(&till.owner, till.shop.client, till.invoice.summary.id).await.unwrap();
        assert!(own.summary.open.minor == 0 && !own.by_card);
        let mut late = notice.clone();
        late["type"] = json!("checkout.session.async_payment_succeeded");
        assert_eq!(till.tell(&world, &late).await, 200);
        assert_eq!(till.amounts().await, [2_379]);
    }

    async fn what_is_not_signed_is_not_believed(world: World) {
        let till = Till::open(&world).await;
        let body = till.paid("pi_1", 2_379).to_string();
        let now = now(&world);
        let good = signed(SECRET, now, &body);
        for bad in [
            String::new(),
            good.replace("v1=", "v1=00"),
            signed("whsec_of_somebody_else", now, &body),
            signed(SECRET, now - 301, &body),
            signed(SECRET, now, &body.replace("2379", "1")),
            "t=1,v1=".to_owned(),
        ] {
            assert_eq!(till.post("/hooks/stripe/acme", &bad, body.clone()).await, 400, "{bad}");
        }
        let unsigned = Request::post("/hooks/stripe/acme").header("content-type", "application/json");
        assert_eq!(till.browser.clone().send(unsigned, body.clone()).await.status, 400);
        let no_json = "{".to_owned();
        let signature = signed(SECRET, now, &no_json);
        assert_eq!(till.post("/hooks/stripe/acme", &signature, no_json).await, 400);
        let large = " ".repeat(64 * 1024) + &body;
        let signature = signed(SECRET, now, &large);
        assert_eq!(till.post("/hooks/stripe/acme", &signature, large).await, 413);

        // Who takes no cards is told nothing; nor whom there is not.
        world.shop("bolt").await;
        for path in ["/hooks/stripe/bolt", "/hooks/stripe/nobody"] {
            assert_eq!(till.post(path, &good, body.clone()).await, 404, "{path}");
        }
        assert!(till.amounts().await.is_empty());

        // Signed, and nothing to us: unknown events, other shops of the account, promises.
        let mut promised = till.paid("pi_2", 2_379);
        promised["data"]["object"]["payment_status"] = json!("unpaid");
        let mut elsewhere = till.paid("pi_3", 2_379);
        elsewhere["data"]["object"]["metadata"] = json!({});
        let foreign = paid("prt_00000000000000000000000000000001", &till.invoice.summary.id.to_string(), "pi_4", 1);
        let gone = paid(&till.shop.partner.id.to_string(), "ivc_00000000000000000000000000000001", "pi_5", 1);
        let unknown = json!({ "type": "customer.created", "data": { "object": {} } });
        for notice in [promised, elsewhere, foreign, gone, unknown] {
            assert_eq!(till.tell(&world, &notice).await, 200, "{notice}");
        }
        assert!(till.amounts().await.is_empty());
    }

    async fn another_partner_signs_only_for_itself(world: World) {
        let till = Till::open(&world).await;
        let bolt = world.shop("bolt").await;
        let own = KeysDraft { webhook_secret: Password("whsec_of_bolt_alone".to_owned()), ..keys(KEY) };
        providers::set(&bolt.admin, own).await.unwrap();
        let body = till.paid("pi_1", 2_379).to_string();
        let signature = signed("whsec_of_bolt_alone", now(&world), &body);
        assert_eq!(till.post("/hooks/stripe/acme", &signature, body.clone()).await, 400);
        // At its own address it is believed, and what it says is of somebody else.
        assert_eq!(till.post("/hooks/stripe/bolt", &signature, body).await, 200);
        let (theirs, invoice) = (bolt.partner.id.to_string(), till.invoice.summary.id.to_string());
        let stolen = paid(&theirs, &invoice, "pi_2", 2_379).to_string();
        let signature = signed("whsec_of_bolt_alone", now(&world), &stolen);
        assert_eq!(till.post("/hooks/stripe/bolt", &signature, stolen).await, 200);
        assert!(till.amounts().await.is_empty());
    }

    async fn what_went_back_is_recorded_in_whatever_order_it_is_told(world: World) {
        let till = Till::open(&world).await;
        // The refund is told of first, and again, and before a smaller one that is older.
        for amount in [500, 500, 300] {
            assert_eq!(till.tell(&world, &refunded("pi_1", amount)).await, 200);
        }
        assert!(till.amounts().await.is_empty());
        assert_eq!(till.tell(&world, &till.paid("pi_1", 2_379)).await, 200);
        assert_eq!(till.amounts().await, [2_379, -500]);
        for amount in [500, 2_379, 800, 2_379] {
            assert_eq!(till.tell(&world, &refunded("pi_1", amount)).await, 200);
        }
        assert_eq!(till.tell(&world, &till.paid("pi_1", 2_379)).await, 200);
        assert_eq!(till.amounts().await, [2_379, -500, -1_879]);
    }

    async fn money_beyond_what_is_open_is_not_lost(world: World) {
        let till = Till::open(&world).await;
        world.pay(&till.shop.admin, &till.invoice).await;
        assert_eq!(till.tell(&world, &till.paid("pi_1", 2_379)).await, 200);
        let told = till.now().await;
        assert_eq!(told.returnable.minor, 2_379);
        assert_eq!(told.payments.len(), 2);
        let events = world.activity(&till.shop.admin).await;
        let excess = events.iter().find(|event| event.event == Event::PaymentExceeded).unwrap();
        assert_eq!(excess.subject.as_deref(), Some("23.79 EUR"));
        assert_eq!(till.tell(&world, &refunded("pi_1", 2_379)).await, 200);
        let told = till.now().await;
        assert_eq!((told.returnable.minor, told.summary.status), (0, InvoiceStatus::Paid));
    }
}
