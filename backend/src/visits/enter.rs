//! Crossing over: the ticket becomes a session on the host of the partner's brand.

use domain::{
    ClientId, Refusal,
    audit::Event,
    policy::Actor,
    refusal::Rejection,
    visits::{VisitRule, VisitState},
};

use super::{
    store,
    under_way::{OnVisit, admitted, close},
};
use crate::{
    Portal, Result,
    audit::entry,
    auth::{self, NewSession, Place, SignedIn},
    db::violates,
    portal::token_hash,
};

/// A visit that has begun.
#[derive(Debug, Clone)]
pub struct Entered {
    /// The visitor's session on the brand's host, over when the visit is.
    pub session: NewSession,
    /// The client.
    pub client: ClientId,
}

/// Enters with a ticket, which is used up by that. Somebody else who is signed in on that host is
/// not put into another's visit by a link that they were sent.
///
/// # Errors
/// [`Rejection::TicketIsDead`] for a ticket that was used, is older than a minute or was never given,
/// and for a visitor who may not visit any more; [`Rejection::SomebodyElseHere`].
pub async fn enter(
    portal: &Portal,
    ticket: &str,
    place: &Place,
    here: Option<&SignedIn>,
) -> Result<Entered> {
    let front = place.front.as_ref().ok_or(Refusal::NotFound)?;
    let now = portal.now();
    let mut tx = portal.db().begin().await?;
    let found = store::by_ticket(&mut tx, front.partner, token_hash(ticket), now).await?;
    let visit = found.ok_or(Rejection::TicketIsDead)?;
    // The client wanted to be asked since the ticket was given.
    let rule = store::rule(&mut tx, front.partner, visit.client).await?;
    if rule == VisitRule::Ask && visit.state == VisitState::Ticketed {
        return Err(Rejection::TicketIsDead.into());
    }
    if here.is_some_and(|person| person.user != visit.actor) {
        return Err(Rejection::SomebodyElseHere.into());
    }
    let admitted = admitted(&mut tx, front, &visit, now).await?;
    let admitted = admitted.ok_or(Rejection::TicketIsDead)?;
    let ends_at = now.plus_seconds(i64::from(visit.minutes) * 60);
    let elsewhere = store::whereabouts(&mut tx, front.partner, visit.actor, now).await?;
    if let Some(at) = elsewhere {
        let company = at.company;
        return Err(Rejection::VisitUnderWay { company }.into());
    }
    let on_visit = OnVisit::new(portal, front, &visit, admitted, ends_at);
    let cx = portal
        .context(Actor::Visitor(visit.actor))
        .on_visit(Some(on_visit));
    // What has run out stands in the way of nothing.
    for stale in store::run_out_of_actor(&mut tx, front.partner, visit.actor, now).await? {
        close(&mut tx, &cx, stale).await?;
    }
    let at = (front.partner, visit.id);
    let begun = store::begin(&mut tx, at, now, ends_at, token_hash(ticket)).await;
    let begun = begun.map_err(|error| {
        // The visitor entered somewhere else at this very moment.
        if violates(&error, "one_visit_at_a_time", "visits.actor_id") {
            Rejection::TicketIsDead.into()
        } else {
            error
        }
    })?;
    if !begun {
        return Err(Rejection::TicketIsDead.into());
    }
    if let Some(former) = here {
        auth::end_one(&mut tx, former.user, former.session).await?;
    }
    let session = auth::open_visit(&mut tx, portal, visit.actor, place, visit.id, ends_at).await?;
    entry(Event::VisitStarted)
        .client(visit.client)
        .about(&visit.reason)
        .change("minutes", "", visit.minutes.to_string())
        .record_at(&mut tx, &cx, front.partner)
        .await?;
    tx.commit().await?;
    Ok(Entered {
        session,
        client: visit.client,
    })
}
