use domain::{
    Problem, Refusal, Version,
    audit::Event,
    mails::{MailKind, Security, SenderState, Trouble},
    policy::Role,
};

use super::{server::Manners, *};
use crate::{
    Context, args,
    mails::{overview, remove_sender, save_sender, test_sender},
    outbox::send_due,
    vault::Vault,
    world::refused,
};

async fn saved(admin: &Context, port: u16) -> domain::mails::Sender {
    save_sender(admin, draft(port), secret(), Version(0))
        .await
        .unwrap()
}

async fn working(admin: &Context, port: u16) {
    saved(admin, port).await;
    let tested = test_sender(admin).await.unwrap();
    assert_eq!(
        tested.state,
        Some(SenderState::Working),
        "{:?}",
        tested.trouble
    );
}

async fn state(admin: &Context) -> (Option<SenderState>, Option<Trouble>) {
    let sender = overview(admin).await.unwrap().sender.unwrap();
    (sender.state, sender.trouble.map(|(trouble, _)| trouble))
}

#[derive(sqlx::FromRow)]
struct Row {
    password: Option<Vec<u8>>,
    answer: String,
}

crate::stories! {
    async fn an_own_mail_server_is_used_once_a_test_has_worked(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let server = Server::start().await;
        assert_eq!(overview(&admin).await.unwrap().sender.unwrap().state, None);
        let sender = saved(&admin, server.port).await;
        assert_eq!(sender.state, Some(SenderState::Untested));
        assert!(sender.has_password);

        notice_for_client(&world, acme.id).await;
        assert_eq!(send_due(world.portal()).await.unwrap(), 1);
        assert_eq!(server.visits(), 0, "untested");
        let [neutral] = &in_folder(world.portal())[..] else { panic!("one message") };
        assert!(neutral.contains("From: Acme <no-reply@acme.localhost>\r\n"), "{neutral}");
        assert!(neutral.contains("Reply-To: help@acme.example\r\n"), "{neutral}");
        assert!(neutral.contains("Auto-Submitted: auto-generated\r\n"));
        assert!(neutral.contains("@acme.localhost>\r\n"), "Message-ID");

        let tested = test_sender(&admin).await.unwrap();
        assert_eq!((tested.state, tested.trouble), (Some(SenderState::Working), None));
        assert_eq!(tested.tested_at, Some(world.portal().now()));
        notice_for_client(&world, acme.id).await;
        assert_eq!(send_due(world.portal()).await.unwrap(), 1);
        let [trial, notice] = &server.taken()[..] else { panic!("two messages") };
        assert_eq!(trial.to, "<ada.of.acme@example.com>");
        assert_eq!((notice.hello.as_str(), notice.from.as_str()), ("acme.localhost", "<hello@acme.example>"));
        let parsed = mail_parser::MessageParser::default().parse(&notice.data).unwrap();
        let from = parsed.from().and_then(|from| from.first()).unwrap();
        assert_eq!((from.name(), from.address()), (Some("Acme & Co"), Some("hello@acme.example")));
        assert!(notice.data.contains("http://acme.localhost/reset"), "{}", notice.data);
        assert_eq!(in_folder(world.portal()).len(), 1);

        // A secret link is never given to a server that a partner runs.
        reset_for_client(&world, acme.id).await;
        assert_eq!(send_due(world.portal()).await.unwrap(), 1);
        assert_eq!((server.taken().len(), in_folder(world.portal()).len()), (2, 2));
        assert!(in_folder(world.portal())[1].contains("http://acme.localhost/reset/TOKEN"));

        // The portal's own messages go the portal's own way.
        let mail = Mail::Reset { name: "Ana".to_owned(), token: "T".to_owned() };
        write_as(world.portal(), &Voice::of_team(acme.id), Lang::En, &mail).await;
        send_due(world.portal()).await.unwrap();
        assert_eq!((server.taken().len(), in_folder(world.portal()).len()), (2, 3));

        // What is changed has to be tested anew.
        let mut other = draft(server.port);
        other.from_name = "Acme".to_owned();
        other.replaces_password = false;
        let sender = save_sender(&admin, other, Password::default(), Version(1)).await.unwrap();
        assert_eq!((sender.state, sender.has_password), (Some(SenderState::Untested), true));
        assert_eq!(test_sender(&admin).await.unwrap().state, Some(SenderState::Working));
        let removed = remove_sender(&admin).await.unwrap();
        assert_eq!((removed.state, removed.version), (None, Version(0)));
        let events: Vec<Event> = world.activity(&admin).await.iter().map(|a| a.event).collect();
        assert_eq!(events, [
            Event::SenderRemoved, Event::SenderTested, Event::SenderSaved,
            Event::SenderTested, Event::SenderSaved,
        ]);
    }

    async fn every_trouble_is_told_plainly(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let server = Server::start().await;
        saved(&admin, server.port).await;
        for (manners, trouble, words) in [
            (Manners::RefusesSender, Trouble::RefusedSender, "not your address"),
            (Manners::RefusesRecipient, Trouble::RefusedRecipient, "nobody of this name"),
            (Manners::RefusesContent, Trouble::Refused, "I do not like it"),
            (Manners::SaysGoAway, Trouble::Refused, "go away"),
            (Manners::HangsUp, Trouble::Unreachable, ""),
            (Manners::SaysNothing, Trouble::TimedOut, ""),
        ] {
            server.be(manners);
            let sender = test_sender(&admin).await.unwrap();
            let (told, answer) = sender.trouble.unwrap();
            assert_eq!((told, sender.state), (trouble, Some(SenderState::Failing)), "{manners:?} {answer}");
            assert!(answer.contains(words), "{manners:?}: {answer}");
        }
        server.be(Manners::Kind);
        let mut version = 1;
        for (security, password, trouble) in [
            (Security::Open, "wrong", Trouble::WrongPassword),
            (Security::StartTls, SECRET, Trouble::NoTls),
            (Security::Tls, SECRET, Trouble::NoTls),
        ] {
            let mut draft = draft(server.port);
            draft.security = security;
            let password = Password(password.to_owned());
            save_sender(&admin, draft, password, Version(version)).await.unwrap();
            version += 1;
            let sender = test_sender(&admin).await.unwrap();
            let (told, answer) = sender.trouble.unwrap();
            assert_eq!(told, trouble, "{security:?} {answer}");
            assert!(!answer.contains(SECRET) && !answer.contains("wrong"), "{answer}");
        }
        // Nobody listens any more.
        let port = server.port;
        drop(server);
        tokio::task::yield_now().await;
        save_sender(&admin, draft(port), secret(), Version(version)).await.unwrap();
        let mut gone = draft(port);
        gone.host = "no-such-host.invalid".to_owned();
        let told = test_sender(&admin).await.unwrap().trouble.unwrap().0;
        assert_eq!(told, Trouble::Unreachable);
        save_sender(&admin, gone, secret(), Version(version + 1)).await.unwrap();
        let told = test_sender(&admin).await.unwrap().trouble.unwrap().0;
        assert!(matches!(told, Trouble::UnknownHost | Trouble::TimedOut), "{told:?}");
    }

    async fn a_safe_way_is_one_to_a_server_of_this_name(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let server = Server::start().await;
        let ways = [
            (Security::Tls, Manners::SpeaksTls, "localhost", None),
            (Security::StartTls, Manners::AsksForTls, "localhost", None),
            // The certificate is not one of this name.
            (Security::Tls, Manners::SpeaksTls, "127.0.0.1", Some(Trouble::NoTls)),
            (Security::StartTls, Manners::AsksForTls, "127.0.0.1", Some(Trouble::NoTls)),
        ];
        for (version, (security, manners, host, trouble)) in (0..).zip(ways) {
            server.be(manners);
            let mut draft = draft(server.port);
            (draft.security, draft.host) = (security, host.to_owned());
            save_sender(&admin, draft, secret(), Version(version)).await.unwrap();
            let told = test_sender(&admin).await.unwrap().trouble;
            assert_eq!(told.as_ref().map(|(trouble, _)| *trouble), trouble, "{host} {told:?}");
        }
        assert_eq!(server.taken().len(), 2);
    }

    async fn a_mail_server_that_dies_loses_no_message(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let server = Server::start().await;
        working(&admin, server.port).await;
        for manners in [Manners::HangsUp, Manners::RefusesSender] {
            let before = in_folder(world.portal()).len();
            server.be(manners);
            notice_for_client(&world, acme.id).await;
            for wait in [30, 60] {
                assert_eq!(send_due(world.portal()).await.unwrap(), 0, "it is tried again");
                assert_eq!(state(&admin).await.0, Some(SenderState::Working));
                world.clock().advance(wait);
            }
            assert_eq!(send_due(world.portal()).await.unwrap(), 1, "the portal's own way");
            assert_eq!(in_folder(world.portal()).len(), before + 1);
            assert_eq!(state(&admin).await.0, Some(SenderState::Failing));
            let told = &world.activity(&admin).await[0];
            assert_eq!((told.event, told.actor.as_ref()), (Event::SenderFailed, None));

            // The next one does not wait for it.
            let visits = server.visits();
            notice_for_client(&world, acme.id).await;
            assert_eq!(send_due(world.portal()).await.unwrap(), 1);
            assert_eq!(server.visits(), visits);
            server.be(Manners::Kind);
            assert_eq!(test_sender(&world.again(&admin)).await.unwrap().state, Some(SenderState::Working));
        }
        // A recipient that is refused says nothing about the server.
        server.be(Manners::RefusesRecipient);
        notice_for_client(&world, acme.id).await;
        for wait in [30, 60, 0] {
            send_due(world.portal()).await.unwrap();
            world.clock().advance(wait);
        }
        assert_eq!(state(&admin).await.0, Some(SenderState::Working));
        assert_eq!(in_folder(world.portal()).len(), 5);
    }

    async fn private_networks_are_out_of_reach(world: World) {
        let (acme, _) = world.partner_with_administrator("acme").await;
        let canary = Server::start().await;
        let portal = world.replica().await.with_private_smtp(false);
        let staff = world.member(acme, "Cora Company", Role::CompanyManager).await;
        let admin = portal.context(staff.actor().clone());
        let refusal = refused(save_sender(&admin, draft(canary.port), secret(), Version(0)).await);
        let Refusal::Invalid(errors) = refusal else { panic!("{refusal:?}") };
        assert_eq!(errors.of("port"), Some(Problem::NotAMailPort));
        assert_eq!(errors.of("security"), Some(Problem::NotAChoice));

        // Saved while it was allowed, or by a name that leads elsewhere by now.
        let here = world.portal().context(staff.actor().clone());
        working(&here, canary.port).await;
        let visits = canary.visits();
        assert_eq!(test_sender(&admin).await.unwrap().trouble.unwrap().0, Trouble::NotPublic);
        let hosts = ["127.1", "0x7f.1", "localhost", "169.254.169.254", "10.0.0.1", "100.64.0.1", "0.0.0.0"];
        for (version, host) in (1..).zip(hosts) {
            let mut draft = draft(25);
            (draft.host, draft.security) = (host.to_owned(), Security::Tls);
            save_sender(&admin, draft, secret(), Version(version)).await.unwrap();
            let told = test_sender(&admin).await.unwrap().trouble.unwrap().0;
            assert!(matches!(told, Trouble::NotPublic | Trouble::UnknownHost), "{host}: {told:?}");
        }
        assert_eq!(canary.visits(), visits);
    }

    async fn a_password_is_never_given_back(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let server = Server::start().await;
        working(&admin, server.port).await;
        let shown = serde_json::to_string(&overview(&admin).await.unwrap()).unwrap();
        assert!(!shown.contains(SECRET), "{shown}");
        let events = world.activity(&admin).await;
        assert!(!format!("{events:?}").contains(SECRET));
        assert!(!format!("{:?} {:?}", secret(), world.portal()).contains(SECRET));
        let found = crate::mails::working_server(world.portal(), acme.id).await.unwrap().unwrap();
        assert!(!format!("{found:?}").contains(SECRET));
        let mut tx = world.portal().db().read().await.unwrap();
        let sql = "SELECT password, answer FROM senders WHERE partner_id = $1";
        let row: Row = tx.one(sql, args![acme.id]).await.unwrap().unwrap();
        drop(tx);
        let sealed = row.password.unwrap();
        assert!(!sealed.windows(SECRET.len()).any(|part| part == SECRET.as_bytes()));
        assert!(!row.answer.contains(SECRET));

        // It cannot be had by sending it somewhere else.
        let mut elsewhere = draft(server.port);
        elsewhere.replaces_password = false;
        for change in [
            |d: &mut SenderDraft| d.host = "localhost".to_owned(),
            |d: &mut SenderDraft| d.port = "2525".to_owned(),
            |d: &mut SenderDraft| d.username = "other".to_owned(),
            |d: &mut SenderDraft| d.security = Security::Tls,
        ] {
            let mut draft = elsewhere.clone();
            change(&mut draft);
            let refusal = refused(save_sender(&admin, draft, Password::default(), Version(1)).await);
            let Refusal::Invalid(errors) = refusal else { panic!("{refusal:?}") };
            assert_eq!(errors.of("password"), Some(Problem::Required));
        }
        assert_eq!(state(&admin).await.0, Some(SenderState::Working));
    }

    async fn a_lost_key_stops_no_message(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let server = Server::start().await;
        working(&admin, server.port).await;
        let other = world.replica().await.with_vault(Vault::passing());
        notice_for_client(&world, acme.id).await;
        assert_eq!(send_due(&other).await.unwrap(), 1);
        assert_eq!(in_folder(&other).len(), 1);
        assert_eq!(state(&admin).await, (Some(SenderState::Failing), Some(Trouble::KeyLost)));
    }

    async fn only_those_who_may_set_a_mail_server(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let (_, stranger) = world.partner_with_administrator("bolt").await;
        let server = Server::start().await;
        working(&admin, server.port).await;
        let marketing = world.member(acme, "Mara", Role::MarketingManager).await;
        let seen = overview(&marketing).await.unwrap();
        assert_eq!((seen.sender, seen.templates.len()), (None, MailKind::ALL.len() * 4));
        let seller = world.member(acme, "Sal", Role::Salesperson).await;
        assert!(matches!(refused(overview(&seller).await), Refusal::Denied(_)));
        for cx in [&marketing, &seller] {
            let answer = save_sender(cx, draft(1), secret(), Version(1)).await;
            assert!(matches!(refused(answer), Refusal::Denied(_)));
            assert!(matches!(refused(test_sender(cx).await), Refusal::Denied(_)));
            assert!(matches!(refused(remove_sender(cx).await), Refusal::Denied(_)));
        }
        assert_eq!(overview(&stranger).await.unwrap().sender.unwrap().state, None);
        assert_eq!(refused(test_sender(&stranger).await), Refusal::NotFound);
        remove_sender(&stranger).await.unwrap();
        assert_eq!(state(&admin).await.0, Some(SenderState::Working));
    }

    async fn a_stale_form_and_a_flood_of_tests_are_refused(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let server = Server::start().await;
        saved(&admin, server.port).await;
        let mut other = draft(server.port);
        other.from_name = "Other".to_owned();
        let refusal = refused(save_sender(&admin, other.clone(), secret(), Version(0)).await);
        let Refusal::Conflict(conflict) = refusal else { panic!("{refusal:?}") };
        assert_eq!((conflict.version, conflict.changed[0].field.as_str()), (Version(1), "from_name"));
        save_sender(&admin, other.clone(), secret(), conflict.version).await.unwrap();
        assert!(matches!(
            refused(save_sender(&admin, other, secret(), Version(1)).await),
            Refusal::Conflict(_)
        ));
        for _ in 0..30 {
            test_sender(&admin).await.unwrap();
        }
        assert!(matches!(refused(test_sender(&admin).await), Refusal::TooOften { .. }));
        assert_eq!(server.visits(), 30);
    }
}
