use domain::{
    FieldErrors,
    dunning::{Dunning, DunningDraft, StepKind},
    policy::Action,
};
use leptos::prelude::*;

use super::{
    api,
    form::{Fields, StepForm},
};
use crate::{
    configuration::configured,
    editing::{Editing, SavedForm, Saving},
    i18n::{m, t, tf},
    panel::use_here,
    ui::{Button, Checkbox, Choice, Field, FormGroup, IconButton, Select, TextInput},
    words,
};

/// The page of reminders in the configuration.
#[component]
pub fn RemindersPage() -> impl IntoView {
    let here = use_here();
    let dunning = Resource::new(move || here.slug(), api::dunning);
    configured(dunning, Action::EditBilling, |slug, dunning, refused| {
        view! { <Form slug dunning refused /> }.into_any()
    })
}

/// The label of a field and its value in a draft, as the reader knows them.
fn label_and_value(name: &str, draft: &DunningDraft) -> (String, String) {
    let label = words::field(name).unwrap_or(name).to_owned();
    let value = if name == "steps" {
        let count = draft.steps.len().to_string();
        tf(m::DUNNING_SAVED_STEPS, &[("n", &count)])
    } else {
        draft.mails_invoices.to_string()
    };
    (label, value)
}

#[component]
fn Form(slug: String, dunning: Dunning, refused: Option<String>) -> impl IntoView {
    let fields = Fields::new(&dunning.draft);
    let editing = Editing::new(
        &format!("dunning:{slug}"),
        dunning.draft,
        dunning.version,
        move || fields.read(),
        move |draft| fields.write(&draft),
    );
    let again = slug.clone();
    let saving = Saving::new(
        editing,
        DunningDraft::validate,
        move |draft, seen| api::edit(slug.clone(), draft, seen),
        move || api::dunning(again.clone()),
        |dunning| (dunning.draft, dunning.version),
    );
    let (errors, is_locked) = (saving.errors, refused.is_some());
    let locked = Signal::stored(is_locked.then(|| t(m::BILLING_LOCKED).to_owned()));
    view! {
        <SavedForm saving words=label_and_value refused>
            <FormGroup title=t(m::DUNNING_SENDING) help=t(m::DUNNING_SENDING_HELP)>
                <Checkbox
                    id="mails_invoices"
                    label=t(m::DUNNING_MAILS_INVOICES)
                    hint=t(m::DUNNING_MAILS_INVOICES_HINT)
                    value=fields.mails_invoices
                    reason=locked
                />
            </FormGroup>
            <FormGroup title=t(m::DUNNING_STEPS) help=t(m::DUNNING_STEPS_HELP)>
                <Steps fields errors is_locked />
            </FormGroup>
        </SavedForm>
    }
}

#[component]
fn Steps(fields: Fields, errors: RwSignal<FieldErrors>, is_locked: bool) -> impl IntoView {
    let none = move || {
        let is_empty = fields.steps.read().is_empty();
        is_empty.then(|| view! { <p class="muted">{t(m::DUNNING_NONE)}</p> })
    };
    let add = move || {
        (!is_locked && fields.has_room()).then(|| {
            view! {
                <Button icon="plus" on_press=move || fields.add()>
                    {t(m::DUNNING_ADD)}
                </Button>
            }
        })
    };
    view! {
        <div class="stack">
            {none}
            <For each=move || fields.steps.get() key=|step| step.key let:step>
                <Step fields step errors is_locked />
            </For>
            <p>{add}</p>
        </div>
    }
    .into_any()
}

/// One step: its fields in a row, and how to take it out.
#[component]
fn Step(
    fields: Fields,
    step: StepForm,
    errors: RwSignal<FieldErrors>,
    is_locked: bool,
) -> impl IntoView {
    let key = step.key;
    let problem = move |field: &'static str| {
        Signal::derive(move || {
            let name = format!("steps.{}.{field}", fields.place(key));
            errors.read().of(&name).map(words::problem)
        })
    };
    let number = move |msg| {
        let number = (fields.place(key) + 1).to_string();
        tf(msg, &[("n", &number)])
    };
    let kinds = StepKind::ALL.map(|kind| Choice::from((kind.name(), kind_words(kind))));
    let remove = move || {
        (!is_locked).then(|| {
            view! {
                <IconButton
                    icon="trash-2"
                    label=number(m::DUNNING_REMOVE)
                    on_press=move || fields.remove(key)
                />
            }
        })
    };
    view! {
        <fieldset class="dunning-step">
            <legend>{move || number(m::DUNNING_STEP)}</legend>
            <div class="form-grid">
                <Field
                    id=format!("step-{key}-name")
                    label=t(m::DUNNING_NAME)
                    error=problem("name")
                >
                    <TextInput value=step.name readonly=is_locked />
                </Field>
                <Field
                    id=format!("step-{key}-days")
                    label=t(m::DUNNING_DAYS)
                    hint=t(m::DUNNING_DAYS_HINT)
                    error=problem("days")
                >
                    <TextInput value=step.days number=true readonly=is_locked />
                </Field>
                <Field
                    id=format!("step-{key}-kind")
                    label=t(m::DUNNING_KIND)
                    error=problem("kind")
                >
                    <Select value=step.kind options=kinds.to_vec() disabled=is_locked />
                </Field>
            </div>
            {remove}
        </fieldset>
    }
    .into_any()
}

/// What happens at a step.
fn kind_words(kind: StepKind) -> &'static str {
    t(match kind {
        StepKind::Remind => m::DUNNING_REMIND,
        StepKind::Block => m::DUNNING_BLOCK,
    })
}
