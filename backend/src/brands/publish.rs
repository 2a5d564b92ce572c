use domain::{
    Refusal, Version,
    audit::Event,
    brands::{Brand, BrandDetails, BrandDraft},
    policy::Action,
};

use super::{details, files, held, store};
use crate::{
    Context, Result,
    audit::entry,
    edits::{changes, conflict},
};

/// Shows the draft of the version `seen` to clients, from the next page on.
pub async fn publish(cx: &Context, seen: Version) -> Result<BrandDetails> {
    let partner = cx.allow(Action::EditBrand)?;
    let mut tx = cx.begin().await?;
    let before = held(cx, &mut tx, partner).await?;
    if before.version != seen {
        return Err(conflict(before.draft.fields(), before.draft.fields(), before.version).into());
    }
    let brand = Brand {
        pictures: before.pictures.clone(),
        ..before.draft.validate()?
    };
    store::publish(&mut tx, partner, &brand, cx.now()).await?;
    let shown = before.published.map(|published| published.brand);
    let shown = shown.as_ref().map(BrandDraft::from).unwrap_or_default();
    entry(Event::BrandPublished)
        .changes(changes(shown.fields(), before.draft.fields()))
        .record(&mut tx, cx)
        .await?;
    files::sweep(cx, &mut tx, partner).await?;
    let published = details(cx, &mut tx, partner).await?;
    tx.commit().await?;
    Ok(published)
}

/// Shows clients what they saw before the last publication; once more shows them that one again.
/// The draft stays as it is.
pub async fn undo(cx: &Context) -> Result<BrandDetails> {
    let partner = cx.allow(Action::EditBrand)?;
    let mut tx = cx.begin().await?;
    held(cx, &mut tx, partner).await?;
    if !store::undo(&mut tx, partner, cx.now()).await? {
        return Err(Refusal::NotFound.into());
    }
    entry(Event::BrandUndone).record(&mut tx, cx).await?;
    let undone = details(cx, &mut tx, partner).await?;
    tx.commit().await?;
    Ok(undone)
}
