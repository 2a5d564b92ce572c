use domain::{
    ClientId, PartnerId, Refusal, Version,
    audit::{Change, Event},
    clients::{ClientDetails, PlanAssignment},
    plans::{Overrun, PlanSummary, Usage},
    policy::Action,
    refusal::Rejection,
    subscriptions::{Proration, Timing},
};

use super::{
    details::{changed, found},
    entitled, moves,
    store::{self, Client},
};
use crate::{
    Context, Result,
    audit::{Entry, entry},
    db::Tx,
    plans, subscriptions,
};

/// Puts a client on a plan (P8) that is on offer: now, or from its next period on. One that allows less than the client uses takes it
/// only if that is accepted: nothing is deleted, and what is over a limit takes nothing new. A
/// client that is blocked stays blocked; one that is on the plan already is left as it is.
pub async fn assign_plan(cx: &Context, wish: PlanAssignment) -> Result<ClientDetails> {
    let mut tx = cx.begin().await?;
    entitled::hold(&mut tx, cx.partner()?, wish.client).await?;
    let client = found(&mut tx, cx, Action::AssignPlan, wish.client).await?;
    let plan = plans::summary(&mut tx, cx.staff()?, wish.plan).await?;
    let plan = plan.ok_or(Refusal::NotFound)?;
    if client.standing.plan == Some(plan.id) && client.version == wish.seen {
        let is_on_trial = client.standing.trial_ends_at.is_some();
        let partner = cx.partner()?;
        subscriptions::ensured(&mut tx, cx, partner, client.id, &plan, is_on_trial).await?;
        tx.commit().await?;
        return changed(cx, client.id).await;
    }
    admits(&plan, &client.usage, wish.accepts_overrun)?;
    put(
        &mut tx,
        cx,
        &client,
        &plan,
        (wish.timing, wish.shown),
        wish.seen,
    )
    .await?;
    tx.commit().await?;
    changed(cx, client.id).await
}

/// Puts a client on a plan that takes it: now, or from its next period on, as was shown.
pub(super) async fn put(
    tx: &mut Tx,
    cx: &Context,
    client: &Client,
    plan: &PlanSummary,
    (timing, shown): (Option<Timing>, Option<Proration>),
    seen: Version,
) -> Result<()> {
    let partner = cx.partner()?;
    match subscriptions::timing(tx, cx, partner, client.id, plan, timing).await? {
        Timing::AtEnd => {
            // Nothing moves yet; but of two who decide at once, one is told.
            moves::to(tx, cx, client, &client.standing, seen).await?;
            subscriptions::planned(tx, cx, partner, client.id, plan, shown).await
        }
        Timing::Now => {
            let standing = client.standing.clone().on_plan(plan, cx.now());
            moves::to(tx, cx, client, &standing, seen).await?;
            record(tx, cx, client, plan).await?;
            let is_on_trial = standing.trial_ends_at.is_some();
            let way = (is_on_trial, shown);
            subscriptions::assigned(tx, cx, partner, client.id, plan, way).await
        }
    }
}

/// The period is over, and a client comes on the plan that waited for it (P8).
pub(crate) async fn move_on(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    id: ClientId,
    plan: &PlanSummary,
) -> Result<()> {
    let client = store::client(tx, partner, id).await?;
    let client = client.ok_or(Refusal::NotFound)?;
    store::lock_counts(tx, partner).await?;
    let standing = client.standing.clone().on_plan(plan, cx.now());
    let seen = (client.id, client.version);
    if !store::set_standing(tx, partner, seen, &standing, cx.now()).await? {
        return Err(moves::stale(&client).into());
    }
    assignment(&client, plan).record_at(tx, cx, partner).await
}

/// Whether a plan takes a client with this usage; every limit that it would break, and that nobody
/// accepts to be broken, is named.
pub(super) fn admits(
    plan: &PlanSummary,
    usage: &Usage,
    accepts_overrun: bool,
) -> std::result::Result<(), Rejection> {
    if plan.is_archived {
        return Err(Rejection::PlanArchived);
    }
    let overruns = plan.quotas.overruns(usage);
    if overruns.is_empty() || accepts_overrun {
        Ok(())
    } else {
        let plan = plan.name.clone();
        Err(Rejection::OverLimit { plan, overruns })
    }
}

/// Records that a client was put on a plan, and every limit that it is over since.
async fn record(tx: &mut Tx, cx: &Context, client: &Client, plan: &PlanSummary) -> Result<()> {
    assignment(client, plan).record(tx, cx).await
}

fn assignment(client: &Client, plan: &PlanSummary) -> Entry {
    let overruns = plan.quotas.overruns(&client.usage);
    let mut changes: Vec<Change> = overruns.iter().map(Overrun::recorded).collect();
    let moved = Change {
        field: "plan".to_owned(),
        from: client.plan_name().to_owned(),
        to: plan.name.clone(),
    };
    changes.insert(0, moved);
    entry(Event::PlanAssigned)
        .client(client.id)
        .changes(changes)
}
