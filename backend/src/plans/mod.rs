//! Plans: what a partner sells to its clients (P12–P18).

mod duplicate;
mod fields;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    FieldErrors, PartnerId, PlanId, Problem, Refusal, Version,
    audit::Event,
    inclusions::Section,
    plans::{PlanDetails, PlanDraft, PlanSummary, Quotas},
    policy::{Action, Staff},
};

use crate::{
    Context, Result,
    audit::entry,
    db::Tx,
    edits::{changes, conflict},
};
use fields::fields;
use store::Saved;

pub use duplicate::duplicate;
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The plans on offer, or those archived (P12), by name. Everybody sees all plans; whose scope is a
/// list sees figures of the clients in it.
pub async fn list(cx: &Context, archived: bool) -> Result<Vec<PlanSummary>> {
    cx.allow(Action::SeePlans)?;
    let mut tx = cx.read().await?;
    if archived {
        store::archived(&mut tx, cx.staff()?).await
    } else {
        store::offered(&mut tx, cx.staff()?).await
    }
}

/// A plan as the editor opens it.
pub async fn details(cx: &Context, id: PlanId) -> Result<PlanDetails> {
    cx.allow(Action::SeePlans)?;
    let mut tx = cx.read().await?;
    details_in(&mut tx, cx.staff()?, id).await
}

async fn details_in(tx: &mut Tx, staff: &Staff, id: PlanId) -> Result<PlanDetails> {
    let plan = store::plan_seen(tx, staff, id).await?;
    let peak = store::peak(tx, staff, id).await?;
    plan.ok_or(Refusal::NotFound)?.details(peak)
}

/// Makes a plan; it can be assigned at once (P18).
pub async fn add(cx: &Context, draft: PlanDraft) -> Result<PlanId> {
    cx.allow(Action::EditPlans)?;
    let mut tx = cx.begin().await?;
    let id = add_in(&mut tx, cx, &draft).await?;
    tx.commit().await?;
    Ok(id)
}

/// Makes a plan inside a larger change, such as load data.
pub(crate) async fn add_in(tx: &mut Tx, cx: &Context, draft: &PlanDraft) -> Result<PlanId> {
    let values = draft.validate()?;
    let id = PlanId::from_uuid(cx.new_id());
    if !store::add(tx, cx.partner()?, id, &values, cx.now()).await? {
        return Err(name_taken());
    }
    entry(Event::PlanAdded)
        .about(&values.name)
        .record(tx, cx)
        .await?;
    Ok(id)
}

/// Changes a plan; its clients have the new limits at once.
pub async fn edit(
    cx: &Context,
    id: PlanId,
    draft: PlanDraft,
    seen: Version,
) -> Result<PlanDetails> {
    let partner = cx.allow(Action::EditPlans)?;
    let values = draft.validate()?;

    let mut tx = cx.begin().await?;
    let before = found(store::plan(&mut tx, partner, id).await?)?.draft()?;
    match store::edit(&mut tx, partner, id, &values, seen).await? {
        Saved::Yes => {}
        Saved::NameTaken => return Err(name_taken()),
        Saved::Stale => {
            let now = found(store::plan(&mut tx, partner, id).await?)?;
            return Err(conflict(fields(&now.draft()?), fields(&draft), now.version()).into());
        }
    }
    let after = details_in(&mut tx, cx.staff()?, id).await?;
    entry(Event::PlanEdited)
        .about(&values.name)
        .changes(changes(fields(&before), fields(&after.draft)))
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    Ok(after)
}

/// Takes a plan off the offer; its clients keep it.
pub async fn archive(cx: &Context, id: PlanId) -> Result<()> {
    let partner = cx.allow(Action::EditPlans)?;
    let mut tx = cx.begin().await?;
    let plan = found(store::plan(&mut tx, partner, id).await?)?;
    if plan.is_archived() {
        return tx.commit().await;
    }
    store::set_archived(&mut tx, partner, id, Some(cx.now())).await?;
    entry(Event::PlanArchived)
        .about(plan.name())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

/// Offers an archived plan again, unless another took its name meanwhile.
pub async fn restore(cx: &Context, id: PlanId) -> Result<()> {
    let partner = cx.allow(Action::EditPlans)?;
    let mut tx = cx.begin().await?;
    let plan = found(store::plan(&mut tx, partner, id).await?)?;
    if !plan.is_archived() {
        return tx.commit().await;
    }
    if !store::set_archived(&mut tx, partner, id, None).await? {
        return Err(name_taken());
    }
    entry(Event::PlanRestored)
        .about(plan.name())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

fn found<T>(row: Option<T>) -> std::result::Result<T, Refusal> {
    row.ok_or(Refusal::NotFound)
}

fn name_taken() -> crate::Error {
    FieldErrors::one("name", Problem::Taken).into()
}

/// A plan of a partner, archived or not, with the clients that a member sees on it.
pub(crate) async fn summary(tx: &mut Tx, staff: &Staff, id: PlanId) -> Result<Option<PlanSummary>> {
    let plan = store::plan_seen(tx, staff, id).await?;
    plan.map(|plan| plan.summary()).transpose()
}

/// A plan of a partner, archived or not, whoever asks.
pub(crate) async fn known(
    tx: &mut Tx,
    partner: PartnerId,
    id: PlanId,
) -> Result<Option<PlanSummary>> {
    let plan = store::plan(tx, partner, id).await?;
    plan.map(|plan| plan.summary()).transpose()
}

/// The name of a partner's plan, archived or not, its limits, and the sections it includes.
pub(crate) async fn grant(
    tx: &mut Tx,
    partner: PartnerId,
    id: PlanId,
) -> Result<Option<(String, Quotas, Vec<Section>)>> {
    let plan = store::plan(tx, partner, id).await?;
    let grant = |plan: store::PlanRow| {
        let plan_now = plan.summary()?;
        Ok((plan_now.name, plan_now.quotas, plan.draft()?.sections))
    };
    plan.map(grant).transpose()
}

/// Archived plans that still have clients in a member's scope, by name.
pub(crate) async fn past(tx: &mut Tx, staff: &Staff) -> Result<Vec<PlanSummary>> {
    let mut plans = store::archived(tx, staff).await?;
    plans.retain(|plan| plan.clients > 0);
    Ok(plans)
}

/// The plans a partner's clients can be put on, by name.
pub(crate) async fn offered(tx: &mut Tx, staff: &Staff) -> Result<Vec<PlanSummary>> {
    store::offered(tx, staff).await
}
