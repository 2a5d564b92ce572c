use leptos::prelude::*;

use crate::ui::Icon;

/// Nothing here yet, why, and what to do next.
#[component]
pub fn EmptyState(
    icon: &'static str,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: Option<String>,
    /// For a part of a page.
    #[prop(optional)]
    small: bool,
    /// The next steps, as buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state" data-size=small.then_some("small")>
            <Icon name=icon />
            <h2>{title}</h2>
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
