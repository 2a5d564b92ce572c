//! Defining an additional field, or changing one.

use domain::{
    FieldErrors, Refusal,
    custom_fields::{CustomField, CustomFieldDraft, Kind},
};
use leptos::prelude::*;

use super::{Parts, api, list::kind};
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{m, t},
    ui::{
        self, Button, Checkbox, Choice, DialogBody, DialogFoot, Field, Select, TextArea, TextInput,
    },
};

/// Every kind a field can have, a choice still without its values.
const KINDS: [Kind; 5] = [
    Kind::Text,
    Kind::Number,
    Kind::Date,
    Kind::Choice(Vec::new()),
    Kind::YesNo,
];

/// The form in the dialog.
#[component]
pub(super) fn FieldForm(parts: Parts) -> impl IntoView {
    let field = parts.edited.get_untracked();
    let draft = draft_of(field.as_ref());
    let is_new = field.is_none();
    let label = RwSignal::new(draft.label);
    let chosen = RwSignal::new(draft.kind.name().to_owned());
    let choices = RwSignal::new(match &draft.kind {
        Kind::Choice(choices) => choices.join("\n"),
        _ => String::new(),
    });
    let is_required = RwSignal::new(draft.is_required);
    let errors = RwSignal::new(FieldErrors::default());
    let save = Action::new(move |draft: &CustomFieldDraft| {
        let (slug, draft, field) = (parts.slug.get_value(), draft.clone(), field.clone());
        async move {
            match field {
                Some(field) => api::edit(slug, field.id, draft, field.version).await,
                None => api::add(slug, draft).await,
            }
        }
    });
    Effect::new(move |_| match save.value().get() {
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(answer) => {
            if answer.is_ok() {
                parts.open.set(false);
            }
            parts.tell(answer.map(|_| ()), t(m::FIELDS_SAVED));
        }
        None => {}
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let draft = CustomFieldDraft {
            label: label.get_untracked(),
            kind: kind_of(&chosen.read_untracked(), &choices.read_untracked()),
            is_required: is_required.get_untracked(),
        };
        match draft.validate() {
            Ok(draft) => {
                errors.set(FieldErrors::default());
                save.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
    let problem = move |name: &'static str| problem_of(errors, name);
    let kinds: Vec<Choice> = KINDS
        .iter()
        .map(|offered| Choice::from((offered.name(), kind(offered))))
        .collect();
    let values = move || {
        (*chosen.read() == "choice").then(|| {
            view! {
                <Field
                    id="field-choices"
                    label=t(m::FIELDS_CHOICES)
                    hint=t(m::FIELDS_CHOICES_HINT)
                    error=problem("choices")
                >
                    <TextArea value=choices />
                </Field>
            }
        })
    };
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                <Field id="field-label" label=t(m::FIELD_LABEL) error=problem("label")>
                    <TextInput value=label autocomplete="off" autofocus=true />
                </Field>
                <Field
                    id="field-kind"
                    label=t(m::FIELDS_KIND)
                    hint=t(m::FIELDS_KIND_STAYS)
                    error=problem("kind")
                >
                    <Select value=chosen options=kinds disabled=!is_new />
                </Field>
                {values}
                <Checkbox
                    id="field-required"
                    label=t(m::FIELDS_IS_REQUIRED)
                    value=is_required
                    hint=t(m::FIELDS_IS_REQUIRED_HINT)
                />
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || parts.open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=ui::Kind::Primary submit=true busy=save.pending()>
                    {t(m::PROFILE_SAVE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

fn draft_of(field: Option<&CustomField>) -> CustomFieldDraft {
    match field {
        Some(field) => CustomFieldDraft {
            label: field.label.clone(),
            kind: field.kind.clone(),
            is_required: field.is_required,
        },
        None => CustomFieldDraft {
            label: String::new(),
            kind: Kind::Text,
            is_required: false,
        },
    }
}

/// The kind of a chosen name, with the choices as typed, one a line.
fn kind_of(name: &str, choices: &str) -> Kind {
    match name {
        "number" => Kind::Number,
        "date" => Kind::Date,
        "choice" => Kind::Choice(choices.lines().map(ToOwned::to_owned).collect()),
        "yes_no" => Kind::YesNo,
        _ => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in KINDS {
            assert_eq!(kind_of(kind.name(), "a\nb").name(), kind.name());
        }
        let choice = Kind::Choice(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(kind_of("choice", "a\nb"), choice);
    }
}
