//! Clients that come in by the file: one by one inside the import's transactions.

use domain::{ClientId, ImportId, Version, clients::NewClient, plans::Usage};

use super::{
    standing::Standing,
    store::{self, Newcomer},
};
use crate::{Context, Error, Result, db::Tx};

/// Adds a client with an import. The import says in the activity what it brought, not each client.
pub(crate) async fn bring_in(
    tx: &mut Tx,
    cx: &Context,
    data: &NewClient,
    import: Option<ImportId>,
) -> Result<ClientId> {
    let id = ClientId::from_uuid(cx.new_id());
    let newcomer = Newcomer {
        id,
        data,
        standing: &Standing::new(),
        usage: Usage::default(),
        import,
        added_at: cx.now(),
    };
    store::insert(tx, cx.partner()?, &newcomer).await?;
    Ok(id)
}

/// Gives a client that the caller holds other data; answers its version since.
pub(crate) async fn update_from_import(
    tx: &mut Tx,
    cx: &Context,
    (id, seen): (ClientId, Version),
    data: &NewClient,
) -> Result<Version> {
    if store::set_data(tx, cx.partner()?, (id, seen), data, cx.now()).await? {
        Ok(Version(seen.0 + 1))
    } else {
        Err(Error::corrupt("a client changed in an import's hands"))
    }
}

/// Takes the clients back that an import added; answers how many.
pub(crate) async fn take_back(tx: &mut Tx, cx: &Context, import: ImportId) -> Result<u64> {
    store::take_back(tx, cx.partner()?, import).await
}
