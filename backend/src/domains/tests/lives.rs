//! What becomes of a domain as time goes by.

use super::*;
use crate::domains::store::{self, Outcome, Settled};

const DAY: i64 = 86_400;

crate::stories! {
    async fn a_domain_lives_through_its_states(world: World) {
        let (partner, admin) = world.partner_with_administrator("acme").await;
        let shop = claimed(&admin, "shop.acme.com").await;
        // Nothing is due yet.
        assert_eq!(run_due(world.portal()).await.unwrap(), 0);
        world.clock().advance(180);
        assert_eq!(run_due(world.portal()).await.unwrap(), 1);
        let pending = now(&admin, shop.id).await;
        let told = (pending.state, pending.trouble);
        assert_eq!(told, (DomainState::Pending, Some(Trouble::NoRecord)));

        prove(&world, &shop);
        world.dns().set_addresses("acme.localhost", &[HERE, "2001:db8::1"]);
        world.dns().set_addresses("shop.acme.com", &["198.51.100.7"]);
        world.clock().advance(180);
        assert_eq!(run_due(world.portal()).await.unwrap(), 1);
        let verified = now(&admin, shop.id).await;
        let trouble = Trouble::LeadsElsewhere { found: vec!["198.51.100.7".to_owned()] };
        let told = (verified.state, verified.trouble);
        assert_eq!(told, (DomainState::Verified, Some(trouble)));
        assert_eq!(front(&world, "shop.acme.com").await, None);

        world.dns().set_addresses("shop.acme.com", &["198.51.100.7", "2001:db8::1"]);
        world.clock().advance(180);
        run_due(world.portal()).await.unwrap();
        let active = now(&admin, shop.id).await;
        assert_eq!((active.state, active.trouble), (DomainState::Active, None));
        assert_eq!(front(&world, "shop.acme.com").await.as_deref(), Some("acme"));

        // From now on it is looked at once a day; its address does not matter any more.
        world.dns().set_addresses("shop.acme.com", &[]);
        world.clock().advance(DAY - 1);
        assert_eq!(run_due(world.portal()).await.unwrap(), 0);
        world.clock().advance(1);
        assert_eq!(run_due(world.portal()).await.unwrap(), 1);
        assert_eq!(now(&admin, shop.id).await.state, DomainState::Active);

        world.dns().set_texts(&check_host("shop.acme.com"), &["v=spf1 -all"]);
        world.clock().advance(DAY);
        run_due(world.portal()).await.unwrap();
        let failing = now(&admin, shop.id).await;
        assert_eq!(failing.state, DomainState::Failing);
        assert_eq!(failing.failing_since, Some(world.portal().now()));
        assert_eq!(front(&world, "shop.acme.com").await.as_deref(), Some("acme"));
        let mut tx = admin.read().await.unwrap();
        let url = brands::front_of(&mut tx, partner.id).await.unwrap().url(world.portal());
        assert_eq!(url, "http://acme.localhost");
        drop(tx);

        // Back in time.
        prove(&world, &shop);
        world.clock().advance(3_600);
        assert_eq!(run_due(world.portal()).await.unwrap(), 1);
        let back = now(&admin, shop.id).await;
        assert_eq!((back.state, back.failing_since), (DomainState::Active, None));
        let mut tx = admin.read().await.unwrap();
        let url = brands::front_of(&mut tx, partner.id).await.unwrap().url(world.portal());
        assert_eq!(url, "http://shop.acme.com");
        drop(tx);

        let recorded = [
            Event::DomainAdded,
            Event::DomainVerified,
            Event::DomainServed,
            Event::DomainFailing,
            Event::DomainServed,
        ];
        assert_eq!(events(&world, &admin).await, recorded);
    }

    async fn after_the_grace_it_is_served_no_more(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let shop = served(&world, &admin, "acme", "shop.acme.com").await;
        let user = admin.actor().user().unwrap();
        world.session(user, "shop.acme.com").await;
        world.dns().set_texts(&check_host("shop.acme.com"), &[]);
        check_now(&admin, shop.id).await.unwrap();

        // To the second, whether or not anybody has looked.
        world.clock().advance(7 * DAY - 1);
        assert_eq!(front(&world, "shop.acme.com").await.as_deref(), Some("acme"));
        world.clock().advance(1);
        assert_eq!(front(&world, "shop.acme.com").await, None);
        run_due(world.portal()).await.unwrap();
        let lapsed = now(&admin, shop.id).await;
        assert_eq!(lapsed.state, DomainState::Pending);
        assert!(lapsed.failing_since.is_some());
        assert_eq!(*events(&world, &admin).await.last().unwrap(), Event::DomainLapsed);
        assert_eq!(sessions_at(&world, "shop.acme.com").await, 0);

        // Whoever has the name by now can prove it.
        let theirs = served(&world, &bolt, "bolt", "shop.acme.com").await;
        assert_eq!(front(&world, "shop.acme.com").await.as_deref(), Some("bolt"));
        assert_eq!(now(&bolt, theirs.id).await.state, DomainState::Active);
    }

    async fn silence_takes_nothing_away(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let shop = served(&world, &admin, "acme", "shop.acme.com").await;
        let place = check_host("shop.acme.com");
        world.dns().set_silent(&place, true);
        for _ in 0..48 {
            world.clock().advance(DAY);
            assert_eq!(run_due(world.portal()).await.unwrap(), 1);
        }
        let told = now(&admin, shop.id).await;
        assert_eq!((told.state, told.trouble), (DomainState::Active, Some(Trouble::NoAnswer)));
        // But it gives no more time to one whose proof is gone.
        world.dns().set_silent(&place, false);
        world.dns().set_texts(&place, &[]);
        check_now(&world.again(&admin), shop.id).await.unwrap();
        world.dns().set_silent(&place, true);
        world.clock().advance(7 * DAY);
        run_due(world.portal()).await.unwrap();
        assert_eq!(now(&admin, shop.id).await.state, DomainState::Pending);
    }

    async fn removing_signs_people_out_there_alone(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let shop = served(&world, &acme, "acme", "shop.acme.com").await;
        let claim = claimed(&bolt, "shop.acme.com").await;
        let user = acme.actor().user().unwrap();
        let session = world.session(user, "shop.acme.com").await;
        world.session(user, "localhost").await;
        // Giving up a mere claim does nothing to whoever is served there.
        remove(&bolt, claim.id).await.unwrap();
        assert_eq!(sessions_at(&world, "shop.acme.com").await, 1);
        remove(&acme, shop.id).await.unwrap();
        assert_eq!(sessions_at(&world, "shop.acme.com").await, 0);
        assert_eq!(sessions_at(&world, "localhost").await, 1);
        let token = session.token.as_str();
        let found = crate::auth::resolve(world.portal(), token, "shop.acme.com").await;
        assert_eq!(found.unwrap(), None);
    }

    async fn replicas_share_the_looks(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        for number in 0..DOMAINS_MAX {
            claimed(&admin, &format!("shop{number}.acme.com")).await;
        }
        world.clock().advance(180);
        let replica = world.replica().await;
        let (one, other) = tokio::join!(run_due(world.portal()), run_due(&replica));
        assert_eq!(one.unwrap() + other.unwrap(), DOMAINS_MAX);
    }

    async fn a_look_that_was_overtaken_writes_nothing(world: World) {
        let (partner, admin) = world.partner_with_administrator("acme").await;
        let shop = claimed(&admin, "shop.acme.com").await;
        let held = admin.now().plus_seconds(60);
        let mut tx = admin.begin().await.unwrap();
        store::hold(&mut tx, partner.id, shop.id, held).await.unwrap();
        let row = store::domain(&mut tx, partner.id, shop.id).await.unwrap().unwrap();
        tx.commit().await.unwrap();

        prove(&world, &shop);
        let seen = check_now(&admin, shop.id).await.unwrap();
        assert_eq!(seen.state, DomainState::Verified);
        let outcome = Outcome {
            standing: row.standing().unwrap(),
            trouble: Some(&Trouble::NoRecord),
            checked_at: admin.now(),
            next_check_at: held,
        };
        let mut tx = admin.begin().await.unwrap();
        let settled = store::settle(&mut tx, (partner.id, shop.id), held, &outcome).await;
        assert_eq!(settled.unwrap(), Settled::Overtaken);
        tx.commit().await.unwrap();
        assert_eq!(now(&admin, shop.id).await, seen);
    }

    async fn what_the_dns_says_is_shown_harmless(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let shop = claimed(&admin, "shop.acme.com").await;
        let long = "x".repeat(300);
        let many = ["a\r\n\u{202e}b", &long, "c", "d", "e", "f"];
        world.dns().set_texts(&check_host("shop.acme.com"), &many);
        let told = check_now(&admin, shop.id).await.unwrap();
        let Some(Trouble::OtherTexts { found }) = told.trouble else {
            panic!("{told:?}");
        };
        assert_eq!(found, ["ab", &"x".repeat(80), "c", "d", "e"]);
    }
}

#[derive(sqlx::FromRow)]
struct CountRow {
    rows: i64,
}

/// How many sessions there are at a host.
async fn sessions_at(world: &World, host: &str) -> i64 {
    let mut tx = world.portal().db().read().await.unwrap();
    let sql = "SELECT count(*) AS rows FROM sessions WHERE host = $1";
    let row: Option<CountRow> = tx.one(sql, crate::args![host]).await.unwrap();
    row.unwrap().rows
}
