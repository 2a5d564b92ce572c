//! The imports so far.

use domain::{
    ImportId,
    imports::{ImportStatus, ImportSummary},
};
use leptos::prelude::*;

use super::api;
use crate::{
    api_error::ApiError,
    i18n::{m, t, tn},
    panel::use_here,
    ui::{Button, Kind, Section, Size, Time, Tone, toasts},
    words,
};

/// Earlier imports with what they did; those that nothing depends on can be taken back.
#[component]
pub(super) fn History(
    found: Vec<ImportSummary>,
    slug: String,
    imports: Resource<Result<Vec<ImportSummary>, ApiError>>,
) -> impl IntoView {
    let undo = Action::new(move |id: &ImportId| api::undo(slug.clone(), *id));
    let notices = toasts();
    Effect::new(move |_| match undo.value().get() {
        Some(Ok(_)) => {
            notices.say(t(m::IMPORT_UNDONE));
            imports.refetch();
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    if found.is_empty() {
        return ().into_any();
    }
    let rows = found
        .into_iter()
        .map(|import| view! { <Row import undo=Callback::new(move |id| { undo.dispatch(id); }) /> })
        .collect_view();
    view! {
        <Section title=t(m::IMPORT_HISTORY)>
            <ul class="row-list" role="list">
                {rows}
            </ul>
        </Section>
    }
    .into_any()
}

#[component]
fn Row(import: ImportSummary, undo: Callback<ImportId>) -> impl IntoView {
    let here = use_here();
    let id = import.id;
    let href = here.at(&format!("clients/import/{id}"));
    let (tone, word) = match import.status {
        ImportStatus::Draft => (Tone::Neutral, m::IMPORT_STATUS_DRAFT),
        ImportStatus::Running => (Tone::Info, m::IMPORT_STATUS_RUNNING),
        ImportStatus::Done => (Tone::Success, m::IMPORT_STATUS_DONE),
        ImportStatus::Undone => (Tone::Warning, m::IMPORT_STATUS_UNDONE),
    };
    let button = import.can_undo.then(|| {
        view! {
            <Button size=Size::Small kind=Kind::QuietDanger icon="undo-2" on_press=move || undo.run(id)>
                {t(m::IMPORT_UNDO)}
            </Button>
        }
    });
    view! {
        <li class="row-item">
            <span class="row-item-name">
                <a href=href>{import.file}</a>
            </span>
            <span class="row-item-note">
                {import.by} ", " <Time at=import.created_at.to_rfc3339() />
            </span>
            <span class="row-item-note">{tn(m::IMPORT_COUNT, import.added)}</span>
            <span class="badge" data-tone=tone.name()>
                {t(word)}
            </span>
            {button}
        </li>
    }
    .into_any()
}
