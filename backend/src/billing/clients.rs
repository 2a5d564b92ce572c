use domain::{
    ClientId, PartnerId, Version,
    audit::Event,
    billing::{ClientBilling, ClientBillingDraft},
    policy::Action,
};

use super::store;
use crate::{
    Context, Result,
    audit::entry,
    clients,
    db::Tx,
    edits::{changes, conflict},
};

/// Who pays for a client, and how it is taxed (S6).
pub async fn of_client(cx: &Context, client: ClientId) -> Result<ClientBilling> {
    let mut tx = cx.read().await?;
    clients::reached(&mut tx, cx, Action::SeeBilling, client).await?;
    let (draft, version) = store::of_client(&mut tx, cx.partner()?, client).await?;
    Ok(ClientBilling { draft, version })
}

/// Changes who pays for a client: from the next charge on (S6, S15).
pub async fn edit_of_client(
    cx: &Context,
    client: ClientId,
    draft: ClientBillingDraft,
    seen: Version,
) -> Result<ClientBilling> {
    let mut tx = cx.begin().await?;
    clients::reached(&mut tx, cx, Action::EditBilling, client).await?;
    let partner = cx.partner()?;
    let draft = draft.validate()?;
    let (before, version) = store::of_client(&mut tx, partner, client).await?;
    let wish = (partner, client);
    if version != seen || !store::set_of_client(&mut tx, wish, &draft, seen).await? {
        return Err(conflict(before.fields(), draft.fields(), version).into());
    }
    entry(Event::ClientBillingEdited)
        .client(client)
        .changes(changes(before.fields(), draft.fields()))
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    Ok(ClientBilling {
        draft,
        version: Version(seen.0 + 1),
    })
}

/// Who pays for a client, and how it is taxed, today.
pub(crate) async fn terms(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<ClientBillingDraft> {
    Ok(store::of_client(tx, partner, client).await?.0)
}
