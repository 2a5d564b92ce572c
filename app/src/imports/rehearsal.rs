//! What a dry run says.

use domain::imports::{Fate, Rehearsal, RehearsedRow};
use leptos::prelude::*;

use crate::{
    i18n::{Msg, grouped, m, t, tf, tn},
    ui::{DataTable, Tone},
    words,
};

/// The numbers, and the rows worth looking at.
#[component]
pub(super) fn Rehearsed(rehearsal: Rehearsal) -> impl IntoView {
    let Rehearsal {
        adds,
        updates,
        duplicates,
        faulty,
        rows,
    } = rehearsal;
    let all = adds + updates + duplicates + faulty;
    let more = all.saturating_sub(u64::try_from(rows.len()).unwrap_or(u64::MAX));
    let nothing = adds + updates == 0;
    let numbers = [
        (m::IMPORT_ADDS, adds),
        (m::IMPORT_UPDATES, updates),
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
            <th scope="col" data-sticky="">{t(m::FIELD_COMPANY)}</th>
            <th scope="col">{t(m::IMPORT_FATE)}</th>
        }
    };
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row /> })
        .collect_view();
    view! {
        <section class="stack">
            <div class="import-result">{numbers.into_iter().map(number).collect_view()}</div>
            <DataTable label=t(m::IMPORT_STEP_CHECK) compact=true head>
                {rows}
            </DataTable>
            {(more > 0).then(|| view! { <p class="secondary">{tn(m::IMPORT_ROWS_MORE, more)}</p> })}
            {nothing.then(|| view! { <p class="strong">{t(m::IMPORT_NOTHING)}</p> })}
        </section>
    }
    .into_any()
}

#[component]
fn Row(row: RehearsedRow) -> impl IntoView {
    let (tone, word) = match &row.fate {
        Fate::Add => (Tone::Success, m::IMPORT_FATE_ADD),
        Fate::Update => (Tone::Info, m::IMPORT_FATE_UPDATE),
        Fate::Duplicate(_) => (Tone::Neutral, m::IMPORT_FATE_DUPLICATE),
        Fate::Faulty(_) => (Tone::Danger, m::IMPORT_FATE_FAULTY),
    };
    let details = details(&row);
    view! {
        <tr>
            <td data-number="" data-phone="end">
                {grouped(row.line)}
            </td>
            <td data-sticky="">{row.company}</td>
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

/// Why a row is left out, or what it changes.
fn details(row: &RehearsedRow) -> String {
    let label = |name: &str| words::field(name).unwrap_or(name).to_owned();
    match &row.fate {
        Fate::Add => String::new(),
        Fate::Duplicate(company) => tf(m::IMPORT_SAME_AS, &[("company", company)]),
        Fate::Faulty(problems) => problems
            .iter()
            .map(|(field, problem)| format!("{}: {}", label(field), words::problem(*problem)))
            .collect::<Vec<_>>()
            .join(" "),
        Fate::Update => row
            .diff
            .iter()
            .map(|change| format!("{}: {} → {}", label(&change.field), change.from, change.to))
            .collect::<Vec<_>>()
            .join(" · "),
    }
}
