use leptos::{ev, html, prelude::*};

use crate::{
    i18n::{m, t, tf},
    ui::Icon,
};

/// Something the palette can do or go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteItem {
    /// What choosing it hands back.
    pub key: String,
    /// The heading it stands under; items of one group follow each other.
    pub group: String,
    /// A symbol of the sprite.
    pub icon: &'static str,
    /// Its name.
    pub label: String,
    /// What it is or how it stands, at the end of the line.
    pub note: String,
}

/// Opens and closes the box with a signal. Unlike a dialog whose content comes with its opening, it
/// waits for no frame: what is typed right after Ctrl K is to arrive.
fn open_at_once(node_ref: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node_ref.get() else {
            return;
        };
        if wanted && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
}

/// One box to find and do everything; arrows choose, Enter opens, Esc closes.
#[component]
pub fn Palette(
    open: RwSignal<bool>,
    query: RwSignal<String>,
    /// What fits the query, best first.
    #[prop(into)]
    items: Signal<Vec<PaletteItem>>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Dialog>::new();
    let at = RwSignal::new(0_usize);
    open_at_once(node_ref, open);
    Effect::new(move |_| {
        query.track();
        at.set(0);
    });
    let choose = move |key: String| {
        open.set(false);
        on_choose.run(key);
    };
    let keys = move |event: ev::KeyboardEvent| {
        let count = items.read_untracked().len();
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = if *at + 1 < count { *at + 1 } else { 0 }),
            "ArrowUp" => at.update(|at| *at = at.checked_sub(1).unwrap_or(count.saturating_sub(1))),
            "Enter" => {
                let key = items
                    .read_untracked()
                    .get(at.get_untracked())
                    .map(|item| item.key.clone());
                if let Some(key) = key {
                    choose(key);
                }
            }
            _ => return,
        }
        event.prevent_default();
        let _ = request_animation_frame(move || show_chosen(at.get_untracked()));
    };
    view! {
        <dialog
            class="palette"
            aria-label=t(m::UI_PALETTE)
            node_ref=node_ref
            on:close=move |_| open.set(false)
            on:mousedown=move |event| {
                if event.target().is_some() && event.target() == event.current_target() {
                    open.set(false);
                }
            }
        >
            <div class="palette-search">
                <Icon name="search" />
                <input
                    type="text"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-label=t(m::UI_PALETTE_SEARCH)
                    aria-activedescendant=move || format!("palette-{}", at.get())
                    placeholder=t(m::UI_PALETTE_SEARCH)
                    autocomplete="off"
                    spellcheck="false"
                    autofocus
                    prop:value=move || query.get()
                    on:input:target=move |event| query.set(event.target().value())
                    on:keydown=keys
                />
                <crate::ui::Kbd keys="Esc" />
            </div>
            <div class="palette-list" id="palette-list" role="listbox" aria-label=t(m::UI_PALETTE) aria-busy=move || busy.get().then_some("true")>
                {move || rows(items.get(), at, choose)}
                {move || {
                    let none = items.read().is_empty() && !busy.get() && !query.read().is_empty();
                    none.then(|| {
                        view! { <p class="palette-none">{tf(m::UI_PALETTE_NONE, &[("query", &query.read())])}</p> }
                    })
                }}
            </div>
            <div class="palette-foot" aria-hidden="true">
                <span>
                    <crate::ui::Kbd keys="↑ ↓" />
                    {t(m::UI_PALETTE_CHOOSE)}
                </span>
                <span>
                    <crate::ui::Kbd keys="↵" />
                    {t(m::UI_PALETTE_OPEN)}
                </span>
                <span>
                    <crate::ui::Kbd keys="Esc" />
                    {t(m::UI_PALETTE_CLOSE)}
                </span>
            </div>
        </dialog>
    }
    .into_any()
}

fn rows(
    items: Vec<PaletteItem>,
    at: RwSignal<usize>,
    choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> Vec<AnyView> {
    let mut group = String::new();
    let mut rows = Vec::with_capacity(items.len() + 4);
    for (place, item) in items.into_iter().enumerate() {
        if item.group != group {
            group.clone_from(&item.group);
            rows.push(
                view! { <p class="palette-group" role="presentation">{item.group.clone()}</p> }
                    .into_any(),
            );
        }
        rows.push(row(place, item, at, choose));
    }
    rows
}

fn row(
    place: usize,
    item: PaletteItem,
    at: RwSignal<usize>,
    choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <div
            role="option"
            id=format!("palette-{place}")
            aria-selected=move || (at.get() == place).to_string()
            on:mousemove=move |_| {
                if at.get_untracked() != place {
                    at.set(place);
                }
            }
            on:click=move |_| choose(item.key.clone())
        >
            <Icon name=item.icon />
            <span class="truncate">{item.label}</span>
            <span class="palette-where">{item.note}</span>
        </div>
    }
    .into_any()
}

fn show_chosen(place: usize) {
    if let Some(element) = document().get_element_by_id(&format!("palette-{place}")) {
        element.scroll_into_view_with_bool(false);
    }
}
