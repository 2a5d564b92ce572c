use leptos::prelude::*;

use crate::ui::{Icon, Tone};

/// A figure with its name, a small picture of its past, and a word on it.
#[component]
pub fn Stat(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    /// Where the figure comes from, told on hover and focus.
    #[prop(optional, into)]
    source: Option<String>,
    /// Where the list behind the figure is.
    #[prop(optional, into)]
    href: Option<String>,
    /// A `Sparkline`.
    #[prop(optional, into)]
    picture: ViewFnOnce,
    /// The line under the figure.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let inside = view! {
        <span class="stat-label">{label}</span>
        <span class="stat-value">{move || value.get()}</span>
        {picture.run()}
        {children.map(|children| view! { <span class="stat-note">{children()}</span> })}
    };
    match href {
        Some(href) => view! { <a class="stat" href=href title=source>{inside}</a> }.into_any(),
        None => view! { <div class="stat" title=source>{inside}</div> }.into_any(),
    }
}

/// How a figure has moved.
#[component]
pub fn Trend(
    #[prop(into)] text: String,
    up: bool,
    /// Growth is not welcome, as with overdue invoices.
    #[prop(optional)]
    up_is_bad: bool,
) -> impl IntoView {
    let tone = if up ^ up_is_bad {
        Tone::Success
    } else {
        Tone::Danger
    };
    view! {
        <span class="trend" data-tone=tone.name()>
            <Icon name=if up { "arrow-up" } else { "arrow-down" } />
            {text}
        </span>
    }
    .into_any()
}
