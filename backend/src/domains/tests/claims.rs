//! Who may claim what, and whose it becomes (security.md B12).

use super::*;

crate::stories! {
    async fn hostile_names_are_refused_at_the_field(world: World) {
        use Problem::{NotADomain, OwnDomain, PublicSuffix, Required, SpecialDomain};
        let (_, admin) = world.partner_with_administrator("acme").await;
        let portal = world.replica_at("https://portal.vendor.com:8443").await;
        let admin = portal.context(admin.actor().clone());
        let long = format!("{}.com", ["a"; 125].join("."));
        for (typed, problem) in [
            ("", Required),
            ("acme", NotADomain),
            ("com", NotADomain),
            ("127.0.0.1", NotADomain),
            ("[2001:db8::1]", NotADomain),
            ("0x7f000001.0x1", NotADomain),
            ("*.acme.com", NotADomain),
            ("acme.com:443", NotADomain),
            ("https://acme.com", NotADomain),
            ("acme.com/path", NotADomain),
            ("ann@acme.com", NotADomain),
            ("_dmarc.acme.com", NotADomain),
            ("shop_one.acme.com", NotADomain),
            ("acme..com", NotADomain),
            ("acme.com..", NotADomain),
            (".acme.com", NotADomain),
            ("-acme.com", NotADomain),
            ("acme.com\r\nx: y", NotADomain),
            ("acme.com\0", NotADomain),
            ("a'; DROP TABLE domains; --.com", NotADomain),
            ("<b>.com", NotADomain),
            ("xn--zz.com", NotADomain),
            ("a\u{202e}b.com", NotADomain),
            (&long, NotADomain),
            ("portal.vendor.com", OwnDomain),
            ("PORTAL.vendor.com.", OwnDomain),
            ("bolt.portal.vendor.com", OwnDomain),
            ("a.b.portal.vendor.com", OwnDomain),
            ("ｐortal.vendor.com", OwnDomain),
            ("acme.local", SpecialDomain),
            ("acme.internal", SpecialDomain),
            ("acme.test", SpecialDomain),
            ("acme.localhost", SpecialDomain),
            ("acme.example", SpecialDomain),
            ("acme.invalid", SpecialDomain),
            ("acme.onion", SpecialDomain),
            ("co.uk", PublicSuffix),
            ("github.io", PublicSuffix),
            ("CO.UK.", PublicSuffix),
        ] {
            let refusal = refused(add(&admin, typed.to_owned()).await);
            assert_eq!(refusal, FieldErrors::one("domain", problem).into(), "{typed:?}");
        }
        assert!(list(&admin).await.unwrap().list.is_empty());
        // The name above the portal's is somebody's like any other.
        assert!(add(&admin, "vendor.com".to_owned()).await.is_ok());
    }

    async fn a_claim_says_what_to_do(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let shop = claimed(&admin, " Shop.ACME.com. ").await;
        assert_eq!((shop.name.as_str(), shop.state), ("shop.acme.com", DomainState::Pending));
        assert_eq!((shop.token.len(), shop.is_apex, shop.looks_alike), (32, false, false));
        assert!(shop.next_check_at > admin.now() && shop.checked_at.is_none());
        let twin = claimed(&admin, "p\u{430}ypal.com").await;
        assert_eq!(twin.name, "xn--pypal-4ve.com");
        assert!(twin.looks_alike && twin.is_apex);
        let domains = list(&admin).await.unwrap();
        assert_eq!(domains.list, [shop, twin]);
        assert_eq!(domains.platform_url, "http://acme.localhost");
        assert_eq!(domains.platform_host, "acme.localhost");
        let again = refused(add(&admin, "SHOP.acme.com".to_owned()).await);
        assert_eq!(again, FieldErrors::one("domain", Problem::Taken).into());
    }

    async fn of_two_who_claim_a_name_one_can_prove_it(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let first = claimed(&acme, "shop.acme.com").await;
        let second = claimed(&bolt, "shop.acme.com").await;
        assert_ne!(first.token, second.token);
        // The text of one proves nothing for the other.
        prove(&world, &first);
        let told = check_now(&bolt, second.id).await.unwrap();
        let trouble = Trouble::OtherTexts { found: vec![first.token.clone()] };
        assert_eq!((told.state, told.trouble), (DomainState::Pending, Some(trouble)));

        let texts = [first.token.as_str(), second.token.as_str()];
        world.dns().set_texts(&check_host("shop.acme.com"), &texts);
        assert_eq!(check_now(&acme, first.id).await.unwrap().state, DomainState::Verified);
        let told = check_now(&bolt, second.id).await.unwrap();
        assert_eq!((told.state, told.trouble), (DomainState::Pending, Some(Trouble::Held)));
        assert_eq!(refused(activate(&bolt, second.id).await), Rejection::DomainNotProved.into());
        assert_eq!(front(&world, "shop.acme.com").await, None);
        activate(&acme, first.id).await.unwrap();
        assert_eq!(front(&world, "shop.acme.com").await.as_deref(), Some("acme"));

        // What the first gives up, the second has at its next look.
        remove(&acme, first.id).await.unwrap();
        assert_eq!(check_now(&bolt, second.id).await.unwrap().state, DomainState::Verified);
        let recorded = [
            Event::DomainAdded,
            Event::DomainVerified,
            Event::DomainActivated,
            Event::DomainRemoved,
        ];
        assert_eq!(events(&world, &acme).await, recorded);
    }

    async fn both_may_prove_at_the_same_time(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let first = claimed(&acme, "shop.acme.com").await;
        let second = claimed(&bolt, "shop.acme.com").await;
        let texts = [first.token.as_str(), second.token.as_str()];
        world.dns().set_texts(&check_host("shop.acme.com"), &texts);
        let (one, other) = tokio::join!(check_now(&acme, first.id), check_now(&bolt, second.id));
        let mut states = [one.unwrap().state, other.unwrap().state];
        states.sort_by_key(|state| state.name());
        assert_eq!(states, [DomainState::Pending, DomainState::Verified]);
    }

    async fn claiming_again_asks_for_another_text(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let old = served(&world, &acme, "acme", "shop.acme.com").await;
        remove(&acme, old.id).await.unwrap();
        assert_eq!(front(&world, "shop.acme.com").await, None);
        assert_eq!(refused(check_now(&acme, old.id).await), Refusal::NotFound);
        assert_eq!(refused(remove(&acme, old.id).await), Refusal::NotFound);

        let new = claimed(&acme, "shop.acme.com").await;
        assert_ne!((new.id, &new.token), (old.id, &old.token));
        let told = check_now(&acme, new.id).await.unwrap();
        assert_eq!(told.state, DomainState::Pending);
        prove(&world, &new);
        assert_eq!(check_now(&acme, new.id).await.unwrap().state, DomainState::Active);

        world.clock().advance(31 * 86_400);
        sweep(world.portal()).await.unwrap();
        assert_eq!(list(&acme).await.unwrap().list.len(), 1);
    }

    async fn another_partner_finds_nothing(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        let shop = served(&world, &acme, "acme", "shop.acme.com").await;
        assert!(list(&bolt).await.unwrap().list.is_empty());
        assert_eq!(refused(check_now(&bolt, shop.id).await), Refusal::NotFound);
        assert_eq!(refused(activate(&bolt, shop.id).await), Refusal::NotFound);
        assert_eq!(refused(remove(&bolt, shop.id).await), Refusal::NotFound);
        assert_eq!(now(&acme, shop.id).await, shop);
    }

    async fn a_role_without_the_right_is_refused(world: World) {
        let (partner, admin) = world.partner_with_administrator("acme").await;
        let shop = claimed(&admin, "shop.acme.com").await;
        for role in Role::ALL {
            let member = world.member(partner, role.name(), role).await;
            let may = matches!(role, Role::Administrator | Role::CompanyManager);
            assert_eq!(list(&member).await.is_ok(), may, "{role:?}");
            if !may {
                for answer in [
                    add(&member, "other.acme.com".to_owned()).await,
                    check_now(&member, shop.id).await,
                    activate(&member, shop.id).await,
                ] {
                    assert!(matches!(refused(answer), Refusal::Denied(_)), "{role:?}");
                }
                assert!(matches!(refused(remove(&member, shop.id).await), Refusal::Denied(_)));
            }
        }
        assert_eq!(list(&admin).await.unwrap().list, [shop]);
        assert_eq!(events(&world, &admin).await, [Event::DomainAdded]);
    }

    async fn there_are_at_most_ten(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        for number in 1..DOMAINS_MAX {
            claimed(&admin, &format!("shop{number}.acme.com")).await;
        }
        let (one, other) = tokio::join!(
            add(&admin, "one.acme.com".to_owned()),
            add(&admin, "other.acme.com".to_owned())
        );
        let refusal = if one.is_ok() { refused(other) } else { refused(one) };
        assert_eq!(refusal, Rejection::TooMuch { max: u64::from(DOMAINS_MAX) }.into());
        let domains = list(&admin).await.unwrap().list;
        assert_eq!(domains.len(), usize::try_from(DOMAINS_MAX).unwrap());
        // A removed one makes room.
        remove(&admin, domains[0].id).await.unwrap();
        claimed(&admin, "next.acme.com").await;
    }

    async fn nobody_makes_the_portal_ask_without_end(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let shop = claimed(&admin, "shop.acme.com").await;
        for _ in 0..30 {
            check_now(&admin, shop.id).await.unwrap();
        }
        let refusal = refused(check_now(&admin, shop.id).await);
        assert!(matches!(refusal, Refusal::TooOften { .. }), "{refusal:?}");
    }
}
