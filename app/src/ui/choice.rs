use leptos::{html, prelude::*, web_sys};

use super::{
    field::FieldError,
    in_step::{Access, keep_in_step},
    input::Choice,
};

pub(super) const OF_BOX: Access<web_sys::HtmlInputElement, bool> =
    (|it| it.checked(), |it, on| it.set_checked(*on));

/// A box to tick, with its words.
#[component]
pub fn Checkbox(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<bool>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    /// Why it may not be changed.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let mark = view! { <Mark id=id.clone() value name reason kind="checkbox" /> };
    words(id, label, hint, reason, error, mark.into_any(), false)
}

/// Something that is on or off at once.
#[component]
pub fn Switch(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<bool>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    /// Why it may not be changed.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let mark = view! { <Mark id=id.clone() value name reason kind="switch" /> };
    words(id, label, hint, reason, error, mark.into_any(), true)
}

/// A box alone, as in a grid; `label` is heard and not seen.
#[component]
pub fn Tick(
    #[prop(into)] label: String,
    #[prop(into)] checked: Signal<bool>,
    /// Some of what it stands for is ticked.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] described_by: Option<String>,
    #[prop(into)] on_change: Callback<bool>,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(element) = node_ref.get() {
            element.set_checked(checked.get());
            element.set_indeterminate(mixed.get());
        }
    });
    view! {
        <input
            type="checkbox"
            class="checkbox"
            aria-label=label
            aria-describedby=described_by
            checked=checked.get_untracked()
            disabled=move || disabled.get()
            node_ref=node_ref
            on:change:target=move |event| on_change.run(event.target().checked())
        />
    }
    .into_any()
}

/// Two to four exclusive ways, all in sight.
#[component]
pub fn Segmented(
    /// The `name` of the group, unique on the page.
    #[prop(into)]
    name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] options: Vec<Choice>,
) -> impl IntoView {
    let items = options
        .into_iter()
        .map(|choice| {
            let kept = choice.value.clone();
            view! {
                <label>
                    <input
                        type="radio"
                        name=name.clone()
                        value=choice.value.clone()
                        checked=value.get_untracked() == choice.value
                        prop:checked=move || *value.read() == choice.value
                        on:change=move |_| value.set(kept.clone())
                    />
                    {choice.label}
                </label>
            }
        })
        .collect_view();
    view! {
        <span class="segmented" role="radiogroup" aria-label=label>
            {items}
        </span>
    }
    .into_any()
}

/// A way to choose that needs more than a word: a plan, a payer.
#[component]
pub fn ChoiceCard(
    /// The `name` of the group, the same for all its cards.
    #[prop(into)]
    name: String,
    #[prop(into)] title: String,
    /// What choosing this card puts into `chosen`.
    #[prop(into)]
    value: String,
    chosen: RwSignal<String>,
    #[prop(optional, into)] text: Option<String>,
    /// What stands at the end of the title's line, such as a price.
    #[prop(optional, into)]
    aside: Option<String>,
    #[prop(optional)] disabled: bool,
) -> impl IntoView {
    let kept = value.clone();
    let own = value.clone();
    view! {
        <label class="choice-card">
            <input
                type="radio"
                class="radio"
                name=name
                checked=chosen.get_untracked() == value
                prop:checked=move || *chosen.read() == own
                value=value
                disabled=disabled
                on:change=move |_| chosen.set(kept.clone())
            />
            <span class="choice-card-title">{title}</span>
            {aside.map(|aside| view! { <span class="number">{aside}</span> })}
            {text.map(|text| view! { <span class="choice-card-text">{text}</span> })}
        </label>
    }
    .into_any()
}

#[component]
fn Mark(
    id: String,
    value: RwSignal<bool>,
    name: Option<String>,
    reason: Signal<Option<String>>,
    kind: &'static str,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Input>::new();
    let initial = value.get_untracked();
    keep_in_step(
        node_ref,
        OF_BOX,
        move || value.get(),
        move |on| value.set(on),
        || true,
    );
    let described_by = format!("{id}-hint {id}-reason {id}-error");
    view! {
        <input
            type="checkbox"
            class=kind
            role=(kind == "switch").then_some("switch")
            id=id
            name=name
            checked=initial
            disabled=move || reason.read().is_some()
            aria-describedby=described_by
            node_ref=node_ref
            on:change:target=move |event| value.set(event.target().checked())
        />
    }
    .into_any()
}

fn words(
    id: String,
    label: String,
    hint: Option<String>,
    reason: Signal<Option<String>>,
    error: Signal<Option<String>>,
    mark: AnyView,
    switch: bool,
) -> AnyView {
    let reason_id = format!("{id}-reason");
    view! {
        <div class="choice" data-switch=switch.then_some("")>
            {mark}
            <label class="choice-label" for=id.clone()>
                {label}
            </label>
            {hint.map(|hint| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> })}
            {move || {
                let id = reason_id.clone();
                reason.get().map(|reason| view! { <p class="reason" id=id>{reason}</p> })
            }}
            <FieldError id error />
        </div>
    }
    .into_any()
}
