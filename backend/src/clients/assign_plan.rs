use domain::{
    Refusal,
    audit::Event,
    clients::{ClientDetails, PlanAssignment},
    plans::{PlanSummary, Usage},
    policy::Action,
    refusal::Rejection,
};

use super::{
    details::{changed, found},
    moves,
};
use crate::{Context, Result, audit::entry, plans};

/// Puts a client on a plan (P8): one that is on offer and that its present usage fits. A client
/// that is blocked stays blocked; one that is on the plan already is left as it is.
pub async fn assign_plan(cx: &Context, wish: PlanAssignment) -> Result<ClientDetails> {
    let mut tx = cx.begin().await?;
    let client = found(&mut tx, cx, Action::AssignPlan, wish.client).await?;
    let plan = plans::summary(&mut tx, cx.staff()?, wish.plan).await?;
    let plan = plan.ok_or(Refusal::NotFound)?;
    if client.standing.plan == Some(plan.id) && client.version == wish.seen {
        tx.commit().await?;
        return changed(cx, client.id).await;
    }
    admits(&plan, &client.usage)?;

    let standing = client.standing.clone().on_plan(&plan, cx.now());
    moves::to(&mut tx, cx, &client, &standing, wish.seen).await?;
    entry(Event::PlanAssigned)
        .client(client.id)
        .change("plan", client.plan_name(), &plan.name)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    changed(cx, client.id).await
}

/// Whether a plan takes a client with this usage; every limit it would break is named.
pub(super) fn admits(plan: &PlanSummary, usage: &Usage) -> std::result::Result<(), Rejection> {
    if plan.is_archived {
        return Err(Rejection::PlanArchived);
    }
    let overruns = plan.quotas.overruns(usage);
    if overruns.is_empty() {
        Ok(())
    } else {
        let plan = plan.name.clone();
        Err(Rejection::OverLimit { plan, overruns })
    }
}
