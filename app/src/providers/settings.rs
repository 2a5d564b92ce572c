//! The keys of the partner's account with the payment provider: set, told of, taken away.

use domain::{
    FieldErrors,
    mails::Password,
    providers::{CardSettings, KeysDraft},
};
use leptos::prelude::*;

use super::api;
use crate::{
    editing::{problem_of, tell},
    i18n::{m, t, tf},
    ui::{
        Button, Callout, Confirm, CopyButton, Field, FormGroup, Kind, PasswordInput, Telling, Time,
        Tone, toasts,
    },
    words,
};

/// Whether clients can pay by card; whoever may change how the partner sells can set and remove it.
#[component]
pub fn CardKeys(slug: String, settings: CardSettings, is_locked: bool) -> impl IntoView {
    let settings = RwSignal::new(settings);
    let slug = StoredValue::new(slug);
    let form = (!is_locked).then(|| view! { <Keys slug settings /> });
    view! {
        <div class="form">
            <FormGroup title=t(m::CARDS_TITLE) help=t(m::CARDS_HELP)>
                <State settings />
                {form}
            </FormGroup>
        </div>
    }
    .into_any()
}

#[component]
fn State(settings: RwSignal<CardSettings>) -> impl IntoView {
    let told = move || match settings.get().account {
        None => view! {
            <Callout tone=Tone::Info title=t(m::CARDS_OFF)>
                <p>{t(m::CARDS_OFF_TEXT)}</p>
            </Callout>
        }
        .into_any(),
        Some(account) => {
            let (tone, text) = if account.is_live {
                (Tone::Success, m::CARDS_LIVE)
            } else {
                (Tone::Warning, m::CARDS_TEST)
            };
            view! {
                <Callout tone title=tf(m::CARDS_ON, &[("account", &account.name)])>
                    <p>{t(text)}</p>
                    <p class="small">
                        {t(m::CARDS_SINCE)} " "
                        <Time at=account.set_at.to_rfc3339() telling=Telling::Relative />
                    </p>
                </Callout>
            }
            .into_any()
        }
    };
    view! { <div aria-live="polite">{told}</div> }.into_any()
}

#[component]
fn Keys(slug: StoredValue<String>, settings: RwSignal<CardSettings>) -> impl IntoView {
    let notices = toasts();
    let secret_key = RwSignal::new(String::new());
    let webhook_secret = RwSignal::new(String::new());
    let errors = RwSignal::new(FieldErrors::default());
    let set = Action::new(move |keys: &KeysDraft| api::set(slug.get_value(), keys.clone()));
    Effect::new(move |_| match set.value().get() {
        Some(Ok(now)) => {
            secret_key.set(String::new());
            webhook_secret.set(String::new());
            settings.set(now);
            notices.say(t(m::CARDS_SET));
        }
        Some(Err(error)) => tell(error, errors, notices),
        None => {}
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let keys = KeysDraft {
            secret_key: Password(secret_key.get_untracked()),
            webhook_secret: Password(webhook_secret.get_untracked()),
        };
        match keys.validate() {
            Ok(_) => {
                errors.set(FieldErrors::default());
                set.dispatch(keys);
            }
            Err(found) => errors.set(found),
        }
    };
    let error = move |name: &'static str| problem_of(errors, name);
    let url = settings.read_untracked().webhook_url.clone();
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>
                {t(m::CARDS_WEBHOOK_HELP)}
            </p>
            <p class="cluster">
                <code>{url.clone()}</code>
                <CopyButton name=t(m::CARDS_WEBHOOK) text=url />
            </p>
            <div class="form-grid">
                <Field
                    id="secret_key"
                    label=t(m::CARDS_SECRET_KEY)
                    hint=t(m::CARDS_SECRET_KEY_HINT)
                    error=error("secret_key")
                >
                    <PasswordInput value=secret_key name="secret_key" autocomplete="new-password" />
                </Field>
                <Field
                    id="webhook_secret"
                    label=t(m::CARDS_WEBHOOK_SECRET)
                    hint=t(m::CARDS_WEBHOOK_SECRET_HINT)
                    error=error("webhook_secret")
                >
                    <PasswordInput
                        value=webhook_secret
                        name="webhook_secret"
                        autocomplete="new-password"
                    />
                </Field>
            </div>
            <div class="form-actions">
                <Button submit=true busy=set.pending()>
                    {t(m::CARDS_SAVE)}
                </Button>
                <Removal slug settings />
            </div>
        </form>
    }
    .into_any()
}

/// The way to be rid of the keys.
#[component]
fn Removal(slug: StoredValue<String>, settings: RwSignal<CardSettings>) -> impl IntoView {
    let notices = toasts();
    let remove = Action::new(move |(): &()| api::remove(slug.get_value()));
    Effect::new(move |_| match remove.value().get() {
        Some(Ok(now)) => {
            settings.set(now);
            notices.say(t(m::CARDS_REMOVED));
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let asked = RwSignal::new(None::<((), String)>);
    let button = move || {
        let account = settings.read().account.clone()?;
        Some(view! {
            <Button
                kind=Kind::QuietDanger
                busy=remove.pending()
                on_press=move || asked.set(Some(((), account.name.clone())))
            >
                {t(m::CARDS_REMOVE)}
            </Button>
        })
    };
    view! {
        {button}
        <Confirm
            id="remove-cards"
            asked
            question=|account| tf(m::CARDS_REMOVE_TITLE, &[("account", account)])
            text=t(m::CARDS_REMOVE_TEXT)
            action=t(m::CARDS_REMOVE)
            on_yes=move |()| {
                remove.dispatch(());
            }
        />
    }
    .into_any()
}
