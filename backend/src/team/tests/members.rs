use domain::{
    Version,
    refusal::{Changed, Conflict},
};

use super::*;

fn to(member: &Member, role: Role, scope: Scope) -> MemberEdit {
    MemberEdit {
        id: member.id,
        role,
        scope,
        seen: member.version,
    }
}

crate::stories! {
    async fn a_member_gets_another_role_and_scope(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let client = world.client_named(acme, "Northwind").await;
        world.member(acme, "Bob", Role::Salesperson).await;
        let bob = member(&admin, "Bob").await;

        let scope = Scope::Listed(vec![client]);
        edit(&admin, to(&bob, Role::SalesManager, scope.clone())).await.unwrap();

        let edited = member(&admin, "Bob").await;
        assert_eq!((edited.role, &edited.scope), (Role::SalesManager, &scope));
        assert_eq!(edited.version, Version(2));
        let stale = edit(&admin, to(&bob, Role::Salesperson, Scope::All)).await;
        let changed = [("role", "sales_manager"), ("scope", "listed")].map(|(field, now)| Changed {
            field: field.into(),
            now: now.into(),
        });
        assert_eq!(
            refusal(stale),
            Refusal::Conflict(Conflict { version: Version(2), changed: changed.into() })
        );
        edit(&admin, to(&edited, Role::SalesManager, Scope::All)).await.unwrap();
        assert_eq!(member(&admin, "Bob").await.listed, Vec::<String>::new());
        assert_eq!(events(&world, &admin).await, ["member_edited", "member_edited"]);
    }

    async fn the_team_keeps_an_administrator(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let ada = member(&admin, "Ada of acme").await;
        let alone = Refusal::from(Rejection::LastAdministrator);
        assert_eq!(refusal(edit(&admin, to(&ada, Role::CompanyManager, Scope::All)).await), alone);
        assert_eq!(refusal(remove(&admin, ada.id).await), alone);

        world.member(acme, "Bob", Role::Administrator).await;
        edit(&admin, to(&ada, Role::CompanyManager, Scope::All)).await.unwrap();
    }

    async fn two_who_step_down_at_once_leave_one(world: World) {
        let (acme, ada) = world.partner_with_administrator("acme").await;
        let bob = world.member(acme, "Bob", Role::Administrator).await;
        let (a, b) = (ada.staff().unwrap().membership, bob.staff().unwrap().membership);

        // Ada is on her way out: she has found Bob, who stays, and is not done yet.
        let mut tx = ada.begin().await.unwrap();
        assert_eq!(store::lock_administrators(&mut tx, acme.id).await.unwrap().len(), 2);
        let bob = world.replica().await.context(bob.actor().clone());
        let bobs = tokio::spawn(async move { remove(&bob, b).await });
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        store::remove_member(&mut tx, acme.id, a).await.unwrap();
        tx.commit().await.unwrap();

        assert_eq!(refusal(bobs.await.unwrap()), Rejection::LastAdministrator.into());
    }

    async fn a_member_who_goes_leaves_their_clients_without_a_manager(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let (bolt, bolts) = world.partner_with_administrator("bolt").await;
        let bob = world.member(acme, "Bob", Role::Salesperson).await;
        let client = world.client_named(acme, "Northwind").await;
        let id = bob.staff().unwrap().membership;
        world.set_manager(acme, client, id).await;

        assert_eq!(refusal(remove(&bolts, id).await), Refusal::NotFound);
        let foreign = MemberEdit { id, role: Role::Administrator, scope: Scope::All, seen: Version(1) };
        assert_eq!(refusal(edit(&bolts, foreign).await), Refusal::NotFound);
        assert_eq!(members(&bolts).await.len(), 1, "of {bolt:?}");

        remove(&admin, id).await.unwrap();

        assert_eq!(members(&admin).await.len(), 1);
        assert_eq!(world.manager_of(acme, client).await, None);
        assert_eq!(refusal(remove(&admin, id).await), Refusal::NotFound);
        assert_eq!(events(&world, &admin).await, ["member_removed"]);
        assert!(world.is_a_person("Bob").await, "stays a person of the portal");
    }

    async fn the_team_page_says_who_sees_what(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let seen = world.client_named(acme, "Northwind").await;
        let hidden = world.client_named(acme, "Contoso").await;
        let bob = world.member(acme, "Bob", Role::Salesperson).await;
        let manager = world.member(acme, "Zoe", Role::SalesManager).await;
        let both = Scope::Listed(vec![seen, hidden]);
        edit(&admin, to(&member(&admin, "Bob").await, Role::Salesperson, both)).await.unwrap();
        let one = Scope::Listed(vec![seen]);
        edit(&admin, to(&member(&admin, "Zoe").await, Role::SalesManager, one)).await.unwrap();

        let team = team(&admin).await.unwrap();
        assert_eq!(team.clients, 2);
        let names: Vec<_> = team.members.iter().map(|m| (m.name.as_str(), m.is_me)).collect();
        assert_eq!(names, [("Ada of acme", true), ("Bob", false), ("Zoe", false)]);
        assert_eq!(team.members[1].listed, ["Contoso", "Northwind"], "by name");

        let mut staff = manager.staff().unwrap().clone();
        staff.sees_all = false;
        let zoe = world.portal().context(domain::policy::Actor::Staff(staff));
        assert_eq!(member(&zoe, "Bob").await.listed, ["Northwind"], "nothing beyond her own scope");
        drop(bob);
    }
}
