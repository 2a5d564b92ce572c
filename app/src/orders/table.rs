use domain::orders::{OrderStatus, OrderSummary};
use leptos::prelude::*;

use super::listing::Listing;
use crate::{
    i18n::{m, t, tf},
    panel::{Here, use_here},
    ui::{Badge, DataTable, LoadMore, RowName, Telling, Time, Tone},
    words,
};

/// Orders as a table; each leads to its page.
#[component]
pub(super) fn OrderTable(
    listing: Listing,
    /// Whether all are of one client, which need not be named then.
    #[prop(optional)]
    of_one: bool,
) -> impl IntoView {
    let here = use_here();
    let head = move || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::ORDERS_ORDER_HEAD)}
            </th>
            {(!of_one).then(|| view! { <th scope="col">{t(m::CLIENTS_CLIENT)}</th> })}
            <th scope="col">{t(m::FIELD_STATUS)}</th>
            <th scope="col" data-number="">
                {t(m::ORDERS_TOTAL)}
            </th>
            <th scope="col">{t(m::ORDERS_DATE)}</th>
        }
        .into_any()
    };
    let foot = move || {
        let failed = move || {
            let error = listing.failed.get()?;
            Some(view! { <p class="field-error" role="alert">{words::error(&error)}</p> })
        };
        view! {
            {failed}
            <LoadMore
                more=Signal::derive(move || listing.has_more())
                busy=listing.busy
                on_load=move || listing.load_more()
            />
        }
        .into_any()
    };
    view! {
        <DataTable label=t(m::ORDERS_TITLE) head foot>
            <For each=move || listing.rows.get() key=|row| (row.id, row.status) let:order>
                {row(here, order, of_one)}
            </For>
        </DataTable>
    }
    .into_any()
}

fn row(here: Here, order: OrderSummary, of_one: bool) -> AnyView {
    let href = here.at(&format!("orders/{}", order.id));
    let number = order.number.to_string();
    let (client, company) = order.client;
    let client = here.at(&format!("clients/{client}"));
    // The day it was placed: a draft has only the one it was begun on.
    let day = order.placed_at.unwrap_or(order.created_at);
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name=tf(m::ORDERS_ORDER, &[("number", &number)]) href sub=order.holds />
            </th>
            {(!of_one)
                .then(|| {
                    view! {
                        <td data-phone="under">
                            <a href=client>{company}</a>
                        </td>
                    }
                })}
            <td data-phone="under">
                <OrderBadge status=order.status />
            </td>
            <td data-number="" data-phone="end">
                {words::money(order.retail)}
            </td>
            <td data-fit="">
                <Time at=day.to_rfc3339() telling=Telling::Date />
            </td>
        </tr>
    }
    .into_any()
}

/// The state of an order.
#[component]
pub(super) fn OrderBadge(status: OrderStatus) -> impl IntoView {
    let tone = match status {
        OrderStatus::Draft | OrderStatus::Canceled => Tone::Neutral,
        OrderStatus::Placed => Tone::Info,
        OrderStatus::Active => Tone::Success,
    };
    view! { <Badge tone>{words::order_status(status)}</Badge> }.into_any()
}
