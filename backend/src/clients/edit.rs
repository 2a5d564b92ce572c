use domain::{
    ClientId, Refusal, Version,
    audit::{Change, Event},
    clients::{ClientDetails, ClientDraft},
    policy::Action,
    refusal::{Changed, Conflict},
};

use super::{
    details::{changed, found},
    store::{self, Client},
};
use crate::{Context, Result, audit::entry, custom_fields, db::Tx};

/// Changes a client's data (B5). Saving what is there already changes nothing; whoever saves over
/// somebody else's changes is shown them first.
pub async fn edit(
    cx: &Context,
    id: ClientId,
    draft: ClientDraft,
    seen: Version,
) -> Result<ClientDetails> {
    let partner = cx.partner()?;
    let mut tx = cx.begin().await?;
    let client = found(&mut tx, cx, Action::EditClient, id).await?;
    let fields = custom_fields::all(&mut tx, partner).await?;
    let data = draft.validate(&fields)?;
    let changes = changes(&mut tx, cx, &client, data.values()).await?;
    if changes.is_empty() {
        tx.commit().await?;
        return changed(cx, id).await;
    }
    if client.version != seen {
        return Err(stale(client.version, changes).into());
    }
    if !store::set_data(&mut tx, partner, (id, seen), &data, cx.now()).await? {
        return Err(overtaken(&mut tx, cx, id, data.values()).await?.into());
    }
    entry(Event::ClientEdited)
        .client(id)
        .changes(changes)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    changed(cx, id).await
}

/// Every field in which `draft` differs from what is stored, people by their names.
async fn changes(
    tx: &mut Tx,
    cx: &Context,
    client: &Client,
    draft: &ClientDraft,
) -> Result<Vec<Change>> {
    let mut changes = differences(&client.draft, draft);
    if client.draft.manager != draft.manager {
        super::add::check_manager(tx, cx.partner()?, draft.manager).await?;
        let to = match draft.manager {
            Some(manager) => store::manager(tx, cx.partner()?, manager).await?,
            None => None,
        };
        changes.push(Change {
            field: "manager".to_owned(),
            from: client.manager_name.clone().unwrap_or_default(),
            to: to.unwrap_or_default(),
        });
    }
    Ok(changes)
}

/// The plain and additional fields in which two drafts differ.
pub(crate) fn differences(before: &ClientDraft, after: &ClientDraft) -> Vec<Change> {
    let plain = before.fields().into_iter().zip(after.fields());
    let plain = plain.map(|((field, from), (_, to))| (field.to_owned(), from, to));
    let ids = before.custom.keys().chain(after.custom.keys());
    let ids: std::collections::BTreeSet<_> = ids.collect();
    let custom = ids.into_iter().map(|id| {
        let of = |draft: &'_ ClientDraft| draft.custom.get(id).cloned().unwrap_or_default();
        (id.to_string(), of(before), of(after))
    });
    plain
        .map(|(field, from, to)| (field, from.to_owned(), to.to_owned()))
        .chain(custom)
        .filter(|(_, from, to)| from != to)
        .map(|(field, from, to)| Change { field, from, to })
        .collect()
}

/// Somebody else saved between this transaction's look and its write.
async fn overtaken(
    tx: &mut Tx,
    cx: &Context,
    id: ClientId,
    draft: &ClientDraft,
) -> Result<Refusal> {
    let client = store::client(tx, cx.partner()?, id).await?;
    let client = client.ok_or(Refusal::NotFound)?;
    let changes = changes(tx, cx, &client, draft).await?;
    Ok(stale(client.version, changes))
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
