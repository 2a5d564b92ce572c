use domain::{orders::OrderQuery, policy::Action};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use super::{
    api,
    filters::Filters,
    listing::{Listing, begun},
    table::OrderTable,
};
use crate::{
    failure::LoadError,
    i18n::{m, t},
    panel::{Here, use_here, why_not},
    ui::{EmptyState, Kind, LinkButton, PageHeader, PageTitle, Refused, SkeletonRows},
};

/// The orders of all one's clients (B13, B14).
#[component]
pub fn OrdersPage() -> impl IntoView {
    let here = use_here();
    let query = asked();
    let first = Resource::new(
        move || (here.slug(), query.get()),
        |(at, query)| api::list(at, query),
    );
    view! {
        <PageTitle text=t(m::ORDERS_TITLE) />
        <div class="page" data-layout="list">
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    let staff = here.staff().await;
                    let page = begun(first).await;
                    match staff.and_then(|staff| Ok((staff, page?))) {
                        Ok(((me, place), page)) => {
                            let reason = why_not(&me, &place, Action::PlaceOrders);
                            let listing = Listing::new(here, query, page, first);
                            view! { <Orders query listing reason /> }.into_any()
                        }
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// What the address asks for. While the list is being left it stays as it is, though the address is
/// the next page's.
fn asked() -> Memo<OrderQuery> {
    let params = use_query_map();
    let path = use_location().pathname;
    Memo::new(move |last: Option<&OrderQuery>| match last {
        Some(last) if !path.read().trim_end_matches('/').ends_with("/orders") => last.clone(),
        _ => {
            let params = params.read();
            OrderQuery::from_params(|name| params.get_str(name))
        }
    })
}

#[component]
fn Orders(
    query: Memo<OrderQuery>,
    listing: Listing,
    /// Why the reader may not order.
    reason: Option<String>,
) -> impl IntoView {
    let here = use_here();
    let may_order = reason.is_none();
    let is_empty = Memo::new(move |_| listing.rows.read().is_empty());
    view! {
        <PageHeader title=t(m::ORDERS_TITLE) help=t(m::ORDERS_HELP)>
            {may_order.then(|| new_order(here))}
        </PageHeader>
        {reason.map(|text| view! { <Refused text /> })}
        <Filters query listing />
        {move || {
            if is_empty.get() {
                nothing(here, *query.read() != OrderQuery::default(), may_order)
            } else {
                view! { <OrderTable listing /> }.into_any()
            }
        }}
    }
    .into_any()
}

fn new_order(here: Here) -> AnyView {
    view! {
        <LinkButton href=here.at("orders/new") kind=Kind::Primary icon="plus">
            {t(m::ORDERS_NEW)}
        </LinkButton>
    }
    .into_any()
}

fn nothing(here: Here, is_narrowed: bool, may_order: bool) -> AnyView {
    if is_narrowed {
        return view! {
            <EmptyState icon="funnel" title=t(m::ORDERS_NONE_FIT)>
                <LinkButton href=here.at("orders")>{t(m::CLIENTS_CLEAR_FILTERS)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState icon="shopping-cart" title=t(m::ORDERS_NONE) text=t(m::ORDERS_NONE_TEXT)>
            {may_order.then(|| new_order(here))}
        </EmptyState>
    }
    .into_any()
}

fn bones() -> AnyView {
    view! {
        <PageHeader title=t(m::ORDERS_TITLE) help=t(m::ORDERS_HELP) />
        <div class="table-wrap">
            <table class="table">
                <tbody>
                    <SkeletonRows rows=8 columns=5 />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
