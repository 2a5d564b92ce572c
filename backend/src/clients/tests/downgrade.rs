//! A plan that allows less than the client uses: taken knowingly, it deletes nothing and lets
//! nothing new in.

use domain::{
    WorkspaceId,
    client_users::{Access, ClientUserDraft},
    contacts::{ContactDraft, ContactQuery},
    inclusions::Section,
    plans::{Limited, Overrun},
    refusal::Rejection,
    workspaces::WorkspaceDraft,
};
use tokio::task::JoinSet;

use super::*;
use crate::{client_users, contacts, workspaces};

/// A plan of Acme's with the clients' contacts, and so many of everything.
async fn plan_of(cx: &Context, name: &str, most: u32) -> PlanId {
    let number = LimitDraft {
        unlimited: false,
        number: most.to_string(),
    };
    let draft = PlanDraft {
        name: name.to_owned(),
        workspaces: most.to_string(),
        seats: number.clone(),
        contacts: number,
        sections: vec![Section::Contacts],
        ..PlanDraft::default()
    };
    plans::add(cx, draft).await.expect("a plan")
}

fn workspace(name: &str) -> WorkspaceDraft {
    WorkspaceDraft {
        name: name.to_owned(),
    }
}

fn contact(name: &str) -> ContactDraft {
    ContactDraft {
        name: name.to_owned(),
        ..ContactDraft::default()
    }
}

/// An invitation with a seat in the workspace.
fn seat_for(name: &str, workspace: WorkspaceId) -> ClientUserDraft {
    ClientUserDraft {
        email: World::email_of(name),
        access: Access {
            workspaces: vec![workspace],
            ..Access::default()
        },
        ..ClientUserDraft::default()
    }
}

/// What is said when there is no room: what, how much is used and allowed, by which plan.
fn no_room<T: std::fmt::Debug>(answer: crate::Result<T>) -> (Limited, u32, u32, Option<String>) {
    match refusal(answer) {
        Refusal::Rejected(Rejection::LimitReached {
            what,
            used,
            allowed,
            plan,
            ..
        }) => (what, used, allowed, plan),
        other => panic!("another refusal: {other:?}"),
    }
}

fn full(what: Limited, used: u32) -> (Limited, u32, u32, Option<String>) {
    (what, used, 1, Some("Small".to_owned()))
}

/// A client on the plan Small, of one each, that came with two workspaces, two people in the first
/// and three contacts. Everything was made through its owner, and the downgrade was accepted.
async fn downgraded(world: &World) -> (Context, ClientId, Context) {
    let (acme, admin) = world.partner_with_administrator("acme").await;
    let (large, small) = (
        plan_of(&admin, "Large", 3).await,
        plan_of(&admin, "Small", 1).await,
    );
    let client = added(&admin, "Bakery").await;
    let client = assign_plan(&admin, on(large, &client)).await.unwrap();
    let owner = world.owner(acme, client.id, "Olive").await;
    let shop = workspaces::add(&owner, client.id, workspace("Shop")).await;
    let shop = shop.unwrap().id;
    workspaces::add(&owner, client.id, workspace("Web"))
        .await
        .unwrap();
    for name in ["Ann", "Ben"] {
        let asked = seat_for(name, shop);
        client_users::invite(&owner, client.id, asked)
            .await
            .unwrap();
    }
    for name in ["Carl", "Dana", "Emil"] {
        contacts::add(&owner, client.id, contact(name))
            .await
            .unwrap();
    }

    let overrun = |what, used| Overrun {
        what,
        used,
        allowed: 1,
    };
    let overruns = vec![
        overrun(Limited::Workspaces, 2),
        overrun(Limited::Seats, 2),
        overrun(Limited::Contacts, 3),
    ];
    let wish = on(small, &client);
    let refused = refusal(assign_plan(&admin, wish).await);
    let over = Rejection::OverLimit {
        plan: "Small".to_owned(),
        overruns: overruns.clone(),
    };
    assert_eq!(
        refused,
        Refusal::Rejected(over),
        "not unless it is accepted"
    );

    let client = assign_plan(&admin, knowingly(wish)).await.unwrap();
    let usage = (
        client.usage.workspaces,
        client.usage.seats,
        client.usage.contacts,
    );
    assert_eq!(usage, (2, 2, 3), "nothing is deleted");
    let changes = &client.activity[0].changes;
    assert_eq!(
        (changes[0].from.as_str(), changes[0].to.as_str()),
        ("Large", "Small")
    );
    let told: Vec<_> = changes.iter().filter_map(Overrun::of_record).collect();
    assert_eq!(told, overruns);
    // Rights of the new plan.
    let user = owner.actor().user().unwrap();
    let owner = world.as_client_user(acme, client.id, user).await;
    (admin, client.id, owner)
}

