use leptos::prelude::*;

use crate::i18n::{m, t};

/// Where one is on a way of several steps.
#[component]
pub fn Stepper(
    #[prop(into)] label: String,
    #[prop(into)] steps: Vec<String>,
    /// The step one is at, from 0.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(place, step)| {
            let done = Memo::new(move |_| place < current.get());
            view! {
                <li
                    data-done=move || done.get().then_some("")
                    aria-current=move || (current.get() == place).then_some("step")
                >
                    <span>
                        {step}
                        {move || {
                            done.get()
                                .then(|| view! { <span class="visually-hidden">", " {t(m::UI_DONE)}</span> })
                        }}
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="stepper" aria-label=label>
            {items}
        </ol>
    }
    .into_any()
}
