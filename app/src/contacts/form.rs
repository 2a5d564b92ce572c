use domain::{
    FieldErrors, Refusal,
    contacts::{ContactDetails, ContactDraft},
    refusal::Conflict,
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{api, page::Desk};
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{m, t, tf},
    ui::{Button, Callout, DialogBody, DialogFoot, Field, Kind, TextArea, TextInput, Tone, toasts},
    words,
};

/// What is typed, field by field.
#[derive(Debug, Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    organisation: RwSignal<String>,
    notes: RwSignal<String>,
}

impl Typed {
    fn new(draft: ContactDraft) -> Self {
        Self {
            name: RwSignal::new(draft.name),
            email: RwSignal::new(draft.email),
            phone: RwSignal::new(draft.phone),
            organisation: RwSignal::new(draft.organisation),
            notes: RwSignal::new(draft.notes),
        }
    }

    fn draft(self) -> ContactDraft {
        ContactDraft {
            name: self.name.get_untracked(),
            email: self.email.get_untracked(),
            phone: self.phone.get_untracked(),
            organisation: self.organisation.get_untracked(),
            notes: self.notes.get_untracked(),
        }
    }
}

/// A contact, new or to be edited. Whatever is refused, what was typed stays.
#[component]
pub(super) fn Form(desk: Desk) -> impl IntoView {
    let before = desk.edited.get_untracked();
    let typed = Typed::new(
        before
            .as_ref()
            .map(|it| it.draft.clone())
            .unwrap_or_default(),
    );
    let errors = RwSignal::new(FieldErrors::default());
    let failed = RwSignal::new(None::<String>);
    let save = saving(desk, before, errors, failed);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        failed.set(None);
        let draft = typed.draft();
        match draft.validate() {
            Ok(_) => {
                errors.set(FieldErrors::default());
                save.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
    let refused = move || {
        failed.get().map(|text| {
            view! {
                <Callout tone=Tone::Danger>
                    <p>{text}</p>
                </Callout>
            }
        })
    };
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                {refused}
                <Fields typed errors />
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || desk.open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy=save.pending()>
                    {t(m::PROFILE_SAVE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

#[component]
fn Fields(typed: Typed, errors: RwSignal<FieldErrors>) -> impl IntoView {
    let problem = move |name: &'static str| problem_of(errors, name);
    view! {
        <Field
            id="contact-name"
            label=t(m::FIELD_NAME)
            hint=t(m::CONTACTS_NAME_HINT)
            error=problem("name")
        >
            <TextInput value=typed.name autocomplete="off" autofocus=true />
        </Field>
        <Field id="contact-email" label=t(m::FIELD_EMAIL) error=problem("email")>
            <TextInput value=typed.email kind="email" autocomplete="off" />
        </Field>
        <Field id="contact-phone" label=t(m::FIELD_PHONE) error=problem("phone")>
            <TextInput value=typed.phone kind="tel" autocomplete="off" />
        </Field>
        <Field
            id="contact-organisation"
            label=t(m::FIELD_ORGANISATION)
            error=problem("organisation")
        >
            <TextInput value=typed.organisation autocomplete="off" />
        </Field>
        <Field id="contact-notes" label=t(m::FIELD_NOTES) error=problem("notes")>
            <TextArea value=typed.notes />
        </Field>
    }
    .into_any()
}

/// Saves what was typed. Somebody else's changes are shown first; saving again keeps one's own.
fn saving(
    desk: Desk,
    before: Option<ContactDetails>,
    errors: RwSignal<FieldErrors>,
    failed: RwSignal<Option<String>>,
) -> Action<ContactDraft, Result<ContactDetails, ApiError>> {
    let client = desk.listing.client;
    let said = t(if before.is_some() {
        m::CONTACTS_SAVED
    } else {
        m::CONTACTS_ADDED
    });
    let seen = StoredValue::new(before.map(|it| (it.id, it.version)));
    let save = Action::new(move |draft: &ContactDraft| {
        let draft = draft.clone();
        async move {
            match seen.get_value() {
                Some((id, version)) => api::edit(client, id, draft, version).await,
                None => api::add(client, draft).await,
            }
        }
    });
    let notices = toasts();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(_)) => {
            desk.open.set(false);
            notices.say(said);
            desk.listing.refresh();
        }
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(Err(ApiError::Refused(Refusal::Conflict(conflict)))) => {
            failed.set(Some(conflict_words(&conflict)));
            seen.update_value(|seen| {
                if let Some((_, version)) = seen {
                    *version = conflict.version;
                }
            });
        }
        Some(Err(error)) => failed.set(Some(words::error(&error))),
        None => {}
    });
    save
}

/// What somebody else changed in the meantime, as it stands now.
fn conflict_words(conflict: &Conflict) -> String {
    let fields = conflict.changed.iter().map(|changed| {
        let label = words::field(&changed.field).unwrap_or(&changed.field);
        let now = if changed.now.is_empty() {
            "–"
        } else {
            &changed.now
        };
        format!("{label}: {now}")
    });
    let fields = fields.collect::<Vec<_>>().join("; ");
    tf(m::CONTACTS_CONFLICT, &[("fields", &fields)])
}
