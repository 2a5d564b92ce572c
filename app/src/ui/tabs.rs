use leptos::prelude::*;
use leptos_router::components::A;

/// The views of one thing, each with an address of its own.
#[component]
pub fn Tabs(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            {children()}
        </nav>
    }
    .into_any()
}

/// One of the `Tabs`; the router marks the current one.
#[component]
pub fn Tab(
    #[prop(into)] href: String,
    /// Current only at this very address, not below it.
    #[prop(optional)]
    exact: bool,
    #[prop(optional, into)] count: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <A href=href exact=exact>
            {children()}
            {count.map(|count| view! { <span class="count">{count}</span> })}
        </A>
    }
    .into_any()
}
