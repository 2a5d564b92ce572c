use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::Element};

use super::{go, places::Places};
use crate::{
    i18n::{Msg, m, t},
    ui::{Dialog, DialogBody, Kbd},
};

/// What a key does outside any field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Palette,
    Sheet,
    /// The beginning of two keys: `g`, and the place.
    Begin,
    /// The place at this path below the first one; that one itself when it is empty.
    Place(&'static str),
}

/// What a key press means; `begun` when `g` was pressed just before.
fn wish(key: &str, with_control: bool, typing: bool, begun: bool) -> Option<Wish> {
    if with_control {
        return key.eq_ignore_ascii_case("k").then_some(Wish::Palette);
    }
    if typing {
        return None;
    }
    match key {
        "?" => Some(Wish::Sheet),
        "d" if begun => Some(Wish::Place("")),
        "c" if begun => Some(Wish::Place("clients")),
        "o" if begun => Some(Wish::Place("orders")),
        "i" if begun => Some(Wish::Place("invoices")),
        "p" if begun => Some(Wish::Place("plans")),
        "s" if begun => Some(Wish::Place("configuration")),
        "g" => Some(Wish::Begin),
        _ => None,
    }
}

/// Listens to the keys that work on every page.
pub(super) fn listen(palette: RwSignal<bool>, sheet: RwSignal<bool>, places: &Places) {
    let targets: Vec<String> = places.all().map(|place| place.href.clone()).collect();
    let targets = StoredValue::new(targets);
    let begun = StoredValue::new(false);
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            let control = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
            let found = wish(&event.key(), control, is_typing(&event), begun.get_value());
            begun.set_value(found == Some(Wish::Begin));
            match found {
                None | Some(Wish::Begin) => return,
                Some(Wish::Palette) => palette.update(|open| *open = !*open),
                Some(Wish::Sheet) => sheet.set(true),
                Some(Wish::Place(path)) => {
                    if let Some(href) = targets.with_value(|targets| at(targets, path)) {
                        go(&href);
                    }
                }
            }
            event.prevent_default();
        });
        on_cleanup(move || listener.remove());
    });
}

/// The address of the place at a path, if the reader may go there.
fn at(targets: &[String], path: &str) -> Option<String> {
    let first = targets.first()?;
    let below = |target: &&String| {
        let rest = target.strip_prefix(first.as_str());
        rest.is_some_and(|rest| rest.trim_start_matches('/') == path)
    };
    targets.iter().find(below).cloned()
}

fn is_typing(event: &ev::KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| {
            target
                .matches("input, textarea, select, [contenteditable], dialog *")
                .unwrap_or(false)
        })
}

const SHEET: [(Msg, &[(&str, Msg)]); 3] = [
    (
        m::PANEL_KEYS_EVERYWHERE,
        &[
            ("Ctrl K", m::PANEL_KEYS_PALETTE),
            ("?", m::PANEL_KEYS_SHEET),
            ("g d", m::PANEL_DASHBOARD),
            ("g c", m::PANEL_CLIENTS),
            ("g o", m::ORDERS_TITLE),
            ("g i", m::INVOICES_TITLE),
            ("g p", m::PANEL_PLANS),
            ("g s", m::PANEL_CONFIGURATION),
        ],
    ),
    (
        m::PANEL_KEYS_LISTS,
        &[
            ("/", m::PANEL_KEYS_SEARCH),
            ("j", m::PANEL_KEYS_NEXT),
            ("k", m::PANEL_KEYS_PREVIOUS),
            ("x", m::PANEL_KEYS_SELECT),
            ("Enter", m::PANEL_KEYS_OPEN),
            ("e", m::PANEL_KEYS_EDIT),
        ],
    ),
    (
        m::PANEL_KEYS_FORMS,
        &[("Ctrl S", m::PANEL_KEYS_SAVE), ("Esc", m::PANEL_KEYS_CLOSE)],
    ),
];

/// The sheet of keys.
#[component]
pub(super) fn KeySheet(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog id="keys" open title=t(m::PANEL_KEYS) large=true>
            <DialogBody>
                <div class="key-sheet">{SHEET.into_iter().map(group).collect_view()}</div>
            </DialogBody>
        </Dialog>
    }
    .into_any()
}

fn group((title, rows): (Msg, &'static [(&'static str, Msg)])) -> AnyView {
    let rows = rows.iter().map(|(keys, words)| {
        view! {
            <dt>{t(*words)}</dt>
            <dd>
                <Kbd keys />
            </dd>
        }
    });
    view! {
        <section class="stack" data-gap="small">
            <h3>{t(title)}</h3>
            <dl>{rows.collect_view()}</dl>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_opens_from_anywhere_and_letters_only_outside_fields() {
        assert_eq!(wish("k", true, true, false), Some(Wish::Palette));
        assert_eq!(wish("K", true, false, false), Some(Wish::Palette));
        assert_eq!(wish("?", false, true, false), None);
        assert_eq!(wish("?", false, false, false), Some(Wish::Sheet));
    }

    #[test]
    fn a_place_takes_two_keys() {
        assert_eq!(wish("c", false, false, false), None);
        assert_eq!(wish("g", false, false, false), Some(Wish::Begin));
        assert_eq!(wish("c", false, false, true), Some(Wish::Place("clients")));
        assert_eq!(wish("c", false, true, true), None);
    }

    #[test]
    fn a_place_is_found_by_its_path_wherever_it_stands() {
        let targets = ["/p/plans", "/p/plans/clients", "/p/plans/plans"].map(str::to_owned);
        assert_eq!(at(&targets, "").as_deref(), Some("/p/plans"));
        assert_eq!(at(&targets, "plans").as_deref(), Some("/p/plans/plans"));
        assert_eq!(at(&targets, "clients").as_deref(), Some("/p/plans/clients"));
        assert_eq!(
            at(&targets, "orders"),
            None,
            "whoever may not see them stays"
        );
        assert_eq!(at(&[], ""), None);
    }
}
