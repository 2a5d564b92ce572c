//! Picking the clients that a member sees.

use domain::{
    ClientId,
    clients::{ClientQuery, ClientSummary},
};
use leptos::prelude::*;

use crate::{
    clients,
    i18n::{m, t, tf},
    ui::{Button, Field, Icon, Size, TextInput},
};

/// A search for clients, what it finds, and those picked so far.
#[component]
pub(super) fn ScopePicker(
    id: &'static str,
    slug: String,
    listed: RwSignal<Vec<(ClientId, String)>>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let found = LocalResource::new(move || {
        let slug = slug.clone();
        let query = ClientQuery {
            search: search.get(),
            ..ClientQuery::default()
        };
        async move { clients::api::list(slug, query).await.map(|page| page.rows) }
    });
    let offers = move || {
        let picked = listed.read();
        let rows = found.get().and_then(Result::ok).unwrap_or_default();
        let is_new = |row: &ClientSummary| !picked.iter().any(|(id, _)| *id == row.id);
        rows.into_iter()
            .filter(is_new)
            .take(6)
            .map(|row| view! { <Offer row listed /> })
            .collect_view()
    };
    view! {
        <Field id=format!("{id}-search") label=t(m::TEAM_PICK) error>
            <TextInput value=search kind="search" icon="search" autocomplete="off" />
        </Field>
        <ul class="cluster" role="list" aria-label=t(m::TEAM_PICKED)>
            <For each=move || listed.get() key=|(id, _)| *id let((id, name))>
                <li class="filter-chip">
                    <span>{name.clone()}</span>
                    <button
                        type="button"
                        aria-label=tf(m::TEAM_UNPICK, &[("client", &name)])
                        on:click=move |_| listed.update(|listed| listed.retain(|(other, _)| *other != id))
                    >
                        <Icon name="x" />
                    </button>
                </li>
            </For>
        </ul>
        <ul class="stack" role="list" aria-label=t(m::TEAM_OFFERED)>
            {offers}
        </ul>
    }
    .into_any()
}

#[component]
fn Offer(row: ClientSummary, listed: RwSignal<Vec<(ClientId, String)>>) -> impl IntoView {
    let ClientSummary { id, company, .. } = row;
    let label = company.clone();
    let pick = move || listed.update(|listed| listed.push((id, company.clone())));
    view! {
        <li>
            <Button size=Size::Small icon="plus" on_press=pick>
                {label}
            </Button>
        </li>
    }
    .into_any()
}
