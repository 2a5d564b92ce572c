use leptos::prelude::*;

/// The keys of a shortcut, such as `Ctrl K`, one box each.
#[component]
pub fn Kbd(keys: &'static str) -> impl IntoView {
    let keys = keys
        .split(' ')
        .map(|key| view! { <kbd class="kbd">{key}</kbd> })
        .collect_view();
    view! { <span class="kbd-row">{keys}</span> }.into_any()
}
