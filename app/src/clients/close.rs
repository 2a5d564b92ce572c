use domain::{ClientId, Problem, Refusal, clients::ClientDetails};
use leptos::{prelude::*, task::spawn_local};

use super::{api, failed::Failed};
use crate::{
    api_error::ApiError,
    i18n::{m, t, tf},
    panel::{Here, use_here},
    ui::{Button, Dialog, DialogBody, DialogFoot, Field, Kind, TextInput, Toasts, toasts},
    words,
};

/// Closes a client once its name was typed (B6); the notice offers to take it back.
#[component]
pub(super) fn CloseDialog(
    open: RwSignal<bool>,
    #[prop(into)] client: Signal<ClientDetails>,
    #[prop(into)] on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        tf(
            m::CLIENTS_CLOSE_TITLE,
            &[("name", &client.read().draft.company)],
        )
    });
    view! {
        <Dialog id="close-client" open=open title=title keep=true>
            <CloseForm open client=client.get_untracked() on_done />
        </Dialog>
    }
    .into_any()
}

#[component]
fn CloseForm(
    open: RwSignal<bool>,
    client: ClientDetails,
    on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let id = client.id;
    let seen = client.version;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = typed.get_untracked();
        let at = here.slug_untracked();
        problem.set(None);
        error.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = api::close(at, id, name, seen).await;
            busy.set(false);
            match answer {
                Ok(client) => {
                    open.set(false);
                    let text = tf(m::CLIENTS_CLOSED, &[("name", &client.draft.company)]);
                    toasts.say_with_undo(text, move || reopen(here, toasts, id, on_done));
                    on_done.run((client,));
                }
                Err(ApiError::Refused(Refusal::Invalid(errors))) => {
                    let first = errors.of("name").unwrap_or(Problem::NotTheName);
                    problem.set(Some(words::problem(first)));
                }
                Err(refused) => error.set(Some(refused)),
            }
        });
    };
    view! {
        <form on:submit=submit>
            <DialogBody>
                <p>{t(m::CLIENTS_CLOSE_HELP)}</p>
                <Failed error />
                <Field
                    id="close-name"
                    label=tf(m::CLIENTS_CLOSE_TYPE, &[("name", &client.draft.company)])
                    error=problem
                >
                    <TextInput value=typed autocomplete="off" autofocus=true />
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Danger submit=true busy>
                    {t(m::CLIENTS_CLOSE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

/// Takes a closed client back and says so.
pub(super) fn reopen(
    here: Here,
    toasts: Toasts,
    id: ClientId,
    on_done: Callback<(ClientDetails,)>,
) {
    let at = here.slug_untracked();
    spawn_local(async move {
        match api::reopen(at, id).await {
            Ok(client) => {
                toasts.say(tf(m::CLIENTS_REOPENED, &[("name", &client.draft.company)]));
                on_done.try_run((client,));
            }
            Err(error) => toasts.fail(words::error(&error)),
        }
    });
}
