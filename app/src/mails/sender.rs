//! The partner's own mail server: its form, its state, its test.

use domain::{
    FieldErrors, Refusal,
    mails::{Password, Security, Sender, SenderDraft, SenderState},
};
use leptos::prelude::*;

use super::{api, words as mail_words};
use crate::{
    api_error::ApiError,
    editing::{Editing, EditingBar, problem_of, tell},
    i18n::{m, t, tf},
    ui::{
        Button, Callout, Choice, Confirm, Field, FormGroup, Kind, PasswordInput, Select, Telling,
        TextInput, Time, Tone, toasts,
    },
    words,
};

/// One signal per field.
#[derive(Debug, Clone, Copy)]
struct Fields {
    host: RwSignal<String>,
    port: RwSignal<String>,
    security: RwSignal<String>,
    username: RwSignal<String>,
    /// Never kept over a reload: the draft only knows that something was typed.
    password: RwSignal<String>,
    from_address: RwSignal<String>,
    from_name: RwSignal<String>,
}

impl Fields {
    fn new(draft: SenderDraft) -> Self {
        Self {
            host: RwSignal::new(draft.host),
            port: RwSignal::new(draft.port),
            security: RwSignal::new(draft.security.name().to_owned()),
            username: RwSignal::new(draft.username),
            password: RwSignal::default(),
            from_address: RwSignal::new(draft.from_address),
            from_name: RwSignal::new(draft.from_name),
        }
    }

    fn read(self) -> SenderDraft {
        SenderDraft {
            host: self.host.get(),
            port: self.port.get(),
            security: Security::named(&self.security.read()).unwrap_or_default(),
            username: self.username.get(),
            replaces_password: !self.password.read().is_empty(),
            from_address: self.from_address.get(),
            from_name: self.from_name.get(),
        }
    }

    fn write(self, draft: SenderDraft) {
        self.host.set(draft.host);
        self.port.set(draft.port);
        self.security.set(draft.security.name().to_owned());
        self.username.set(draft.username);
        if !draft.replaces_password {
            self.password.set(String::new());
        }
        self.from_address.set(draft.from_address);
        self.from_name.set(draft.from_name);
    }
}

/// The label of a field and its value in a draft, as the reader knows them.
fn label_and_value(name: &str, draft: &SenderDraft) -> (String, String) {
    if name == "replaces_password" {
        let value = if draft.replaces_password {
            "••••"
        } else {
            ""
        };
        return (t(m::MAILS_PASSWORD).to_owned(), value.to_owned());
    }
    let value = draft.fields().into_iter().find(|(known, _)| *known == name);
    let value = match name {
        "security" => mail_words::security(draft.security),
        _ => value.map_or("", |(_, value)| value),
    };
    (label(name).to_owned(), value.to_owned())
}

fn label(name: &str) -> &'static str {
    t(match name {
        "host" => m::MAILS_HOST,
        "port" => m::MAILS_PORT,
        "security" => m::MAILS_SECURITY,
        "username" => m::MAILS_USERNAME,
        "from_address" => m::MAILS_FROM_ADDRESS,
        _ => m::MAILS_FROM_NAME,
    })
}

