use leptos::{context::Provider, prelude::*};

use crate::{
    i18n::{m, t},
    ui::Icon,
};

/// What an input has to know of the field it stands in.
#[derive(Debug, Clone)]
pub(super) struct FieldTies {
    pub(super) id: String,
    hint: Option<String>,
    error: Signal<Option<String>>,
    required: bool,
}

impl FieldTies {
    pub(super) fn required(&self) -> Option<&'static str> {
        self.required.then_some("true")
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.read().is_some().then_some("true")
    }

    pub(super) fn described_by(&self) -> Option<String> {
        let error = self
            .error
            .read()
            .is_some()
            .then(|| format!("{}-error", self.id));
        match (self.hint.clone(), error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

/// A label, an input, a hint and an error, tied together for the eye and the ear.
#[component]
pub fn Field(
    /// The id of the input inside.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Says "required" beside the label.
    #[prop(optional)]
    required: bool,
    /// Takes the whole row of a `.form-grid`.
    #[prop(optional)]
    full: bool,
    /// What stands at the end of the label's line, such as a link.
    #[prop(optional, into)]
    aside: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let hint_id = hint.is_some().then(|| format!("{id}-hint"));
    let ties = FieldTies {
        id: id.clone(),
        hint: hint_id.clone(),
        error,
        required,
    };
    view! {
        <div class="field" data-span=full.then_some("full")>
            <div class="field-line">
                <label class="field-label" for=id.clone()>
                    {label}
                    {required.then(|| view! { <span class="field-mark" aria-hidden="true">{t(m::UI_REQUIRED)}</span> })}
                </label>
                {aside.map(ViewFnOnce::run)}
            </div>
            <Provider value=ties>{children()}</Provider>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <FieldError id error />
        </div>
    }
    .into_any()
}

/// The error of a field, told as it appears.
#[component]
pub(super) fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <p class="field-error" id=format!("{id}-error") aria-live="polite">
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <Icon name="circle-alert" size=crate::ui::Size::Small />
                            <span>{error}</span>
                        }
                    })
            }}
        </p>
    }
    .into_any()
}

/// Fields that belong together: a title, one line of help, the fields.
#[component]
pub fn FormGroup(
    #[prop(into)] title: String,
    #[prop(optional, into)] help: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="form-group">
            <legend class="visually-hidden">{title.clone()}</legend>
            <div class="form-group-head">
                <h2 aria-hidden="true">{title}</h2>
                {help.map(|help| view! { <p>{help}</p> })}
            </div>
            {children()}
        </fieldset>
    }
    .into_any()
}
