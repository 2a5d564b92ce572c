use domain::clients::{BlockKind, BlockReason, ClientDetails};
use leptos::{prelude::*, task::spawn_local};

use super::{api, failed::Failed};
use crate::{
    api_error::ApiError,
    i18n::{m, t, tf},
    panel::use_here,
    ui::{Button, Dialog, DialogBody, DialogFoot, Field, Kind, TextArea, toasts},
    words,
};

/// Asks why a client is blocked, and blocks it (P9).
#[component]
pub(super) fn BlockDialog(
    open: RwSignal<bool>,
    #[prop(into)] client: Signal<Option<ClientDetails>>,
    #[prop(into)] on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let company = client.get().map(|client| client.draft.company);
        tf(
            m::CLIENTS_BLOCK_TITLE,
            &[("name", &company.unwrap_or_default())],
        )
    });
    view! {
        <Dialog id="block-client" open=open title=title keep=true>
            {move || client.get().map(|client| view! { <BlockForm open client on_done /> })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn BlockForm(
    open: RwSignal<bool>,
    client: ClientDetails,
    on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let kind = RwSignal::new(BlockKind::default().name().to_owned());
    let note = RwSignal::new(String::new());
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let id = client.id;
    let seen = client.version;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reason = reason(&kind.get_untracked(), &note.get_untracked());
        let at = here.slug_untracked();
        busy.set(true);
        spawn_local(async move {
            let answer = api::block(at, id, reason, seen).await;
            busy.set(false);
            match answer {
                Ok(client) => {
                    open.set(false);
                    toasts.say(tf(m::CLIENTS_BLOCKED, &[("name", &client.draft.company)]));
                    on_done.run((client,));
                }
                Err(refused) => error.set(Some(refused)),
            }
        });
    };
    view! {
        <form on:submit=submit>
            <DialogBody>
                <p>{t(m::CLIENTS_BLOCK_HELP)}</p>
                <Failed error />
                <BlockFields kind note />
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Danger submit=true busy>
                    {t(m::CLIENTS_BLOCK)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

/// Kind and note of a reason for blocking, for one client or many.
#[component]
pub(super) fn BlockFields(kind: RwSignal<String>, note: RwSignal<String>) -> impl IntoView {
    let kinds = BlockKind::ALL
        .into_iter()
        .map(|option| {
            let name = option.name();
            let id = format!("block-kind-{name}");
            view! {
                <div class="choice">
                    <input
                        type="radio"
                        class="radio"
                        name="block-kind"
                        id=id.clone()
                        checked=kind.get_untracked() == name
                        on:change=move |_| kind.set(name.to_owned())
                    />
                    <label class="choice-label" for=id>
                        {words::block_kind(option)}
                    </label>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="stack" data-gap="small" role="radiogroup" aria-label=t(m::CLIENTS_BLOCK_WHY)>
            {kinds}
        </div>
        <Field id="block-note" label=t(m::CLIENTS_BLOCK_NOTE) hint=t(m::CLIENTS_BLOCK_NOTE_HINT)>
            <TextArea value=note />
        </Field>
    }
    .into_any()
}

/// The reason that the fields hold.
pub(super) fn reason(kind: &str, note: &str) -> BlockReason {
    BlockReason {
        kind: BlockKind::named(kind).unwrap_or_default(),
        note: note.to_owned(),
    }
}
