//! Leaving an edited form is asked first: by a link, inside the page; by closing it, by the
//! browser's own question. Going back needs no question: what was typed is kept.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{BeforeUnloadEvent, Element, MouseEvent},
};

/// The edited form of the page, and where a link wanted to lead from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaving {
    pub(super) wanted: RwSignal<Option<String>>,
    pub(super) discard: RwSignal<Option<Callback<()>>>,
}

impl Leaving {
    pub(super) fn provided() -> Self {
        use_context().unwrap_or_else(|| {
            let leaving = Self {
                wanted: RwSignal::new(None),
                discard: RwSignal::new(None),
            };
            provide_context(leaving);
            leaving
        })
    }
}

/// Asks before an edited form is left, as long as the calling component is there.
pub(super) fn watch(dirty: Signal<bool>, discard: Callback<()>) {
    let leaving = use_context::<Leaving>();
    Effect::new(move |_| {
        let unload = window_event_listener(ev::beforeunload, move |event| {
            if dirty.get_untracked() {
                hold(&event);
            }
        });
        on_cleanup(move || unload.remove());
        let Some(leaving) = leaving else { return };
        leaving.discard.set(Some(discard));
        on_press_of_links(move |event| {
            if dirty.get_untracked()
                && let Some(target) = leads_away(event)
            {
                event.prevent_default();
                event.stop_propagation();
                leaving.wanted.set(Some(target));
            }
        });
    });
}

fn hold(event: &BeforeUnloadEvent) {
    event.prevent_default();
    // Older browsers ask only for this.
    event.set_return_value("unsaved");
}

/// Before the router hears of it: it listens at the window, after everybody else.
fn on_press_of_links(pressed: impl Fn(&MouseEvent) + 'static) {
    let listener = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| pressed(&event));
    let document = document();
    let function = listener.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback_and_bool("click", function, true);
    let listener = leptos::__reexports::send_wrapper::SendWrapper::new(listener);
    on_cleanup(move || {
        let listener = listener.take();
        let function = listener.as_ref().unchecked_ref();
        let document = leptos::prelude::document();
        let _ = document.remove_event_listener_with_callback_and_bool("click", function, true);
    });
}

/// Where a press leads, when it leads to another page of the portal in this tab.
fn leads_away(event: &MouseEvent) -> Option<String> {
    if event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
    {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[href]").ok().flatten()?;
    let href = link.get_attribute("href")?;
    let elsewhere = link.has_attribute("download") || link.has_attribute("target");
    let path = window().location().pathname().unwrap_or_default();
    (!elsewhere && is_other_page(&href, &path)).then_some(href)
}

/// Whether an address of the portal is another page than the one at `path`.
fn is_other_page(href: &str, path: &str) -> bool {
    let page = href.split(['?', '#']).next().unwrap_or_default();
    page.starts_with('/') && page != path
}

#[cfg(test)]
mod tests {
    use super::is_other_page;

    #[test]
    fn only_other_pages_are_asked_about() {
        assert!(is_other_page("/p/acme/clients", "/p/acme/plans/new"));
        assert!(!is_other_page(
            "/p/acme/plans/new?tab=2",
            "/p/acme/plans/new"
        ));
        assert!(!is_other_page("#main", "/p/acme/plans/new"));
        assert!(!is_other_page("https://example.com/", "/p/acme/plans/new"));
        assert!(!is_other_page("mailto:a@b.example", "/p/acme/plans/new"));
    }
}
