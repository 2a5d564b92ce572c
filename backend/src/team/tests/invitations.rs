use domain::InvitationId;

use super::*;
use crate::auth;

crate::stories! {
    async fn one_invitation_per_address_waits(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        invite(&admin, draft("Bob", Scope::All)).await.unwrap();
        assert_eq!(pending(&admin).await.len(), 1);

        let again = InvitationDraft { email: "BOB@Example.COM".into(), ..draft("Bob", Scope::All) };
        assert_eq!(refusal(invite(&admin, again).await), problem("email", Problem::Taken));
        world.member(acme, "Carol", Role::Salesperson).await;
        let member = invite(&admin, draft("Carol", Scope::All)).await;
        assert_eq!(refusal(member), problem("email", Problem::Taken));
        assert_eq!(pending(&admin).await.len(), 1);
        assert_eq!(events(&world, &admin).await, ["member_invited"]);
        assert_eq!(world.links_to(&World::email_of("Bob")).await.len(), 1);

        // Another partner may ask the same person.
        invite(&bolt, draft("Bob", Scope::All)).await.unwrap();
    }

    async fn sending_again_kills_the_old_link_and_gives_seven_new_days(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        let email = World::email_of("Bob");
        invite(&admin, draft("Bob", Scope::All)).await.unwrap();
        let old = world.newest_token_to(&email).await;
        world.clock().advance(8 * 86_400);
        let admin = world.again(&admin);
        let [expired] = &pending(&admin).await[..] else { panic!("one invitation") };
        assert!(expired.is_expired);

        resend(&admin, expired.id).await.unwrap();

        let new = world.newest_token_to(&email).await;
        let offer = async |token: &str| auth::invitation_offer(world.portal(), None, token).await;
        assert_eq!(refusal(offer(&old).await), Rejection::LinkIsDead.into());
        assert_eq!(offer(&new).await.unwrap().email, email);
        let [renewed] = &pending(&admin).await[..] else { panic!("one invitation") };
        assert!(!renewed.is_expired);
        assert_eq!(renewed.expires_at, admin.now().plus_days(7));
        assert_eq!(events(&world, &admin).await, ["member_invited", "invitation_resent"]);
    }

    async fn a_revoked_invitation_is_dead_and_can_be_made_anew(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        invite(&admin, draft("Bob", Scope::All)).await.unwrap();
        let token = world.newest_token_to(&World::email_of("Bob")).await;
        let id = pending(&admin).await[0].id;

        revoke(&admin, id).await.unwrap();

        let offer = auth::invitation_offer(world.portal(), None, &token).await;
        assert_eq!(refusal(offer), Rejection::LinkIsDead.into());
        assert_eq!(refusal(revoke(&admin, id).await), Refusal::NotFound);
        assert_eq!(refusal(resend(&admin, id).await), Refusal::NotFound);
        invite(&admin, draft("Bob", Scope::All)).await.unwrap();
    }

    async fn another_partners_invitation_does_not_exist(world: World) {
        let (_, acme) = world.partner_with_administrator("acme").await;
        let (_, bolt) = world.partner_with_administrator("bolt").await;
        invite(&acme, draft("Bob", Scope::All)).await.unwrap();
        let id = pending(&acme).await[0].id;
        let nowhere = InvitationId::from_uuid(acme.new_id());
        for id in [id, nowhere] {
            assert_eq!(refusal(resend(&bolt, id).await), Refusal::NotFound);
            assert_eq!(refusal(revoke(&bolt, id).await), Refusal::NotFound);
        }
        assert_eq!(pending(&acme).await.len(), 1);
        assert_eq!(world.links_to(&World::email_of("Bob")).await.len(), 1, "nothing was sent");
    }

    async fn a_scope_lists_the_partners_own_clients(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let (bolt, _) = world.partner_with_administrator("bolt").await;
        let own = world.client_named(acme, "Northwind").await;
        let foreign = world.client_named(bolt, "Contoso").await;
        for list in [vec![foreign], vec![own, foreign]] {
            let refused = invite(&admin, draft("Bob", Scope::Listed(list))).await;
            assert_eq!(refusal(refused), problem("scope", Problem::Unknown));
        }
        let nothing = invite(&admin, draft("Bob", Scope::Listed(vec![]))).await;
        assert_eq!(refusal(nothing), problem("scope", Problem::Required));

        invite(&admin, draft("Bob", Scope::Listed(vec![own, own]))).await.unwrap();
        let token = world.newest_token_to(&World::email_of("Bob")).await;
        let bob = world.user("Bob", false).await;
        world.set_password(bob, "copper lantern on a hill").await;
        let yes = auth::Acceptance {
            token,
            name: String::new(),
            password: String::new(),
            signed_in: Some(bob),
            place: auth::Place {
                host: "localhost".into(),
                device: String::new(),
                ..auth::Place::default()
            },
            address: [192, 0, 2, 1].into(),
        };
        auth::accept_invitation(world.portal(), yes).await.unwrap();
        let joined = member(&admin, "Bob").await;
        assert_eq!(joined.scope, Scope::Listed(vec![own]));
        assert_eq!(joined.listed, ["Northwind"]);
        let mut tx = admin.read().await.unwrap();
        assert!(lists(&mut tx, acme.id, joined.id, own).await.unwrap());
        assert!(!lists(&mut tx, acme.id, joined.id, foreign).await.unwrap());
        assert!(!lists(&mut tx, bolt.id, joined.id, own).await.unwrap());
    }

    async fn only_administrators_manage_the_team(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        invite(&admin, draft("Bob", Scope::All)).await.unwrap();
        let id = pending(&admin).await[0].id;
        for role in Role::ALL.into_iter().skip(1) {
            let cx = world.member(acme, role.name(), role).await;
            let me = cx.staff().unwrap().membership;
            let denied = Refusal::Denied(Reason::RoleLacks { role, roles: vec![Role::Administrator] });
            let edit = MemberEdit {
                id: me,
                role: Role::Administrator,
                scope: Scope::All,
                seen: domain::Version(1),
            };
            assert_eq!(refusal(invite(&cx, draft("Eve", Scope::All)).await), denied);
            assert_eq!(refusal(resend(&cx, id).await), denied);
            assert_eq!(refusal(revoke(&cx, id).await), denied);
            assert_eq!(refusal(super::super::edit(&cx, edit).await), denied);
            assert_eq!(refusal(remove(&cx, me).await), denied);
            let may_look = matches!(role, Role::CompanyManager | Role::SalesManager);
            assert_eq!(team(&cx).await.is_ok(), may_look, "{role:?}");
        }
        assert_eq!(events(&world, &admin).await, ["member_invited"]);
    }

    async fn a_partner_cannot_write_to_everybody(world: World) {
        let (_, admin) = world.partner_with_administrator("acme").await;
        for n in 0..100 {
            invite(&admin, draft(&format!("Stranger {n}"), Scope::All)).await.unwrap();
        }
        let refused = invite(&admin, draft("One More", Scope::All)).await;
        assert_eq!(refusal(refused), Refusal::TooOften { retry_seconds: 3_600 });
    }
}
