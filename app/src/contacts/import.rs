//! Bringing a file of contacts in: choose it, look at what would happen, do it.

use domain::{
    ContactFileId, Refusal,
    contacts::{ContactFate, ContactRehearsal, FILE_MAX, ROWS_MAX, RehearsedContact},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};

use super::{api, why_not_edit};
use crate::{
    failure::LoadError,
    i18n::{Msg, grouped, m, t, tn},
    imports::Upload,
    panel::{Here, office_address, use_here},
    ui::{Button, Callout, DataTable, Kind, PageHeader, PageTitle, Refused, Section, Tone, toasts},
    words,
};

/// The page that takes a file.
#[component]
pub fn ContactImportPage() -> impl IntoView {
    let here = use_here();
    let content = move || match here.office() {
        Ok((_, _, place)) => {
            if let Some(text) = why_not_edit(&place.person) {
                return view! { <Refused text /> }.into_any();
            }
            let action = office_address(place.person.client, "contacts/import");
            view! { <Upload action file_max=FILE_MAX rows_max=ROWS_MAX /> }.into_any()
        }
        Err(error) => view! { <LoadError error /> }.into_any(),
    };
    view! {
        <div class="page" data-width="form">
            <Head here />
            {content}
        </div>
    }
}

/// The page of a file that waits: what would become of its rows.
#[component]
pub fn ContactFilePage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let id = params.read().get("list");
        id.and_then(|id| id.parse::<ContactFileId>().ok())
    });
    let rehearsal = Resource::new(
        move || (here.client(), id.get()),
        |(client, id)| async move {
            match client.zip(id) {
                Some((client, id)) => api::rehearse(client, id).await,
                None => Err(Refusal::NotFound.into()),
            }
        },
    );
    let content = move || {
        Suspend::new(async move {
            match rehearsal.await {
                Ok(rehearsal) => view! { <Rehearsed here rehearsal /> }.into_any(),
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <div class="page">
            <Head here />
            <Transition>{content}</Transition>
        </div>
    }
}

#[component]
fn Head(here: Here) -> impl IntoView {
    let above = untrack(|| here.client()).map(|client| {
        (
            office_address(client, "contacts"),
            t(m::CONTACTS_TITLE).to_owned(),
        )
    });
    let above = above.unwrap_or_default();
    view! {
        <PageTitle text=t(m::CONTACTS_IMPORT_TITLE) />
        <PageHeader title=t(m::CONTACTS_IMPORT_TITLE) above help=t(m::CONTACTS_IMPORT_INTRO) />
    }
    .into_any()
}

/// The numbers, the rows worth looking at, and the press that does it.
#[component]
fn Rehearsed(here: Here, rehearsal: ContactRehearsal) -> impl IntoView {
    let ContactRehearsal {
        id,
        file,
        columns,
        adds,
        duplicates,
        faulty,
        rows,
        refused,
    } = rehearsal;
    let all = adds + duplicates + faulty;
    let more = all.saturating_sub(u64::try_from(rows.len()).unwrap_or(u64::MAX));
    let numbers = [
        (m::IMPORT_ADDS, adds),
        (m::IMPORT_DUPLICATE_ROWS, duplicates),
        (m::IMPORT_FAULTY, faulty),
    ];
    let number = |(label, n): (Msg, u64)| {
        view! {
            <div>
                <b>{grouped(n)}</b>
                <span>{t(label)}</span>
            </div>
        }
    };
    let head = || {
        view! {
            <th scope="col" data-number="">{t(m::IMPORT_LINE)}</th>
            <th scope="col" data-sticky="">{t(m::FIELD_NAME)}</th>
            <th scope="col">{t(m::IMPORT_FATE)}</th>
        }
    };
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row /> })
        .collect_view();
    let refused = refused.map(|rejection| {
        view! {
            <Callout tone=Tone::Danger>
                <p>{words::rejection(&rejection)}</p>
                <p>{t(m::CONTACTS_WHOLE)}</p>
            </Callout>
        }
        .into_any()
    });
    let nothing = (adds == 0).then(|| view! { <p class="strong">{t(m::IMPORT_NOTHING)}</p> });
    let may = refused.is_none() && adds > 0;
    view! {
        <Section title=file>
            <Columns columns />
        </Section>
        <Section title=t(m::IMPORT_STEP_CHECK)>
            <div class="import-result">{numbers.into_iter().map(number).collect_view()}</div>
            {refused}
            <DataTable label=t(m::IMPORT_STEP_CHECK) compact=true head>
                {rows}
            </DataTable>
            {(more > 0).then(|| view! { <p class="secondary">{tn(m::IMPORT_ROWS_MORE, more)}</p> })}
            {nothing}
        </Section>
        <Deeds here id adds may />
    }
    .into_any()
}

