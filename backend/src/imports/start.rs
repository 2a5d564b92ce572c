use domain::{
    CustomFieldId, ImportId,
    custom_fields::{CustomFieldDraft, Kind},
    imports::{ImportStatus, ImportSummary, Mapping, Target},
    policy::Action,
};

use super::{found, progress, recipe::Recipe, seen, store, summary, table};
use crate::{Context, Result, custom_fields, db::Tx};

/// Starts an import; it goes on by itself, over restarts too. Starting it again is no second import.
pub async fn start(cx: &Context, id: ImportId, mapping: Mapping) -> Result<ImportSummary> {
    let partner = cx.allow(Action::ImportClients)?;
    let mut tx = cx.read().await?;
    let import = seen(&mut tx, cx, id).await?;
    if import.status()? != ImportStatus::Draft {
        return summary(&mut tx, partner, &import).await;
    }
    let columns = table(&mut tx, partner, &import).await?.headings.len();
    drop(tx);

    let mut tx = cx.begin().await?;
    // First of all, so that of two clicks one goes on and the other is shown what it does.
    if !store::start(&mut tx, partner, id).await? {
        tx.commit().await?;
        return progress(cx, id).await;
    }
    let fields = custom_fields::all(&mut tx, partner).await?;
    Recipe::new(&mapping, columns, fields, || {
        CustomFieldId::from_uuid(cx.new_id())
    })?;
    let mapping = with_new_fields(&mut tx, cx, mapping).await?;
    store::set_mapping(&mut tx, (partner, id), ImportStatus::Running, &mapping).await?;
    let import = found(&mut tx, partner, id).await?;
    let summary = summary(&mut tx, partner, &import).await?;
    tx.commit().await?;
    cx.portal().import_waits().notify_one();
    Ok(summary)
}

/// The mapping with the additional fields it asks for, made.
async fn with_new_fields(tx: &mut Tx, cx: &Context, mut mapping: Mapping) -> Result<Mapping> {
    for target in &mut mapping.targets {
        if let Target::NewCustom(label) = target {
            let draft = CustomFieldDraft {
                label: std::mem::take(label),
                kind: Kind::Text,
                is_required: false,
            };
            let field = custom_fields::add_in(tx, cx, &draft).await?;
            *target = Target::Custom(field.id);
        }
    }
    Ok(mapping)
}
