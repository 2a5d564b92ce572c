use std::collections::BTreeSet;

use domain::{
    clients::{ClientQuery, ClientStatus},
    policy::Role,
};

use super::{PASSWORD, SignIn, cast, demo, is_empty};
use crate::{
    Context, Portal, auth, auth::weakness, catalogue, clients, custom_fields, dashboard, plans,
    team,
};

/// What a person of the seed asks with at a partner, signed in by their password.
async fn at(portal: &Portal, email: &str, slug: &str) -> Context {
    let who = auth::SignIn {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        place: auth::Place {
            host: "localhost".to_owned(),
            device: "test".to_owned(),
            ..auth::Place::default()
        },
        address: std::net::Ipv4Addr::LOCALHOST.into(),
    };
    let session = auth::sign_in(portal, who).await.unwrap();
    let signed_in = auth::resolve(portal, session.token.as_str(), "localhost")
        .await
        .unwrap()
        .unwrap();
    auth::context_for_partner(portal, &signed_in, slug)
        .await
        .unwrap()
}

/// Somebody who signed in on the host of a brand.
async fn at_brand(portal: &Portal, email: &str, slug: &str) -> domain::auth::Me {
    let host = format!("{slug}.localhost");
    let front = crate::brands::front(portal, "localhost", &host)
        .await
        .unwrap();
    let who = auth::SignIn {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        place: auth::Place {
            host,
            front,
            ..auth::Place::default()
        },
        address: [127, 0, 0, 1].into(),
    };
    let session = auth::sign_in(portal, who).await.unwrap();
    let cx = auth::context_for_person(portal, Some(&session.signed_in));
    auth::me(&cx).await.unwrap()
}

