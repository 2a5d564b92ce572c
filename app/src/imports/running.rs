//! An import on its way, and what it did.

use std::time::Duration;

use domain::imports::{ImportStatus, ImportSummary};
use leptos::prelude::*;

use super::api;
use crate::{
    api_error::ApiError,
    i18n::{Msg, grouped, m, t},
    panel::use_here,
    ui::{Button, Confirm, Kind, LinkButton, ProgressBar, toasts},
    words,
};

/// How often the progress is asked for.
const BEAT: Duration = Duration::from_millis(700);

/// The progress bar; afterwards the numbers, and the way back.
#[component]
pub(super) fn Running(slug: String, summary: RwSignal<ImportSummary>) -> impl IntoView {
    let id = summary.read_untracked().id;
    let at = StoredValue::new(slug.clone());
    let ask = Action::new(move |(): &()| api::progress(at.get_value(), id));
    let undo = Action::new(move |(): &()| api::undo(slug.clone(), id));
    let notices = toasts();
    let is_running = Memo::new(move |_| summary.read().status == ImportStatus::Running);
    Effect::new(move |_| {
        if is_running.get() {
            let beat = set_interval(
                move || {
                    ask.dispatch(());
                },
                BEAT,
            );
            on_cleanup(move || {
                if let Ok(beat) = beat {
                    beat.clear();
                }
            });
        }
    });
    // A lost connection is no news here: the import goes on, and so does the asking.
    Effect::new(move |_| {
        if let Some(Ok(now)) = ask.value().get() {
            summary.set(now);
        }
    });
    Effect::new(move |_| match undo.value().get() {
        Some(Ok(now)) => {
            summary.set(now);
            notices.say(t(m::IMPORT_UNDONE));
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let content = move || {
        if is_running.get() {
            view! {
                <ProgressBar
                    label=t(m::IMPORT_RUNNING)
                    done=Signal::derive(move || summary.read().done)
                    total=Signal::derive(move || Some(summary.read().rows))
                />
                <p class="secondary">{t(m::IMPORT_GOES_ON)}</p>
            }
            .into_any()
        } else {
            view! { <Outcome summary undo /> }.into_any()
        }
    };
    view! { <section class="form" aria-live="polite">{content}</section> }.into_any()
}

#[component]
fn Outcome(
    summary: RwSignal<ImportSummary>,
    undo: Action<(), Result<ImportSummary, ApiError>>,
) -> impl IntoView {
    let here = use_here();
    let clients = here.at("clients");
    let number = |label: Msg, n: u64| {
        view! {
            <div>
                <b>{grouped(n)}</b>
                <span>{t(label)}</span>
            </div>
        }
    };
    let title = move || {
        t(match summary.read().status {
            ImportStatus::Undone => m::IMPORT_UNDONE,
            _ => m::IMPORT_DONE,
        })
    };
    let numbers = move || {
        let now = summary.read();
        view! {
            <div class="import-result">
                {number(m::IMPORT_ADDED, now.added)} {number(m::IMPORT_UPDATED, now.updated)}
                {number(m::IMPORT_SKIPPED, now.skipped)}
            </div>
        }
    };
    let asked = RwSignal::new(None::<((), String)>);
    let undo_button = move || {
        summary.read().can_undo.then(|| {
            view! {
                <Button
                    kind=Kind::QuietDanger
                    icon="undo-2"
                    busy=undo.pending()
                    on_press=move || asked.set(Some(((), String::new())))
                >
                    {t(m::IMPORT_UNDO)}
                </Button>
            }
        })
    };
    view! {
        <div class="stack">
            <h2>{title}</h2>
            {numbers}
            <div class="cluster">
                <LinkButton href=clients kind=Kind::Primary>
                    {t(m::IMPORT_SHOW)}
                </LinkButton>
                {undo_button}
            </div>
            <Confirm
                id="undo"
                asked
                question=|_: &str| t(m::IMPORT_UNDO_TITLE).to_owned()
                text=t(m::IMPORT_UNDO_TEXT)
                action=t(m::IMPORT_UNDO)
                on_yes=move |()| { undo.dispatch(()); }
            />
        </div>
    }
    .into_any()
}
