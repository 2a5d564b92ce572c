use domain::{
    ImportId, PartnerId, Refusal,
    audit::Event,
    imports::{ImportStatus, ImportSummary},
    policy::Action,
    refusal::Rejection,
};

use super::{
    found, progress, seen,
    store::{self, undoing::Deed},
    summary,
};
use crate::{
    Context, Result,
    audit::entry,
    clients::bulk_in::{restore, take_back},
    db::Tx,
};

/// Takes an import back as a whole, while nothing depends on what it brought: the clients it added
/// go, those it changed are as before. Additional fields that it made stay.
///
/// It is one transaction, of 50 000 clients too: in batches, people would see half an import and
/// could begin to work with clients that are about to go.
pub async fn undo(cx: &Context, id: ImportId) -> Result<ImportSummary> {
    let partner = cx.allow(Action::ImportClients)?;
    let mut tx = cx.begin().await?;
    let import = seen(&mut tx, cx, id).await?;
    match import.status()? {
        ImportStatus::Done => {}
        ImportStatus::Undone => {
            tx.commit().await?;
            return progress(cx, id).await;
        }
        ImportStatus::Draft | ImportStatus::Running => return Err(Refusal::NotFound.into()),
    }
    if !store::undoing::undo(&mut tx, partner, id).await? {
        return Err(Refusal::NotFound.into());
    }
    refuse_if_in_use(store::undoing::dependents(&mut tx, partner, id).await?)?;
    let mut overtaken = 0;
    for deed in store::undoing::deeds(&mut tx, partner, id).await? {
        let is_undone = undo_one(&mut tx, cx, partner, id, deed).await?;
        overtaken += u64::from(!is_undone);
    }
    refuse_if_in_use(overtaken)?;
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

fn refuse_if_in_use(clients: u64) -> std::result::Result<(), Rejection> {
    if clients == 0 {
        Ok(())
    } else {
        Err(Rejection::InUse { clients })
    }
}

/// Makes a client as it was before the import; no, when somebody changed it a moment ago.
async fn undo_one(
    tx: &mut Tx,
    cx: &Context,
    partner: PartnerId,
    import: ImportId,
    deed: Deed,
) -> Result<bool> {
    let place = (deed.client, deed.version);
    match deed.before {
        Some(before) => {
            let restored = restore(tx, cx, partner, place, before).await?;
            Ok(restored.is_some())
        }
        None => take_back(tx, partner, import, place).await,
    }
}
