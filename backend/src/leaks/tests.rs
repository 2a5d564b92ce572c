use std::sync::{Arc, Mutex};

use domain::{
    Lang, Refusal, Version,
    audit::Event,
    brands::{Brand, BrandDraft, FooterLink},
    inclusions::Section,
    leaks::{Finding, Surface, Whose},
    mails::{MailKind, TemplateDraft},
    partners::CompanyDraft,
    policy::Role,
    sections::SectionLinkDraft,
};

use super::{
    search::{Form, Own, Search, Sought, report},
    *,
};
use crate::{
    Context, brands, client_users, mails, partners, sections,
    world::{PartnerInWorld, World, refused},
};

/// Eyes that see what a test puts before them.
#[derive(Debug, Default)]
struct Shown(Mutex<Vec<Seen>>);

impl Shown {
    fn to(world: &World) -> Arc<Self> {
        let shown = Arc::new(Self::default());
        world.portal().look_with(shown.clone());
        shown
    }

    fn now(&self, seen: Vec<Seen>) {
        *self.0.lock().unwrap() = seen;
    }
}

impl Eyes for Shown {
    fn build(&self) -> String {
        "1".to_owned()
    }

    fn operator(&self) -> Vec<String> {
        [
            "portal.operator.example",
            "Vendor Works",
            "help@operator.example",
        ]
        .map(str::to_owned)
        .into()
    }

    fn see(&self, _stage: Arc<Stage>) -> Sight {
        let seen = self.0.lock().unwrap().clone();
        Box::pin(std::future::ready(Ok(seen)))
    }
}

fn page(text: &str) -> Seen {
    Seen::of(
        Surface::Page,
        "/sign-in",
        Nature::Html,
        text.as_bytes().to_vec(),
    )
}

/// Names of others, at a partner called Acme Studio.
fn search() -> Search {
    let sought = vec![
        Sought::new("Bolt Systems", Form::Name, Whose::AnotherPartner),
        Sought::new("Pro", Form::Name, Whose::AnotherPartner),
        Sought::new("Contacts", Form::Name, Whose::AnotherPartner),
        Sought::new("Zephyr", Form::Name, Whose::AnotherPartner),
        Sought::new("Studio", Form::Name, Whose::AnotherPartner),
        Sought::new("bolt.portal.example", Form::Host, Whose::AnotherPartner),
        Sought::new("portal.example", Form::Host, Whose::Operator),
        Sought::new("vendor.example", Form::Host, Whose::Operator),
        Sought::new("help@vendor.example", Form::Address, Whose::Operator),
        Sought::new("localhost", Form::Host, Whose::Operator),
    ];
    let own = Own {
        names: vec!["acme studio".to_owned()],
        host_below: Some((
            "acme.portal.example".to_owned(),
            "portal.example".to_owned(),
        )),
        words: String::new(),
    };
    Search::new(sought, own, "Contacts\nSign in").unwrap()
}

fn names(seen: &Seen) -> Vec<String> {
    let mut names: Vec<_> = search()
        .traces(seen)
        .into_iter()
        .map(|it| it.name)
        .collect();
    names.sort();
    names
}

#[test]
fn a_trace_is_found_wherever_it_hides() {
    for (text, found) in [
        ("<p>by <b>Bolt</b> SYSTEMS</p>", "bolt systems"),
        ("<p>by Bolt&#32;Systems</p>", "bolt systems"),
        ("<img alt='Bolt Systems'>", "bolt systems"),
        ("<!-- Bolt Systems -->", "bolt systems"),
        ("<p>Made by Zephyr.</p>", "zephyr"),
        (
            "<a href='https://bolt.portal.example/x'>x</a>",
            "bolt.portal.example",
        ),
        (
            "<a href='https://www.vendor.example'>x</a>",
            "vendor.example",
        ),
        (
            "<a href='mailto:help%40vendor.example'>x</a>",
            "help@vendor.example",
        ),
        (
            "<link href='data:image/svg+xml,%3Ctext%3EBolt%20Systems'>",
            "bolt systems",
        ),
        (
            "<img src='data:;base64,Qm9sdCBTeXN0ZW1zIQ=='>",
            "bolt systems",
        ),
        ("<div class='marque-card'></div>", "marque"),
        ("<p>Powered by Marque</p>", "marque"),
    ] {
        let found_here = names(&page(text));
        assert!(
            found_here.contains(&found.to_owned()),
            "{text}: {found_here:?}"
        );
    }
}

