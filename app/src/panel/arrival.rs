use std::time::Duration;

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, FocusOptions, HtmlElement},
};
use leptos_router::hooks::use_location;

/// How often, and how many times, the heading of a new page is looked for.
const LOOK: Duration = Duration::from_millis(60);
const LOOKS: u32 = 40;

/// Tells that another page is there: its heading takes the focus and is read out.
#[component]
pub(super) fn Arrival() -> impl IntoView {
    let path = use_location().pathname;
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            look(heading(), LOOKS, said);
        }
        path
    });
    view! {
        <div class="visually-hidden" role="status" aria-live="polite">
            {move || said.get()}
        </div>
    }
    .into_any()
}

fn heading() -> Option<Element> {
    document().query_selector("#content h1").ok().flatten()
}

/// Waits for a heading other than the one of the page that was left.
fn look(left: Option<Element>, looks: u32, said: RwSignal<String>) {
    let _ = set_timeout(
        move || {
            let found = heading();
            let is_new = found.is_some() && found != left;
            if (is_new || looks <= LOOKS / 2)
                && let Some(found) = found
            {
                arrive(&found, said);
            } else if looks > 0 {
                look(left, looks - 1, said);
            }
        },
        LOOK,
    );
}

fn arrive(heading: &Element, said: RwSignal<String>) {
    // Somebody who has begun to type is not interrupted.
    let typing = document().active_element().is_some_and(|active| {
        active
            .matches("input, textarea, select, dialog *")
            .unwrap_or(false)
    });
    if !typing && let Some(heading) = heading.dyn_ref::<HtmlElement>() {
        // Where the page stands is known already: at its top, or on the way back where it was.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
    let _ = said.try_set(heading.text_content().unwrap_or_default());
}
