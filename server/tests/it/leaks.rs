//! Everything that clients of two brands come across, searched for other names: zero traces.

use std::sync::{Arc, Mutex};

use backend::{
    Context, brands, leaks,
    leaks::{Eyes, Person, Sight, Stage},
    mails, partners, plans,
    world::World,
};
use domain::{
    Lang, Version,
    audit::Event,
    brands::{Brand, BrandDraft, FooterLink, Slot},
    leaks::{Finding, Report, Surface, Whose},
    mails::{MailKind, TemplateDraft},
    partners::CompanyDraft,
    plans::PlanDraft,
};
use server::http::Site;

use crate::{
    browser::{Browser, settings},
    things::picture,
};

/// Two partners, each with a brand of its own, and a portal that can see them.
async fn two_brands(world: &World) -> (Context, Context) {
    let mut admins = Vec::new();
    for (slug, name) in [("acme", "Acme Studio"), ("bolt", "Bolt Systems")] {
        let (_, admin) = world.partner_with_administrator(slug).await;
        let company = CompanyDraft {
            name: name.to_owned(),
            support_email: format!("hello@{slug}.example"),
            website: format!("https://{slug}.example"),
            ..CompanyDraft::default()
        };
        partners::edit_company(&admin, company, Version(1))
            .await
            .unwrap();
        brands::add_file(&admin, Slot::LogoLight, picture())
            .await
            .unwrap();
        wears(&admin, name, slug, "Welcome").await;
        admins.push(admin);
    }
    world.operator().await;
    let _site = Site::new(world.portal().clone(), &settings());
    let [acme, bolt] = admins.try_into().unwrap();
    (acme, bolt)
}

async fn wears(admin: &Context, name: &str, slug: &str, text: &str) {
    let brand = Brand {
        login_text: text.to_owned(),
        footer: vec![FooterLink {
            label: "Imprint".to_owned(),
            url: format!("https://{slug}.example/imprint"),
        }],
        ..Brand::of_company(name, None)
    };
    let seen = brands::brand(admin).await.unwrap().version;
    let saved = brands::save_draft(admin, BrandDraft::from(&brand), seen)
        .await
        .unwrap();
    brands::publish(admin, saved.version).await.unwrap();
}

async fn told(world: &World, slug: &str) -> Report {
    let reports = leaks::measure_from_console(world.portal(), Some(slug)).await;
    reports.unwrap().remove(0).1
}

fn places(findings: &[Finding]) -> Vec<(Surface, &str, Whose)> {
    let places = findings
        .iter()
        .map(|it| (it.surface, it.at.as_str(), it.whose));
    places.collect()
}

