use domain::{Refusal, clients::ClientDetails, orders::OrderQuery, policy::Action};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api,
    filters::address,
    listing::{Listing, begun},
    table::OrderTable,
};
use crate::{
    api_error::ApiError,
    clients::ClientFrame,
    failure::LoadError,
    i18n::{m, t},
    panel::{Here, may_on_client, use_here},
    ui::{EmptyState, Icon, Kind, LinkButton, Section},
    words,
};

/// The orders of one client (B5).
#[component]
pub fn ClientOrdersPage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let query = Memo::new(move |_| OrderQuery {
        client: params.read().get("client").and_then(|id| id.parse().ok()),
        ..OrderQuery::default()
    });
    let first = Resource::new(
        move || (here.slug(), query.get()),
        |(at, query)| api::list(at, query),
    );
    view! {
        <ClientFrame actions=move |client: ClientDetails| new_order(here, &client)>
            <Transition>
                {move || Suspend::new(async move {
                    match begun(first).await {
                        Ok(page) => {
                            let listing = Listing::new(here, query, page, first);
                            view! { <Orders query listing /> }.into_any()
                        }
                        Err(error) => failed(error),
                    }
                })}
            </Transition>
        </ClientFrame>
    }
}

/// The way to a new order for a client, or why there is none for the reader.
pub(crate) fn new_order(here: Here, client: &ClientDetails) -> AnyView {
    let verdict = untrack(|| here.place())
        .map(|(me, place)| may_on_client(&me, &place, Action::PlaceOrders, client.status));
    match verdict.map(|verdict| words::why_not(&verdict)) {
        Ok(None) => {
            let href = here.at(&format!("orders/new?client={}", client.id));
            view! {
                <LinkButton href kind=Kind::Primary icon="plus">
                    {t(m::ORDERS_NEW)}
                </LinkButton>
            }
            .into_any()
        }
        Ok(Some(reason)) => view! {
            <span class="reason">
                <Icon name="lock" />
                {reason}
            </span>
        }
        .into_any(),
        Err(_) => ().into_any(),
    }
}

/// Why a view of a client shows nothing. That there is no such client, its frame has said already.
pub(crate) fn failed(error: ApiError) -> AnyView {
    if error == ApiError::Refused(Refusal::NotFound) {
        return ().into_any();
    }
    view! { <LoadError error /> }.into_any()
}

#[component]
fn Orders(query: Memo<OrderQuery>, listing: Listing) -> impl IntoView {
    let here = use_here();
    let is_empty = Memo::new(move |_| listing.rows.read().is_empty());
    let all = (
        address(here, &query.get_untracked()),
        t(m::ORDERS_AMONG_ALL).to_owned(),
    );
    let list = move || {
        if is_empty.get() {
            view! {
                <EmptyState
                    icon="shopping-cart"
                    title=t(m::ORDERS_NONE)
                    text=t(m::ORDERS_NONE_OF_CLIENT)
                />
            }
            .into_any()
        } else {
            view! { <OrderTable listing of_one=true /> }.into_any()
        }
    };
    view! {
        <Section title=t(m::ORDERS_TITLE) link=all>
            {list}
        </Section>
    }
    .into_any()
}
