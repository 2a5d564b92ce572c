//! The text of one kind of message in one language, beside how it will read.

use domain::{
    FieldErrors, Lang, Refusal,
    mails::{MailKind, Template, TemplateDraft, compose},
    policy,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{api, preview::Preview, words as mail_words};
use crate::{
    api_error::ApiError,
    editing::{Editing, EditingBar, problem_of, tell},
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{use_here, why_not},
    ui::{
        Badge, Button, Confirm, Field, PageHeader, PageTitle, Refused, TextArea, TextInput, Tone,
        toasts,
    },
};

/// The editor of a text.
#[component]
pub fn MailTemplatePage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let which = Memo::new(move |_| {
        let params = params.read();
        let kind = params.get("kind").and_then(|name| MailKind::named(&name));
        let lang = params.get("lang").and_then(|tag| tag.parse::<Lang>().ok());
        kind.zip(lang)
    });
    let template = Resource::new(
        move || (here.slug(), which.get()),
        |(at, which)| async move {
            match which {
                Some((kind, lang)) => {
                    let found = api::template(at, kind, lang).await?;
                    Ok((kind, lang, found))
                }
                None => Err(ApiError::Refused(Refusal::NotFound)),
            }
        },
    );
    view! {
        <div class="page">
            <Suspense>
                {move || Suspend::new(async move {
                    match (here.staff().await, template.await) {
                        (Ok((me, place)), Ok((kind, lang, template))) => {
                            let refused = why_not(&me, &place, policy::Action::EditMails);
                            let of = Of { kind, lang };
                            view! { <Editor slug=place.slug of template refused /> }.into_any()
                        }
                        (Err(error), _) | (_, Err(error)) => {
                            view! { <LoadError error /> }.into_any()
                        }
                    }
                })}
            </Suspense>
        </div>
    }
}

/// Which text.
#[derive(Debug, Clone, Copy)]
struct Of {
    kind: MailKind,
    lang: Lang,
}

/// What the parts of the open editor share.
#[derive(Debug, Clone, Copy)]
struct Open {
    slug: StoredValue<String>,
    of: Of,
    subject: RwSignal<String>,
    body: RwSignal<String>,
    editing: Editing<TemplateDraft>,
    errors: RwSignal<FieldErrors>,
    is_own: RwSignal<bool>,
}

impl Open {
    fn new(slug: String, of: Of, template: &Template) -> Self {
        let subject = RwSignal::new(template.draft.subject.clone());
        let body = RwSignal::new(template.draft.body.clone());
        let key = format!("mail:{slug}:{}:{}", of.kind.name(), of.lang);
        let editing = Editing::new(
            &key,
            template.draft.clone(),
            template.version,
            move || TemplateDraft {
                subject: subject.get(),
                body: body.get(),
            },
            move |draft| {
                subject.set(draft.subject);
                body.set(draft.body);
            },
        );
        Self {
            slug: StoredValue::new(slug),
            of,
            subject,
            body,
            editing,
            errors: RwSignal::default(),
            is_own: RwSignal::new(template.is_own),
        }
    }

    /// What was typed, if nothing is wrong with it; else says what is.
    fn checked(self) -> Option<TemplateDraft> {
        match self.editing.draft_untracked().validate(self.of.kind) {
            Ok(draft) => {
                self.errors.set(FieldErrors::default());
                Some(draft)
            }
            Err(found) => {
                self.errors.set(found);
                None
            }
        }
    }

    fn refused(self, error: ApiError) {
        tell(error, self.errors, toasts());
    }

    fn saved(self, template: Template) {
        self.is_own.set(template.is_own);
        self.editing.saved(template.draft, template.version);
    }
}

/// The label of a field and its value in a draft.
fn label_and_value(name: &str, draft: &TemplateDraft) -> (String, String) {
    if name == "subject" {
        (t(m::MAILS_SUBJECT).to_owned(), draft.subject.clone())
    } else {
        (t(m::MAILS_BODY).to_owned(), draft.body.clone())
    }
}

