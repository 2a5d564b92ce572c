//! Many at once: two replicas on one database where the engine allows it.

use domain::{clients::BlockReason, refusal::Rejection};
use tokio::task::JoinSet;

use super::*;
use crate::db::Engine;

/// Sixty-four contexts of one person, half of them on a second replica.
async fn crowd(world: &World, cx: &Context) -> Vec<Context> {
    let mut portals = vec![world.portal().clone()];
    if world.portal().db().engine() == Engine::Postgres {
        portals.push(world.replica().await);
    }
    let portals = portals.iter().cycle().take(64);
    portals
        .map(|portal| portal.context(cx.actor().clone()))
        .collect()
}

/// How many of the answers were yes; every other one must be a conflict.
async fn winners<T: Send + std::fmt::Debug + 'static>(
    mut answers: JoinSet<crate::Result<T>>,
) -> usize {
    let mut winners = 0;
    while let Some(answer) = answers.join_next().await {
        match answer.unwrap() {
            Ok(_) => winners += 1,
            // Whoever came after the winner had committed sees the client as it stands now.
            Err(Error::Refused(
                Refusal::Conflict(_) | Refusal::Rejected(Rejection::WrongStatus { .. }),
            )) => {}
            Err(other) => panic!("{other}"),
        }
    }
    winners
}

crate::stories! {
    async fn of_many_assignments_one_wins(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let plans = [plan(&cx, "Pro", 14).await, plan(&cx, "Max", 0).await];
        let client = added(&cx, "Acme").await;
        let mut answers = JoinSet::new();
        for (cx, plan) in crowd(&world, &cx).await.into_iter().zip(plans.into_iter().cycle()) {
            let wish = on(plan, &client);
            answers.spawn(async move { assign_plan(&cx, wish).await });
        }
        assert_eq!(winners(answers).await, 1);
        let client = details(&cx, client.id).await.unwrap();
        assert_eq!(client.version, Version(2));
        assert_eq!(events(&client), [Event::ClientAdded, Event::PlanAssigned]);
    }

    async fn of_many_blocks_one_wins(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let client = added(&cx, "Acme").await;
        let mut answers = JoinSet::new();
        for cx in crowd(&world, &cx).await {
            let (id, seen) = (client.id, client.version);
            answers.spawn(async move { block(&cx, id, BlockReason::default(), seen).await });
        }
        assert_eq!(winners(answers).await, 1);
        let client = details(&cx, client.id).await.unwrap();
        assert_eq!(events(&client), [Event::ClientAdded, Event::ClientBlocked]);
    }

    async fn of_many_edits_one_wins(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let client = added(&cx, "Acme").await;
        let mut answers = JoinSet::new();
        for (n, cx) in crowd(&world, &cx).await.into_iter().enumerate() {
            let (id, seen) = (client.id, client.version);
            let draft = named(&format!("Acme {n}"));
            answers.spawn(async move { edit(&cx, id, draft, seen).await });
        }
        assert_eq!(winners(answers).await, 1);
        assert_eq!(details(&cx, client.id).await.unwrap().version, Version(2));
    }

    async fn many_added_at_once_are_all_there_and_counted(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        let pro = plan(&cx, "Pro", 14).await;
        let mut answers = JoinSet::new();
        for (n, cx) in crowd(&world, &cx).await.into_iter().enumerate() {
            let plan = (n % 2 == 0).then_some(pro);
            let draft = ClientDraft { plan, ..named(&format!("Client {n}")) };
            answers.spawn(async move { add(&cx, draft).await });
        }
        assert_eq!(winners(answers).await, 64);
        assert_eq!(list(&cx, ClientQuery::default()).await.unwrap().total.rows, 64);
        assert_eq!(walk(&cx, ClientQuery::default()).await.len(), 64);
    }
}
