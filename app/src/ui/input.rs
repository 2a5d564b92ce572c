use leptos::{html, prelude::*, web_sys};

use super::{field::FieldTies, in_step::keep_in_step};
use crate::{
    i18n::{m, t},
    ui::{Icon, IconButton, Size},
};

type Text<E> = (fn(&E) -> String, fn(&E, &String));
pub(super) const OF_INPUT: Text<web_sys::HtmlInputElement> =
    (|it| it.value(), |it, text| it.set_value(text));
const OF_TEXTAREA: Text<web_sys::HtmlTextAreaElement> =
    (|it| it.value(), |it, text| it.set_value(text));
const OF_SELECT: Text<web_sys::HtmlSelectElement> =
    (|it| it.value(), |it, text| it.set_value(text));

/// A choice of a list: what is kept, and what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl<V: Into<String>, L: Into<String>> From<(V, L)> for Choice {
    fn from((value, label): (V, L)) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// One line of text.
#[component]
pub fn TextInput(
    value: RwSignal<String>,
    /// Needed outside a `Field`.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(optional, into)] name: Option<String>,
    /// The `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] label: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] size: Size,
    /// A figure: aligned at the end, its digits all of one width.
    #[prop(optional)]
    number: bool,
    /// A word in the frame of the input, such as a currency.
    #[prop(optional, into)]
    unit: Option<String>,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] readonly: Signal<bool>,
    #[prop(optional)] node_ref: NodeRef<html::Input>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let ties = use_context::<FieldTies>();
    let id = id.or_else(|| ties.as_ref().map(|ties| ties.id.clone()));
    keep_in_step(
        node_ref,
        OF_INPUT,
        move || value.get(),
        move |typed| value.set(typed),
        || true,
    );
    if autofocus {
        take_focus(node_ref);
    }
    let framed = unit.is_some() || icon.is_some();
    let input = view! {
        <input
            class="input"
            type=kind
            id=id
            name=name
            value=value.get_untracked()
            placeholder=placeholder
            autocomplete=autocomplete
            inputmode=inputmode
            required=required
            autofocus=autofocus
            data-size=size.name()
            data-number=number.then_some("")
            readonly=move || readonly.get()
            aria-label=label
            aria-required=required_of(ties.as_ref())
            aria-invalid=invalid_of(ties.clone())
            aria-describedby=described_by_of(ties)
            node_ref=node_ref
            on:input:target=move |event| value.set(event.target().value())
            on:blur=move |_| {
                if let Some(on_blur) = on_blur {
                    on_blur.run(());
                }
            }
        />
    };
    if framed {
        view! {
            <div class="input-group">
                {icon.map(|name| view! { <Icon name /> })} {input}
                {unit.map(|unit| view! { <span class="input-unit">{unit}</span> })}
            </div>
        }
        .into_any()
    } else {
        input.into_any()
    }
}

/// Puts the focus into an input that is new on the page. By itself a browser does so only while
/// nothing else has the focus, and the link that led here may still have it.
fn take_focus(node: NodeRef<html::Input>) {
    Effect::new(move |_| {
        let Some(input) = node.get() else { return };
        let _ = request_animation_frame(move || {
            let active = document().active_element();
            let types = active.is_some_and(|active| {
                matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            });
            if !types {
                let _ = input.focus();
            }
        });
    });
}

/// A password, which one may look at.
#[component]
pub fn PasswordInput(
    value: RwSignal<String>,
    #[prop(into)] name: String,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let ties = use_context::<FieldTies>();
    let id = id.or_else(|| ties.as_ref().map(|ties| ties.id.clone()));
    let node_ref = NodeRef::<html::Input>::new();
    let shown = RwSignal::new(false);
    keep_in_step(
        node_ref,
        OF_INPUT,
        move || value.get(),
        move |typed| value.set(typed),
        || true,
    );
    view! {
        <div class="input-group">
            <input
                class="input"
                type=move || if shown.get() { "text" } else { "password" }
                id=id
                name=name
                value=value.get_untracked()
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                autofocus=autofocus
                required
                aria-required=required_of(ties.as_ref())
                aria-invalid=invalid_of(ties.clone())
                aria-describedby=described_by_of(ties)
                node_ref=node_ref
                on:input:target=move |event| value.set(event.target().value())
            />
            {move || {
                let (icon, label) = if shown.get() {
                    ("eye-off", m::UI_HIDE_PASSWORD)
                } else {
                    ("eye", m::UI_SHOW_PASSWORD)
                };
                view! { <IconButton icon label=t(label) on_press=move || shown.update(|shown| *shown = !*shown) /> }
            }}
        </div>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn TextArea(
    value: RwSignal<String>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] label: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] readonly: Signal<bool>,
) -> impl IntoView {
    let ties = use_context::<FieldTies>();
    let id = id.or_else(|| ties.as_ref().map(|ties| ties.id.clone()));
    let node_ref = NodeRef::<html::Textarea>::new();
    keep_in_step(
        node_ref,
        OF_TEXTAREA,
        move || value.get(),
        move |typed| value.set(typed),
        || true,
    );
    view! {
        <textarea
            class="input"
            id=id
            name=name
            placeholder=placeholder
            required=required
            readonly=move || readonly.get()
            aria-label=label
            aria-required=required_of(ties.as_ref())
            aria-invalid=invalid_of(ties.clone())
            aria-describedby=described_by_of(ties)
            node_ref=node_ref
            on:input:target=move |event| value.set(event.target().value())
        >
            {value.get_untracked()}
        </textarea>
    }
    .into_any()
}

/// One of a list.
#[component]
pub fn Select(
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] label: Option<String>,
    #[prop(optional)] size: Size,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let ties = use_context::<FieldTies>();
    let id = id.or_else(|| ties.as_ref().map(|ties| ties.id.clone()));
    let node_ref = NodeRef::<html::Select>::new();
    let initial = value.get_untracked();
    // A value that is not offered leaves the first one showing: nobody chose that.
    let chosen = move || {
        options
            .read_untracked()
            .iter()
            .any(|choice| choice.value == initial)
    };
    keep_in_step(
        node_ref,
        OF_SELECT,
        move || value.get(),
        move |found| value.set(found),
        chosen,
    );
    let list = move || {
        let chosen = value.get_untracked();
        options
            .get()
            .into_iter()
            .map(|choice| {
                let selected = choice.value == chosen;
                view! { <option value=choice.value selected=selected>{choice.label}</option> }
            })
            .collect_view()
    };
    view! {
        <span class="select" data-size=size.name()>
            <select
                class="input"
                id=id
                name=name
                required=required
                disabled=move || disabled.get()
                data-size=size.name()
                aria-label=label
                aria-required=required_of(ties.as_ref())
                aria-invalid=invalid_of(ties.clone())
                aria-describedby=described_by_of(ties)
                node_ref=node_ref
                on:change:target=move |event| value.set(event.target().value())
            >
                {list}
            </select>
            <Icon name="chevron-down" />
        </span>
    }
    .into_any()
}

fn required_of(ties: Option<&FieldTies>) -> Option<&'static str> {
    ties.and_then(FieldTies::required)
}

fn invalid_of(ties: Option<FieldTies>) -> impl Fn() -> Option<&'static str> + Send + Sync + Clone {
    move || ties.as_ref().and_then(FieldTies::invalid)
}

fn described_by_of(ties: Option<FieldTies>) -> impl Fn() -> Option<String> + Send + Sync + Clone {
    move || ties.as_ref().and_then(FieldTies::described_by)
}
