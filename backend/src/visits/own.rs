//! The client's side: what was done, who was in, and who may come in.

use domain::{
    ClientId, Refusal, VisitId,
    audit::Event,
    policy::Action,
    refusal::Rejection,
    visits::{ANSWER_HOURS, ClientActivity, VisitRule, VisitState},
};

use super::{
    store::{self, Running},
    under_way,
};
use crate::{Context, Result, audit, audit::entry};

/// Events that are shown beside the visits.
const SHOWN: u32 = 200;
/// Changes that a receipt shows.
const CHANGES: u32 = 50;

/// What was done at one's client, with a receipt of every visit: who, when, why, and what was
/// changed.
pub async fn list(cx: &Context, client: ClientId) -> Result<ClientActivity> {
    let partner = cx.allow_at_own(Action::SeeActivity, client)?;
    let mut tx = cx.read().await?;
    let mut visits = store::receipts(&mut tx, partner, client, cx.now()).await?;
    for receipt in &mut visits {
        let mut changes = audit::in_visit(&mut tx, partner, receipt.id, CHANGES + 1).await?;
        let most = CHANGES as usize;
        receipt.has_more = changes.len() > most;
        changes.truncate(most);
        receipt.changes = changes;
    }
    Ok(ClientActivity {
        rule: store::rule(&mut tx, partner, client).await?,
        visits,
        activity: audit::by_its_people(&mut tx, partner, client, SHOWN).await?,
    })
}

/// Says what one's client wants of visits. Where nobody may come in any more, whoever is in is out.
pub async fn set_rule(cx: &Context, client: ClientId, rule: VisitRule) -> Result<()> {
    let partner = cx.allow_at_own(Action::ManageVisits, client)?;
    let mut tx = cx.begin().await?;
    let before = store::rule(&mut tx, partner, client).await?;
    if before == rule {
        return tx.commit().await;
    }
    store::set_rule(&mut tx, partner, client, rule).await?;
    match rule {
        VisitRule::Always => {}
        VisitRule::Ask => store::withdraw_tickets(&mut tx, partner, client).await?,
        VisitRule::Never => under_way::end_all(&mut tx, cx, partner, client).await?,
    }
    entry(Event::VisitRuleChanged)
        .client(client)
        .change("visits", before.name(), rule.name())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

/// Lets in whoever asked, or does not; what was allowed can be declined until it has begun.
///
/// # Errors
/// [`Rejection::VisitOver`] when the request was answered or is too old.
pub async fn answer(cx: &Context, client: ClientId, id: VisitId, is_welcome: bool) -> Result<()> {
    let partner = cx.allow_at_own(Action::ManageVisits, client)?;
    let mut tx = cx.begin().await?;
    let visit = store::one(&mut tx, partner, id).await?;
    let visit = visit.filter(|visit| visit.client == client);
    let visit = visit.ok_or(Refusal::NotFound)?;
    let (state, event) = if is_welcome {
        (VisitState::Allowed, Event::VisitAllowed)
    } else {
        (VisitState::Declined, Event::VisitDeclined)
    };
    let until = cx.now().plus_seconds(ANSWER_HOURS * 3_600);
    let at = (partner, client, id);
    if !store::answer(&mut tx, at, state, until, cx.now()).await? {
        return Err(Rejection::VisitOver.into());
    }
    entry(event)
        .client(client)
        .about(visit.reason)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

/// Ends a visit that is under way at one's client, or has a ticket.
pub async fn end_own(cx: &Context, client: ClientId, id: VisitId) -> Result<()> {
    let partner = cx.allow_at_own(Action::ManageVisits, client)?;
    let mut tx = cx.begin().await?;
    let visit = store::one(&mut tx, partner, id).await?;
    visit
        .filter(|visit| visit.client == client)
        .ok_or(Refusal::NotFound)?;
    store::withdraw_tickets(&mut tx, partner, client).await?;
    let visit = Running {
        partner,
        id,
        client,
    };
    under_way::close(&mut tx, cx, visit).await?;
    tx.commit().await
}