#[test]
fn words_are_no_traces() {
    for text in [
        "<p>Pro plan, sign in to the shop</p>",
        "<p>Contacts</p>",
        "<p>Acme Studio and acme studio</p>",
        "<p>Zephyrs, prozephyr</p>",
        "<div class='zephyr' data-zephyr='1'></div><style>.zephyr{}</style>",
        "<a href='https://acme.portal.example/x'>acme.portal.example</a>",
        "<a href='https://vendor.example.org'>x</a><a href='https://myvendor.example'>y</a>",
        "<a href='http://localhost/x'>x</a>",
        "<p>Se marque lo que se marque. Marque la casilla.</p><marquee>x</marquee>",
    ] {
        assert_eq!(names(&page(text)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_brand_s_own_host_hides_nothing_but_the_portal_s() {
    assert_eq!(
        names(&page("<a href='https://portal.example'>x</a>")),
        ["portal.example"]
    );
    assert_eq!(
        names(&page("<a href='https://other.portal.example'>x</a>")),
        ["portal.example"]
    );
    let own = Own {
        host_below: Some((
            "acme.vendor.example".to_owned(),
            "portal.example".to_owned(),
        )),
        ..Own::default()
    };
    let sought = vec![Sought::new("vendor.example", Form::Host, Whose::Operator)];
    let search = Search::new(sought, own, "").unwrap();
    // The portal's own name lies below one that tells whose it is.
    assert_eq!(
        search
            .traces(&page("<a href='https://acme.vendor.example'>x</a>"))
            .len(),
        1
    );
}

#[test]
fn the_product_is_known_from_a_verb() {
    let is_found = |lang, nature, surface, text: &str| {
        let seen = Seen::of(surface, "/", nature, text.as_bytes().to_vec());
        !search().traces(&Seen { lang, ..seen }).is_empty()
    };
    let prose = |lang, text| is_found(lang, Nature::Html, Surface::Page, text);
    for (lang, text, found) in [
        (Lang::Es, "<p>Marque la casilla</p>", false),
        (Lang::PtBr, "<p>Ok. Marque uma das caixas</p>", false),
        (Lang::Es, "<p>se marque/desmarque</p>", false),
        (Lang::En, "<p>a luxury marque</p>", false),
        (Lang::Es, "<p>El portal Marque</p>", true),
        (Lang::Es, "<p>MARQUE LA CASILLA</p>", true),
        (Lang::En, "<p>Marque is a portal</p>", true),
        (Lang::Es, "<p>marque.toml</p>", true),
        (Lang::Bg, "<a href='/marque/x'>x</a>", true),
    ] {
        assert_eq!(prose(Some(lang), text), found, "{text}");
    }
    for (nature, surface, text, found) in [
        (Nature::Text, Surface::Header, "server: marque", true),
        (Nature::Text, Surface::Cookie, "__Host-marque=1", true),
        (Nature::Code, Surface::Script, "let marqueThings=1", true),
        (Nature::Code, Surface::Style, "overflow:marquee", false),
        (
            Nature::Binary,
            Surface::Program,
            "\0\x01src/marque/lib.rs\0",
            true,
        ),
    ] {
        assert_eq!(is_found(None, nature, surface, text), found, "{text}");
    }
}

#[test]
fn a_name_in_the_files_of_the_build_is_chance() {
    let seen = |surface, at| Seen::of(surface, at, Nature::Text, b"Bolt Systems".to_vec());
    assert_eq!(
        names(&seen(Surface::File, "/pkg/en.json")),
        Vec::<String>::new()
    );
    assert_eq!(names(&seen(Surface::Answer, "/fn/x")), ["bolt systems"]);
    assert_eq!(names(&seen(Surface::Header, "/")), ["bolt systems"]);
    // The operator's and the product's are none.
    let program = b"\0help@vendor.example\0marque-server\0".to_vec();
    let program = Seen::of(Surface::Program, "/pkg/app.wasm", Nature::Binary, program);
    assert_eq!(
        names(&program),
        ["help@vendor.example", "marque", "vendor.example"]
    );
}

#[test]
fn the_same_trace_in_two_languages_is_one_finding() {
    let search = search();
    let leak = |lang| page("<p>Bolt Systems</p>").in_lang(lang);
    let seen = [leak(Lang::En), leak(Lang::Bg), page("<p>clean</p>")];
    let traces: Vec<_> = seen.iter().map(|seen| search.traces(seen)).collect();
    let told = report(&traces, (domain::Timestamp(1), "1"), |_| true);
    assert_eq!((told.looked_at, told.leaking, told.score()), (3, 2, 33));
    assert_eq!(told.findings.len(), 1);
    assert_eq!(told.findings[0].langs, [Lang::En, Lang::Bg]);
    assert_eq!(told.findings[0].excerpt, "Bolt Systems");
}

async fn two_partners(world: &World) -> (Context, Context) {
    let (_, acme) = world.partner_with_administrator("acme").await;
    let (_, bolt) = world.partner_with_administrator("bolt").await;
    let company = |name: &str, email: &str| CompanyDraft {
        name: name.to_owned(),
        support_email: email.to_owned(),
        ..CompanyDraft::default()
    };
    for (cx, company) in [
        (&acme, company("Acme Studio", "hi@acme.example")),
        (&bolt, company("Bolt Systems", "hi@bolt.example")),
    ] {
        partners::edit_company(cx, company, Version(1))
            .await
            .unwrap();
    }
    (acme, bolt)
}

fn of_admin(cx: &Context) -> PartnerInWorld {
    PartnerInWorld {
        id: cx.partner().unwrap(),
    }
}

fn of(findings: &[Finding], surface: Surface) -> Vec<(&str, &str, Whose)> {
    let of = findings.iter().filter(|finding| finding.surface == surface);
    of.map(|finding| (finding.at.as_str(), finding.name.as_str(), finding.whose))
        .collect()
}

crate::stories! {
    async fn a_clean_brand_has_a_hundred(world: World) {
        let (acme, _) = two_partners(&world).await;
        let shown = Shown::to(&world);
        assert_eq!(meter(&acme).await.unwrap().report, None);
        shown.now(vec![page("<p>Acme Studio, hi@acme.example</p>")]);
        let measured = measure(&acme).await.unwrap().report.unwrap();
        assert_eq!(measured.findings, [], "{measured:?}");
        assert_eq!(measured.score(), 100);
        // A page, every message to clients by its headers and two parts, where the sections lead.
        let kinds = MailKind::ALL.into_iter().filter(|kind| kind.is_for_clients()).count();
        let letters = u32::try_from(kinds * Lang::ALL.len() * 3).unwrap();
        assert_eq!(measured.looked_at, 1 + letters + 7);
        // It is kept, and written down.
        assert_eq!(meter(&acme).await.unwrap().report, Some(measured));
        let recorded = world.activity(&acme).await.remove(0);
        assert_eq!((recorded.event, recorded.subject.as_deref()), (Event::LeaksMeasured, Some("100")));
    }

    async fn traces_of_others_are_told_with_their_place(world: World) {
        let (acme, _) = two_partners(&world).await;
        let shown = Shown::to(&world);
        shown.now(vec![
            page("<a href='mailto:hi@bolt.example'>x</a>"),
            page("<p>hi@acme.example</p>"),
            Seen::of(Surface::Header, "/", Nature::Text, b"x-powered-by: Vendor Works".to_vec()),
        ]);
        let report = measure(&acme).await.unwrap().report.unwrap();
        assert_eq!(report.leaking, 2);
        assert_eq!(of(&report.findings, Surface::Page), [
            ("/sign-in", "bolt.example", Whose::AnotherPartner),
            ("/sign-in", "hi@bolt.example", Whose::AnotherPartner),
        ]);
        assert_eq!(of(&report.findings, Surface::Header), [("/", "vendor works", Whose::Operator)]);
    }

    async fn what_a_partner_typed_is_searched_and_told_to_the_operator(world: World) {
        let (acme, _) = two_partners(&world).await;
        let shown = Shown::to(&world);
        let text = TemplateDraft {
            subject: "Hello {name}".to_owned(),
            body: "Bolt Systems says hello.\n\n[Go on]({link})".to_owned(),
        };
        mails::save_template(&acme, MailKind::ClientReset, Lang::Bg, text, Version(0)).await.unwrap();
        let brand = Brand {
            footer: vec![FooterLink {
                label: "Help".to_owned(),
                url: "https://help.operator.example/x".to_owned(),
            }],
            ..Brand::of_company("Acme", None)
        };
        let saved = brands::save_draft(&acme, BrandDraft::from(&brand), Version(0)).await.unwrap();
        brands::publish(&acme, saved.version).await.unwrap();
        shown.now(vec![page("<a href='https://help.operator.example/x'>Help</a>")]);
        let told = measure_from_console(world.portal(), Some("acme")).await.unwrap().remove(0).1;
        assert_eq!(of(&told.findings, Surface::Mail), [
            ("client_reset/html", "bolt systems", Whose::AnotherPartner),
            ("client_reset/plain", "bolt systems", Whose::AnotherPartner),
        ]);
        assert!(told.findings.iter().all(|finding| finding.is_typed || finding.whose == Whose::Operator));
        assert_eq!(of(&told.findings, Surface::Page), [("/sign-in", "operator.example", Whose::Operator)]);
        // Who typed a name learns nothing about whether somebody here is called that.
        let kept = meter(&acme).await.unwrap().report.unwrap();
        assert_eq!((kept.leaking, kept.findings.len()), (1, 1), "{kept:?}");
        assert_eq!(kept.findings[0].whose, Whose::Operator);
    }

    async fn a_section_is_safe_as_long_as_nothing_leaks_there(world: World) {
        let (acme, _) = two_partners(&world).await;
        let operator = world.operator().await;
        let partner = world.partner("third").await;
        let shown = Shown::to(&world);
        let client = world.client_named(of_admin(&acme), "Bakery").await;
        let safe = async || {
            let team = client_users::team(&world.again(&acme), client).await.unwrap();
            let offered = team.inclusions.iter().filter(|offered| !offered.is_safe);
            let locked: Vec<Section> = offered.map(|offered| offered.section).collect();
            (locked, team.leaks)
        };
        // Without a report, hosts decide.
        assert_eq!(safe().await, (vec![], vec![]));
        let to = |url: &str| SectionLinkDraft { url: url.to_owned() };
        let links = sections::connect(&operator, Section::Email, to("https://mail.Operator.example/in"), Version(1));
        links.await.unwrap();
        let contacts = Seen::of(Surface::Page, "/c/{client}/contacts", Nature::Html, b"Vendor Works".to_vec());
        shown.now(vec![contacts.of_section(Some(Section::Contacts)), page("<p>Vendor Works</p>")]);
        measure(&acme).await.unwrap();
        let (locked, leaks) = safe().await;
        assert_eq!(locked, [Section::Email, Section::Contacts]);
        let told: Vec<_> = leaks.iter().map(|leak| (leak.section, leak.at.as_str())).collect();
        assert!(told.contains(&(Section::Contacts, "/c/{client}/contacts")), "{told:?}");
        assert!(told.iter().any(|(section, _)| *section == Section::Email), "{told:?}");

        // One that leads elsewhere by now is another one; another partner has its own report.
        let links = sections::list(&operator).await.unwrap();
        let seen = links.iter().find(|link| link.section == Section::Email).unwrap().version;
        sections::connect(&operator, Section::Email, to("https://elsewhere.test"), seen).await.unwrap();
        assert_eq!(safe().await.0, [Section::Contacts]);
        let other = world.member(partner, "Tom", Role::Administrator).await;
        let clean = world.client_named(partner, "Cafe").await;
        let team = client_users::team(&other, clean).await.unwrap();
        assert!(team.leaks.is_empty() && team.inclusions.iter().all(|offered| offered.is_safe));

        // The client's own people are not told whose names those are.
        let owner = world.owner(of_admin(&acme), client, "Olive").await;
        let team = client_users::team(&owner, client).await.unwrap();
        assert!(team.leaks.is_empty());
    }

    async fn a_report_grows_old(world: World) {
        let (acme, _) = two_partners(&world).await;
        Shown::to(&world).now(vec![page("<p>x</p>")]);
        measure(&acme).await.unwrap();
        assert!(!meter(&acme).await.unwrap().is_outdated);
        world.clock().advance(60);
        let acme = world.again(&acme);
        let draft = BrandDraft::from(&Brand::of_company("Acme", None));
        let saved = brands::save_draft(&acme, draft, Version(0)).await.unwrap();
        assert!(!meter(&acme).await.unwrap().is_outdated);
        brands::publish(&acme, saved.version).await.unwrap();
        assert!(meter(&acme).await.unwrap().is_outdated);
        measure(&acme).await.unwrap();
        assert!(!meter(&acme).await.unwrap().is_outdated);
    }

    async fn who_may_edit_the_brand_may_measure_it_so_often(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        Shown::to(&world).now(Vec::new());
        let seller = world.member(acme, "Sal", Role::Salesperson).await;
        assert!(matches!(refused(measure(&seller).await), Refusal::Denied(_)));
        assert_eq!(meter(&seller).await.unwrap().report, None);
        for _ in 0..20 {
            measure(&admin).await.unwrap();
        }
        assert!(matches!(refused(measure(&admin).await), Refusal::TooOften { .. }));
        let nobody = measure_from_console(world.portal(), Some("nobody")).await;
        assert_eq!(refused(nobody), Refusal::NotFound);
    }

    async fn nothing_of_a_stage_is_left(world: World) {
        let (acme, _) = two_partners(&world).await;
        let stage = Stage::set(world.portal(), acme.partner().unwrap()).await.unwrap();
        let secret = stage.invite(Person::Owner).await.unwrap();
        // Nothing that opens something there opens anything here.
        let front = brands::front(world.portal(), "localhost", "acme.localhost").await.unwrap();
        let at = front.map(|front| front.partner);
        assert!(crate::auth::invitation_offer(stage.portal(), at, &secret).await.is_ok());
        assert!(crate::auth::invitation_offer(world.portal(), at, &secret).await.is_err());
        assert_eq!(world.links_to(Person::Owner.email()).await, Vec::<String>::new());
        stage.leave().await;
        drop(stage);
    }
}
