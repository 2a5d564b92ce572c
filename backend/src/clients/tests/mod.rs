mod arrivals;
mod bulk;
mod cost;
mod downgrade;
mod isolation;
mod lists;
mod one;
mod races;
mod searching;

use domain::{
    ClientId, MembershipId, PlanId, Refusal, Version,
    audit::Event,
    clients::{ClientDetails, ClientDraft, ClientQuery, ClientStatus, PlanAssignment},
    limit::LimitDraft,
    plans::PlanDraft,
    policy::Actor,
};

use super::*;
use crate::{
    Context, Error, args, plans,
    world::{PartnerInWorld, World},
};

/// A client as typed, by its company only.
fn named(company: &str) -> ClientDraft {
    ClientDraft {
        company: company.to_owned(),
        ..ClientDraft::default()
    }
}

/// A client that was added just now.
async fn added(cx: &Context, company: &str) -> ClientDetails {
    let id = add(cx, named(company)).await.expect("a client");
    details(cx, id).await.expect("the client")
}

/// A plan of ten contacts, with these trial days.
async fn plan(cx: &Context, name: &str, trial_days: u32) -> PlanId {
    let draft = PlanDraft {
        name: name.to_owned(),
        contacts: LimitDraft {
            unlimited: false,
            number: "10".to_owned(),
        },
        trial_days: trial_days.to_string(),
        ..PlanDraft::default()
    };
    plans::add(cx, draft).await.expect("a plan")
}

/// The wish to put a client, as it was seen, on a plan.
const fn on(plan: PlanId, client: &ClientDetails) -> PlanAssignment {
    PlanAssignment {
        client: client.id,
        plan,
        seen: client.version,
        accepts_overrun: false,
        timing: None,
        shown: None,
    }
}

/// The wish of somebody who was told that the plan allows less than the client uses.
const fn knowingly(wish: PlanAssignment) -> PlanAssignment {
    PlanAssignment {
        accepts_overrun: true,
        ..wish
    }
}

/// What a client uses today, set from outside.
async fn uses(world: &World, client: ClientId, contacts: i64) {
    let mut tx = world.portal().db().begin().await.unwrap();
    tx.run(
        "UPDATE clients SET contacts_used = $2, seats_used = $2 WHERE id = $1",
        args![client, contacts],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Lists clients for a member whose scope is a list.
async fn list_for(world: &World, partner: PartnerInWorld, member: &Context, ids: &[ClientId]) {
    let mut tx = world.portal().db().begin().await.unwrap();
    for id in ids {
        tx.run(
            "INSERT INTO membership_clients (partner_id, membership_id, client_id)
             VALUES ($1, $2, $3)",
            args![partner.id, membership(member), *id],
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

fn membership(cx: &Context) -> MembershipId {
    match cx.actor() {
        Actor::Staff(staff) => staff.membership,
        other => panic!("{other:?} is in no team"),
    }
}

/// The refusal of something that must not work.
fn refusal<T: std::fmt::Debug>(answer: crate::Result<T>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// The names a query shows, page after page.
async fn walk(cx: &Context, mut query: ClientQuery) -> Vec<String> {
    let mut names = Vec::new();
    loop {
        let page = list(cx, query.clone()).await.expect("a page");
        names.extend(page.rows.into_iter().map(|client| client.company));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return names,
        }
    }
}

/// What happened to a client, oldest first.
fn events(client: &ClientDetails) -> Vec<Event> {
    client
        .activity
        .iter()
        .rev()
        .map(|activity| activity.event)
        .collect()
}

/// Days of 24 hours, in seconds.
const DAY: i64 = 86_400;