crate::stories! {
    async fn workspaces_are_frozen_until_they_are_below(world: World) {
        let (admin, client, owner) = downgraded(&world).await;
        let asked = async |name: &str| workspaces::add(&owner, client, workspace(name)).await;
        assert_eq!(no_room(asked("App").await), full(Limited::Workspaces, 2));
        let all = workspaces::list(&owner, client).await.unwrap();
        let (shop, web) = (&all[0], &all[1]);
        let seen = web.version;
        workspaces::rename(&owner, client, web.id, workspace("Site"), seen).await.unwrap();
        workspaces::remove(&owner, client, web.id).await.unwrap();
        assert_eq!(no_room(asked("App").await), full(Limited::Workspaces, 1));

        for invitation in client_users::team(&admin, client).await.unwrap().invitations {
            client_users::revoke(&owner, client, invitation.id).await.unwrap();
        }
        workspaces::remove(&owner, client, shop.id).await.unwrap();
        asked("App").await.unwrap();
    }

    async fn seats_are_frozen_until_they_are_below(world: World) {
        let (admin, client, owner) = downgraded(&world).await;
        let shop = workspaces::list(&owner, client).await.unwrap()[0].id;
        let asked = async |name: &str| {
            client_users::invite(&owner, client, seat_for(name, shop)).await
        };
        let by_the_team = client_users::invite(&admin, client, seat_for("Fay", shop)).await;
        assert_eq!(no_room(by_the_team), full(Limited::Seats, 2));
        assert_eq!(no_room(asked("Fay").await), full(Limited::Seats, 2));
        // Who takes no seat is not limited (G6).
        let without = ClientUserDraft { access: Access::default(), ..seat_for("Gus", shop) };
        client_users::invite(&owner, client, without).await.unwrap();

        let mut held = client_users::team(&admin, client).await.unwrap().invitations;
        held.retain(|invitation| !invitation.access.workspaces.is_empty());
        client_users::revoke(&owner, client, held[0].id).await.unwrap();
        assert_eq!(no_room(asked("Fay").await), full(Limited::Seats, 1));
        client_users::revoke(&owner, client, held[1].id).await.unwrap();
        asked("Fay").await.unwrap();
    }

    async fn contacts_are_frozen_until_they_are_below(world: World) {
        let (_, client, owner) = downgraded(&world).await;
        let asked = async |name: &str| contacts::add(&owner, client, contact(name)).await;
        assert_eq!(no_room(asked("Fay").await), full(Limited::Contacts, 3));
        let rows = contacts::list(&owner, client, ContactQuery::default()).await.unwrap();
        let ids: Vec<_> = rows.page.rows.iter().map(|row| row.id).collect();
        let edited = contacts::edit(&owner, client, ids[0], contact("Karl"), Version(1)).await;
        assert_eq!(edited.unwrap().draft.name, "Karl");
        contacts::remove(&owner, client, ids[..2].to_vec()).await.unwrap();
        assert_eq!(no_room(asked("Fay").await), full(Limited::Contacts, 1));
        contacts::remove(&owner, client, ids[2..].to_vec()).await.unwrap();
        asked("Fay").await.unwrap();
        assert_eq!(no_room(asked("Gus").await), full(Limited::Contacts, 1));
    }

    async fn a_file_that_adds_nothing_is_let_in_over_the_limit(world: World) {
        let (_, client, owner) = downgraded(&world).await;
        let rehearsed = async |bytes: &str| {
            let place = contacts::place(&owner, client).await.unwrap();
            let name = "list.csv".to_owned();
            let id = contacts::read(&owner, client, place, name, bytes.as_bytes().to_vec()).await;
            contacts::rehearse(&owner, client, id.unwrap()).await.unwrap()
        };
        let one_more = rehearsed("Name;E-mail\nFay;fay@example.com\n").await;
        assert!(matches!(
            one_more.refused,
            Some(Rejection::LimitReached { what: Limited::Contacts, used: 3, allowed: 1, .. })
        ), "{:?}", one_more.refused);
        let faulty = rehearsed("Name;E-mail\nFay;not an address\n").await;
        assert_eq!((faulty.adds, faulty.refused), (0, None));
    }

    async fn nobody_comes_over_a_limit_unasked(world: World) {
        let (acme, admin) = world.partner_with_administrator("acme").await;
        let (large, small) = (plan_of(&admin, "Large", 2).await, plan_of(&admin, "Small", 1).await);
        let mut answers = JoinSet::new();
        let mut clients = Vec::new();
        for n in 0..16 {
            let client = added(&admin, &format!("Client {n}")).await;
            let client = assign_plan(&admin, on(large, &client)).await.unwrap();
            let owner = world.owner(acme, client.id, &format!("Owner {n}")).await;
            contacts::add(&owner, client.id, contact("Ann")).await.unwrap();
            clients.push((client, owner));
        }
        for (client, owner) in &clients {
            let (admin, wish) = (admin.clone(), on(small, client));
            answers.spawn(async move { assign_plan(&admin, wish).await.map(drop) });
            let (owner, id) = (owner.clone(), client.id);
            answers.spawn(async move { contacts::add(&owner, id, contact("Ben")).await.map(drop) });
        }
        let mut done = 0;
        while let Some(answer) = answers.join_next().await {
            done += u32::from(answer.unwrap().is_ok());
        }
        assert_eq!(done, 16, "the plan or the contact, never both");
        for (client, _) in clients {
            let client = details(&admin, client.id).await.unwrap();
            let plan = client.plan.unwrap();
            assert_eq!(plan.quotas.overruns(&client.usage), [], "{}", plan.name);
        }
    }
}