/// What was recognised in the file.
#[component]
fn Columns(columns: Vec<(String, Option<String>)>) -> impl IntoView {
    let row = |(heading, field): (String, Option<String>)| {
        let becomes = match field.as_deref() {
            Some(field) => words::field(field).unwrap_or_default().to_owned(),
            None => t(m::IMPORT_SKIP).to_owned(),
        };
        view! {
            <tr data-skipped=field.is_none().then_some("")>
                <th scope="row">{heading}</th>
                <td>{becomes}</td>
            </tr>
        }
    };
    view! {
        <table class="mapping">
            <thead>
                <tr>
                    <th scope="col">{t(m::IMPORT_IN_FILE)}</th>
                    <th scope="col">{t(m::IMPORT_BECOMES)}</th>
                </tr>
            </thead>
            <tbody>{columns.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(row: RehearsedContact) -> impl IntoView {
    let (tone, word, details) = match &row.fate {
        ContactFate::Add => (Tone::Success, m::IMPORT_FATE_ADD, String::new()),
        ContactFate::Duplicate => (
            Tone::Neutral,
            m::IMPORT_FATE_DUPLICATE,
            t(m::CONTACTS_THERE_ALREADY).to_owned(),
        ),
        ContactFate::Faulty(errors) => {
            let problems = errors.0.iter().map(|error| {
                let label = words::field(&error.field).unwrap_or(&error.field);
                format!("{label}: {}", words::problem(error.problem))
            });
            let problems = problems.collect::<Vec<_>>().join(" ");
            (Tone::Danger, m::IMPORT_FATE_FAULTY, problems)
        }
    };
    view! {
        <tr>
            <td data-number="" data-phone="end">
                {grouped(row.line)}
            </td>
            <td data-sticky="">{row.called}</td>
            <td data-phone="under">
                <span class="cluster">
                    <span class="badge" data-tone=tone.name()>
                        {t(word)}
                    </span>
                    <span class="secondary small">{details}</span>
                </span>
            </td>
        </tr>
    }
    .into_any()
}

/// Brings the file in, or forgets it; then back to the list.
#[component]
fn Deeds(here: Here, id: ContactFileId, adds: u64, may: bool) -> impl IntoView {
    let notices = toasts();
    let navigate = use_navigate();
    let back = Callback::new(move |(): ()| {
        if let Some(client) = untrack(|| here.client()) {
            let address = office_address(client, "contacts");
            navigate(&address, NavigateOptions::default());
        }
    });
    let client = move || untrack(|| here.client());
    let import = Action::new(move |(): &()| {
        let client = client();
        async move {
            let client = client.ok_or(Refusal::NotFound)?;
            api::import(client, id).await
        }
    });
    let discard = Action::new(move |(): &()| {
        let client = client();
        async move {
            let client = client.ok_or(Refusal::NotFound)?;
            api::discard(client, id).await
        }
    });
    Effect::new(move |_| match import.value().get() {
        Some(Ok(done)) => {
            notices.say(tn(m::CONTACTS_IMPORTED, done.added));
            back.run(());
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    Effect::new(move |_| match discard.value().get() {
        Some(Ok(())) => back.run(()),
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let go = may.then(|| {
        view! {
            <Button
                kind=Kind::Primary
                icon="upload"
                busy=import.pending()
                on_press=move || {
                    import.dispatch(());
                }
            >
                {tn(m::CONTACTS_START, adds)}
            </Button>
        }
    });
    view! {
        <div class="cluster">
            {go}
            <Button
                busy=discard.pending()
                on_press=move || {
                    discard.dispatch(());
                }
            >
                {t(m::IMPORT_DISCARD)}
            </Button>
        </div>
    }
    .into_any()
}
