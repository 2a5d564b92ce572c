//! (feature plans)

use domain::{
    PlanId, Version,
    plans::{PlanDetails, PlanDraft, PlanSummary},
};

use crate::{Context, Error, Result};

/// The plans on offer, or those archived (P12).
pub async fn list(cx: &Context, archived: bool) -> Result<Vec<PlanSummary>> {
    let _ = (cx, archived);
    Err(Error::corrupt("not written yet"))
}

/// A plan as the editor opens it.
pub async fn details(cx: &Context, id: PlanId) -> Result<PlanDetails> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Makes a plan; it can be assigned at once (P18).
pub async fn add(cx: &Context, draft: PlanDraft) -> Result<PlanId> {
    let _ = (cx, draft);
    Err(Error::corrupt("not written yet"))
}

/// Changes a plan.
pub async fn edit(
    cx: &Context,
    id: PlanId,
    draft: PlanDraft,
    seen: Version,
) -> Result<PlanDetails> {
    let _ = (cx, id, draft, seen);
    Err(Error::corrupt("not written yet"))
}

/// Makes a plan with the values of another.
pub async fn duplicate(cx: &Context, id: PlanId) -> Result<PlanId> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Takes a plan off the offer; its clients keep it.
pub async fn archive(cx: &Context, id: PlanId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}

/// Offers an archived plan again.
pub async fn restore(cx: &Context, id: PlanId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}
