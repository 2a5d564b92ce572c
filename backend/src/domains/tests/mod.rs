mod claims;
mod lives;
mod server;

use domain::{
    DomainId, FieldErrors, Problem, Refusal,
    audit::Event,
    domains::{DOMAINS_MAX, DomainState, DomainSummary, Trouble, check_host},
    policy::Role,
    refusal::Rejection,
};

use super::{activate, add, check_now, list, remove, run_due, sweep};
use crate::{
    Context, brands,
    world::{World, refused},
};

/// Where every brand of a world is reached.
const HERE: &str = "192.0.2.1";

/// A claim of a partner to a name.
async fn claimed(cx: &Context, name: &str) -> DomainSummary {
    add(cx, name.to_owned()).await.unwrap()
}

/// Sets the record of a claim.
fn prove(world: &World, domain: &DomainSummary) {
    let place = check_host(&domain.name);
    world.dns().set_texts(&place, &[&domain.token]);
}

/// A domain that is served.
async fn served(world: &World, cx: &Context, slug: &str, name: &str) -> DomainSummary {
    let domain = claimed(cx, name).await;
    prove(world, &domain);
    world.dns().set_addresses(&domain.name, &[HERE]);
    world
        .dns()
        .set_addresses(&format!("{slug}.localhost"), &[HERE]);
    let domain = check_now(cx, domain.id).await.unwrap();
    assert_eq!(domain.state, DomainState::Active);
    domain
}

/// Whose brand a host carries.
async fn front(world: &World, host: &str) -> Option<String> {
    let front = brands::front(world.portal(), "localhost", host).await;
    front.unwrap().map(|front| front.slug)
}

/// The domain as it stands.
async fn now(cx: &Context, id: DomainId) -> DomainSummary {
    let domains = list(cx).await.unwrap().list;
    domains.into_iter().find(|domain| domain.id == id).unwrap()
}

/// What was recorded, the oldest first.
async fn events(world: &World, cx: &Context) -> Vec<Event> {
    let mut events: Vec<Event> = world
        .activity(cx)
        .await
        .iter()
        .map(|activity| activity.event)
        .collect();
    events.reverse();
    events
}
