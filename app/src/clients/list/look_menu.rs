use leptos::prelude::*;

use super::look::{Column, Look};
use crate::{
    i18n::{m, t},
    ui::Icon,
};

/// Which columns are shown, and how close the rows stand.
#[component]
pub(super) fn LookMenu(look: RwSignal<Look>) -> impl IntoView {
    let columns = Column::ALL
        .into_iter()
        .map(|column| {
            view! {
                <Line
                    id=format!("look-{}", column.name())
                    label=t(column.title())
                    on=Signal::derive(move || look.read().shows(column))
                    on_change=move |on| look.update(|look| look.show(column, on))
                />
            }
        })
        .collect_view();
    view! {
        <span class="menu">
            <button type="button" class="button" data-kind="ghost" popovertarget="look">
                <Icon name="sliders-horizontal" />
                <span>{t(m::CLIENTS_VIEW)}</span>
            </button>
            <div class="menu-list" id="look" popover="auto" role="group" data-align="end" aria-label=t(m::CLIENTS_VIEW)>
                <p class="menu-title">{t(m::CLIENTS_COLUMNS)}</p>
                {columns}
                <hr />
                <Line
                    id="look-compact"
                    label=t(m::CLIENTS_COMPACT)
                    on=Signal::derive(move || look.read().compact)
                    on_change=move |on| look.write().compact = on
                />
            </div>
        </span>
    }
    .into_any()
}

#[component]
fn Line(
    #[prop(into)] id: String,
    label: &'static str,
    on: Signal<bool>,
    #[prop(into)] on_change: Callback<(bool,)>,
) -> impl IntoView {
    view! {
        <label class="menu-item">
            <input
                type="checkbox"
                class="checkbox"
                id=id
                checked=on.get_untracked()
                prop:checked=move || on.get()
                on:change:target=move |event| on_change.run((event.target().checked(),))
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
