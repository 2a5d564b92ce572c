use domain::{
    ImportId, PartnerId, Refusal, Version,
    audit::Event,
    clients::NewClient,
    custom_fields::{CustomField, Kind},
    imports::{ImportStatus, ImportSummary},
    policy::Action,
    refusal::Rejection,
};

use super::{
    found,
    store::{self, undoing::Before},
    summary,
};
use crate::{Context, Error, Result, audit::entry, clients, db::Tx};

/// Takes an import back as a whole, while nothing depends on what it brought: the clients it added
/// go, those it changed are as before. Additional fields that it made stay.
///
/// It is one transaction, of 50 000 clients too: in batches, people would see half an import and
/// could begin to work with clients that are about to go.
pub async fn undo(cx: &Context, id: ImportId) -> Result<ImportSummary> {
    let partner = cx.allow(Action::ImportClients)?;
    let mut tx = cx.begin().await?;
    let import = found(&mut tx, partner, id).await?;
    match import.status()? {
        ImportStatus::Done => {}
        ImportStatus::Undone => return summary(&mut tx, partner, &import).await,
        ImportStatus::Draft | ImportStatus::Running => return Err(Refusal::NotFound.into()),
    }
    if !store::undoing::undo(&mut tx, partner, id).await? {
        return Err(Refusal::NotFound.into());
    }
    refuse_if_in_use(&mut tx, partner, id).await?;
    for before in store::undoing::updates(&mut tx, partner, id).await? {
        put_back(&mut tx, cx, &before).await?;
    }
    clients::take_back(&mut tx, cx, id).await?;
    store::undoing::forget_rows(&mut tx, partner, id).await?;
    entry(Event::ImportUndone)
        .about(&import.file)
        .record(&mut tx, cx)
        .await?;
    let import = found(&mut tx, partner, id).await?;
    let summary = summary(&mut tx, partner, &import).await?;
    tx.commit().await?;
    Ok(summary)
}

async fn refuse_if_in_use(tx: &mut Tx, partner: PartnerId, id: ImportId) -> Result<()> {
    match store::undoing::dependents(tx, partner, id).await? {
        0 => Ok(()),
        clients => Err(Rejection::InUse { clients }.into()),
    }
}

async fn put_back(tx: &mut Tx, cx: &Context, before: &Before) -> Result<()> {
    let seen = (before.client, before.version);
    let data = as_it_was(before)?;
    let _: Version = clients::update_from_import(tx, cx, seen, &data).await?;
    Ok(())
}

/// The stored values once more: they were checked when they were typed, and the partner's fields
/// may ask for something else today.
fn as_it_was(before: &Before) -> Result<NewClient> {
    let keep = |id: &domain::CustomFieldId| CustomField {
        id: *id,
        label: String::new(),
        kind: Kind::Text,
        is_required: false,
        position: 0,
        version: Version(1),
    };
    let fields: Vec<CustomField> = before.draft.custom.keys().map(keep).collect();
    let data = before.draft.validate(&fields);
    data.map_err(|_| Error::corrupt("import_rows.before"))
}
