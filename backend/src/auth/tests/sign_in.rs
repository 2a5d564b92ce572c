use super::*;

crate::stories! {
    async fn the_right_password_opens_a_session(world: World) {
        let ana = world.user_with_password("Ana", GOOD).await;
        let portal = world.portal();

        let session = sign_in(portal, SignIn { email: " ANA@Example.com ".into(), ..wish("Ana", GOOD) })
            .await
            .unwrap();

        assert_eq!(session.signed_in.user, ana);
        let resolved = resolve(portal, session.token.as_str(), HOST).await.unwrap();
        assert_eq!(resolved, Some(session.signed_in));
        let events = "SELECT count(*) AS n FROM portal_events WHERE event = 'signed_in'";
        assert_eq!(count(&world, events).await, 1);
        let stored = "SELECT count(*) AS n FROM users WHERE last_sign_in_at IS NOT NULL";
        assert_eq!(count(&world, stored).await, 1);
    }

    async fn unknown_people_are_answered_like_known_ones(world: World) {
        world.user_with_password("Ana", GOOD).await;
        world.user("Nora Nopassword", false).await;
        let portal = world.portal();
        for name in ["Ana", "Nora Nopassword", "Nobody"] {
            assert_eq!(refusal(sign_in(portal, wish(name, WRONG)).await), wrong_password("password"));
            // Locked alike, too.
            assert_eq!(
                refusal(sign_in(portal, wish(name, GOOD)).await),
                Refusal::TooOften { retry_seconds: 1 },
                "{name}"
            );
        }
        assert_eq!(count(&world, "SELECT count(*) AS n FROM sessions").await, 0);
        let events = "SELECT count(*) AS n FROM portal_events WHERE event = 'sign_in_failed'";
        assert_eq!(count(&world, events).await, 3);
    }

    async fn the_lock_grows_and_opens_again(world: World) {
        world.user_with_password("Ana", GOOD).await;
        let portal = world.portal();
        for wait in [1, 1, 3, 3] {
            assert_eq!(refusal(sign_in(portal, wish("Ana", WRONG)).await), wrong_password("password"));
            assert_eq!(
                refusal(sign_in(portal, wish("Ana", GOOD)).await),
                Refusal::TooOften { retry_seconds: wait }
            );
            world.clock().advance(wait.into());
        }
        sign_in(portal, wish("Ana", GOOD)).await.unwrap();
        // Forgotten: the next failure is a first one again.
        refusal(sign_in(portal, wish("Ana", WRONG)).await);
        assert_eq!(
            refusal(sign_in(portal, wish("Ana", GOOD)).await),
            Refusal::TooOften { retry_seconds: 1 }
        );
    }

    async fn an_address_that_guesses_is_held_up_and_its_neighbours_are_not(world: World) {
        world.user_with_password("Ana", GOOD).await;
        let portal = world.portal();
        for n in 0..10 {
            let guess = sign_in(portal, wish(&format!("Nobody {n}"), WRONG)).await;
            assert_eq!(refusal(guess), wrong_password("password"));
        }
        assert_eq!(
            refusal(sign_in(portal, wish("Ana", GOOD)).await),
            Refusal::TooOften { retry_seconds: 60 }
        );
        let elsewhere = SignIn { address: [192, 0, 2, 2].into(), ..wish("Ana", GOOD) };
        sign_in(portal, elsewhere).await.unwrap();
        world.clock().advance(60);
        sign_in(portal, wish("Ana", GOOD)).await.unwrap();
    }

    async fn rightful_sign_ins_do_not_count_against_their_address(world: World) {
        world.user_with_password("Ana", GOOD).await;
        for _ in 0..12 {
            sign_in(world.portal(), wish("Ana", GOOD)).await.unwrap();
        }
    }

    async fn of_many_guesses_at_once_one_is_answered(world: World) {
        world.user_with_password("Ana", GOOD).await;
        let replicas = [world.portal().clone(), world.replica().await];
        let guesses = (0..8).map(|n| {
            let (portal, wish) = (replicas[n % 2].clone(), wish("Ana", WRONG));
            tokio::spawn(async move { refusal(sign_in(&portal, wish).await) })
        });
        let mut answered = 0;
        for guess in guesses.collect::<Vec<_>>() {
            match guess.await.unwrap() {
                Refusal::TooOften { .. } => {}
                other => {
                    assert_eq!(other, wrong_password("password"));
                    answered += 1;
                }
            }
        }
        assert_eq!(answered, 1);
    }
}
