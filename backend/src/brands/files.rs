use std::collections::BTreeSet;

use domain::{
    FieldErrors, PartnerId, Refusal,
    audit::Event,
    brands::{BrandDetails, Slot, is_file_name},
    policy::Action,
};

use super::{details, held, pictures, store};
use crate::{Context, Portal, Result, audit::entry, db::Tx};

/// A file as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its type, known from what it is, never from what was said of it.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Puts a picture into a place of the draft (G10). Nothing that was sent is kept: the picture is
/// made anew, without what was hidden in it.
///
/// # Errors
/// A problem at the field of the place's name; the refusals of the policy.
pub async fn add_file(cx: &Context, slot: Slot, bytes: Vec<u8>) -> Result<BrandDetails> {
    let partner = cx.allow(Action::EditBrand)?;
    let work = move || {
        pictures::made_anew(slot, &bytes)
            .map_err(|problem| FieldErrors::one(slot.name(), problem).into())
    };
    let made = cx.portal().reading().run(work).await?;
    let mut tx = cx.begin().await?;
    let mut now = held(cx, &mut tx, partner).await?;
    for file in &made.files {
        store::add_file(&mut tx, cx, slot, file).await?;
    }
    now.pictures.0.insert(slot, made.picture);
    store::set_pictures(&mut tx, partner, &now.pictures).await?;
    entry(Event::BrandFileAdded)
        .about(slot.name())
        .record(&mut tx, cx)
        .await?;
    sweep(cx, &mut tx, partner).await?;
    let changed = details(cx, &mut tx, partner).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Takes the picture out of a place of the draft.
pub async fn remove_file(cx: &Context, slot: Slot) -> Result<BrandDetails> {
    let partner = cx.allow(Action::EditBrand)?;
    let mut tx = cx.begin().await?;
    let mut now = held(cx, &mut tx, partner).await?;
    if now.pictures.0.remove(&slot).is_none() {
        return Err(Refusal::NotFound.into());
    }
    store::set_pictures(&mut tx, partner, &now.pictures).await?;
    entry(Event::BrandFileRemoved)
        .about(slot.name())
        .record(&mut tx, cx)
        .await?;
    sweep(cx, &mut tx, partner).await?;
    let changed = details(cx, &mut tx, partner).await?;
    tx.commit().await?;
    Ok(changed)
}

/// A file of the asking member's partner, for the editor.
pub async fn file(cx: &Context, name: &str) -> Result<File> {
    let partner = cx.allow(Action::SeeBrand)?;
    let found = file_of(cx.portal(), partner, name).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// A file of the partner whose brand a host carries, for whoever visits it.
///
/// # Errors
/// When the database does not answer.
pub async fn file_of(portal: &Portal, partner: PartnerId, name: &str) -> Result<Option<File>> {
    if !is_file_name(name) {
        return Ok(None);
    }
    let mut tx = portal.db().read().await?;
    store::file(&mut tx, partner, name).await
}

/// Forgets the files that neither the draft nor what is or was published shows.
pub(super) async fn sweep(cx: &Context, tx: &mut Tx, partner: PartnerId) -> Result<()> {
    let now = details(cx, tx, partner).await?;
    let published = now.published.iter().map(|it| &it.brand.pictures);
    let undo = now.undo.iter().filter_map(|undo| undo.brand.as_ref());
    let shown: BTreeSet<&str> = std::iter::once(&now.pictures)
        .chain(published)
        .chain(undo.map(|brand| &brand.pictures))
        .flat_map(domain::brands::Pictures::files)
        .collect();
    for name in store::file_names(tx, partner).await? {
        if !shown.contains(name.as_str()) {
            store::forget_file(tx, partner, &name).await?;
        }
    }
    Ok(())
}
