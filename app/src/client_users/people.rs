//! Those who are in.

use domain::{
    ClientUserId, Limit,
    client_users::{ClientRole, ClientTeam, ClientUserSummary},
};
use leptos::prelude::*;

use super::{Parts, form::EditForm};
use crate::{
    i18n::{m, t, tf},
    ui::{
        Avatar, Badge, Confirm, DataTable, Dialog, Kind, Likeness, Menu, MenuItem, RowName, Time,
    },
    words,
};

/// Seats taken of those there are.
pub(super) fn seats(used: u32, limit: Option<Limit>) -> String {
    let used = used.to_string();
    match limit {
        Some(Limit::AtMost(allowed)) => {
            let fills = [("used", used.as_str()), ("allowed", &allowed.to_string())];
            tf(m::CLIENT_USERS_SEATS, &fills)
        }
        Some(Limit::Unlimited) => tf(m::CLIENT_USERS_SEATS_UNLIMITED, &[("used", &used)]),
        None => used,
    }
}

/// The people with their role, rights and seats.
#[component]
pub(super) fn People(found: ClientTeam, parts: Parts) -> impl IntoView {
    let edited = RwSignal::new(None::<ClientUserSummary>);
    let open = RwSignal::new(false);
    let leaving = RwSignal::new(None::<(ClientUserId, String)>);
    let (desk, client) = (parts.desk.clone(), parts.client);
    let remove = Action::new(move |who: &(ClientUserId, String)| {
        let (desk, who) = (desk.clone(), who.clone());
        async move { (who.1, desk.remove(client, who.0).await) }
    });
    let told = parts.clone();
    Effect::new(move |_| {
        if let Some((name, answer)) = remove.value().get() {
            told.tell(answer, tf(m::CLIENT_USERS_REMOVED, &[("name", &name)]));
        }
    });
    let edit = move |user: ClientUserSummary| {
        edited.set(Some(user));
        open.set(true);
    };
    let reason = parts.refused.clone();
    let team = StoredValue::new(found);
    let rows = team
        .read_value()
        .users
        .iter()
        .map(|user| {
            let (user, reason) = (user.clone(), reason.clone());
            view! { <Row user team reason edit=Callback::new(edit) leaving /> }
        })
        .collect_view();
    let head = || {
        view! {
            <th scope="col" data-sticky="">{t(m::CLIENT_USERS_TITLE)}</th>
            <th scope="col">{t(m::CLIENT_USERS_ROLE)}</th>
            <th scope="col">{t(m::CLIENT_USERS_RIGHTS)}</th>
            <th scope="col">{t(m::CLIENT_USERS_WORKSPACES)}</th>
            <th scope="col">{t(m::TEAM_LAST_SIGN_IN)}</th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::TEAM_ACTIONS)}</span>
            </th>
        }
    };
    let form = move || {
        let parts = parts.clone();
        edited
            .get()
            .map(|user| view! { <EditForm user open found=team parts /> })
    };
    let title = Signal::derive(move || {
        let name = edited
            .read()
            .as_ref()
            .map_or_else(String::new, |user| user.name.clone());
        tf(m::CLIENT_USERS_EDIT_TITLE, &[("name", &name)])
    });
    view! {
        <DataTable label=t(m::CLIENT_USERS_TITLE) head>
            {rows}
        </DataTable>
        <Dialog id="rights" open title large=true keep=true>
            {form.clone()}
        </Dialog>
        <Confirm
            id="leaving"
            asked=leaving
            question=|name: &str| tf(m::CLIENT_USERS_REMOVE_TITLE, &[("name", name)])
            text=t(m::CLIENT_USERS_REMOVE_TEXT)
            action=t(m::CLIENT_USERS_REMOVE)
            on_yes=move |id: ClientUserId| {
                let name = team
                    .read_value()
                    .users
                    .iter()
                    .find(|user| user.id == id)
                    .map_or_else(String::new, |user| user.name.clone());
                remove.dispatch((id, name));
            }
        />
    }
    .into_any()
}

#[component]
fn Row(
    user: ClientUserSummary,
    team: StoredValue<ClientTeam>,
    reason: Option<String>,
    edit: Callback<ClientUserSummary>,
    leaving: RwSignal<Option<(ClientUserId, String)>>,
) -> impl IntoView {
    let id = user.id;
    let access = user.access.clone();
    let rights = rights_in_words(&access.rights, access.role);
    let held = {
        let team = team.read_value();
        let names = team.workspaces.iter();
        let names = names.filter(|workspace| access.workspaces.contains(&workspace.id));
        names
            .map(|workspace| workspace.name.clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let last = match user.last_sign_in {
        Some(at) => view! { <Time at=at.to_rfc3339() /> }.into_any(),
        None => {
            view! { <span class="muted">{t(m::CLIENT_USERS_NEVER_SIGNED_IN)}</span> }.into_any()
        }
    };
    let (name, email, picture) = (user.name.clone(), user.email.clone(), user.name.clone());
    let label = tf(m::TEAM_ACTIONS_FOR, &[("name", &user.name)]);
    let me = user
        .is_me
        .then(|| view! { <Badge>{t(m::CLIENT_USERS_YOU)}</Badge> });
    let stored = StoredValue::new(user);
    let reason = Signal::stored(reason);
    view! {
        <tr>
            <td data-sticky="">
                <RowName
                    name
                    sub=email
                    picture=move || view! { <Avatar name=picture likeness=Likeness::Person /> }
                />
            </td>
            <td data-phone="under">
                <span class="cluster">{words::client_role(access.role)} {me}</span>
            </td>
            <td data-phone="under">{rights}</td>
            <td>{held}</td>
            <td data-phone="end">{last}</td>
            <td data-menu="">
                <Menu
                    id=format!("menu-{id}")
                    label
                    icon="ellipsis"
                    bare=true
                    end=true
                    kind=Kind::Ghost
                >
                    <MenuItem
                        icon="pencil"
                        reason
                        on_press=move || edit.run(stored.get_value())
                    >
                        {t(m::CLIENT_USERS_CHANGE)}
                    </MenuItem>
                    <MenuItem
                        icon="trash-2"
                        danger=true
                        reason
                        on_press=move || leaving.set(Some((id, stored.read_value().name.clone())))
                    >
                        {t(m::CLIENT_USERS_REMOVE)}
                    </MenuItem>
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

/// The ticked sections in a line.
pub(super) fn rights_in_words(rights: &domain::rights::Rights, role: ClientRole) -> String {
    if role == ClientRole::Owner {
        return t(m::CLIENT_USERS_EVERYTHING).to_owned();
    }
    let names: Vec<&str> = rights
        .sections()
        .map(|(section, _)| words::section(section))
        .collect();
    if names.is_empty() {
        t(m::CLIENT_USERS_NOTHING).to_owned()
    } else {
        names.join(", ")
    }
}
