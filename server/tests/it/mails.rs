//! The pages of e-mails, whole before any script runs.

use backend::{Context, mails, world::World};
use domain::{
    Lang, Version,
    mails::{MailKind, Password, SenderDraft, TemplateDraft},
    policy::Role,
};

use crate::browser::Browser;

const SECRET: &str = "canary-s3cr3t";

async fn browser_of(world: &World, cx: &Context) -> Browser {
    let session = world.session(cx.actor().user().unwrap(), "localhost").await;
    Browser::at(world).in_session(&session)
}

async fn with_mail_server(admin: &Context) {
    let draft = SenderDraft {
        host: "127.0.0.1".to_owned(),
        port: "1".to_owned(),
        username: "acme".to_owned(),
        replaces_password: true,
        from_address: "hello@canary-sender.example".to_owned(),
        from_name: "Acme".to_owned(),
        ..SenderDraft::default()
    };
    mails::save_sender(admin, draft, Password(SECRET.to_owned()), Version(0))
        .await
        .unwrap();
    mails::test_sender(admin).await.unwrap();
}

backend::stories! {
    async fn the_page_says_how_messages_leave(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let mut browser = browser_of(&world, &admin).await;
        let page = browser.get("/p/acme/configuration/mails").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("No mail server of your own"), "{}", page.body);

        with_mail_server(&admin).await;
        let page = browser.get("/p/acme/configuration/mails").await;
        for shown in [
            "Not in use: the server takes no messages",
            "The server cannot be reached, or hung up.",
            "value=\"hello@canary-sender.example\"",
            "href=\"/p/acme/configuration/mails/client_reset/pt-BR\"",
        ] {
            assert!(page.body.contains(shown), "{shown}: {}", page.body);
        }
        assert!(!page.body.contains(SECRET));

        // Who may only change texts is told so, and nothing of the server.
        let marketing = world.member(acme, "Mara", Role::MarketingManager).await;
        let page = browser_of(&world, &marketing).await.get("/p/acme/configuration/mails").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("It can be done by: Administrator, Company manager"));
        assert!(!page.body.contains("canary-sender") && page.body.contains("client_reset/pt-BR"));

        let seller = world.member(acme, "Sal", Role::Salesperson).await;
        let page = browser_of(&world, &seller).await.get("/p/acme/configuration/mails").await;
        assert_eq!(page.status, 403);
    }

    async fn a_text_is_shown_beside_how_it_reads(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let mut browser = browser_of(&world, &admin).await;
        let own = TemplateDraft {
            subject: "</textarea><h1>{name}".to_owned(),
            body: "</textarea><script>{name}\n\n[<b>Go</b>]({link})".to_owned(),
        };
        let (kind, lang) = (MailKind::ClientReset, Lang::En);
        mails::save_template(&admin, kind, lang, own, Version(0)).await.unwrap();
        let page = browser.get("/p/acme/configuration/mails/client_reset/en").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Ana Petrova") && page.body.contains("Own text"), "{}", page.body);
        assert!(page.body.contains("http://acme.localhost/reset/example"));
        assert!(!page.body.contains("<b>Go") && !page.body.contains("<h1>Ana"));
        assert!(!page.body.contains("<script>{name}") && !page.body.contains("<script>Ana"));
        for wrong in ["client_reset/de", "nothing/en", "client_reset/en/x"] {
            let page = browser.get(&format!("/p/acme/configuration/mails/{wrong}")).await;
            assert_eq!(page.status, 404, "{wrong}");
        }
    }

    async fn problems_of_a_text_are_told_at_their_field(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let mut browser = browser_of(&world, &admin).await;
        let wish = serde_json::json!({
            "at": "acme", "kind": "client_reset", "lang": "en", "seen": 0,
            "draft": { "subject": "Hi {client}", "body": "Nothing to open" },
        });
        let answer = browser.call("/fn/mails/save_template", &wish).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("not_a_placeholder") && answer.body.contains("link_missing"));
    }
}
