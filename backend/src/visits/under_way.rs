//! A visit that is under way: whether it still may be, and its end.

use domain::{
    ClientId, MembershipId, PartnerId, Timestamp, UserId, VisitId,
    audit::Event,
    auth::ClientPlace,
    policy::{Action, Actor, Object, decide},
    visits::{VisitRule, VisitState, Visiting},
};

use super::store::{self, Running, Visit};
use crate::{
    Context, Portal, Result, audit::entry, auth, brands::Front, client_users, db::Tx, team,
};

/// Somebody on a visit, as each of their requests finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnVisit {
    /// Which visit.
    pub id: VisitId,
    /// The client, and what can be done there: what an owner could, without what is locked.
    pub place: ClientPlace,
    /// What the banner says.
    pub told: Visiting,
    /// Whose client it is.
    partner: PartnerId,
}

impl OnVisit {
    pub(super) fn new(
        portal: &Portal,
        front: &Front,
        visit: &Visit,
        place: ClientPlace,
        ends_at: Timestamp,
    ) -> Self {
        let back = format!(
            "{}/p/{}/clients/{}",
            portal.public_url(),
            front.slug,
            visit.client
        );
        Self {
            id: visit.id,
            place,
            told: Visiting {
                reason: visit.reason.clone(),
                ends_at,
                back,
            },
            partner: front.partner,
        }
    }
}

/// The visit of a session, if it may still be: what was taken away from the visitor, at home too,
/// is gone with the next request (security.md §1.2).
pub(crate) async fn under_way(
    tx: &mut Tx,
    portal: &Portal,
    front: &Front,
    id: VisitId,
    user: UserId,
) -> Result<Option<OnVisit>> {
    let now = portal.now();
    let found = store::one(tx, front.partner, id).await?;
    let found = found.filter(|visit| {
        visit.state == VisitState::UnderWay && visit.until > now && visit.actor == user
    });
    let Some(visit) = found else {
        return Ok(None);
    };
    let place = admitted(tx, front, &visit, now).await?;
    Ok(place.map(|place| OnVisit::new(portal, front, &visit, place, visit.until)))
}

/// The visited client as its visitor sees it, if they may visit it now: they are signed in at home,
/// in the team, their role and scope allow it, the client is at work and lets visitors in.
pub(super) async fn admitted(
    tx: &mut Tx,
    front: &Front,
    visit: &Visit,
    now: Timestamp,
) -> Result<Option<ClientPlace>> {
    if !auth::is_alive(tx, visit.session, visit.actor, now).await? {
        return Ok(None);
    }
    let Some(staff) = auth::staff_of(tx, visit.actor, &front.slug).await? else {
        return Ok(None);
    };
    let Some((_, status)) = store::client(tx, front.partner, visit.client).await? else {
        return Ok(None);
    };
    let listed =
        staff.sees_all || team::lists(tx, staff.partner, staff.membership, visit.client).await?;
    let object = Object::Client {
        partner: front.partner,
        listed,
        status,
    };
    let is_closed = store::rule(tx, front.partner, visit.client).await? == VisitRule::Never;
    if is_closed || !decide(&Actor::Staff(staff), Action::EnterClient, object).is_allowed() {
        return Ok(None);
    }
    client_users::visited(tx, front.partner, visit.client, visit.actor).await
}

/// Ends a visit and its session, and writes it down.
pub(super) async fn close(tx: &mut Tx, cx: &Context, visit: Running) -> Result<()> {
    auth::end_visit_sessions(tx, visit.id).await?;
    if store::end(tx, (visit.partner, visit.id), cx.now()).await? {
        entry(Event::VisitEnded)
            .client(visit.client)
            .in_visit(visit.id, visit.client)
            .record_at(tx, cx, visit.partner)
            .await?;
    }
    Ok(())
}

/// Goes home: what signing out is on a visit.
pub(crate) async fn leave(tx: &mut Tx, cx: &Context, visit: &OnVisit) -> Result<()> {
    let running = Running {
        partner: visit.partner,
        id: visit.id,
        client: visit.place.person.client,
    };
    close(tx, cx, running).await
}

/// Ends a person's visits that stand on a session which is over.
pub(crate) async fn end_orphans(tx: &mut Tx, cx: &Context, user: UserId) -> Result<()> {
    let visits = store::orphans(tx, user).await?;
    close_all(tx, cx, visits).await
}

/// Ends the visits of a member whose role, scope or place is another now.
pub(crate) async fn end_of_member(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    member: MembershipId,
) -> Result<()> {
    let visits = store::of_member(tx, partner, member).await?;
    close_all(tx, cx, visits).await
}

/// Ends the visits of a partner's whole team.
pub(crate) async fn end_of_partner(tx: &mut Tx, cx: &Context, partner: PartnerId) -> Result<()> {
    let visits = store::of_partner(tx, partner).await?;
    close_all(tx, cx, visits).await
}

pub(super) async fn close_all(tx: &mut Tx, cx: &Context, visits: Vec<Running>) -> Result<()> {
    for visit in visits {
        close(tx, cx, visit).await?;
    }
    Ok(())
}

/// Ends every visit to a client that is blocked or closed (P9).
pub(crate) async fn end_all(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    client: ClientId,
) -> Result<()> {
    store::withdraw(tx, partner, client).await?;
    let visits = store::of_client(tx, partner, client).await?;
    close_all(tx, cx, visits).await
}
