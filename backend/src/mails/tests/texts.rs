use domain::{
    Problem, Refusal, Version,
    mails::{MailKind, TemplateDraft},
    policy::Role,
};

use super::*;
use crate::{
    mails::{overview, reset_template, save_template, send_sample, template},
    outbox::send_due,
    world::refused,
};

fn text(subject: &str, body: &str) -> TemplateDraft {
    TemplateDraft {
        subject: subject.to_owned(),
        body: body.to_owned(),
    }
}

crate::stories! {
    async fn a_text_can_be_changed_and_taken_back(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let (bolt, _) = world.partner_with_administrator("bolt").await;
        let kind = MailKind::ClientReset;
        let usual = template(&admin, kind, Lang::En).await.unwrap();
        assert_eq!((usual.is_own, usual.version, &usual.draft), (false, Version(0), &usual.default));
        let own = text("Hey {name}!", "Here you are:\n\n[Go]({link})");
        let saved = save_template(&admin, kind, Lang::En, own.clone(), Version(0)).await.unwrap();
        assert_eq!((saved.is_own, saved.version, saved.draft), (true, Version(1), own.clone()));
        let listed = overview(&admin).await.unwrap().templates;
        let own_ones: Vec<_> = listed.iter().filter(|one| one.is_own).collect();
        assert_eq!((own_ones.len(), own_ones[0].kind, own_ones[0].lang), (1, kind, Lang::En));

        reset_for_client(&world, acme.id).await;
        reset_for_client(&world, bolt.id).await;
        let mail = Mail::ClientReset { name: "Ana".to_owned(), token: "TOKEN".to_owned() };
        let voice = Voice::of(&front(acme.id, "acme", "Acme"));
        write_as(world.portal(), &voice, Lang::Es, &mail).await;
        send_due(world.portal()).await.unwrap();
        let sent = in_folder(world.portal());
        let own_ones = sent.iter().filter(|mail| mail.contains("Subject: Hey Ana!\r\n")).count();
        assert_eq!((sent.len(), own_ones), (3, 1), "one partner, one language");

        let stale = refused(save_template(&admin, kind, Lang::En, own, Version(0)).await);
        assert!(matches!(stale, Refusal::Conflict(_)));
        let back = reset_template(&admin, kind, Lang::En).await.unwrap();
        assert_eq!(back.draft, usual.default);
        reset_template(&admin, kind, Lang::En).await.unwrap();
        assert_eq!(world.activity(&admin).await.len(), 2, "nothing happened the second time");
    }

    async fn a_text_without_its_link_is_refused(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let kind = MailKind::ClientInvitation;
        for (draft, field, problem) in [
            (text("Hi", "No link"), "body", Problem::LinkMissing),
            (text("Hi", "{link} {password}"), "body", Problem::NotAPlaceholder { kind }),
            (text("{link}", "{link}"), "subject", Problem::NotAPlaceholder { kind }),
            (text("", "{link}"), "subject", Problem::Required),
        ] {
            for answer in [
                save_template(&admin, kind, Lang::Bg, draft.clone(), Version(0)).await.map(|_| ()),
                send_sample(&admin, kind, Lang::Bg, draft.clone()).await,
            ] {
                let Refusal::Invalid(errors) = refused(answer) else { panic!("{draft:?}") };
                assert_eq!(errors.of(field), Some(problem), "{draft:?}");
            }
        }
        let seller = world.member(acme, "Sal", Role::Salesperson).await;
        let fine = text("Hi", "{link}");
        let answer = save_template(&seller, kind, Lang::Bg, fine.clone(), Version(0)).await;
        assert!(matches!(refused(answer), Refusal::Denied(_)));
        let marketing = world.member(acme, "Mara", Role::MarketingManager).await;
        save_template(&marketing, kind, Lang::Bg, fine, Version(0)).await.unwrap();
    }

    async fn a_sample_goes_to_whoever_asks(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        for kind in MailKind::ALL {
            let draft = text("Try {link_is_not_here}", "{link}");
            assert!(send_sample(&admin, kind, Lang::En, draft).await.is_err());
            send_sample(&admin, kind, Lang::En, text("Try", "{link}")).await.unwrap();
        }
        assert_eq!(send_due(world.portal()).await.unwrap(), u32::try_from(MailKind::ALL.len()).unwrap());
        for mail in in_folder(world.portal()) {
            assert!(mail.contains("To: ada.of.acme@example.com\r\n"));
            let is_brand = mail.contains("://acme.localhost/");
            assert_eq!(is_brand, mail.contains("From: acme <no-reply@acme.localhost>"), "{mail}");
        }
        for _ in MailKind::ALL.len()..30 {
            send_sample(&admin, MailKind::Reset, Lang::En, text("Try", "{link}")).await.unwrap();
        }
        let answer = send_sample(&admin, MailKind::Reset, Lang::En, text("Try", "{link}")).await;
        assert!(matches!(refused(answer), Refusal::TooOften { .. }));
    }

    async fn a_team_reads_its_partner_s_text_from_the_portal(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let kind = MailKind::Invitation;
        let own = text("Join {partner}", "Come in: {link}");
        save_template(&admin, kind, Lang::En, own, Version(0)).await.unwrap();
        let mail = Mail::Invitation { partner: "Acme".to_owned(), token: "TOKEN".to_owned() };
        write_as(world.portal(), &Voice::of_team(acme.id), Lang::En, &mail).await;
        send_due(world.portal()).await.unwrap();
        let [sent] = &in_folder(world.portal())[..] else { panic!("one message") };
        assert!(sent.contains("Subject: Join Acme\r\n") && sent.contains("From: no-reply@localhost"));
        assert!(sent.contains("http://localhost/invitation/TOKEN"), "{sent}");
    }

    async fn two_who_save_at_once_do_not_overwrite_each_other(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let kind = MailKind::AccessRequest;
        let (one, two) = tokio::join!(
            save_template(&admin, kind, Lang::En, text("One", "{link}"), Version(0)),
            save_template(&admin, kind, Lang::En, text("Two", "{link}"), Version(0)),
        );
        assert!(one.is_ok() != two.is_ok());
    }
}