/// The form of the mail server, with what came of its last test.
#[component]
pub(super) fn SenderForm(slug: String, sender: Sender) -> impl IntoView {
    let fields = Fields::new(sender.draft.clone());
    let errors = RwSignal::new(FieldErrors::default());
    let is_private_allowed = sender.is_private_allowed;
    let editing = Editing::new(
        &format!("sender:{slug}"),
        sender.draft.clone(),
        sender.version,
        move || fields.read(),
        move |draft| fields.write(draft),
    );
    let sender = RwSignal::new(sender);
    let slug = StoredValue::new(slug);
    let save = Action::new(move |draft: &SenderDraft| {
        let (slug, draft, seen) = (slug.get_value(), draft.clone(), editing.version());
        let password = Password(fields.password.get_untracked());
        async move {
            match api::save_sender(slug.clone(), draft, password, seen).await {
                // What the other person saved comes into the form, beside what was typed here.
                Err(ApiError::Refused(Refusal::Conflict(_))) => {
                    api::overview(slug).await.map(|now| now.sender.map(Err))
                }
                answer => answer.map(|sender| Some(Ok(sender))),
            }
        }
    });
    let notices = toasts();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(Some(Ok(saved)))) => {
            editing.saved(saved.draft.clone(), saved.version);
            sender.set(saved);
            notices.say(t(m::MAILS_SENDER_SAVED));
        }
        Some(Ok(Some(Err(theirs)))) => {
            editing.rebase(theirs.draft.clone(), theirs.version);
            sender.set(theirs);
        }
        Some(Err(error)) => tell(error, errors, notices),
        Some(Ok(None)) | None => {}
    });
    let submit = move || {
        let draft = editing.draft_untracked();
        match draft.validate(is_private_allowed) {
            Ok(_) => {
                errors.set(FieldErrors::default());
                save.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <FormGroup title=t(m::MAILS_SENDER) help=t(m::MAILS_SENDER_HELP)>
                <State sender />
                <Inputs fields errors sender />
                <Doings slug sender editing />
            </FormGroup>
            <button type="submit" hidden></button>
            <EditingBar
                editing
                words=|(name, draft): (String, SenderDraft)| label_and_value(&name, &draft)
                busy=save.pending()
                on_save=submit
            />
        </form>
    }
    .into_any()
}

/// Whether it is used, and why not.
#[component]
fn State(sender: RwSignal<Sender>) -> impl IntoView {
    let told = move || {
        let now = sender.get();
        let (tone, title, text) = match now.state {
            None => (Tone::Info, m::MAILS_STATE_NONE, m::MAILS_STATE_NONE_TEXT),
            Some(SenderState::Untested) => (
                Tone::Warning,
                m::MAILS_STATE_UNTESTED,
                m::MAILS_STATE_UNTESTED_TEXT,
            ),
            Some(SenderState::Working) => (
                Tone::Success,
                m::MAILS_STATE_WORKING,
                m::MAILS_STATE_WORKING_TEXT,
            ),
            Some(SenderState::Failing) => (
                Tone::Danger,
                m::MAILS_STATE_FAILING,
                m::MAILS_STATE_FAILING_TEXT,
            ),
        };
        let trouble = now.trouble.map(|(trouble, answer)| {
            let words = (!answer.is_empty()).then(|| {
                view! { <p class="small">{tf(m::MAILS_ANSWER, &[("answer", &answer)])}</p> }
            });
            view! {
                <p>{mail_words::trouble(trouble)}</p>
                {words}
            }
        });
        let tested = now.tested_at.map(|at| {
            view! {
                <p class="small">
                    {t(m::MAILS_TESTED)} " "
                    <Time at=at.to_rfc3339() telling=Telling::Relative />
                </p>
            }
        });
        view! {
            <Callout tone title=t(title)>
                {trouble}
                <p>{t(text)}</p>
                {tested}
            </Callout>
        }
    };
    view! { <div aria-live="polite">{told}</div> }.into_any()
}

#[component]
fn Inputs(
    fields: Fields,
    errors: RwSignal<FieldErrors>,
    sender: RwSignal<Sender>,
) -> impl IntoView {
    let error_of = move |name: &'static str| problem_of(errors, name);
    let input = move |name: &'static str, value: RwSignal<String>, kind: &'static str| {
        let required = name != "username";
        view! {
            <Field id=name label=label(name) error=error_of(name) required>
                <TextInput value kind autocomplete="off" />
            </Field>
        }
    };
    let offered = Security::ALL.into_iter().filter(move |security| {
        *security != Security::Open || sender.read_untracked().is_private_allowed
    });
    let offered: Vec<Choice> = offered
        .map(|security| Choice::from((security.name(), mail_words::security(security))))
        .collect();
    let hint = if sender.read_untracked().has_password {
        m::MAILS_PASSWORD_KEPT
    } else {
        m::MAILS_PASSWORD_HINT
    };
    view! {
        <div class="form-grid">
            {input("from_name", fields.from_name, "text")}
            {input("from_address", fields.from_address, "email")}
            {input("host", fields.host, "text")}
            {input("port", fields.port, "text")}
            <Field id="security" label=label("security") error=error_of("security") full=true>
                <Select value=fields.security options=offered />
            </Field>
            {input("username", fields.username, "text")}
            <Field id="password" label=t(m::MAILS_PASSWORD) hint=t(hint) error=error_of("password")>
                <PasswordInput value=fields.password name="password" autocomplete="new-password" />
            </Field>
        </div>
    }
    .into_any()
}

/// The test and the way to be rid of the server.
#[component]
fn Doings(
    slug: StoredValue<String>,
    sender: RwSignal<Sender>,
    editing: Editing<SenderDraft>,
) -> impl IntoView {
    let notices = toasts();
    let test = Action::new(move |(): &()| api::test_sender(slug.get_value()));
    Effect::new(move |_| match test.value().get() {
        Some(Ok(tested)) => sender.set(tested),
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let remove = Action::new(move |(): &()| api::remove_sender(slug.get_value()));
    Effect::new(move |_| match remove.value().get() {
        Some(Ok(now)) => {
            editing.saved(now.draft.clone(), now.version);
            sender.set(now);
            notices.say(t(m::MAILS_SENDER_REMOVED));
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let is_dirty = editing.is_dirty();
    let reason = Signal::derive(move || {
        let is_saved = sender.read().state.is_some() && !is_dirty.get();
        (!is_saved).then(|| t(m::MAILS_SAVE_FIRST).to_owned())
    });
    let asked = RwSignal::new(None::<((), String)>);
    let removal = move || {
        sender.read().state.is_some().then(|| {
            view! {
                <Button
                    kind=Kind::QuietDanger
                    busy=remove.pending()
                    on_press=move || asked.set(Some(((), sender.read_untracked().draft.host.clone())))
                >
                    {t(m::MAILS_REMOVE)}
                </Button>
            }
        })
    };
    view! {
        <div class="form-actions">
            <Button
                id="test-sender"
                icon="mail"
                reason
                busy=test.pending()
                on_press=move || {
                    test.dispatch(());
                }
            >
                {t(m::MAILS_TEST)}
            </Button>
            {removal}
        </div>
        <Confirm
            id="remove-sender"
            asked
            question=|host| tf(m::MAILS_REMOVE_TITLE, &[("host", host)])
            text=t(m::MAILS_REMOVE_TEXT)
            action=t(m::MAILS_REMOVE)
            on_yes=move |()| {
                remove.dispatch(());
            }
        />
    }
    .into_any()
}
