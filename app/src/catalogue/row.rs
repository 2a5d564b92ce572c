use domain::{
    Currency, ItemId, Money,
    catalogue::{ItemSummary, PriceSlot, Term},
};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    api_error::ApiError,
    i18n::{m, t, tf},
    panel::go,
    ui::{Badge, Kind, Menu, MenuItem, RowName, Size, Tone, toasts},
    words,
};

/// An item in the operator's list: what it is, and its prices, one line for each term.
pub(super) fn row(item: ItemSummary, currencies: &[Currency], on_change: Callback<()>) -> AnyView {
    let href = format!("/operator/catalogue/{}", item.id);
    let prices = if item.prices.is_empty() {
        view! { <Badge tone=Tone::Warning>{t(m::CATALOGUE_NO_PRICE)}</Badge> }.into_any()
    } else {
        lines(&item.prices, currencies)
    };
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name=item.name.clone() href />
            </th>
            <td data-phone="under">{prices}</td>
            <td data-menu="">{actions(item, on_change)}</td>
        </tr>
    }
    .into_any()
}

/// The prices in columns of their currencies.
fn lines(prices: &[(PriceSlot, Money)], currencies: &[Currency]) -> AnyView {
    let mut terms: Vec<Term> = prices.iter().map(|(slot, _)| slot.term).collect();
    terms.dedup();
    let price = |term: Term, currency: Currency| {
        let slot = PriceSlot { term, currency };
        let found = prices.iter().find(|(of, _)| *of == slot);
        found.map_or_else(String::new, |(_, price)| words::money(*price))
    };
    let line = |term: Term| {
        let cells = currencies.iter().map(|currency| {
            view! { <span class="price-amount">{price(term, *currency)}</span> }
        });
        view! {
            <li class="price-line">
                <span class="price-term">{words::term(term)}</span>
                {cells.collect_view()}
            </li>
        }
    };
    let lines = terms.into_iter().map(line).collect_view();
    view! { <ul class="price-lines">{lines}</ul> }.into_any()
}

fn actions(item: ItemSummary, on_change: Callback<()>) -> AnyView {
    let ItemSummary {
        id,
        name,
        is_archived,
        ..
    } = item;
    let label = tf(m::UI_ACTIONS_FOR, &[("name", &name)]);
    let name = StoredValue::new(name);
    view! {
        <Menu
            id=format!("actions-{id}")
            label
            icon="ellipsis"
            bare=true
            kind=Kind::Ghost
            size=Size::Small
            end=true
        >
            <MenuItem icon="pencil" on_press=move || go(&format!("/operator/catalogue/{id}"))>
                {t(m::PLANS_EDIT)}
            </MenuItem>
            <MenuItem
                icon=if is_archived { "archive-restore" } else { "archive" }
                on_press=move || set_archived(id, name.get_value(), !is_archived, on_change)
            >
                {t(if is_archived { m::PLANS_RESTORE } else { m::PLANS_ARCHIVE })}
            </MenuItem>
        </Menu>
    }
    .into_any()
}

/// Takes an item off the offer or offers it again, at once; a notice takes it back.
pub(super) fn set_archived(id: ItemId, name: String, archived: bool, on_change: Callback<()>) {
    let toasts = toasts();
    spawn_local(async move {
        match put(id, archived).await {
            Ok(()) => {
                on_change.run(());
                let msg = if archived {
                    m::CATALOGUE_WAS_ARCHIVED
                } else {
                    m::CATALOGUE_WAS_RESTORED
                };
                let undo = move || {
                    spawn_local(async move {
                        match put(id, !archived).await {
                            Ok(()) => on_change.run(()),
                            Err(error) => toasts.fail(words::error(&error)),
                        }
                    });
                };
                toasts.say_with_undo(tf(msg, &[("name", &name)]), undo);
            }
            Err(error) => toasts.fail(words::error(&error)),
        }
    });
}

async fn put(id: ItemId, archived: bool) -> Result<(), ApiError> {
    if archived {
        api::archive(id).await
    } else {
        api::restore(id).await
    }
}
