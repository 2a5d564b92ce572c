use domain::{
    ClientId, ClientUserId, PartnerId, Refusal,
    audit::{Change, Event},
    client_users::{Access, ClientRole, ClientUserEdit},
    policy::Actor,
    refusal::{Changed, Conflict, Rejection},
};

use super::{
    authority,
    store::{self, UserRow},
};
use crate::{Context, Result, audit::entry, db::Tx, workspaces};

/// Changes what a person may do at a client, and where they have a seat.
pub async fn edit(cx: &Context, client: ClientId, edit: ClientUserEdit) -> Result<()> {
    let (mut tx, partner, mut entitled) = authority::begin(cx, client).await?;
    let at = (partner, client);
    let people = store::users(&mut tx, partner, client).await?;
    let before = found(&people, edit.id)?;
    if edit.access.role != ClientRole::Owner {
        keep_an_owner(cx, &people, edit.id)?;
    }
    if before.version != edit.seen
        || !store::edit(&mut tx, at, edit.id, &edit.access, edit.seen).await?
    {
        return Err(conflict(before).into());
    }
    let held = names(&mut tx, at, edit.id).await?;
    let holder = edit.id.uuid();
    workspaces::take(&mut tx, at, &mut entitled, holder, &edit.access.workspaces).await?;
    let holds = names(&mut tx, at, edit.id).await?;
    let mut changes = differences(&before.access, &edit.access);
    changes.extend(change("workspaces", held, holds));
    entry(Event::ClientUserEdited)
        .client(client)
        .about(&before.name)
        .changes(changes)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

/// Removes a person from a client, and gives their seats back. They stay a person of the portal,
/// with their other places.
pub async fn remove(cx: &Context, client: ClientId, id: ClientUserId) -> Result<()> {
    let (mut tx, partner, mut entitled) = authority::begin(cx, client).await?;
    let at = (partner, client);
    let people = store::users(&mut tx, partner, client).await?;
    let person = found(&people, id)?;
    keep_an_owner(cx, &people, id)?;
    workspaces::give_up(&mut tx, at, &mut entitled, id.uuid()).await?;
    store::remove(&mut tx, at, id).await?;
    entry(Event::ClientUserRemoved)
        .client(client)
        .about(&person.name)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

fn found(people: &[UserRow], id: ClientUserId) -> std::result::Result<&UserRow, Refusal> {
    let person = people.iter().find(|person| person.id == id);
    person.ok_or(Refusal::NotFound)
}

/// Owners cannot leave their client without one; the partner's team may.
fn keep_an_owner(
    cx: &Context,
    people: &[UserRow],
    but: ClientUserId,
) -> std::result::Result<(), Rejection> {
    let mut owners = people
        .iter()
        .filter(|person| person.access.role == ClientRole::Owner);
    let is_kept = !matches!(cx.actor(), Actor::Client(_)) || owners.any(|owner| owner.id != but);
    if is_kept {
        Ok(())
    } else {
        Err(Rejection::LastOwner)
    }
}

/// The names of the workspaces in which somebody has a seat, in a line.
async fn names(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    id: ClientUserId,
) -> Result<String> {
    let held = workspaces::of_holders(tx, partner, client).await?;
    let held = held.get(&id.uuid()).map_or(&[][..], Vec::as_slice);
    let all = workspaces::all(tx, partner, client).await?;
    let names = all.iter().filter(|workspace| held.contains(&workspace.id));
    let names: Vec<&str> = names.map(|workspace| workspace.name.as_str()).collect();
    Ok(names.join(", "))
}

fn differences(before: &Access, after: &Access) -> Vec<Change> {
    let yes_or_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    [
        change("role", before.role.name(), after.role.name()),
        change(
            "rights",
            before.rights.in_a_line(),
            after.rights.in_a_line(),
        ),
        change(
            "only_safe",
            yes_or_no(before.only_safe),
            yes_or_no(after.only_safe),
        ),
        change(
            "notices",
            yes_or_no(before.notices),
            yes_or_no(after.notices),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn change(field: &str, from: impl Into<String>, to: impl Into<String>) -> Option<Change> {
    let (from, to) = (from.into(), to.into());
    (from != to).then(|| Change {
        field: field.to_owned(),
        from,
        to,
    })
}

fn conflict(now: &UserRow) -> Refusal {
    Refusal::Conflict(Conflict {
        version: now.version,
        changed: vec![
            Changed {
                field: "role".to_owned(),
                now: now.access.role.name().to_owned(),
            },
            Changed {
                field: "rights".to_owned(),
                now: now.access.rights.in_a_line(),
            },
        ],
    })
}