crate::stories! {
    async fn the_demo_is_a_portal_at_work(world: World) {
        world.disconnect_all().await;
        let portal = world.portal();
        assert!(is_empty(portal).await.unwrap());
        assert_eq!(demo(portal).await.unwrap(), cast::sign_ins());

        let nora = at(portal, "nora@northwind.example", "northwind").await;
        let page = dashboard::dashboard(&nora).await.unwrap();
        assert_eq!(page.by_status.iter().sum::<u64>(), 40);
        assert!(page.by_status.iter().all(|clients| *clients >= 2), "{:?}", page.by_status);
        assert_eq!((page.users, page.plans), (4, 4));
        assert!(page.added_by_day.iter().filter(|added| **added > 0).count() >= 15);
        assert!(!page.trials_ending.is_empty());
        assert_eq!(page.activity.len(), 12);
        let steps = page.first_steps;
        assert!(steps.company && steps.plan && steps.client && steps.assigned && steps.team);
        let archived = plans::list(&nora, true).await.unwrap();
        assert_eq!(archived.iter().map(|plan| plan.clients).collect::<Vec<_>>(), [2]);
        assert_eq!(custom_fields::list(&nora).await.unwrap().len(), 5);
        let prices = catalogue::price_list(&nora).await.unwrap();
        let sold: BTreeSet<_> = prices.items.iter().map(|item| item.item).collect();
        assert_eq!(sold.len(), 26);
        let is_own = |item: &&domain::catalogue::PricedItem| item.set.is_some();
        assert_eq!(prices.items.iter().filter(is_own).count(), 1);

        let ben = at(portal, "ben@bluewave.example", "bluewave").await;
        assert_eq!(dashboard::dashboard(&ben).await.unwrap().clients, 12);
    }

    async fn everybody_of_the_demo_can_sign_in(world: World) {
        world.disconnect_all().await;
        let portal = world.portal();
        for SignIn { email, brand, .. } in demo(portal).await.unwrap() {
            if email == "operator@example.com" {
                continue;
            }
            if let Some(slug) = brand {
                let me = at_brand(portal, &email, slug).await;
                assert!(!me.office.unwrap().places.is_empty(), "{email}");
                continue;
            }
            let slug = if email.contains("bluewave") { "bluewave" } else { "northwind" };
            at(portal, &email, slug).await;
        }
        let mateo = at(portal, "mateo@northwind.example", "northwind").await;
        assert_eq!(auth::me(&mateo).await.unwrap().memberships.len(), 2);
        let there = at(portal, "mateo@northwind.example", "bluewave").await;
        assert_eq!(there.staff().unwrap().role, Role::CompanyManager);
        let nora = at(portal, "nora@northwind.example", "northwind").await;
        let roles: Vec<Role> =
            team::team(&nora).await.unwrap().members.iter().map(|member| member.role).collect();
        assert_eq!(roles.len(), 4);
        let ivan = at(portal, "ivan@northwind.example", "northwind").await;
        assert!(!ivan.staff().unwrap().sees_all);
        let his = clients::list(&ivan, ClientQuery::default()).await.unwrap();
        assert_eq!(his.total.rows, 7, "eight, one of which is closed");
    }

    /// Nobody of the demo is over a limit, and nothing lies in the future.
    async fn the_demo_is_believable(world: World) {
        world.disconnect_all().await;
        let portal = world.portal();
        demo(portal).await.unwrap();
        for (email, slug) in [
            ("nora@northwind.example", "northwind"),
            ("ben@bluewave.example", "bluewave"),
        ] {
            let cx = at(portal, email, slug).await;
            let page = clients::list(&cx, ClientQuery::default()).await.unwrap();
            assert!(page.rows.windows(2).all(|pair| pair[0].created_at > pair[1].created_at));
            for client in page.rows {
                let client = clients::details(&cx, client.id).await.unwrap();
                assert!(client.created_at < portal.now() && client.updated_at < portal.now());
                assert!(client.activity.iter().all(|event| event.at < portal.now()));
                if let Some(plan) = client.plan {
                    assert_eq!(plan.quotas.overruns(&client.usage), [], "{}", client.draft.company);
                }
            }
        }
    }

    async fn the_demo_goes_into_an_empty_database_only(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        assert!(!is_empty(world.portal()).await.unwrap());
        demo(world.portal()).await.unwrap_err();
        assert_eq!(dashboard::dashboard(&ada).await.unwrap().clients, 0);
    }

    async fn load_data_is_counted_and_found(world: World) {
        let portal = world.portal();
        let person = crate::seed::clients(portal, 2_003, 2).await.unwrap();
        let mut companies = Vec::new();
        for (slug, expected) in [("load-1", 1_002), ("load-2", 1_001)] {
            let cx = at(portal, &person.email, slug).await;
            let page = dashboard::dashboard(&cx).await.unwrap();
            assert_eq!(page.by_status.iter().sum::<u64>(), expected);
            assert!(page.by_status.iter().all(|clients| *clients > expected / 50));
            for (status, counted) in ClientStatus::ALL.into_iter().zip(&page.by_status) {
                let query = ClientQuery { status: Some(status), ..ClientQuery::default() };
                assert_eq!(clients::list(&cx, query).await.unwrap().total.rows, *counted);
            }
            let list = clients::list(&cx, ClientQuery::default()).await.unwrap();
            assert!(list.rows.windows(2).all(|pair| pair[0].created_at >= pair[1].created_at));
            let newest = list.rows.first().unwrap();
            let query = ClientQuery {
                search: newest.company.to_uppercase(),
                ..ClientQuery::default()
            };
            let found = clients::list(&cx, query).await.unwrap().rows;
            assert!(found.iter().any(|client| client.id == newest.id));
            clients::details(&cx, newest.id).await.unwrap();
            companies.push(newest.company.clone());
        }
        // The same for the same numbers, on every machine.
        assert_eq!(companies, ["Ελιά Ναυτιλία 1002 Ο.Ε.", "Öko Brauerei 1001 AG"]);
        crate::seed::clients(portal, 1, 1).await.unwrap_err();
    }
}

#[test]
fn the_password_is_good_enough_for_everybody() {
    for SignIn { email, who, .. } in cast::sign_ins() {
        let words: Vec<&str> = who.split([' ', ',']).chain([email.as_str()]).collect();
        assert_eq!(weakness(PASSWORD, &words), None, "{who}");
    }
}
