use domain::{
    Refusal, Version,
    audit::{Change, Event},
    brands::{BrandDetails, BrandDraft},
    policy::Action,
    refusal::{Changed, Conflict},
};

use super::{details, held, store};
use crate::{Context, Result, audit::entry};

/// Keeps what was typed; clients see it when it is published.
pub async fn save_draft(cx: &Context, draft: BrandDraft, seen: Version) -> Result<BrandDetails> {
    let partner = cx.allow(Action::EditBrand)?;
    let draft = BrandDraft::from(&draft.validate()?);
    let mut tx = cx.begin().await?;
    let before = held(cx, &mut tx, partner).await?;
    if !store::set_draft(&mut tx, partner, &draft, seen).await? {
        return Err(conflict(&before, &draft).into());
    }
    entry(Event::BrandEdited)
        .changes(changes(&before.draft, &draft))
        .record(&mut tx, cx)
        .await?;
    let saved = details(cx, &mut tx, partner).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Fields with their value before and after.
pub(super) fn changes(before: &BrandDraft, after: &BrandDraft) -> Vec<Change> {
    let pairs = before.fields().into_iter().zip(after.fields());
    pairs
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| Change {
            field: field.to_owned(),
            from,
            to,
        })
        .collect()
}

pub(super) fn conflict(now: &BrandDetails, wanted: &BrandDraft) -> Refusal {
    let changed = changes(wanted, &now.draft).into_iter();
    let changed = changed.map(|change| Changed {
        field: change.field,
        now: change.to,
    });
    Refusal::Conflict(Conflict {
        version: now.version,
        changed: changed.collect(),
    })
}
