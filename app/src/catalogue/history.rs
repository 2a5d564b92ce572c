use domain::{Money, catalogue::PriceChange};
use leptos::prelude::*;

use super::form::label_of;
use crate::{
    i18n::{m, t},
    ui::{Avatar, EmptyState, Icon, Likeness, Time},
    words,
};

/// How the prices of an item came about: who set which, when, and what it was before.
#[component]
pub(super) fn PriceHistory(history: Vec<PriceChange>) -> impl IntoView {
    if history.is_empty() {
        return view! {
            <EmptyState icon="history" title=t(m::CATALOGUE_NO_HISTORY) small=true />
        }
        .into_any();
    }
    let lines = history.into_iter().map(line).collect_view();
    view! { <ul class="feed price-history">{lines}</ul> }.into_any()
}

fn line(change: PriceChange) -> AnyView {
    let picture = match &change.by {
        Some(name) => view! { <Avatar name=name.clone() likeness=Likeness::Person /> }.into_any(),
        None => view! { <Icon name="settings" /> }.into_any(),
    };
    let said = |price: Option<Money>| {
        price.map_or_else(|| t(m::CATALOGUE_NOT_SOLD).to_owned(), words::money)
    };
    let before = change.was.map(|_| {
        view! {
            <del>{said(change.was)}</del>
            " → "
        }
    });
    view! {
        <li>
            {picture}
            <div>
                <strong>{label_of(change.slot)}</strong>
                <span class="feed-note number">
                    {before}
                    <ins>{said(change.now)}</ins>
                </span>
                {change.by.map(|name| view! { <span class="feed-note">{name}</span> })}
            </div>
            <Time at=change.since.to_rfc3339() />
        </li>
    }
    .into_any()
}
