use std::collections::BTreeMap;

use domain::{
    ClientId, MembershipId, PartnerId, Refusal,
    audit::Event,
    policy::{Action, Role},
    refusal::{Changed, Conflict, Rejection},
    team::{Member, MemberEdit, Scope},
    text::fold,
};

use super::{
    invitations::check_scope,
    store::{self, Listed, MemberRow},
};
use crate::{Context, Result, audit::entry, clients::managers::release_manager, db::Tx, visits};

/// Changes a member's role and scope.
pub async fn edit(cx: &Context, edit: MemberEdit) -> Result<()> {
    let partner = cx.allow(Action::ManageTeam)?;
    edit.validate()?;
    let mut tx = cx.begin().await?;
    let member = found(&mut tx, partner, edit.id).await?;
    let sees_all = edit.scope == Scope::All;
    if edit.seen != member.version {
        return Err(conflict(&member, &edit).into());
    }
    check_scope(&mut tx, partner, &edit.scope).await?;
    if edit.role != Role::Administrator {
        keep_an_administrator(&mut tx, partner, edit.id).await?;
    }
    if !store::edit_member(&mut tx, partner, edit.id, edit.role, sees_all, edit.seen).await? {
        let now = found(&mut tx, partner, edit.id).await?;
        return Err(conflict(&now, &edit).into());
    }
    store::set_list(&mut tx, partner, edit.id, listed(&edit.scope)).await?;
    let mut event = entry(Event::MemberEdited).about(&member.name);
    if member.role != edit.role {
        event = event.change("role", member.role.name(), edit.role.name());
    }
    if member.sees_all != sees_all || !sees_all {
        event = event.change("scope", scope_name(member.sees_all), scope_name(sees_all));
    }
    event.record(&mut tx, cx).await?;
    visits::end_of_member(&mut tx, cx, partner, edit.id).await?;
    tx.commit().await
}

/// Removes a member from the team. The clients they looked after have no manager then; the person
/// stays a person of the portal, with their other teams.
pub async fn remove(cx: &Context, id: MembershipId) -> Result<()> {
    let partner = cx.allow(Action::ManageTeam)?;
    let mut tx = cx.begin().await?;
    let member = found(&mut tx, partner, id).await?;
    keep_an_administrator(&mut tx, partner, id).await?;
    release_manager(&mut tx, partner, id, cx.now()).await?;
    visits::end_of_member(&mut tx, cx, partner, id).await?;
    store::remove_member(&mut tx, partner, id).await?;
    entry(Event::MemberRemoved)
        .about(member.name)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await
}

async fn found(tx: &mut Tx, partner: PartnerId, id: MembershipId) -> Result<MemberRow> {
    Ok(store::member(tx, partner, id)
        .await?
        .ok_or(Refusal::NotFound)?)
}

/// Whether the team has an administrator without this member. The rows stay locked until the end
/// of the transaction: two who step down at once do not both find the other.
async fn keep_an_administrator(tx: &mut Tx, partner: PartnerId, but: MembershipId) -> Result<()> {
    let administrators = store::lock_administrators(tx, partner).await?;
    if administrators.as_slice() == [but] {
        return Err(Rejection::LastAdministrator.into());
    }
    Ok(())
}

fn listed(scope: &Scope) -> &[ClientId] {
    match scope {
        Scope::All => &[],
        Scope::Listed(clients) => clients,
    }
}

const fn scope_name(sees_all: bool) -> &'static str {
    if sees_all { "all" } else { "listed" }
}

fn conflict(now: &MemberRow, edit: &MemberEdit) -> Refusal {
    let mut changed = Vec::new();
    let mut note = |field: &str, now: &str| {
        changed.push(Changed {
            field: field.to_owned(),
            now: now.to_owned(),
        });
    };
    if now.role != edit.role {
        note("role", now.role.name());
    }
    if now.sees_all != (edit.scope == Scope::All) {
        note("scope", scope_name(now.sees_all));
    }
    Refusal::Conflict(Conflict {
        version: now.version,
        changed,
    })
}

/// The members as the team page shows them, by name.
pub(super) fn shown(rows: Vec<MemberRow>, listed: Vec<Listed>, me: MembershipId) -> Vec<Member> {
    let mut lists: BTreeMap<MembershipId, Vec<(ClientId, String)>> = BTreeMap::new();
    for Listed {
        membership,
        client,
        company,
    } in listed
    {
        lists.entry(membership).or_default().push((client, company));
    }
    let mut members: Vec<Member> = rows
        .into_iter()
        .map(|row| {
            let list = lists.remove(&row.id).unwrap_or_default();
            let (clients, names) = list.into_iter().unzip();
            Member {
                id: row.id,
                name: row.name,
                email: row.email,
                role: row.role,
                scope: if row.sees_all {
                    Scope::All
                } else {
                    Scope::Listed(clients)
                },
                listed: names,
                joined_at: row.joined_at,
                last_sign_in: row.last_sign_in,
                is_me: row.id == me,
                version: row.version,
            }
        })
        .collect();
    members.sort_by_cached_key(|member| (fold(&member.name), member.id));
    members
}
