use domain::{
    auth::{PasswordChange, ProfileDraft},
    policy::{Actor, Role},
    refusal::Rejection,
};

use super::*;

crate::stories! {
    async fn a_session_ends_when_it_is_not_used(world: World) {
        let ana = world.user("Ana", false).await;
        let portal = world.portal();
        let session = world.session(ana, HOST).await;
        let is_live = async || resolve(portal, session.token.as_str(), HOST).await.unwrap().is_some();

        for _ in 0..5 {
            world.clock().advance(29 * 60);
            assert!(is_live().await, "used every 29 minutes");
        }
        world.clock().advance(30 * 60);
        assert!(!is_live().await, "not used for 30 minutes");
    }

    async fn a_session_ends_after_twelve_hours(world: World) {
        let ana = world.user("Ana", false).await;
        let portal = world.portal();
        let session = world.session(ana, HOST).await;
        for _ in 0..(12 * 60 / 20 - 1) {
            world.clock().advance(20 * 60);
            assert!(resolve(portal, session.token.as_str(), HOST).await.unwrap().is_some());
        }
        world.clock().advance(20 * 60);
        assert_eq!(resolve(portal, session.token.as_str(), HOST).await.unwrap(), None);
    }

    async fn the_use_of_a_session_is_noted_once_a_minute(world: World) {
        let ana = world.user("Ana", false).await;
        let session = world.session(ana, HOST).await;
        let seen = async || count(&world, "SELECT seen_at AS n FROM sessions").await;
        let began = seen().await;
        world.clock().advance(59);
        resolve(world.portal(), session.token.as_str(), HOST).await.unwrap();
        assert_eq!(seen().await, began);
        world.clock().advance(1);
        resolve(world.portal(), session.token.as_str(), HOST).await.unwrap();
        assert_eq!(seen().await, began + 60_000_000);
    }

    /// Which partner a request is about is guessed when its session is read: that changes no answer.
    async fn a_guess_of_the_partner_opens_no_team(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        world.partner_with_administrator("bolt").await;
        let user = ada.actor().user().unwrap();
        let session = world.session(user, HOST).await;
        let portal = world.portal();
        for guess in [None, Some("acme"), Some("bolt"), Some("nobody"), Some("")] {
            let token = session.token.as_str();
            let signed_in = resolve_at(portal, token, HOST, None, guess).await.unwrap().unwrap();
            assert_eq!(signed_in.team.is_some(), guess == Some("acme"));
            let acme = context_for_partner(portal, &signed_in, "acme").await.unwrap();
            assert_eq!(acme.actor(), ada.actor());
            for other in ["bolt", "nobody", ""] {
                let answer = context_for_partner(portal, &signed_in, other).await;
                assert_eq!(refusal(answer), Refusal::NotFound);
            }
        }
    }

    async fn a_session_is_good_for_its_host_and_its_secret_only(world: World) {
        let ana = world.user("Ana", false).await;
        let session = world.session(ana, "acme.localhost").await;
        let resolve = async |token: &str, host: &str| resolve(world.portal(), token, host).await.unwrap();
        let token = session.token.as_str();
        assert!(resolve(token, "acme.localhost").await.is_some());
        assert_eq!(resolve(token, "bolt.localhost").await, None);
        assert_eq!(resolve("", "acme.localhost").await, None);
        assert_eq!(resolve(&token[..42], "acme.localhost").await, None);
        assert_eq!(format!("{session:?}").matches(token).count(), 0, "a secret is not printed");
    }

    async fn signing_out_ends_the_session_on_every_replica(world: World) {
        let ana = world.user("Ana", false).await;
        let session = world.session(ana, HOST).await;
        let other = world.replica().await;
        let cx = context_for_person(world.portal(), Some(&session.signed_in));
        sign_out(&cx).await.unwrap();
        assert_eq!(resolve(&other, session.token.as_str(), HOST).await.unwrap(), None);
    }

    async fn somebody_sees_and_ends_their_own_sessions_only(world: World) {
        let (ana, bob) = (world.user("Ana", false).await, world.user("Bob", false).await);
        let here = world.session(ana, HOST).await;
        world.clock().advance(60);
        let there = world.session(ana, HOST).await;
        let bobs = world.session(bob, HOST).await;
        let cx = context_for_person(world.portal(), Some(&here.signed_in));

        let shown: Vec<_> = profile(&cx).await.unwrap().sessions;
        let shown: Vec<_> = shown.iter().map(|s| (s.id, s.is_current)).collect();
        assert_eq!(shown, [(there.signed_in.session, false), (here.signed_in.session, true)]);

        assert_eq!(refusal(end_session(&cx, bobs.signed_in.session).await), Refusal::NotFound);
        end_session(&cx, there.signed_in.session).await.unwrap();
        let third = world.session(ana, HOST).await;
        end_other_sessions(&cx).await.unwrap();
        for (session, is_live) in [(here, true), (there, false), (third, false), (bobs, true)] {
            let resolved = resolve(world.portal(), session.token.as_str(), HOST).await.unwrap();
            assert_eq!(resolved.is_some(), is_live);
        }
    }

    async fn a_changed_password_renews_this_session_and_ends_the_others(world: World) {
        let ana = world.user_with_password("Ana", GOOD).await;
        let (here, there) = (world.session(ana, HOST).await, world.session(ana, HOST).await);
        let cx = context_for_person(world.portal(), Some(&here.signed_in));
        let change = |current: &str, new: &str| PasswordChange { current: current.into(), new: new.into() };

        let too_short = Problem::PasswordTooShort { min: 15 };
        let short = refusal(change_password(&cx, change(GOOD, "short")).await);
        assert_eq!(short, FieldErrors::one("new", too_short).into());
        let mut both = FieldErrors::one("current", Problem::WrongPassword);
        both.add("new", too_short);
        let told = refusal(change_password(&cx, change("not the present one", "short")).await);
        assert_eq!(told, both.into());
        world.clock().advance(1);
        let cx = context_for_person(world.portal(), Some(&here.signed_in));
        let wrong = refusal(change_password(&cx, change("not the present one", WRONG)).await);
        assert_eq!(wrong, wrong_password("current"));
        assert_eq!(count(&world, "SELECT count(*) AS n FROM outbox").await, 0, "nothing happened");

        world.clock().advance(1);
        let cx = context_for_person(world.portal(), Some(&here.signed_in));
        let renewed = change_password(&cx, change(GOOD, WRONG)).await.unwrap();
        let is_live = async |token: &SessionToken| {
            resolve(world.portal(), token.as_str(), HOST).await.unwrap().is_some()
        };
        assert!(is_live(&renewed).await);
        assert!(!is_live(&here.token).await, "the old secret is worth nothing");
        assert!(!is_live(&there.token).await);
        assert_eq!(count(&world, "SELECT count(*) AS n FROM outbox").await, 1, "a notice was sent");
        sign_in(world.portal(), wish("Ana", WRONG)).await.unwrap();
    }

    async fn a_profile_is_edited_and_the_trail_says_so(world: World) {
        let ana = world.user("Ana", false).await;
        let session = world.session(ana, HOST).await;
        let cx = context_for_person(world.portal(), Some(&session.signed_in));
        let nameless = ProfileDraft { name: " ".into(), lang: domain::Lang::Bg };
        assert_eq!(
            refusal(edit_profile(&cx, nameless).await),
            FieldErrors::one("name", Problem::Required).into()
        );
        let draft = ProfileDraft { name: "Ана".into(), lang: domain::Lang::Bg };
        edit_profile(&cx, draft).await.unwrap();
        let me = me(&cx).await.unwrap();
        assert_eq!((me.name.as_str(), me.lang), ("Ана", domain::Lang::Bg));
        let events = "SELECT count(*) AS n FROM portal_events WHERE event = 'profile_edited'";
        assert_eq!(count(&world, events).await, 1);
        let nobody = context_for_person(world.portal(), None);
        assert_eq!(refusal(super::me(&nobody).await), Refusal::SignedOut);
    }

    async fn a_place_in_a_team_is_read_each_time(world: World) {
        let partner = world.partner("acme").await;
        world.partner("bolt").await;
        let cx = world.member(partner, "Ana", Role::Salesperson).await;
        let session = world.session(cx.actor().user().unwrap(), HOST).await;
        let at = async |slug: &str| {
            context_for_partner(world.portal(), &session.signed_in, slug).await
        };

        assert_eq!(at("acme").await.unwrap().actor(), cx.actor());
        assert_eq!(refusal(at("bolt").await), Refusal::NotFound);
        assert_eq!(refusal(at("nowhere").await), Refusal::NotFound);

        let operator = world.operator().await;
        crate::partners::suspend(&operator, partner.id).await.unwrap();
        let suspended = at("acme").await.unwrap();
        assert!(matches!(
            suspended.allow(domain::policy::Action::SeeClients),
            Err(Refusal::Denied(domain::policy::Reason::PartnerSuspended))
        ));
    }

    async fn the_operator_is_known_as_such(world: World) {
        let link = create_operator(world.portal(), "Olga@Example.com", "Olga", 7).await.unwrap();
        let (_, token) = link.rsplit_once("/reset/").unwrap();
        world.clock().advance(6 * 86_400);
        reset_password(world.portal(), None, token, GOOD).await.unwrap();
        let session = sign_in(world.portal(), wish("Olga", GOOD)).await.unwrap();
        let cx = context_for_person(world.portal(), Some(&session.signed_in));
        assert_eq!(cx.actor(), &Actor::Operator(session.signed_in.user));
        assert_eq!(
            refusal(create_operator(world.portal(), "olga", " ", 7).await),
            Refusal::Invalid(FieldErrors(
                [("email", Problem::NotAnEmail), ("name", Problem::Required)]
                    .map(|(field, problem)| domain::fields::FieldError { field: field.into(), problem })
                    .into()
            ))
        );
    }

    async fn what_is_over_is_swept_and_what_is_live_stays(world: World) {
        let ana = world.user_with_password("Ana", GOOD).await;
        world.session(ana, HOST).await;
        request_reset(world.portal(), None, &World::email_of("Ana"), [192, 0, 2, 1].into()).await.unwrap();
        refusal(sign_in(world.portal(), wish("Ana", WRONG)).await);
        world.clock().advance(24 * 3_600);
        let live = world.session(ana, HOST).await;
        refusal(sign_in(world.portal(), wish("Bob", WRONG)).await);

        sweep(world.portal()).await.unwrap();

        assert_eq!(count(&world, "SELECT count(*) AS n FROM sessions").await, 1);
        assert_eq!(count(&world, "SELECT count(*) AS n FROM reset_links").await, 0);
        assert_eq!(count(&world, "SELECT count(*) AS n FROM attempts").await, 3, "those of Bob");
        let resolved = resolve(world.portal(), live.token.as_str(), HOST).await.unwrap();
        assert!(resolved.is_some());
        assert_eq!(refusal(reset_offer(world.portal(), None, "x").await), Rejection::LinkIsDead.into());
    }
}
