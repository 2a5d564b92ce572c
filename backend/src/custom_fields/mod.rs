//! Additional fields of the clients' form, defined by the partner (B9).

mod changes;
mod store;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::{
    CustomFieldId, FieldErrors, PartnerId, Problem, Refusal, Version,
    audit::Event,
    custom_fields::{CustomField, CustomFieldDraft, FIELDS_MAX},
    policy::Action,
    refusal::{Conflict, Rejection},
};

use crate::{Context, Error, Result, audit::entry, db::Tx};
use changes::{changed, changes};
use store::Saved;

#[cfg(test)]
pub(crate) use store::STATEMENTS;

/// The additional fields, in order (B9).
pub async fn list(cx: &Context) -> Result<Vec<CustomField>> {
    let partner = cx.allow(Action::SeeCompany)?;
    let mut tx = cx.read().await?;
    store::all(&mut tx, partner).await
}

/// Defines an additional field, at the end of the form.
pub async fn add(cx: &Context, draft: CustomFieldDraft) -> Result<CustomField> {
    cx.allow(Action::EditCustomFields)?;
    let mut tx = cx.begin().await?;
    let field = add_in(&mut tx, cx, &draft).await?;
    tx.commit().await?;
    Ok(field)
}

/// Defines an additional field inside a larger change, such as an import.
pub(crate) async fn add_in(
    tx: &mut Tx,
    cx: &Context,
    draft: &CustomFieldDraft,
) -> Result<CustomField> {
    let partner = cx.partner()?;
    let CustomFieldDraft {
        label,
        kind,
        is_required,
    } = draft.validate()?;
    let fields = store::all(tx, partner).await?;
    if fields.len() >= FIELDS_MAX {
        let max = u64::try_from(FIELDS_MAX).unwrap_or(u64::MAX);
        return Err(Rejection::TooMuch { max }.into());
    }
    let field = CustomField {
        id: CustomFieldId::from_uuid(cx.new_id()),
        label,
        kind,
        is_required,
        position: fields.last().map_or(0, |last| last.position + 1),
        version: Version(1),
    };
    if !store::add(tx, partner, &field).await? {
        return Err(label_taken());
    }
    entry(Event::CustomFieldAdded)
        .about(&field.label)
        .record(tx, cx)
        .await?;
    Ok(field)
}

/// Changes an additional field; its kind stays. A choice that is taken away stays with the clients
/// that have it until somebody edits them.
pub async fn edit(
    cx: &Context,
    id: CustomFieldId,
    draft: CustomFieldDraft,
    seen: Version,
) -> Result<CustomField> {
    let partner = cx.allow(Action::EditCustomFields)?;
    let draft = draft.validate()?;

    let mut tx = cx.begin().await?;
    let before = field(&mut tx, partner, id).await?;
    if before.kind.name() != draft.kind.name() {
        return Err(FieldErrors::one("kind", Problem::NotAChoice).into());
    }
    match store::edit(&mut tx, partner, id, &draft, seen).await? {
        Saved::Yes => {}
        Saved::LabelTaken => return Err(label_taken()),
        Saved::Stale => {
            let now = field(&mut tx, partner, id).await?;
            return Err(Refusal::Conflict(Conflict {
                version: now.version,
                changed: changed(&draft, &now),
            })
            .into());
        }
    }
    let after = field(&mut tx, partner, id).await?;
    entry(Event::CustomFieldEdited)
        .about(&after.label)
        .changes(changes(&before, &after))
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    Ok(after)
}

/// Puts the additional fields in this order, which names each of them once.
pub async fn reorder(cx: &Context, order: Vec<CustomFieldId>) -> Result<()> {
    let partner = cx.allow(Action::EditCustomFields)?;
    let mut tx = cx.begin().await?;
    let fields = store::all(&mut tx, partner).await?;
    let present: BTreeSet<CustomFieldId> = fields.iter().map(|field| field.id).collect();
    let named: BTreeSet<CustomFieldId> = order.iter().copied().collect();
    if present != named || order.len() != fields.len() {
        return Err(FieldErrors::one("order", Problem::Unknown).into());
    }
    for (position, id) in (0..).zip(order) {
        store::set_position(&mut tx, partner, id, position).await?;
    }
    let after = store::all(&mut tx, partner).await?;
    entry(Event::CustomFieldEdited)
        .change("order", labels(&fields), labels(&after))
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

/// Removes an additional field; the clients' values stay unseen until they are edited.
pub async fn remove(cx: &Context, id: CustomFieldId) -> Result<()> {
    let partner = cx.allow(Action::EditCustomFields)?;
    let mut tx = cx.begin().await?;
    let field = field(&mut tx, partner, id).await?;
    store::remove(&mut tx, partner, id).await?;
    entry(Event::CustomFieldRemoved)
        .about(&field.label)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

fn labels(fields: &[CustomField]) -> String {
    let labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
    labels.join(", ")
}

async fn field(tx: &mut Tx, partner: PartnerId, id: CustomFieldId) -> Result<CustomField> {
    let fields = store::all(tx, partner).await?;
    let field = fields.into_iter().find(|field| field.id == id);
    Ok(field.ok_or(Refusal::NotFound)?)
}

fn label_taken() -> Error {
    FieldErrors::one("label", Problem::Taken).into()
}

/// The additional fields of a partner, in order.
pub(crate) async fn all(tx: &mut Tx, partner: PartnerId) -> Result<Vec<CustomField>> {
    store::all(tx, partner).await
}
