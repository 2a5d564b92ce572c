use domain::{
    PartnerId, Version,
    audit::Event,
    dunning::{Dunning, DunningDraft, DunningValues},
    policy::Action,
};

use super::store;
use crate::{
    Context, Error, Result,
    audit::entry,
    billing,
    db::Tx,
    edits::{changes, conflict},
};

/// How the partner sends invoices and reminds of them.
pub async fn dunning(cx: &Context) -> Result<Dunning> {
    let partner = cx.allow(Action::SeeBilling)?;
    let mut tx = cx.read().await?;
    present(&mut tx, partner).await
}

/// Changes how the partner sends invoices and reminds of them, from the next night on.
pub async fn edit(cx: &Context, draft: DunningDraft, seen: Version) -> Result<Dunning> {
    let partner = cx.allow(Action::EditBilling)?;
    draft.validate()?;
    let mut tx = cx.begin().await?;
    let before = present(&mut tx, partner).await?;
    if before.version != seen || !store::set_settings(&mut tx, partner, &draft, seen).await? {
        return Err(conflict(before.draft.fields(), draft.fields(), before.version).into());
    }
    entry(Event::DunningEdited)
        .changes(changes(before.draft.fields(), draft.fields()))
        .record(&mut tx, cx)
        .await?;
    let now = present(&mut tx, partner).await?;
    tx.commit().await?;
    Ok(now)
}

/// How a partner sends invoices and reminds of them today.
pub(super) async fn values(tx: &mut Tx, partner: PartnerId) -> Result<DunningValues> {
    let draft = present(tx, partner).await?.draft;
    draft
        .validate()
        .map_err(|_| Error::corrupt("dunning_settings.settings"))
}

async fn present(tx: &mut Tx, partner: PartnerId) -> Result<Dunning> {
    if let Some((draft, version)) = store::settings(tx, partner).await? {
        return Ok(Dunning { draft, version });
    }
    let lang = billing::settings(tx, partner).await?.lang;
    Ok(Dunning {
        draft: DunningDraft::usual(lang),
        version: Version(0),
    })
}
