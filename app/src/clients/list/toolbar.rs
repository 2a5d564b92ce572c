use std::time::Duration;

use domain::clients::ClientFormOptions;
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{
    address::Address,
    filters::Filters,
    keys::search_on_slash,
    listing::{Listing, total_words},
    look::Look,
    look_menu::LookMenu,
};
use crate::{
    i18n::{m, t},
    ui::TextInput,
};

/// Typing pauses this long before the list is asked.
const PAUSE: Duration = Duration::from_millis(200);

/// Search, filters, view: one line over the list.
#[component]
pub(super) fn Toolbar(
    address: Address,
    listing: Listing,
    look: RwSignal<Look>,
    options: StoredValue<ClientFormOptions>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let typed = searching(address);
    search_on_slash(input);
    view! {
        <div class="toolbar" role="search">
            <TextInput
                id="client-search"
                value=typed
                kind="search"
                icon="search"
                label=t(m::CLIENTS_SEARCH)
                placeholder=t(m::CLIENTS_SEARCH)
                autocomplete="off"
                node_ref=input
            />
            <Filters address options />
            <div class="toolbar-end">
                <span class="muted small number" role="status">
                    {move || total_words(listing.total.get())}
                </span>
                <span class="desktop-only">
                    <LookMenu look />
                </span>
            </div>
        </div>
    }
    .into_any()
}

/// The text of the search field: goes into the address after a pause, and follows it on the way
/// back without fighting with what is being typed.
fn searching(address: Address) -> RwSignal<String> {
    let typed = RwSignal::new(address.query.get_untracked().search);
    let sent = StoredValue::new(typed.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    };
    Effect::new(move |began: Option<()>| {
        let text = typed.get();
        stop();
        if began.is_none() || text == sent.get_value() {
            return;
        }
        let ask = move || {
            sent.set_value(text.clone());
            address.replace(|query| query.search.clone_from(&text));
        };
        timer.set_value(set_timeout(ask, PAUSE).ok());
    });
    Effect::new(move |_| {
        let search = address.query.read().search.clone();
        if search != sent.get_value() {
            sent.set_value(search.clone());
            typed.set(search);
        }
    });
    on_cleanup(stop);
    typed
}
