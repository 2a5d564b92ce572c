use std::time::Duration;

use domain::{
    ClientId,
    clients::{ClientQuery, ClientStatus, ClientSummary},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use crate::{
    api_error::ApiError,
    clients,
    i18n::{m, t},
    panel::use_here,
    ui::{Avatar, Size, TextInput},
    words,
};

/// How long somebody types on before it is searched.
const PAUSE: Duration = Duration::from_millis(200);
/// Most clients shown: whoever sees more types on.
const MOST: usize = 8;

/// Clients to choose from, found as one types. Each is a link, to where `href` says.
#[component]
pub(super) fn ClientPicker(
    /// The id of the field.
    id: &'static str,
    #[prop(into)] href: Callback<(ClientId,), String>,
    /// Called when one is chosen.
    #[prop(optional, into)]
    on_choose: Option<Callback<()>>,
) -> impl IntoView {
    let here = use_here();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Result<Vec<ClientSummary>, ApiError>>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    };
    Effect::new(move |began: Option<()>| {
        let query = ClientQuery {
            search: typed.get(),
            ..ClientQuery::default()
        };
        stop();
        let ask = move || {
            spawn_local(async move {
                let search = query.search.clone();
                let answer = clients::api::list(here.slug_untracked(), query).await;
                if typed.try_get_untracked() == Some(search) {
                    found.set(Some(answer.map(|page| page.rows)));
                }
            });
        };
        if began.is_none() {
            ask();
        } else {
            timer.set_value(set_timeout(ask, PAUSE).ok());
        }
    });
    on_cleanup(stop);
    let rows = move || match found.get() {
        None => ().into_any(),
        Some(Err(error)) => view! { <p class="field-error">{words::error(&error)}</p> }.into_any(),
        Some(Ok(rows)) if rows.is_empty() => {
            view! { <p class="muted">{t(m::ORDERS_NO_CLIENT_FITS)}</p> }.into_any()
        }
        Some(Ok(rows)) => {
            let open = rows
                .into_iter()
                .filter(|row| row.status != ClientStatus::Closed);
            let links = open.take(MOST).map(|client| link(client, href, on_choose));
            let links = links.collect_view();
            view! { <ul class="client-picker-list">{links}</ul> }.into_any()
        }
    };
    view! {
        <div class="client-picker">
            <TextInput
                id
                value=typed
                kind="search"
                icon="search"
                label=t(m::CLIENTS_SEARCH)
                placeholder=t(m::CLIENTS_SEARCH)
                autocomplete="off"
            />
            <div aria-live="polite">{rows}</div>
        </div>
    }
    .into_any()
}

fn link(
    client: ClientSummary,
    href: Callback<(ClientId,), String>,
    on_choose: Option<Callback<()>>,
) -> AnyView {
    let href = href.run((client.id,));
    view! {
        <li>
            <a
                class="menu-item"
                href=href
                on:click=move |_| {
                    if let Some(on_choose) = on_choose {
                        on_choose.run(());
                    }
                }
            >
                <Avatar name=client.company.clone() size=Size::Small />
                <span>{client.company}</span>
                <span class="muted small push">{words::status(client.status)}</span>
            </a>
        </li>
    }
    .into_any()
}
