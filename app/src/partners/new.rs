use domain::{FieldErrors, Lang, Refusal, partners::PartnerDraft};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    api_error::ApiError,
    i18n::{lang, m, t, tf},
    panel::go,
    ui::{
        Button, Choice, Field, FormGroup, Kind, LinkButton, PageHeader, PageTitle, Select,
        TextInput, toasts,
    },
    words,
};

/// Creating a partner with its first administrator (P2).
#[component]
pub fn NewPartnerPage() -> impl IntoView {
    view! {
        <PageTitle text=t(m::PANEL_CREATE_PARTNER) />
        <div class="page" data-width="form">
            <PageHeader
                title=t(m::PANEL_CREATE_PARTNER)
                above=("/operator".to_owned(), t(m::PARTNERS_TITLE).to_owned())
            />
            <Form />
        </div>
    }
}

/// The fields, one signal each.
#[derive(Debug, Clone, Copy)]
struct PartnerForm {
    name: RwSignal<String>,
    slug: RwSignal<String>,
    administrator: RwSignal<String>,
    lang: RwSignal<String>,
}

impl PartnerForm {
    fn read(self) -> PartnerDraft {
        PartnerDraft {
            name: self.name.get(),
            slug: self.slug.get(),
            administrator: self.administrator.get(),
            lang: self.lang.get(),
        }
    }
}

#[component]
fn Form() -> impl IntoView {
    let form = PartnerForm {
        name: RwSignal::default(),
        slug: RwSignal::default(),
        administrator: RwSignal::default(),
        lang: RwSignal::new(lang().tag().to_owned()),
    };
    suggest_slug(form);
    let tried = RwSignal::new(false);
    let refused = RwSignal::new(FieldErrors::default());
    let busy = RwSignal::new(false);
    let toasts = toasts();
    let problem = move |field: &'static str| {
        Signal::derive(move || {
            let typed = form.read().validate().err().filter(|_| tried.get());
            let problem = typed.and_then(|errors| errors.of(field));
            problem
                .or_else(|| refused.read().of(field))
                .map(words::problem)
        })
    };
    let create = move || {
        let draft = form.read();
        tried.set(true);
        refused.set(FieldErrors::default());
        if draft.validate().is_err() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let administrator = draft.administrator.trim().to_owned();
            match api::create(draft).await {
                Ok(partner) => {
                    let email = [("email", administrator.as_str())];
                    toasts.say(tf(m::PARTNERS_WAS_CREATED, &email));
                    go(&format!("/operator/partners/{}", partner.id));
                }
                Err(ApiError::Refused(Refusal::Invalid(errors))) => refused.set(errors),
                Err(error) => toasts.fail(words::error(&error)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                create();
            }
        >
            <FormGroup title=t(m::PARTNERS_COMPANY) help=t(m::PARTNERS_COMPANY_HELP)>
                <div class="form-grid">
                    <Field id="name" label=t(m::FIELD_NAME) error=problem("name")>
                        <TextInput value=form.name name="name" required=true autofocus=true />
                    </Field>
                    <Field
                        id="slug"
                        label=t(m::PARTNERS_SLUG)
                        hint=t(m::PARTNERS_SLUG_HINT)
                        error=problem("slug")
                    >
                        <TextInput value=form.slug name="slug" required=true />
                    </Field>
                </div>
            </FormGroup>
            <FormGroup title=t(m::PARTNERS_ADMINISTRATOR) help=t(m::PARTNERS_ADMINISTRATOR_HELP)>
                <div class="form-grid">
                    <Field id="administrator" label=t(m::FIELD_EMAIL) error=problem("administrator")>
                        <TextInput
                            value=form.administrator
                            name="administrator"
                            kind="email"
                            autocomplete="off"
                            required=true
                        />
                    </Field>
                    <Field id="lang" label=t(m::FIELD_LANG) hint=t(m::PARTNERS_LANG_HINT)>
                        <Select value=form.lang options=languages() name="lang" />
                    </Field>
                </div>
            </FormGroup>
            <div class="form-actions">
                <Button kind=Kind::Primary submit=true busy>
                    {t(m::PANEL_CREATE_PARTNER)}
                </Button>
                <LinkButton href="/operator" kind=Kind::Ghost>
                    {t(m::UI_CANCEL)}
                </LinkButton>
            </div>
        </form>
    }
    .into_any()
}

/// The languages an invitation can be in.
pub(super) fn languages() -> Vec<Choice> {
    Lang::ALL
        .into_iter()
        .map(|lang| (lang.tag(), lang.own_name()).into())
        .collect()
}

/// Follows the name with the short name, until somebody types their own.
fn suggest_slug(form: PartnerForm) {
    Effect::new(move |before: Option<String>| {
        let suggested = slug_of(&form.name.read());
        let untouched = before.is_some_and(|before| before == *form.slug.read_untracked());
        if untouched && suggested != *form.slug.read_untracked() {
            form.slug.set(suggested.clone());
        }
        suggested
    });
}

/// A short name for addresses out of a company's name; only what needs no transcription.
fn slug_of(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    words
        .join("-")
        .chars()
        .take(40)
        .collect::<String>()
        .trim_end_matches('-')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn a_name_suggests_its_short_name() {
        assert_eq!(slug_of("North Wind, Ltd."), "north-wind-ltd");
        assert_eq!(slug_of("  "), "");
        assert!(domain::fields::slug(&slug_of(&"long name ".repeat(9))).is_ok());
    }
}
