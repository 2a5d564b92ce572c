use leptos::{ev, prelude::*};

use crate::{
    i18n::{m, t, tn},
    ui::{Button, Kind},
};

/// One field that was changed, as it was and as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The name of the field.
    pub label: String,
    /// What it held.
    pub from: String,
    /// What it holds now.
    pub to: String,
}

/// "3 changes · Discard · Save" at the foot of an edited form; Ctrl-S saves.
#[component]
pub fn UnsavedBar(
    #[prop(into)] changes: Signal<Vec<Change>>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_save: Callback<()>,
    #[prop(into)] on_discard: Callback<()>,
) -> impl IntoView {
    let count = Memo::new(move |_| changes.read().len());
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            let save =
                (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("s");
            if save && count.get_untracked() > 0 {
                event.prevent_default();
                if !busy.get_untracked() {
                    on_save.run(());
                }
            }
        });
        on_cleanup(move || listener.remove());
    });
    move || {
        (count.get() > 0).then(|| {
            view! {
                <div class="unsaved-bar" role="region" aria-label=t(m::UI_UNSAVED)>
                    <span class="unsaved-words" role="status">
                        {move || tn(m::UI_CHANGES, u64::try_from(count.get()).unwrap_or(u64::MAX))}
                    </span>
                    <details>
                        <summary class="secondary">{t(m::UI_WHAT_CHANGED)}</summary>
                        <ul class="unsaved-list">{move || changes.get().into_iter().map(line).collect_view()}</ul>
                    </details>
                    <Button kind=Kind::Ghost on_press=on_discard>
                        {t(m::UI_DISCARD)}
                    </Button>
                    <Button kind=Kind::Primary busy on_press=on_save>
                        {t(m::UI_SAVE)}
                    </Button>
                </div>
            }
            .into_any()
        })
    }
}

fn line(change: Change) -> impl IntoView {
    let or_nothing = |text: String| {
        if text.is_empty() {
            t(m::UI_NOTHING).to_owned()
        } else {
            text
        }
    };
    view! {
        <li>
            {change.label} ": " <del>{or_nothing(change.from)}</del> " → "
            <ins>{or_nothing(change.to)}</ins>
        </li>
    }
}
