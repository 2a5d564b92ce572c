use domain::{
    Refusal,
    audit::{Change, Event},
    clients::{ClientDetails, PlanAssignment},
    plans::{Overrun, PlanSummary, Usage},
    policy::Action,
    refusal::Rejection,
};

use super::{
    details::{changed, found},
    entitled, moves,
    store::Client,
};
use crate::{Context, Result, audit::entry, db::Tx, plans};

/// Puts a client on a plan (P8) that is on offer. One that allows less than the client uses takes it
/// only if that is accepted: nothing is deleted, and what is over a limit takes nothing new. A
/// client that is blocked stays blocked; one that is on the plan already is left as it is.
pub async fn assign_plan(cx: &Context, wish: PlanAssignment) -> Result<ClientDetails> {
    let mut tx = cx.begin().await?;
    entitled::hold(&mut tx, cx.partner()?, wish.client).await?;
    let client = found(&mut tx, cx, Action::AssignPlan, wish.client).await?;
    let plan = plans::summary(&mut tx, cx.staff()?, wish.plan).await?;
    let plan = plan.ok_or(Refusal::NotFound)?;
    if client.standing.plan == Some(plan.id) && client.version == wish.seen {
        tx.commit().await?;
        return changed(cx, client.id).await;
    }
    admits(&plan, &client.usage, wish.accepts_overrun)?;

    let standing = client.standing.clone().on_plan(&plan, cx.now());
    moves::to(&mut tx, cx, &client, &standing, wish.seen).await?;
    record(&mut tx, cx, &client, &plan).await?;
    tx.commit().await?;
    changed(cx, client.id).await
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
pub(super) async fn record(
    tx: &mut Tx,
    cx: &Context,
    client: &Client,
    plan: &PlanSummary,
) -> Result<()> {
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
        .record(tx, cx)
        .await
}
