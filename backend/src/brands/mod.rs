//! Brands: what a partner's clients see, and on which hosts (P11, G10).

mod draft;
mod files;
mod front;
mod pictures;
mod publish;
mod store;
#[cfg(test)]
mod tests;

use domain::{
    PartnerId, Version,
    brands::{BrandDetails, BrandDraft},
    policy::Action,
};

use crate::{Context, Result, db::Tx};

pub use draft::save_draft;
pub use files::{File, add_file, file, file_of, remove_file};
pub(crate) use front::front_of;
pub use front::{Front, front};
pub use publish::{publish, undo};
#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The brand: the draft, what is published, and what undoing brings back (P11).
pub async fn brand(cx: &Context) -> Result<BrandDetails> {
    let partner = cx.allow(Action::SeeBrand)?;
    let mut tx = cx.read().await?;
    details(cx, &mut tx, partner).await
}

/// The brand of a partner; one that never touched it begins with its company's name.
async fn details(cx: &Context, tx: &mut Tx, partner: PartnerId) -> Result<BrandDetails> {
    let (slug, company) = store::company_brand(tx, partner).await?;
    let url = cx.portal().brand_url(&slug);
    let kept = store::brand(tx, partner, &url).await?;
    Ok(kept.unwrap_or_else(|| BrandDetails {
        draft: BrandDraft::from(&company),
        pictures: company.pictures,
        version: Version(0),
        published: None,
        undo: None,
        url,
    }))
}

/// The brand in a transaction that is going to change it: nobody else does until it ends.
async fn held(cx: &Context, tx: &mut Tx, partner: PartnerId) -> Result<BrandDetails> {
    if !store::lock(tx, partner).await? {
        let fresh = details(cx, tx, partner).await?;
        store::add(tx, partner, &fresh).await?;
        store::lock(tx, partner).await?;
    }
    details(cx, tx, partner).await
}
