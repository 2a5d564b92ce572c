use domain::{
    ClientId, Problem, Refusal, WorkspaceId,
    client_users::{Access, ClientUserDraft},
    plans::Limited,
    policy::Reason,
    refusal::Rejection,
    workspaces::WorkspaceDraft,
};

use super::*;
use crate::{
    Context, client_users, clients,
    world::{World, refused},
};

fn named(name: &str) -> WorkspaceDraft {
    WorkspaceDraft {
        name: name.to_owned(),
    }
}

async fn bakery(world: &World, limits: (u32, u32, u32)) -> (Context, ClientId, Context) {
    let (acme, admin) = world.partner_with_administrator("acme").await;
    let client = world.client_named(acme, "Bakery").await;
    world.on_plan(&admin, client, limits, &[]).await;
    let owner = world.owner(acme, client, "Olive").await;
    (admin, client, owner)
}

fn limit(answer: &Refusal) -> Option<(Limited, u32, u32, &str)> {
    match answer {
        Refusal::Rejected(Rejection::LimitReached {
            what,
            used,
            allowed,
            raised_by,
            ..
        }) => Some((*what, *used, *allowed, raised_by)),
        _ => None,
    }
}

crate::stories! {
    async fn an_owner_makes_workspaces_up_to_the_plan(world: World) {
        let (admin, client, owner) = bakery(&world, (2, 5, 0)).await;
        let first = add(&owner, client, named(" Shop ")).await.unwrap();
        assert_eq!((first.name.as_str(), first.seats), ("Shop", 0));
        assert_eq!(
            refused(add(&owner, client, named("SHOP")).await),
            domain::FieldErrors::one("name", Problem::Taken).into()
        );
        add(&owner, client, named("Web")).await.unwrap();
        let full = refused(add(&owner, client, named("Third")).await);
        assert_eq!(limit(&full), Some((Limited::Workspaces, 2, 2, "acme")));
        let usage = clients::details(&admin, client).await.unwrap().usage;
        assert_eq!(usage.workspaces, 2);

        let renamed = rename(&owner, client, first.id, named("Store"), first.version).await.unwrap();
        assert_eq!(renamed.name, "Store");
        let stale = rename(&owner, client, first.id, named("Old"), first.version).await;
        assert!(matches!(refused(stale), Refusal::Conflict(_)));

        remove(&owner, client, first.id).await.unwrap();
        add(&owner, client, named("Third")).await.unwrap();
        let names: Vec<_> = list(&owner, client).await.unwrap().into_iter().map(|w| w.name).collect();
        assert_eq!(names, ["Third", "Web"]);
    }

    async fn sixty_four_at_once_never_pass_the_limit(world: World) {
        let (admin, client, owner) = bakery(&world, (10, 5, 0)).await;
        let tries: Vec<_> = (0..64).map(|n| {
            let owner = owner.clone();
            tokio::spawn(async move { add(&owner, client, named(&format!("Workspace {n}"))).await })
        }).collect();
        let mut made = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => made += 1,
                Err(error) => {
                    let full = refused(Err::<(), _>(error));
                    assert_eq!(limit(&full), Some((Limited::Workspaces, 10, 10, "acme")));
                }
            }
        }
        assert_eq!(made, 10);
        assert_eq!(list(&owner, client).await.unwrap().len(), 10);
        assert_eq!(clients::details(&admin, client).await.unwrap().usage.workspaces, 10);
    }

    async fn seats_are_counted_in_each_workspace(world: World) {
        let (admin, client, owner) = bakery(&world, (2, 2, 0)).await;
        let shop = add(&owner, client, named("Shop")).await.unwrap().id;
        let web = add(&owner, client, named("Web")).await.unwrap().id;
        let asked = |name: &str, at: &[WorkspaceId]| ClientUserDraft {
            email: World::email_of(name),
            access: Access { workspaces: at.to_vec(), ..Access::default() },
            ..ClientUserDraft::default()
        };
        for name in ["Ann", "Ben"] {
            client_users::invite(&owner, client, asked(name, &[shop])).await.unwrap();
        }
        let full = refused(client_users::invite(&owner, client, asked("Cy", &[web, shop])).await);
        assert_eq!(limit(&full), Some((Limited::Seats, 2, 2, "acme")));
        // What was refused leaves no trace, in the other workspace either.
        let seats = |team: domain::client_users::ClientTeam| {
            team.workspaces.iter().map(|w| w.seats).collect::<Vec<_>>()
        };
        let team = client_users::team(&admin, client).await.unwrap();
        assert_eq!(team.invitations.len(), 2);
        assert_eq!(seats(team.clone()), [2, 0]);
        assert!(matches!(
            refused(remove(&owner, client, shop).await),
            Refusal::Rejected(Rejection::WorkspaceInUse { seats: 2 })
        ));
        client_users::revoke(&owner, client, team.invitations[0].id).await.unwrap();
        assert_eq!(seats(client_users::team(&admin, client).await.unwrap()), [1, 0]);
        client_users::invite(&owner, client, asked("Cy", &[web, shop])).await.unwrap();
        assert_eq!(clients::details(&admin, client).await.unwrap().usage.seats, 2);
        let foreign = WorkspaceId::from_uuid(world.portal().new_id());
        assert_eq!(
            refused(client_users::invite(&owner, client, asked("Di", &[foreign])).await),
            domain::FieldErrors::one("workspaces", Problem::Unknown).into()
        );
    }

    async fn only_owners_make_workspaces_and_only_at_their_client(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let bakery = world.client_named(acme, "Bakery").await;
        let cafe = world.client_named(acme, "Cafe").await;
        for client in [bakery, cafe] {
            world.on_plan(&admin, client, (3, 3, 0), &[]).await;
        }
        let owner = world.owner(acme, bakery, "Olive").await;
        let member = world.client_user(acme, bakery, "Max", Access::default()).await;
        assert_eq!(
            refused(add(&member, bakery, named("Mine")).await),
            Refusal::Denied(Reason::OwnerOnly)
        );
        list(&member, bakery).await.unwrap();
        assert_eq!(refused(add(&owner, cafe, named("Theirs")).await), Refusal::NotFound);
        assert_eq!(refused(list(&owner, cafe).await), Refusal::NotFound);
        assert_eq!(refused(add(&admin, bakery, named("Ours")).await), Refusal::NotFound);
        let theirs = add(&world.owner(acme, cafe, "Carl").await, cafe, named("Cafe")).await.unwrap();
        assert_eq!(refused(remove(&owner, bakery, theirs.id).await), Refusal::NotFound);
        assert_eq!(
            refused(rename(&owner, bakery, theirs.id, named("X"), theirs.version).await),
            Refusal::NotFound
        );
    }
}
