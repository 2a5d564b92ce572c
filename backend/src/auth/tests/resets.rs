use std::net::IpAddr;

use super::*;

const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

crate::stories! {
    async fn a_link_sets_a_password_once_and_ends_every_session(world: World) {
        let ana = world.user_with_password("Ana", WRONG).await;
        let session = world.session(ana, HOST).await;
        let (portal, email) = (world.portal(), World::email_of("Ana"));
        request_reset(portal, None, "ANA@example.com", HERE).await.unwrap();
        let token = world.newest_token_to(&email).await;

        for _ in 0..3 {
            assert_eq!(reset_offer(portal, None, &token).await.unwrap().email, email, "looking is free");
        }
        let weak = refusal(reset_password(portal, None, &token, "password1234567").await);
        assert_eq!(weak, FieldErrors::one("password", Problem::PasswordTooCommon).into());
        reset_password(portal, None, &token, GOOD).await.unwrap();

        assert_eq!(refusal(reset_password(portal, None, &token, GOOD).await), dead_link());
        assert_eq!(refusal(reset_offer(portal, None, &token).await), dead_link());
        assert_eq!(resolve(portal, session.token.as_str(), HOST).await.unwrap(), None);
        sign_in(portal, wish("Ana", GOOD)).await.unwrap();
        let notices = "SELECT count(*) AS n FROM outbox WHERE link IS NULL";
        assert_eq!(count(&world, notices).await, 1);
    }

    async fn a_link_lives_for_fifteen_minutes(world: World) {
        world.user_with_password("Ana", WRONG).await;
        request_reset(world.portal(), None, &World::email_of("Ana"), HERE).await.unwrap();
        let token = world.newest_token_to(&World::email_of("Ana")).await;
        world.clock().advance(15 * 60 - 1);
        reset_offer(world.portal(), None, &token).await.unwrap();
        world.clock().advance(1);
        assert_eq!(refusal(reset_password(world.portal(), None, &token, GOOD).await), dead_link());
    }

    async fn nobody_is_told_who_has_an_address(world: World) {
        world.user_with_password("Ana", WRONG).await;
        for email in [World::email_of("Ana"), World::email_of("Nobody"), "not an address".into()] {
            request_reset(world.portal(), None, &email, HERE).await.unwrap();
        }
        assert_eq!(count(&world, "SELECT count(*) AS n FROM outbox").await, 1);
        let events = "SELECT count(*) AS n FROM portal_events WHERE event = 'reset_requested'";
        assert_eq!(count(&world, events).await, 3);
    }

    async fn a_locked_person_comes_back_by_a_link(world: World) {
        world.user_with_password("Ana", WRONG).await;
        let portal = world.portal();
        refusal(sign_in(portal, wish("Ana", GOOD)).await);
        request_reset(portal, None, &World::email_of("Ana"), HERE).await.unwrap();
        let token = world.newest_token_to(&World::email_of("Ana")).await;
        reset_password(portal, None, &token, GOOD).await.unwrap();
        sign_in(portal, wish("Ana", GOOD)).await.unwrap();
    }

    async fn asking_again_and_again_fills_nobodys_mailbox(world: World) {
        world.user_with_password("Ana", WRONG).await;
        for _ in 0..5 {
            request_reset(world.portal(), None, &World::email_of("Ana"), HERE).await.unwrap();
        }
        assert_eq!(world.links_to(&World::email_of("Ana")).await.len(), 3);
        for _ in 5..20 {
            request_reset(world.portal(), None, "nobody@example.com", HERE).await.unwrap();
        }
        let once_more = request_reset(world.portal(), None, "nobody@example.com", HERE).await;
        assert_eq!(refusal(once_more), Refusal::TooOften { retry_seconds: 3_600 });
    }

    async fn a_newer_password_kills_older_links(world: World) {
        world.user_with_password("Ana", WRONG).await;
        let (portal, email) = (world.portal(), World::email_of("Ana"));
        request_reset(portal, None, &email, HERE).await.unwrap();
        let older = world.newest_token_to(&email).await;
        request_reset(portal, None, &email, HERE).await.unwrap();
        let newer = world.newest_token_to(&email).await;
        reset_password(portal, None, &newer, GOOD).await.unwrap();
        assert_eq!(refusal(reset_password(portal, None, &older, WRONG).await), dead_link());
    }

    async fn of_sixty_four_uses_of_a_link_one_wins(world: World) {
        world.user_with_password("Ana", WRONG).await;
        request_reset(world.portal(), None, &World::email_of("Ana"), HERE).await.unwrap();
        let token = world.newest_token_to(&World::email_of("Ana")).await;
        let replicas = [world.portal().clone(), world.replica().await];
        let uses = (0..64).map(|n| {
            let (portal, token) = (replicas[n % 2].clone(), token.clone());
            tokio::spawn(async move { reset_password(&portal, None, &token, GOOD).await })
        });
        let (mut won, mut lost) = (0, Vec::new());
        for used in uses.collect::<Vec<_>>() {
            match used.await.unwrap() {
                Ok(()) => won += 1,
                refused => lost.push(refusal(refused)),
            }
        }
        assert_eq!(won, 1);
        // On a busy machine some do not even get their turn at hashing.
        lost.retain(|refused| !matches!(refused, Refusal::TooOften { .. }));
        assert!(lost.iter().all(|refused| *refused == dead_link()) && !lost.is_empty());
    }
}
