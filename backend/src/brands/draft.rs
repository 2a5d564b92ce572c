use domain::{
    Version,
    audit::Event,
    brands::{BrandDetails, BrandDraft},
    policy::Action,
};

use super::{details, held, store};
use crate::{
    Context, Result,
    audit::entry,
    edits::{changes, conflict},
};

/// Keeps what was typed; clients see it when it is published.
pub async fn save_draft(cx: &Context, draft: BrandDraft, seen: Version) -> Result<BrandDetails> {
    let partner = cx.allow(Action::EditBrand)?;
    let draft = BrandDraft::from(&draft.validate()?);
    let mut tx = cx.begin().await?;
    let before = held(cx, &mut tx, partner).await?;
    if !store::set_draft(&mut tx, partner, &draft, seen).await? {
        return Err(conflict(before.draft.fields(), draft.fields(), before.version).into());
    }
    entry(Event::BrandEdited)
        .changes(changes(before.draft.fields(), draft.fields()))
        .record(&mut tx, cx)
        .await?;
    let saved = details(cx, &mut tx, partner).await?;
    tx.commit().await?;
    Ok(saved)
}
