//! What a message looks like to those who get it: whole, readable, and nobody's but the brand's.

use std::sync::Arc;

use domain::{
    Timestamp,
    brands::{Picture, Slot},
    mails::MailKind,
};
use mail_parser::MessageParser;

use super::*;
use crate::{
    clock::TestClock,
    outbox::{AboutInvoice, send_due},
    world::NOON,
};

/// Names that try to be more than a name.
fn hostile() -> Vec<String> {
    vec![
        "<script>alert(1)</script>".to_owned(),
        "</title></style><img src=x onerror=alert(1)>".to_owned(),
        "Acme\r\nBcc: evil@example.com\r\n\r\nbody".to_owned(),
        "Acme\nReply-To: evil@example.com".to_owned(),
        "\"Acme\" <evil@example.com>, x".to_owned(),
        "Acme\" <evil@example.com>".to_owned(),
        "=?utf-8?B?QmNjOiBldmlsQGV4YW1wbGUuY29t?=".to_owned(),
        "=?utf-8?Q?Acme=0D=0ABcc:_evil=40example.com?=".to_owned(),
        "Acme\0\u{7}\u{1b}[31m".to_owned(),
        "abc\u{202e}moc.elpmaxe\u{2066}\u{200b}".to_owned(),
        "Acme\u{2028}Bcc: evil@example.com".to_owned(),
        "{link} {token} [Press]({link}) > note".to_owned(),
        "Щъркел и синове — Ёлка 🎈 ñandú".to_owned(),
        "Ж".repeat(200),
        "W ".repeat(100),
        ".".to_owned(),
        ",;:()[]@\\".to_owned(),
        "\u{200b}".to_owned(),
    ]
}

fn mail(kind: MailKind, name: &str) -> Mail {
    let (text, token, at) = (name.to_owned(), "TOKEN".to_owned(), Timestamp(NOON.0));
    match kind {
        MailKind::Invitation => Mail::Invitation {
            partner: text,
            token,
        },
        MailKind::Reset => Mail::Reset { name: text, token },
        MailKind::PasswordChanged => Mail::PasswordChanged { name: text, at },
        MailKind::ClientInvitation => Mail::ClientInvitation {
            client: text,
            token,
        },
        MailKind::ClientReset => Mail::ClientReset { name: text, token },
        MailKind::ClientPasswordChanged => Mail::ClientPasswordChanged { name: text, at },
        MailKind::VisitRequest => Mail::VisitRequest {
            client: text.clone(),
            name: text.clone(),
            reason: text,
            minutes: 20,
            path: "/requests".to_owned(),
        },
        MailKind::AccessRequest => Mail::AccessRequest {
            name: text.clone(),
            client: text.clone(),
            section: text.clone(),
            message: text,
            path: "/requests".to_owned(),
        },
        MailKind::InvoiceSent
        | MailKind::InvoiceReminder
        | MailKind::ClientBlockedUnpaid
        | MailKind::PaymentReceived => Mail::AboutInvoice(Box::new(AboutInvoice {
            kind,
            client: text.clone(),
            number: text.clone(),
            amount: text.clone(),
            due: text.clone(),
            late: text.clone(),
            step: text.clone(),
            bank: text,
            path: "/invoice/TOKEN".to_owned(),
            attached: None,
        })),
    }
}

/// Headers that a message has, and no others.
const HEADERS: [&str; 9] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
];

