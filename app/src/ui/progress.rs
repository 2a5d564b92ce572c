use leptos::prelude::*;

use crate::i18n::grouped;

/// How far a piece of work has come.
#[component]
pub fn ProgressBar(
    #[prop(into)] label: String,
    #[prop(into)] done: Signal<u64>,
    /// Not known yet when `None`: the bar wanders.
    #[prop(into)]
    total: Signal<Option<u64>>,
) -> impl IntoView {
    let words = move || match total.get() {
        Some(total) => format!("{} / {}", grouped(done.get()), grouped(total)),
        None => grouped(done.get()),
    };
    view! {
        <div class="progress-field">
            <div class="progress-words">
                <span>{label.clone()}</span>
                <span>{words}</span>
            </div>
            <progress
                class="progress"
                data-size="large"
                aria-label=label
                value=move || total.get().map(|_| done.get().to_string())
                max=move || total.get().map(|total| total.max(1).to_string())
            ></progress>
        </div>
    }
    .into_any()
}