backend::stories! {
    async fn nothing_of_anybody_else_is_anywhere(world: World) {
        two_brands(&world).await;
        for slug in ["acme", "bolt"] {
            let report = told(&world, slug).await;
            assert_eq!(places(&report.findings), [], "{slug}: {:#?}", report.findings);
            assert_eq!((report.score(), report.leaking), (100, 0));
            assert!(report.looked_at > 500, "only {} surfaces", report.looked_at);
        }
    }

    async fn a_planted_leak_is_found_where_it_is(world: World) {
        let (acme, _) = two_brands(&world).await;
        let text = "Write to help@portal.example";
        wears(&acme, "Acme Studio", "acme", text).await;
        let own = TemplateDraft {
            subject: "Hello {name}".to_owned(),
            body: "Yours, Bolt Systems\n\n[Go on]({link})".to_owned(),
        };
        mails::save_template(&acme, MailKind::ClientReset, Lang::Es, own, Version(0)).await.unwrap();
        let plan = PlanDraft { name: "As at bolt.example".to_owned(), ..PlanDraft::default() };
        plans::add(&acme, plan).await.unwrap();

        let report = told(&world, "acme").await;
        let found = places(&report.findings);
        for wanted in [
            (Surface::Page, "/sign-in", Whose::Operator),
            (Surface::Mail, "client_reset/plain", Whose::AnotherPartner),
            (Surface::Mail, "client_reset/html", Whose::AnotherPartner),
            (Surface::Plan, "As at bolt.example", Whose::AnotherPartner),
        ] {
            assert!(found.contains(&wanted), "{wanted:?}: {found:#?}");
        }
        assert!(report.score() < 100);
        let on_page = report.findings.iter().find(|it| it.at == "/sign-in").unwrap();
        assert_eq!(on_page.langs, Lang::ALL);
        assert!(on_page.excerpt.contains("Write to help@portal.example"), "{}", on_page.excerpt);
        let in_mail = report.findings.iter().find(|it| it.surface == Surface::Mail).unwrap();
        assert_eq!(in_mail.langs, [Lang::Es]);
        // The other brand is as clean as before.
        assert_eq!(places(&told(&world, "bolt").await.findings), []);
    }

    async fn the_look_leaves_no_trace_itself(world: World) {
        let (acme, _) = two_brands(&world).await;
        let before = world.activity(&acme).await.len();
        leaks::measure(&acme).await.unwrap();
        let after = world.activity(&acme).await;
        assert_eq!(after.len(), before + 1, "{after:#?}");
        assert_eq!(after[0].event, Event::LeaksMeasured);
        for person in [Person::Owner, Person::Member] {
            assert_eq!(world.links_to(person.email()).await, Vec::<String>::new());
        }
    }

    async fn the_page_tells_what_leaks(world: World) {
        let (acme, _) = two_brands(&world).await;
        wears(&acme, "Acme Studio", "acme", "Write to help@portal.example").await;
        let session = world.session(acme.actor().user().unwrap(), "localhost").await;
        let mut browser = Browser::at(&world).in_session(&session);
        let page = browser.get("/p/acme/configuration/leaks").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Not measured yet"), "{}", page.body);
        let answer = browser.call("/fn/leaks/measure", &serde_json::json!({ "at": "acme" })).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let page = browser.get("/p/acme/configuration/leaks").await;
        for part in ["of 100", "/sign-in", "Write to help@portal.example", "en, es, pt-BR, bg"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
    }

    async fn nobody_gets_in_by_a_stage(world: World) {
        let admin = world.partner_with_administrator("acme").await.1;
        let thief = Arc::new(Thief::default());
        world.portal().look_with(thief.clone());
        leaks::measure(&admin).await.unwrap();
        let stolen = thief.0.lock().unwrap().take().unwrap();
        let client = stolen.path.clone();
        let mut browser = Browser::at(&world).on("acme.localhost");
        browser.cookies = stolen.cookies;
        let answer = browser.get(&client).await;
        assert_eq!((answer.status, answer.header("location").split('?').next()), (303, Some("/sign-in")));
        let answer = browser.call("/fn/auth/me", &serde_json::json!({})).await;
        assert_eq!(answer.status, 401);
        let answer = browser.get(&format!("/invitation/{}", stolen.secret)).await;
        assert!(!answer.body.contains("name=\"password\""), "{}", answer.body);
    }
}

/// What a guest of a stage could carry away.
#[derive(Debug)]
struct Stolen {
    cookies: std::collections::BTreeMap<String, String>,
    path: String,
    secret: String,
}

/// Eyes that keep what was given to them on a stage.
#[derive(Debug, Default)]
struct Thief(Arc<Mutex<Option<Stolen>>>);

impl Eyes for Thief {
    fn build(&self) -> String {
        String::new()
    }

    fn operator(&self) -> Vec<String> {
        Vec::new()
    }

    fn see(&self, stage: Arc<Stage>) -> Sight {
        let kept = Arc::clone(&self.0);
        Box::pin(async move {
            let path = format!("/c/{}", stage.client());
            let secret = stage.invite(Person::Owner).await?;
            let mut browser = Browser::at_portal(stage.portal().clone()).on("acme.localhost");
            let fields = [("name", "Ana"), ("password", crate::browser::PASSWORD)];
            let answer = browser
                .post(&format!("/invitation/{secret}"), &fields)
                .await;
            assert_eq!(answer.leads_to(), path);
            assert_eq!(browser.get(&path).await.status, 200);
            let secret = stage.invite(Person::Member).await?;
            let cookies = browser.cookies;
            *kept.lock().unwrap() = Some(Stolen {
                cookies,
                path,
                secret,
            });
            Ok(Vec::new())
        })
    }
}
