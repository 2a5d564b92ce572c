use std::collections::BTreeSet;

use domain::{
    ClientId, ContactId, FieldErrors, Problem, Refusal, Version,
    audit::{Change, Event},
    contacts::{ContactDetails, ContactDraft, REMOVE_MAX},
    plans::Limited,
    policy::Action,
    refusal::{Changed, Conflict, Rejection},
};

use super::{begin_at_own, count, found, store};
use crate::{Context, Error, Result, audit::entry, db::violates};

/// Adds a contact, up to the number of the plan (P16).
pub async fn add(cx: &Context, client: ClientId, draft: ContactDraft) -> Result<ContactDetails> {
    let (mut tx, partner, mut entitled) = begin_at_own(cx, Action::EditContacts, client).await?;
    let draft = draft.validate()?;
    let used = entitled.usage.contacts;
    entitled.room(Limited::Contacts, used, 1)?;
    let id = ContactId::from_uuid(cx.new_id());
    let added = store::add(&mut tx, (partner, client), id, &draft, cx.now()).await;
    added.map_err(address_taken)?;
    count(&mut tx, &mut entitled, used.saturating_add(1)).await?;
    entry(Event::ContactAdded)
        .client(client)
        .about(draft.called())
        .record(&mut tx, cx)
        .await?;
    let added = found(&mut tx, partner, client, id).await?;
    tx.commit().await?;
    Ok(added)
}

/// Changes a contact. Saving what is there already changes nothing; whoever saves over somebody
/// else's changes is shown them first.
pub async fn edit(
    cx: &Context,
    client: ClientId,
    id: ContactId,
    draft: ContactDraft,
    seen: Version,
) -> Result<ContactDetails> {
    let (mut tx, partner, _) = begin_at_own(cx, Action::EditContacts, client).await?;
    let draft = draft.validate()?;
    let before = found(&mut tx, partner, client, id).await?;
    let changes = before.draft.differences(&draft);
    if changes.is_empty() {
        tx.commit().await?;
        return Ok(before);
    }
    if before.version != seen {
        return Err(stale(before.version, changes).into());
    }
    // The client's lock is held: nobody saved since the look above.
    let edited = store::edit(&mut tx, (partner, client), (id, seen), &draft, cx.now()).await;
    if !edited.map_err(address_taken)? {
        return Err(stale(before.version, changes).into());
    }
    entry(Event::ContactEdited)
        .client(client)
        .about(draft.called())
        .changes(changes)
        .record(&mut tx, cx)
        .await?;
    let after = found(&mut tx, partner, client, id).await?;
    tx.commit().await?;
    Ok(after)
}

/// Removes contacts, all of them or none: one that is not there (any more) stops it.
pub async fn remove(cx: &Context, client: ClientId, ids: Vec<ContactId>) -> Result<()> {
    let (mut tx, partner, mut entitled) = begin_at_own(cx, Action::RemoveContacts, client).await?;
    if ids.len() > REMOVE_MAX {
        let max = u64::try_from(REMOVE_MAX).unwrap_or(u64::MAX);
        return Err(Rejection::TooMuch { max }.into());
    }
    let ids: BTreeSet<ContactId> = ids.into_iter().collect();
    let removed = match ids.first() {
        None => return Err(Refusal::NotFound.into()),
        Some(id) if ids.len() == 1 => {
            let contact = found(&mut tx, partner, client, *id).await?;
            entry(Event::ContactRemoved).about(contact.draft.called())
        }
        Some(_) => entry(Event::ContactsRemoved).about(ids.len().to_string()),
    };
    for id in &ids {
        if !store::remove(&mut tx, (partner, client), *id).await? {
            return Err(Refusal::NotFound.into());
        }
    }
    let gone = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let left = entitled.usage.contacts.saturating_sub(gone);
    count(&mut tx, &mut entitled, left).await?;
    removed.client(client).record(&mut tx, cx).await?;
    tx.commit().await
}

/// A save of something old: what it would have overwritten.
fn stale(version: Version, changes: Vec<Change>) -> Refusal {
    let stored = changes.into_iter().map(|change| Changed {
        field: change.field,
        now: change.from,
    });
    Refusal::Conflict(Conflict {
        version,
        changed: stored.collect(),
    })
}

fn address_taken(error: Error) -> Error {
    if violates(&error, "one_contact_per_email", "contacts.email_key") {
        FieldErrors::one("email", Problem::Taken).into()
    } else {
        error
    }
}
