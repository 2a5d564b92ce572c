use domain::{
    ClientId, FieldErrors, MembershipId, PartnerId, PlanId, Problem,
    audit::Event,
    clients::ClientDraft,
    plans::{PlanSummary, Usage},
    policy::Action,
};

use super::{
    standing::Standing,
    store::{self, Newcomer},
};
use crate::{Context, Result, audit::entry, custom_fields, db::Tx, plans, subscriptions, team};

/// Adds a client, and never its users (P6, P7). Two clients may have the same name or address.
pub async fn add(cx: &Context, draft: ClientDraft) -> Result<ClientId> {
    let partner = cx.allow(Action::AddClient)?;
    if draft.plan.is_some() {
        cx.allow(Action::AssignPlan)?;
    }
    let id = ClientId::from_uuid(cx.new_id());

    let mut tx = cx.begin().await?;
    let fields = custom_fields::all(&mut tx, partner).await?;
    let data = draft.validate(&fields)?;
    check_manager(&mut tx, partner, draft.manager).await?;
    let plan = match draft.plan {
        Some(plan) => Some(offered(&mut tx, cx, plan).await?),
        None => None,
    };
    let standing = match &plan {
        Some(plan) => Standing::new().on_plan(plan, cx.now()),
        None => Standing::new(),
    };
    let newcomer = Newcomer {
        id,
        data: &data,
        standing: &standing,
        usage: Usage::default(),
        import: None,
        added_at: cx.now(),
    };
    store::insert(&mut tx, partner, &newcomer).await?;
    team::list_own(&mut tx, cx, id).await?;
    let event = entry(Event::ClientAdded).client(id);
    let event = match &plan {
        Some(plan) => event.change("plan", "", &plan.name),
        None => event,
    };
    event.record(&mut tx, cx).await?;
    if let Some(plan) = &plan {
        let is_on_trial = standing.trial_ends_at.is_some();
        subscriptions::assigned(&mut tx, cx, partner, id, plan, (is_on_trial, None)).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Somebody who looks after a client is in the partner's team.
pub(super) async fn check_manager(
    tx: &mut Tx,
    partner: PartnerId,
    manager: Option<MembershipId>,
) -> Result<()> {
    let Some(manager) = manager else {
        return Ok(());
    };
    match store::manager(tx, partner, manager).await? {
        Some(_) => Ok(()),
        None => Err(FieldErrors::one("manager", Problem::Unknown).into()),
    }
}

/// The plan of a form: it must be on offer.
async fn offered(tx: &mut Tx, cx: &Context, plan: PlanId) -> Result<PlanSummary> {
    let plan = plans::summary(tx, cx.staff()?, plan).await?;
    let unknown = || FieldErrors::one("plan", Problem::Unknown);
    Ok(plan.filter(|plan| !plan.is_archived).ok_or_else(unknown)?)
}
