//! Server functions of contacts.

use domain::{
    ClientId, ContactFileId, ContactId, Version,
    contacts::{
        ContactDetails, ContactDraft, ContactList, ContactQuery, ContactRehearsal, ContactsImported,
    },
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The contacts of one's client, by name.
#[server(prefix = "/fn", endpoint = "contacts/list", input = Json)]
pub async fn list(client: ClientId, query: ContactQuery) -> Result<ContactList, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::contacts::list(&cx, client, query).await)
}

/// A contact with all that is known of them.
#[server(prefix = "/fn", endpoint = "contacts/details", input = Json)]
pub async fn details(client: ClientId, id: ContactId) -> Result<ContactDetails, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::contacts::details(&cx, client, id).await)
}

/// Adds a contact (P16).
#[server(prefix = "/fn", endpoint = "contacts/add", input = Json)]
pub async fn add(client: ClientId, draft: ContactDraft) -> Result<ContactDetails, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::contacts::add(&cx, client, draft).await)
}

/// Changes a contact.
#[server(prefix = "/fn", endpoint = "contacts/edit", input = Json)]
pub async fn edit(
    client: ClientId,
    id: ContactId,
    draft: ContactDraft,
    seen: Version,
) -> Result<ContactDetails, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::contacts::edit(&cx, client, id, draft, seen).await)
}

/// Removes contacts.
#[server(prefix = "/fn", endpoint = "contacts/remove", input = Json)]
pub async fn remove(client: ClientId, ids: Vec<ContactId>) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::contacts::remove(&cx, client, ids).await)
}

/// Says what would become of every row of a file.
#[server(prefix = "/fn", endpoint = "contacts/rehearse", input = Json)]
pub async fn rehearse(client: ClientId, id: ContactFileId) -> Result<ContactRehearsal, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::contacts::rehearse(&cx, client, id).await)
}

/// Brings the contacts of a file in.
#[server(prefix = "/fn", endpoint = "contacts/import", input = Json)]
pub async fn import(client: ClientId, id: ContactFileId) -> Result<ContactsImported, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::contacts::import(&cx, client, id).await)
}

/// Forgets a file.
#[server(prefix = "/fn", endpoint = "contacts/discard", input = Json)]
pub async fn discard(client: ClientId, id: ContactFileId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::contacts::discard(&cx, client, id).await)
}