#[component]
fn Editor(
    slug: String,
    of: Of,
    template: Template,
    /// Why the reader may only look.
    refused: Option<String>,
) -> impl IntoView {
    let open = Open::new(slug, of, &template);
    let save = Action::new(move |draft: &TemplateDraft| {
        let (slug, draft, seen) = (open.slug.get_value(), draft.clone(), open.editing.version());
        async move {
            match api::save_template(slug.clone(), of.kind, of.lang, draft, seen).await {
                // What the other person saved comes into the form, beside what was typed here.
                Err(ApiError::Refused(Refusal::Conflict(_))) => {
                    api::template(slug, of.kind, of.lang).await.map(Err)
                }
                answer => answer.map(Ok),
            }
        }
    });
    let notices = toasts();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(Ok(saved))) => {
            open.saved(saved);
            notices.say(t(m::MAILS_TEXT_SAVED));
        }
        Some(Ok(Err(theirs))) => {
            open.is_own.set(theirs.is_own);
            open.editing.rebase(theirs.draft, theirs.version);
        }
        Some(Err(error)) => open.refused(error),
        None => {}
    });
    let submit = move || {
        if let Some(draft) = open.checked() {
            save.dispatch(draft);
        }
    };
    let is_locked = refused.is_some();
    let bar = (!is_locked).then(|| {
        view! {
            <EditingBar
                editing=open.editing
                words=|(name, draft): (String, TemplateDraft)| label_and_value(&name, &draft)
                busy=save.pending()
                on_save=submit
            />
        }
    });
    let sample = StoredValue::new(template.sample);
    let composed = Signal::derive(move || {
        let draft = open.editing.draft();
        sample.with_value(|sample| {
            let words: Vec<(&str, String)> = sample
                .iter()
                .map(|(name, word)| (name.as_str(), word.clone()))
                .collect();
            compose(&draft, &words)
        })
    });
    let look = template.look;
    view! {
        <Head open is_locked />
        {refused.map(|text| view! { <Refused text /> })}
        <div class="editor">
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <Inputs open is_locked />
                {bar}
            </form>
            <aside class="editor-preview" aria-label=t(m::MAILS_PREVIEW)>
                <Preview composed kind=of.kind look lang=of.lang.tag() />
            </aside>
        </div>
    }
    .into_any()
}

/// What the text is of, and what can be done with it.
#[component]
fn Head(open: Open, is_locked: bool) -> impl IntoView {
    let here = use_here();
    let Of { kind, lang } = open.of;
    let above = (
        here.at("configuration/mails"),
        t(m::CONFIGURATION_MAILS).to_owned(),
    );
    let title = tf(
        m::MAILS_TEXT_IN,
        &[("kind", mail_words::kind(kind)), ("lang", lang.own_name())],
    );
    let status = move || {
        view! {
            {move || {
                open.is_own
                    .get()
                    .then(|| view! { <Badge tone=Tone::Accent>{t(m::MAILS_OWN)}</Badge> })
            }}
        }
        .into_any()
    };
    view! {
        <PageTitle text=title.clone() />
        <PageHeader title above status help=mail_words::readers(kind)>
            {(!is_locked).then(|| view! { <Doings open /> })}
        </PageHeader>
    }
    .into_any()
}

/// The sample, and the way back to the usual text.
#[component]
fn Doings(open: Open) -> impl IntoView {
    let Of { kind, lang } = open.of;
    let notices = toasts();
    let sample = Action::new(move |draft: &TemplateDraft| {
        api::send_sample(open.slug.get_value(), kind, lang, draft.clone())
    });
    Effect::new(move |_| match sample.value().get() {
        Some(Ok(())) => notices.say(t(m::MAILS_SAMPLE_SENT)),
        Some(Err(error)) => open.refused(error),
        None => {}
    });
    let reset = Action::new(move |(): &()| api::reset_template(open.slug.get_value(), kind, lang));
    Effect::new(move |_| match reset.value().get() {
        Some(Ok(template)) => {
            open.errors.set(FieldErrors::default());
            open.saved(template);
            notices.say(t(m::MAILS_RESET_DONE));
        }
        Some(Err(error)) => open.refused(error),
        None => {}
    });
    let asked = RwSignal::new(None::<((), String)>);
    let name = mail_words::kind(kind);
    let back = move || {
        open.is_own.get().then(|| {
            view! {
                <Button
                    icon="undo-2"
                    busy=reset.pending()
                    on_press=move || asked.set(Some(((), name.to_owned())))
                >
                    {t(m::MAILS_RESET_TEXT)}
                </Button>
            }
        })
    };
    view! {
        {back}
        <Button
            icon="mail"
            busy=sample.pending()
            on_press=move || {
                if let Some(draft) = open.checked() {
                    sample.dispatch(draft);
                }
            }
        >
            {t(m::MAILS_TEST)}
        </Button>
        <Confirm
            id="reset-text"
            asked
            question=|_| t(m::MAILS_RESET_TITLE).to_owned()
            text=t(m::MAILS_RESET_WARNING)
            action=t(m::MAILS_RESET_TEXT)
            on_yes=move |()| {
                reset.dispatch(());
            }
        />
    }
    .into_any()
}

#[component]
fn Inputs(open: Open, is_locked: bool) -> impl IntoView {
    let error_of = move |name: &'static str| problem_of(open.errors, name);
    let rows = open
        .of
        .kind
        .placeholders()
        .iter()
        .map(|name| {
            view! {
                <div>
                    <dt>
                        <code>{format!("{{{name}}}")}</code>
                    </dt>
                    <dd>{mail_words::placeholder(name)}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <Field id="subject" label=t(m::MAILS_SUBJECT) error=error_of("subject") required=true>
            <TextInput value=open.subject readonly=is_locked />
        </Field>
        <Field
            id="body"
            label=t(m::MAILS_BODY)
            hint=t(m::MAILS_BODY_HINT)
            error=error_of("body")
            required=true
        >
            <div class="mail-source">
                <TextArea value=open.body readonly=is_locked />
            </div>
        </Field>
        <section class="mail-words" aria-labelledby="mail-words">
            <h2 id="mail-words">{t(m::MAILS_WORDS)}</h2>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}
