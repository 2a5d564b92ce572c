//! Inviting somebody to the team.

use domain::{
    FieldErrors, Lang, Refusal,
    policy::Role,
    team::{InvitationDraft, Scope},
};
use leptos::prelude::*;

use super::{
    Parts, api,
    rights::{Rights, RightsFields},
};
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{lang, m, t, tf},
    ui::{Button, Choice, Dialog, DialogBody, DialogFoot, Field, Kind, Select, TextInput},
};

/// The button that opens the invitation, and the invitation.
#[component]
pub(super) fn Invite(clients: u64, parts: Parts) -> impl IntoView {
    let open = RwSignal::new(false);
    let reason = parts.refused.clone();
    view! {
        <Button
            kind=Kind::Primary
            icon="mail"
            id="invite-open"
            reason=Signal::stored(reason)
            on_press=move || open.set(true)
        >
            {t(m::TEAM_INVITE)}
        </Button>
        <Dialog id="invite" open title=t(m::TEAM_INVITE_TITLE) keep=true>
            <Form open clients parts=parts.clone() />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(open: RwSignal<bool>, clients: u64, parts: Parts) -> impl IntoView {
    let email = RwSignal::new(String::new());
    let language = RwSignal::new(lang().tag().to_owned());
    let rights = Rights::new(Role::Salesperson, &Scope::All, &[]);
    let errors = RwSignal::new(FieldErrors::default());
    let slug = parts.slug.clone();
    let send = Action::new(move |draft: &InvitationDraft| api::invite(slug.clone(), draft.clone()));
    let slug = parts.slug.clone();
    Effect::new(move |_| match send.value().get() {
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(answer) => {
            let is_done = answer.is_ok();
            parts.tell(
                answer,
                tf(m::TEAM_INVITED, &[("email", &email.read_untracked())]),
            );
            if is_done {
                open.set(false);
            }
        }
        None => {}
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let draft = InvitationDraft {
            email: email.get_untracked(),
            role: rights.role(),
            scope: rights.scope(),
            lang: language.read_untracked().parse().unwrap_or_default(),
        };
        match draft.validate() {
            Ok(draft) => {
                errors.set(FieldErrors::default());
                send.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
    // What is being mended is not complained of any more.
    Effect::new(move |before: Option<()>| {
        email.track();
        if before.is_some() {
            errors.update(|errors| errors.0.retain(|error| error.field != "email"));
        }
    });
    let problem = problem_of(errors, "email");
    let languages: Vec<Choice> = Lang::ALL
        .iter()
        .map(|lang| Choice::from((lang.tag(), lang.own_name())))
        .collect();
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                <Field
                    id="invite-email"
                    label=t(m::FIELD_EMAIL)
                    hint=t(m::TEAM_INVITE_HINT)
                    error=problem
                >
                    <TextInput value=email kind="email" autocomplete="off" autofocus=true />
                </Field>
                <RightsFields rights id="invite" slug clients errors />
                <Field id="invite-lang" label=t(m::TEAM_INVITE_LANG)>
                    <Select value=language options=languages />
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy=send.pending()>
                    {t(m::TEAM_INVITE_SEND)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}
