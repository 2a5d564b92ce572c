//! The keys of the list: `/` searches, `j` and `k` walk, `x` selects, Enter opens, `e` edits.

use domain::{ClientId, policy::Action};
use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, KeyboardEvent},
};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{super::rights::Rights, chosen::Chosen, listing::Listing};
use crate::panel::use_here;

/// `/` goes to the search field.
pub(super) fn search_on_slash(input: NodeRef<html::Input>) {
    on_key(move |event| {
        if event.key() == "/"
            && let Some(input) = input.get_untracked()
        {
            event.prevent_default();
            let _ = input.focus();
            input.select();
        }
    });
}

/// Walks the rows by keys; gives the row one stands on.
pub(super) fn walk_with_keys(
    listing: Listing,
    chosen: Chosen,
    rights: Rights,
) -> RwSignal<Option<ClientId>> {
    let here = use_here();
    let navigate = use_navigate();
    let current = RwSignal::new(None::<ClientId>);
    let go = move |path: String| navigate(&here.at(&path), NavigateOptions::default());
    on_key(move |event| {
        let key = event.key();
        match key.as_str() {
            "j" | "k" => {
                let rows = listing.rows.read_untracked();
                let ids: Vec<ClientId> = rows.iter().map(|row| row.id).collect();
                current.set(beside(&ids, current.get_untracked(), key == "j"));
                let _ = request_animation_frame(show_current);
            }
            "x" | "e" | "Enter" => {
                let Some(id) = current.get_untracked() else {
                    return;
                };
                match key.as_str() {
                    "x" => {
                        let key = id.to_string();
                        let on = !untrack(|| chosen.rows.holds(&key));
                        chosen.rows.set(&key, on, event.shift_key());
                    }
                    "e" if rights.may(Action::EditClient) => go(format!("clients/{id}/edit")),
                    "Enter" if !on_control(&event) => go(format!("clients/{id}")),
                    _ => return,
                }
            }
            _ => return,
        }
        event.prevent_default();
    });
    current
}

/// Hears a key as long as the calling component is there, unless somebody types or a dialog or
/// menu is open.
fn on_key(heard: impl Fn(KeyboardEvent) + Clone + 'static) {
    Effect::new(move |_| {
        let heard = heard.clone();
        let listener = window_event_listener(ev::keydown, move |event| {
            let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
            if !modified && !event.default_prevented() && !is_busy(&event) {
                heard(event);
            }
        });
        on_cleanup(move || listener.remove());
    });
}

fn is_busy(event: &KeyboardEvent) -> bool {
    let typing = target(event).is_some_and(|it| {
        it.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])")
            .ok()
            .flatten()
            .is_some()
    });
    let open = document().query_selector("dialog[open], :popover-open");
    typing || open.ok().flatten().is_some()
}

/// Whether Enter already means something where the focus is.
fn on_control(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|it| it.closest("a, button, summary").ok().flatten().is_some())
}

fn target(event: &KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn show_current() {
    let row = document().query_selector("tr[data-current]").ok().flatten();
    let frame = document().query_selector(".table-wrap").ok().flatten();
    let (Some(row), Some(frame)) = (row, frame) else {
        return;
    };
    let (row, frame) = (
        row.get_bounding_client_rect(),
        frame.get_bounding_client_rect(),
    );
    let head = 40.0;
    let by = if row.top() < frame.top() + head {
        row.top() - frame.top() - head
    } else {
        (row.bottom() - frame.bottom()).max(0.0)
    };
    if let Some(frame) = document().query_selector(".table-wrap").ok().flatten() {
        frame.scroll_by_with_x_and_y(0.0, by);
    }
}

/// The row after or before the one one stands on; the first of all when one stands on none.
fn beside<T: Copy + PartialEq>(rows: &[T], current: Option<T>, forward: bool) -> Option<T> {
    let at = current.and_then(|current| rows.iter().position(|row| *row == current));
    let next = match (at, forward) {
        (None, _) => 0,
        (Some(at), true) => (at + 1).min(rows.len().saturating_sub(1)),
        (Some(at), false) => at.saturating_sub(1),
    };
    rows.get(next).copied()
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn walking_stops_at_both_ends() {
        let rows = [1, 2, 3];
        assert_eq!(beside(&rows, None, true), Some(1));
        assert_eq!(beside(&rows, Some(1), true), Some(2));
        assert_eq!(beside(&rows, Some(3), true), Some(3));
        assert_eq!(beside(&rows, Some(1), false), Some(1));
        assert_eq!(beside(&rows, Some(9), true), Some(1));
        assert_eq!(beside::<u8>(&[], None, true), None);
    }
}
