use leptos::prelude::*;

use crate::ui::{Icon, Tone};

/// Something to know before going on.
#[component]
pub fn Callout(
    #[prop(default = Tone::Info)] tone: Tone,
    #[prop(optional, into)] title: Option<String>,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let role = (tone == Tone::Danger).then_some("alert");
    view! {
        <div class="callout" data-tone=tone.name() role=role>
            <Icon name=tone.icon() />
            <div class="callout-body">
                {title.map(|title| view! { <p class="callout-title">{title}</p> })}
                {children()}
            </div>
            {actions.map(|actions| view! { <div class="callout-actions">{actions.run()}</div> })}
        </div>
    }
    .into_any()
}

/// What was refused, why, and who can change it: one sentence beside the control.
#[component]
pub fn Refused(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <p class="refusal">
            <Icon name="lock" />
            <span>{text}</span>
        </p>
    }
    .into_any()
}
