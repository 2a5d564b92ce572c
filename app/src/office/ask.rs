//! A locked section can be asked for (G13).

use domain::{ClientId, Timestamp, inclusions::Section, office::SectionWish};
use leptos::{ev::SubmitEvent, prelude::*};

use super::api;
use crate::{
    i18n::{m, t, tf},
    ui::{Button, Dialog, DialogBody, DialogFoot, Field, Icon, Kind, Size, TextArea, Time, toasts},
    words,
};

/// A section that is locked: why, and the way to ask for it.
#[component]
pub(super) fn AskCard(
    section: Section,
    why: String,
    provider: String,
    client: ClientId,
    /// Whether the person may ask: somebody on a visit does not speak for the client.
    may_ask: bool,
    /// When the person asked for it last.
    asked: Option<Timestamp>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let is_sent = RwSignal::new(false);
    let message = RwSignal::new(String::new());
    let name = words::section(section);
    let title = tf(
        m::OFFICE_ASK_TITLE,
        &[("section", name), ("provider", &provider)],
    );
    let said = StoredValue::new(tf(m::OFFICE_ASK_SENT, &[("provider", &provider)]));
    let send = Action::new(move |message: &String| {
        let message = message.clone();
        api::ask(client, SectionWish { section, message })
    });
    let notices = toasts();
    Effect::new(move |_| match send.value().get() {
        Some(Ok(())) => {
            open.set(false);
            is_sent.set(true);
            notices.say(said.get_value());
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.dispatch(message.get_untracked());
    };
    let id = section.key();
    let note = asked.map(|at| {
        view! {
            <span class="muted small">
                {said.get_value()} " " <Time at=at.to_rfc3339() />
            </span>
        }
    });
    view! {
        <div class="office-card" data-locked="">
            <Icon name="lock" />
            <b>{name}</b>
            <Show when=move || may_ask && !is_sent.get()>
                <Button size=Size::Small on_press=move || open.set(true)>
                    {t(m::OFFICE_ASK)}
                </Button>
            </Show>
            <p class="muted small">{why}</p>
            {note}
        </div>
        <Dialog id=format!("ask-{id}") open title keep=true>
            <form on:submit=submit>
                <DialogBody>
                    <p>{t(m::OFFICE_ASK_TEXT)}</p>
                    <Field id=format!("ask-{id}-message") label=t(m::OFFICE_ASK_MESSAGE)>
                        <TextArea value=message />
                    </Field>
                </DialogBody>
                <DialogFoot>
                    <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                    <Button kind=Kind::Primary submit=true busy=send.pending()>
                        {t(m::OFFICE_ASK_SEND)}
                    </Button>
                </DialogFoot>
            </form>
        </Dialog>
    }
    .into_any()
}
