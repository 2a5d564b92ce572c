//! Leaving an edited form is asked first: by a link, by Back and by Forward, inside the page; by
//! closing it, by the browser's own question. Where Back cannot be held up, what was typed is kept.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{BeforeUnloadEvent, Element, MouseEvent},
};

use super::traversal::{Entry, NavigateEvent, navigation};
use crate::ui::hear;

/// Where somebody wants to go from an edited form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To the address of a link.
    Link(String),
    /// Back or forward.
    Entry(Entry),
}

/// The edited form of the page, and where somebody wants to go from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaving {
    pub(super) wanted: RwSignal<Option<Target>>,
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
        // Who insists on Back leaves all the same, and has answered the question by that.
        on_cleanup(move || leaving.wanted.set(None));
        // Before the router hears of it: it listens at the window, after everybody else.
        hear(document(), "click", move |event: MouseEvent| {
            if dirty.get_untracked()
                && let Some(href) = leads_away(&event)
            {
                event.prevent_default();
                event.stop_propagation();
                leaving.wanted.set(Some(Target::Link(href)));
            }
        });
        let Some(navigation) = navigation() else {
            return;
        };
        hear(navigation, "navigate", move |event: NavigateEvent| {
            if dirty.get_untracked()
                && let Some(entry) = Entry::wanted(&event).filter(|entry| leads_off(&entry.url))
            {
                event.prevent_default();
                leaving.wanted.set(Some(Target::Entry(entry)));
            }
        });
    });
}

fn hold(event: &BeforeUnloadEvent) {
    event.prevent_default();
    // Older browsers ask only for this.
    event.set_return_value("unsaved");
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

/// Whether a URL is that of another page of the portal.
fn leads_off(url: &str) -> bool {
    let here = window().location();
    let origin = here.origin().unwrap_or_default();
    let path = here.pathname().unwrap_or_default();
    url.strip_prefix(&origin)
        .is_some_and(|href| is_other_page(href, &path))
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