fn check(raw: &str, name: &str, base: &str) {
    let parsed = MessageParser::default().parse(raw).expect("a message");
    for (header, _) in parsed.headers_raw() {
        assert!(HEADERS.contains(&header), "{header} for {name:?}\n{raw}");
    }
    assert!(
        raw.lines().all(|line| line.len() <= 998),
        "a line is too long for {name:?}"
    );
    assert!(raw.is_ascii(), "{name:?}");
    let addresses = |address: Option<&mail_parser::Address>| -> Vec<String> {
        let all = address.into_iter().flat_map(|address| address.iter());
        all.map(|one| one.address().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(addresses(parsed.to()), ["user@client.example"], "{raw}");
    assert_eq!(addresses(parsed.from()).len(), 1, "{name:?}\n{raw}");
    assert!(
        addresses(parsed.from())[0].starts_with("no-reply@"),
        "{name:?}\n{raw}"
    );
    assert!(parsed.bcc().is_none() && parsed.cc().is_none());
    let subject = parsed.subject().unwrap_or_default();
    let is_one_line = !subject.contains(['\r', '\n']);
    assert!(
        !subject.is_empty() && is_one_line,
        "{subject:?} of {name:?}: {raw}"
    );
    assert_eq!(
        (parsed.text_body_count(), parsed.html_body_count()),
        (1, 1),
        "{raw}"
    );
    let text = parsed.body_text(0).unwrap();
    let html = parsed.body_html(0).unwrap();
    assert!(
        !html.contains("<script") && !html.contains("<img"),
        "{html}"
    );
    assert_eq!(
        html.matches("href=\"").count(),
        html.matches(&format!("href=\"{base}/")).count()
    );
    assert!(text.contains(&format!("{base}/")), "{text}");
    for hidden in ['\u{202e}', '\u{2066}', '\u{200b}', '\0', '\u{1b}'] {
        assert!(!text.contains(hidden) && !html.contains(hidden), "{name:?}");
    }
}

crate::stories! {
    async fn every_message_is_whole_whatever_somebody_is_called(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        for name in hostile() {
            let voice = Voice::of(&front(acme.id, "acme", &name));
            for kind in MailKind::ALL {
                for lang in Lang::ALL {
                    write_as(world.portal(), &voice, lang, &mail(kind, &name)).await;
                }
            }
            let mut left = 0;
            while left < u32::try_from(MailKind::ALL.len() * 4).unwrap() {
                left += send_due(world.portal()).await.unwrap();
            }
            let Mailer::Folder(folder) = world.portal().mailer() else { panic!("a folder") };
            let sent = in_folder(world.portal());
            assert_eq!(sent.len(), MailKind::ALL.len() * 4);
            for raw in sent {
                check(&raw, &name, "http://acme.localhost");
            }
            std::fs::remove_dir_all(folder).unwrap();
        }
    }

    async fn nothing_in_a_brand_s_message_tells_whose_portal_it_is(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        let folder = tempfile::tempdir().unwrap();
        // Where an operator could be known by the portal's name.
        let portal = Portal::new(
            world.portal().db().clone(),
            Arc::new(TestClock::at(NOON)),
            Mailer::Folder(folder.path().to_owned()),
            "https://canaryhost.example:8443".to_owned(),
        );
        let mut front = front(acme.id, "acme", "Acme");
        let logo = Picture {
            file: "logo.png".to_owned(), width: 180, height: 36, sizes: Vec::new(), ico: None,
        };
        front.brand.pictures.0.insert(Slot::LogoLight, logo);
        for support in [Some("help@acme.example".to_owned()), None] {
            front.support_email = support;
            for kind in MailKind::ALL {
                for lang in Lang::ALL {
                    write_as(&portal, &Voice::of(&front), lang, &mail(kind, "Ana")).await;
                }
            }
        }
        while send_due(&portal).await.unwrap() > 0 {}
        let sent = in_folder(&portal);
        assert_eq!(sent.len(), MailKind::ALL.len() * 8);
        for raw in sent {
            let raw = raw.replace("=\r\n", "").to_lowercase();
            let beyond_brand = raw.replace("acme.canaryhost.example", "");
            for word in [
                "canaryhost", "canary-operator", "marque", "lettre", "rust", "axum", "x-mailer",
                "user-agent", "\nreceived:", "localhost", "operator",
            ] {
                assert!(!beyond_brand.contains(word), "{word} in\n{raw}");
            }
            assert!(raw.contains("https://acme.canaryhost.example:8443/"), "{raw}");
            assert!(raw.contains("https://acme.canaryhost.example:8443/brand/logo.png"), "{raw}");
        }
    }

    async fn the_logo_comes_from_the_brand_s_own_host(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        let mut front = front(acme.id, "acme", "Acme");
        let shown = async |front: &Front, voice: Option<Voice>| {
            let voice = voice.unwrap_or_else(|| Voice::of(front));
            write_as(world.portal(), &voice, Lang::En, &mail(MailKind::ClientReset, "Ana")).await;
            send_due(world.portal()).await.unwrap();
            let raw = in_folder(world.portal()).pop().unwrap();
            let Mailer::Folder(folder) = world.portal().mailer() else { panic!("a folder") };
            std::fs::remove_dir_all(folder).unwrap();
            let parsed = MessageParser::default().parse(&raw).unwrap();
            let html = parsed.body_html(0).unwrap().into_owned();
            let logo = html.split("<img ").nth(1)?.split('>').next().unwrap();
            Some(logo.to_owned())
        };
        let of = |name: &str, width, height| Picture {
            file: format!("{name}.png"), width, height, sizes: Vec::new(), ico: None,
        };
        assert_eq!(shown(&front, None).await, None, "its name");
        front.brand.pictures.0.insert(Slot::LogoDark, of("dark", 72, 72));
        assert_eq!(shown(&front, None).await, None, "its name, not a logo for dark pages");
        front.brand.pictures.0.insert(Slot::LogoLight, of("light", 360, 72));
        let logo = shown(&front, None).await.unwrap();
        let there = "src=\"http://acme.localhost/brand/light.png\" alt=\"Acme\" width=\"180\" height=\"36\"";
        assert!(logo.contains(there), "{logo}");
        front.domain = Some("portal.acme.example".to_owned());
        let logo = shown(&front, None).await.unwrap();
        assert!(logo.contains("://portal.acme.example/brand/light.png\""), "{logo}");
        assert_eq!(shown(&front, Some(Voice::PORTAL)).await, None, "the portal has none");
    }

    async fn the_portal_s_own_mail_server_hears_of_the_brand_alone(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        let server = Server::start().await;
        let url = format!("smtp://acme:{SECRET}@127.0.0.1:{}", server.port);
        let portal = Portal::new(
            world.portal().db().clone(),
            Arc::new(TestClock::at(NOON)),
            Mailer::smtp(&url, "Canary Portal <post@neutral.example>").unwrap(),
            "https://canaryhost.example".to_owned(),
        );
        let voice = Voice::of(&front(acme.id, "acme", "Acme"));
        write_as(&portal, &voice, Lang::En, &mail(MailKind::ClientReset, "Ana")).await;
        assert_eq!(send_due(&portal).await.unwrap(), 1);
        let [taken] = &server.taken()[..] else { panic!("one message") };
        assert_eq!(taken.hello, "acme.canaryhost.example");
        assert_eq!(taken.from, "<post@neutral.example>");
        assert!(taken.data.contains("From: Acme <post@neutral.example>\r\n"), "{}", taken.data);
        assert!(!taken.data.contains("Canary Portal"), "{}", taken.data);
        assert!(!taken.data.replace("acme.canaryhost", "").contains("canaryhost"), "{}", taken.data);

        // The portal's own messages are from the portal.
        write_as(&portal, &Voice::PORTAL, Lang::En, &mail(MailKind::Reset, "Ana")).await;
        assert_eq!(send_due(&portal).await.unwrap(), 1);
        let data = &server.taken()[1].data;
        assert!(data.contains("From: \"Canary Portal\" <post@neutral.example>\r\n"), "{data}");
    }
}
