use domain::{
    ClientId,
    catalogue::ItemKind,
    orders::{OrderQuery, OrderStatus},
};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::params::ParamsMap;

use super::{client_picker::ClientPicker, listing::Listing};
use crate::{
    i18n::{m, t},
    panel::{Here, go, use_here},
    ui::FilterChip,
    words,
};

/// The popover with the states to choose from.
const STATUS: &str = "filter-status";
/// The popover with the clients to choose from.
const CLIENT: &str = "filter-client";

/// The ways to narrow the list: by what is in it, by state and by client (B14).
#[component]
pub(super) fn Filters(query: Memo<OrderQuery>, listing: Listing) -> impl IntoView {
    let here = use_here();
    let status = Signal::derive(move || {
        let status = query.read().status;
        status.map(|status| words::order_status(status).to_owned())
    });
    // Every row is of that client; without a row only its address is known.
    let client = Signal::derive(move || {
        let wanted = query.read().client?;
        let rows = listing.rows.read();
        let of_client = rows.iter().find(|row| row.client.0 == wanted);
        let known = of_client.map(|row| row.client.1.clone());
        Some(known.unwrap_or_else(|| t(m::ORDERS_ONE_CLIENT).to_owned()))
    });
    let of_client = move |client: ClientId| {
        address(
            here,
            &OrderQuery {
                client: Some(client),
                ..query.get_untracked()
            },
        )
    };
    let without_status = move || {
        let query = query.get_untracked();
        go(&address(
            here,
            &OrderQuery {
                status: None,
                ..query
            },
        ));
    };
    let without_client = move || {
        let query = query.get_untracked();
        go(&address(
            here,
            &OrderQuery {
                client: None,
                ..query
            },
        ));
    };
    view! {
        <nav class="tabs" aria-label=t(m::ORDERS_TITLE)>
            {kind_link(here, query, None)}
            {ItemKind::ALL.map(|kind| kind_link(here, query, Some(kind))).collect_view()}
        </nav>
        <div class="toolbar" role="search">
            <div class="toolbar-chips">
                <FilterChip id=STATUS label=t(m::FIELD_STATUS) value=status on_clear=without_status>
                    {OrderStatus::ALL.map(|status| way(here, query, status)).collect_view()}
                </FilterChip>
                <FilterChip id=CLIENT label=t(m::CLIENTS_CLIENT) value=client on_clear=without_client>
                    <ClientPicker id="filter-client-search" href=of_client on_choose=|| shut(CLIENT) />
                </FilterChip>
            </div>
        </div>
    }
    .into_any()
}

/// Shows only what holds things of a kind, or everything.
fn kind_link(here: Here, query: Memo<OrderQuery>, kind: Option<ItemKind>) -> AnyView {
    let href = move || {
        let query = query.get();
        address(here, &OrderQuery { kind, ..query })
    };
    let current = move || (query.read().kind == kind).then_some("page");
    let words = kind.map_or_else(|| t(m::ORDERS_ALL), words::item_kinds);
    view! {
        <a href=href aria-current=current>
            {words}
        </a>
    }
    .into_any()
}

fn way(here: Here, query: Memo<OrderQuery>, status: OrderStatus) -> AnyView {
    let choose = move |_| {
        let query = query.get_untracked();
        let status = Some(status);
        go(&address(here, &OrderQuery { status, ..query }));
        shut(STATUS);
    };
    view! {
        <label class="menu-item">
            <input
                type="radio"
                class="radio"
                name=STATUS
                prop:checked=move || query.read().status == Some(status)
                on:change=choose
            />
            <span>{words::order_status(status)}</span>
        </label>
    }
    .into_any()
}

fn shut(popover: &str) {
    let list = document()
        .get_element_by_id(popover)
        .and_then(|list| list.dyn_into::<HtmlElement>().ok());
    if let Some(list) = list {
        let _ = list.hide_popover();
    }
}

/// The address of a list of orders.
pub(super) fn address(here: Here, query: &OrderQuery) -> String {
    let mut params = ParamsMap::new();
    for (name, value) in query.to_params() {
        params.insert(name, value);
    }
    here.at(&format!("orders{}", params.to_query_string()))
}
