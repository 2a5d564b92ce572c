use std::collections::BTreeSet;

use leptos::{html, prelude::*};

use crate::{
    i18n::{m, t, tf, tn},
    ui::IconButton,
};

/// Which rows of a list are chosen, by the key of the row.
#[derive(Debug, Clone, Copy)]
pub struct Selection {
    chosen: RwSignal<BTreeSet<String>>,
    rows: Signal<Vec<String>>,
    anchor: RwSignal<Option<String>>,
}

impl Selection {
    /// Nothing chosen yet of the rows shown, given by key in their order.
    pub fn new(rows: impl Into<Signal<Vec<String>>>) -> Self {
        Self {
            chosen: RwSignal::default(),
            rows: rows.into(),
            anchor: RwSignal::default(),
        }
    }

    /// The keys of the chosen rows.
    pub fn keys(self) -> BTreeSet<String> {
        self.chosen.get()
    }

    /// How many rows are chosen.
    pub fn count(self) -> usize {
        self.chosen.read().len()
    }

    /// Whether a row is chosen.
    pub fn holds(self, key: &str) -> bool {
        self.chosen.read().contains(key)
    }

    /// Chooses nothing.
    pub fn clear(self) {
        self.chosen.write().clear();
        self.anchor.set(None);
    }

    /// Chooses every row shown, or none of them.
    pub fn set_all(self, on: bool) {
        let rows = self.rows.get_untracked();
        self.chosen.update(|chosen| {
            for key in rows {
                put(chosen, key, on);
            }
        });
    }

    /// Chooses a row or not; with `range`, all rows from the last one touched.
    pub fn set(self, key: &str, on: bool, range: bool) {
        let rows = self.rows.get_untracked();
        let anchor = self.anchor.get_untracked().filter(|_| range);
        self.chosen.update(|chosen| {
            for key in between(&rows, anchor.as_deref().unwrap_or(key), key) {
                put(chosen, key, on);
            }
        });
        self.anchor.set(Some(key.to_owned()));
    }

    fn state(self) -> (bool, bool) {
        let rows = self.rows.read();
        let chosen = self.chosen.read();
        let count = rows.iter().filter(|key| chosen.contains(*key)).count();
        let all = count > 0 && count == rows.len();
        (all, count > 0 && !all)
    }
}

fn put(chosen: &mut BTreeSet<String>, key: String, on: bool) {
    if on {
        chosen.insert(key);
    } else {
        chosen.remove(&key);
    }
}

fn between(rows: &[String], from: &str, to: &str) -> Vec<String> {
    let place = |key: &str| rows.iter().position(|row| row == key);
    match (place(from), place(to)) {
        (Some(from), Some(to)) => {
            let (first, last) = (from.min(to), from.max(to));
            rows.iter()
                .skip(first)
                .take(last - first + 1)
                .cloned()
                .collect()
        }
        _ => vec![to.to_owned()],
    }
}

/// The box in the head of a table: all rows shown, some, none.
#[component]
pub fn SelectAll(selection: Selection) -> impl IntoView {
    let state = Memo::new(move |_| selection.state());
    view! {
        <crate::ui::Tick
            label=t(m::UI_SELECT_ALL)
            checked=Signal::derive(move || state.get().0)
            mixed=Signal::derive(move || state.get().1)
            on_change=move |on| selection.set_all(on)
        />
    }
    .into_any()
}

/// The box of a row; with Shift, a whole range.
#[component]
pub fn SelectRow(
    selection: Selection,
    #[prop(into)] key: String,
    /// The name of the row, heard and not seen.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Input>::new();
    let own = key.clone();
    let chosen = Memo::new(move |_| selection.holds(&own));
    Effect::new(move |_| {
        let on = chosen.get();
        if let Some(element) = node_ref.get() {
            element.set_checked(on);
        }
    });
    view! {
        <input
            type="checkbox"
            class="checkbox"
            aria-label=tf(m::UI_SELECT, &[("name", &name)])
            checked=chosen.get_untracked()
            node_ref=node_ref
            on:click=move |event| {
                let on = event_target_checked(&event);
                selection.set(&key, on, event.shift_key());
            }
        />
    }
    .into_any()
}

/// What can be done with the chosen rows, floating over the list while there are any.
#[component]
pub fn BulkBar(selection: Selection, children: ChildrenFn) -> impl IntoView {
    let count = Memo::new(move |_| selection.count());
    let some = Memo::new(move |_| count.get() > 0);
    move || {
        some.get().then(|| {
            view! {
                <div class="bulk-bar" role="toolbar" aria-label=t(m::UI_SELECTION)>
                    <span class="bulk-count" role="status">
                        {move || tn(m::UI_SELECTED, u64::try_from(count.get()).unwrap_or(u64::MAX))}
                    </span>
                    <hr />
                    {children()}
                    <hr />
                    <IconButton icon="x" label=t(m::UI_CLEAR_SELECTION) on_press=move || selection.clear() />
                </div>
            }
            .into_any()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<String> {
        ["a", "b", "c", "d"].map(ToOwned::to_owned).to_vec()
    }

    #[test]
    fn a_range_runs_both_ways() {
        assert_eq!(between(&rows(), "b", "d"), ["b", "c", "d"]);
        assert_eq!(between(&rows(), "c", "a"), ["a", "b", "c"]);
        assert_eq!(between(&rows(), "b", "b"), ["b"]);
    }

    #[test]
    fn a_row_that_left_the_list_is_no_anchor() {
        assert_eq!(between(&rows(), "gone", "c"), ["c"]);
    }
}
