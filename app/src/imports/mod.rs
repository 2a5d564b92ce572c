//! Bringing a client list in: the file, its columns, a rehearsal, the import, and undoing it.

pub mod api;
mod columns;
mod history;
mod rehearsal;
mod running;
mod upload;

use domain::{
    ImportId, Refusal,
    custom_fields::CustomField,
    imports::{Draft, FILE_MAX, ImportStatus, ImportSummary, ROWS_MAX},
    policy,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    api_error::ApiError,
    custom_fields,
    failure::LoadError,
    i18n::{m, t},
    panel::{Here, may, use_here},
    ui::{PageHeader, PageTitle, Refused, Stepper},
    words,
};
use columns::Columns;
use history::History;
use running::Running;

pub(crate) use upload::Upload;

/// The page that takes a file, above the imports so far.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let here = use_here();
    let imports = Resource::new(move || here.slug(), api::list);
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, imports.await) {
                (Ok((me, place)), Ok(found)) => {
                    let verdict = may(&me, &place, policy::Action::ImportClients);
                    match words::why_not(&verdict) {
                        Some(text) => view! { <Refused text /> }.into_any(),
                        None => view! {
                            <Upload
                                action=format!("/p/{}/clients/import", place.slug)
                                file_max=FILE_MAX
                                rows_max=ROWS_MAX
                            />
                            <History found slug=place.slug imports />
                        }
                        .into_any(),
                    }
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <Head here step=Step::File />
        <Transition>{content}</Transition>
    }
}

/// The page of one file on its way in.
#[component]
pub fn ImportPage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("import")
            .and_then(|id| id.parse::<ImportId>().ok())
    });
    let stage = Resource::new(move || (here.slug(), id.get()), |(at, id)| stage(at, id));
    let content = move || {
        Suspend::new(async move {
            let slug = here.slug();
            match stage.await {
                Ok(Stage::Mapping(draft, fields)) => {
                    let step = RwSignal::new(Step::Columns);
                    view! {
                        <Head here step />
                        <Columns slug draft fields stage step />
                    }
                    .into_any()
                }
                Ok(Stage::Under(summary)) => {
                    let summary = RwSignal::new(summary);
                    let step = Signal::derive(move || match summary.read().status {
                        ImportStatus::Draft | ImportStatus::Running => Step::Import,
                        ImportStatus::Done | ImportStatus::Undone => Step::Over,
                    });
                    view! {
                        <Head here step />
                        <Running slug summary />
                    }
                    .into_any()
                }
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! { <Transition>{content}</Transition> }
}

/// Where a file stands.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
enum Stage {
    /// It was read; its columns are to be mapped.
    Mapping(Draft, Vec<CustomField>),
    /// It is on its way in, in, or taken back.
    Under(ImportSummary),
}

async fn stage(at: String, id: Option<ImportId>) -> Result<Stage, ApiError> {
    let id = id.ok_or(ApiError::Refused(Refusal::NotFound))?;
    let summary = api::progress(at.clone(), id).await?;
    if summary.status == ImportStatus::Draft {
        let draft = api::draft(at.clone(), id).await?;
        Ok(Stage::Mapping(draft, custom_fields::api::list(at).await?))
    } else {
        Ok(Stage::Under(summary))
    }
}

/// The steps of a file on its way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    File,
    Columns,
    Check,
    Import,
    /// All steps are done.
    Over,
}

#[component]
fn Head(here: Here, #[prop(into)] step: Signal<Step>) -> impl IntoView {
    let steps = [
        m::IMPORT_STEP_FILE,
        m::IMPORT_STEP_COLUMNS,
        m::IMPORT_STEP_CHECK,
        m::IMPORT_STEP_IMPORT,
    ];
    let steps: Vec<String> = steps.into_iter().map(|step| t(step).to_owned()).collect();
    let above = (here.at("clients"), t(m::IMPORT_ABOVE).to_owned());
    view! {
        <PageTitle text=t(m::IMPORT_TITLE) />
        <PageHeader title=t(m::IMPORT_TITLE) above />
        <Stepper label=t(m::IMPORT_STEPS) steps current=Signal::derive(move || step.get() as usize) />
    }
    .into_any()
}
