//! Claiming a domain.

use domain::{FieldErrors, Refusal};
use leptos::prelude::*;

use super::{Parts, api};
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{m, t, tf},
    ui::{Button, DialogBody, DialogFoot, Field, Kind, TextInput},
};

/// The form in the dialog. The server alone reads the name: what a name is takes large tables.
#[component]
pub(super) fn AddForm(parts: Parts) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let errors = RwSignal::new(FieldErrors::default());
    let save = Action::new(move |typed: &String| api::add(parts.slug.get_value(), typed.clone()));
    Effect::new(move |_| match save.value().get() {
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(answer) => {
            if answer.is_ok() {
                parts.open.set(false);
            }
            let done = |name: &str| tf(m::DOMAINS_ADDED, &[("name", name)]);
            parts.tell(answer.map(|added| done(&added.shown)));
        }
        None => {}
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        errors.set(FieldErrors::default());
        save.dispatch(typed.get_untracked());
    };
    let error = problem_of(errors, "domain");
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                <Field
                    id="domain-name"
                    label=t(m::DOMAINS_NAME)
                    hint=t(m::DOMAINS_NAME_HINT)
                    error
                >
                    <TextInput
                        value=typed
                        autocomplete="off"
                        inputmode="url"
                        placeholder="portal.example.com"
                        autofocus=true
                    />
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || parts.open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy=save.pending()>
                    {t(m::DOMAINS_ADD)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}
