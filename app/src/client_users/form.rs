//! Inviting somebody to a client, and changing what they may do.

use domain::{
    FieldErrors, Lang, Refusal,
    client_users::{
        Access, ClientRole, ClientTeam, ClientUserDraft, ClientUserEdit, ClientUserSummary,
    },
    rights::Preset,
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Parts, boxes::Boxes, grid::AccessFields, mirror::Mirror};
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{lang, m, t},
    ui::{
        Button, Callout, Choice, Dialog, DialogBody, DialogFoot, Field, Kind, Select, TextInput,
        Tone,
    },
    words,
};

/// The button that opens the invitation, and the invitation.
#[component]
pub(super) fn Invite(found: ClientTeam, parts: Parts) -> impl IntoView {
    let open = RwSignal::new(false);
    let reason = parts.refused.clone();
    let found = StoredValue::new(found);
    view! {
        <Button
            kind=Kind::Primary
            icon="user-plus"
            id="invite-open"
            reason=Signal::stored(reason)
            on_press=move || open.set(true)
        >
            {t(m::CLIENT_USERS_INVITE)}
        </Button>
        <Dialog id="invite" open title=t(m::CLIENT_USERS_INVITE) large=true keep=true>
            <InviteForm open found parts=parts.clone() />
        </Dialog>
    }
    .into_any()
}

/// The access an invitation begins with: the first person of a client is its owner.
fn first_access(found: &ClientTeam) -> Access {
    let is_first = found.users.is_empty() && found.invitations.is_empty();
    Access {
        role: if is_first {
            ClientRole::Owner
        } else {
            ClientRole::Member
        },
        rights: Preset::Viewer.rights(),
        notices: true,
        ..Access::default()
    }
}

#[component]
fn InviteForm(open: RwSignal<bool>, found: StoredValue<ClientTeam>, parts: Parts) -> impl IntoView {
    let email = RwSignal::new(String::new());
    let language = RwSignal::new(lang().tag().to_owned());
    let boxes = Boxes::new(&first_access(&found.read_value()));
    let errors = RwSignal::new(FieldErrors::default());
    let failed = RwSignal::new(None::<String>);
    let (desk, client) = (parts.desk.clone(), parts.client);
    let send =
        Action::new(move |draft: &ClientUserDraft| desk.clone().invite(client, draft.clone()));
    Effect::new(move |_| match send.value().get() {
        Some(Ok(())) => {
            open.set(false);
            parts.tell(Ok(()), t(m::CLIENT_USERS_SENT).to_owned());
        }
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(Err(error)) => failed.set(Some(words::error(&error))),
        None => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = ClientUserDraft {
            email: email.get_untracked(),
            access: untrack(|| boxes.access()),
            lang: language.read_untracked().parse().unwrap_or_default(),
        };
        failed.set(None);
        match draft.validate() {
            Ok(draft) => {
                errors.set(FieldErrors::default());
                send.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
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
                <div class="rights-form">
                    <div class="stack" data-gap="large">
                        <Failed failed />
                        <Field id="invite-email" label=t(m::CLIENT_USERS_EMAIL) error=problem>
                            <TextInput
                                value=email
                                kind="email"
                                autocomplete="off"
                                autofocus=true
                            />
                        </Field>
                        <AccessFields id="invite" boxes found />
                        <Field id="invite-lang" label=t(m::CLIENT_USERS_LANG)>
                            <Select value=language options=languages />
                        </Field>
                    </div>
                    <Mirror boxes found />
                </div>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy=send.pending()>
                    {t(m::CLIENT_USERS_SEND)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

/// What a person may do, to be changed.
#[component]
pub(super) fn EditForm(
    user: ClientUserSummary,
    open: RwSignal<bool>,
    found: StoredValue<ClientTeam>,
    parts: Parts,
) -> impl IntoView {
    let boxes = Boxes::new(&user.access);
    let failed = RwSignal::new(None::<String>);
    let (id, seen) = (user.id, user.version);
    let (desk, client) = (parts.desk.clone(), parts.client);
    let save =
        Action::new(move |change: &ClientUserEdit| desk.clone().edit(client, change.clone()));
    Effect::new(move |_| match save.value().get() {
        Some(Ok(())) => {
            open.set(false);
            parts.tell(Ok(()), t(m::CLIENT_USERS_SAVED).to_owned());
        }
        Some(Err(error)) => failed.set(Some(words::error(&error))),
        None => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        failed.set(None);
        let access = untrack(|| boxes.access());
        save.dispatch(ClientUserEdit { id, access, seen });
    };
    view! {
        <form on:submit=submit novalidate>
            <DialogBody>
                <div class="rights-form">
                    <div class="stack" data-gap="large">
                        <Failed failed />
                        <AccessFields id="rights" boxes found />
                    </div>
                    <Mirror boxes found />
                </div>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy=save.pending()>
                    {t(m::CLIENT_USERS_SAVE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

/// Why the form as a whole was refused.
#[component]
fn Failed(failed: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        failed.get().map(|text| {
            view! {
                <Callout tone=Tone::Danger>
                    <p>{text}</p>
                </Callout>
            }
        })
    }
}
