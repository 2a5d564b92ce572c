use domain::{
    clients::{ClientDetails, ClientStatus, ClientSummary},
    policy::Action,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    super::{api, rights::Rights},
    listing::Listing,
    table::Asked,
};
use crate::{
    i18n::{m, t, tf},
    panel::use_here,
    ui::{Kind, Menu, MenuItem, MenuLink, Size, toasts},
    words,
};

/// What can be done to a client of the list (S4).
#[component]
pub(super) fn RowMenu(
    client: ClientSummary,
    listing: Listing,
    rights: Rights,
    asked: Asked,
) -> impl IntoView {
    let here = use_here();
    let id = client.id;
    let label = tf(m::UI_ACTIONS_FOR, &[("name", &client.company)]);
    let href = here.at(&format!("clients/{id}"));
    let client = StoredValue::new(client);
    view! {
        <Menu id=format!("menu-{id}") label icon="ellipsis" bare=true kind=Kind::Ghost size=Size::Small end=true>
            <MenuLink href=href.clone() icon="eye">
                {t(m::CLIENTS_OPEN)}
            </MenuLink>
            <Changes client href=href.clone() listing rights asked />
        </Menu>
    }
    .into_any()
}

#[component]
fn Changes(
    client: StoredValue<ClientSummary>,
    href: String,
    listing: Listing,
    rights: Rights,
    asked: Asked,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let navigate = use_navigate();
    let (id, status, version) = client.with_value(|it| (it.id, it.status, it.version));
    let why_not = move |action| rights.why_not_to(status, action);
    let edit = move || navigate(&format!("{href}/edit"), NavigateOptions::default());
    let enter = move || {
        let whom = client.with_value(|it| (it.id, it.company.clone()));
        asked.visited.set(Some(whom));
        asked.visit.set(true);
    };
    let ask = move |open: RwSignal<bool>| {
        let at = here.slug_untracked();
        spawn_local(async move {
            match api::details(at, id).await {
                Ok(details) => {
                    asked.client.set(Some(details));
                    open.set(true);
                }
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let unblock = move || {
        let at = here.slug_untracked();
        spawn_local(async move {
            let answer = api::unblock(at, id, version).await;
            match answer {
                Ok(client) => said_unblocked(toasts, listing, &client),
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let block = if status == ClientStatus::Blocked {
        view! {
            <MenuItem icon="lock-open" reason=why_not(Action::BlockClient) on_press=unblock>
                {t(m::CLIENTS_UNBLOCK)}
            </MenuItem>
        }
        .into_any()
    } else {
        view! {
            <MenuItem icon="ban" reason=why_not(Action::BlockClient) on_press=move || ask(asked.block)>
                {t(m::CLIENTS_BLOCK_ASK)}
            </MenuItem>
        }
        .into_any()
    };
    view! {
        <MenuItem icon="log-in" reason=why_not(Action::EnterClient) on_press=enter>
            {t(m::VISITS_ENTER)}
        </MenuItem>
        <MenuItem icon="settings" keys="e" reason=why_not(Action::EditClient) on_press=edit>
            {t(m::CLIENTS_OPTIONS)}
        </MenuItem>
        <MenuItem icon="package" reason=why_not(Action::AssignPlan) on_press=move || ask(asked.plan)>
            {t(m::CLIENTS_ASSIGN_ASK)}
        </MenuItem>
        {block}
    }
    .into_any()
}

fn said_unblocked(toasts: crate::ui::Toasts, listing: Listing, client: &ClientDetails) {
    toasts.say(tf(m::CLIENTS_UNBLOCKED, &[("name", &client.draft.company)]));
    listing.put(client);
}
