use domain::commission::Month;
use leptos::prelude::*;

use super::names::month_name;
use crate::{
    i18n::{m, t},
    panel::Here,
    ui::{Badge, DataTable, EmptyState, LinkButton, RowName, Size, Tone},
};

/// The months, each with its statement.
#[component]
pub(super) fn Statements(here: Here, months: Vec<Month>) -> impl IntoView {
    if months.is_empty() {
        return view! {
            <EmptyState small=true icon="history" title=t(m::COMMISSION_NO_STATEMENTS) />
        }
        .into_any();
    }
    let head = || {
        view! {
            <th scope="col" data-sticky="">{t(m::COMMISSION_MONTH)}</th>
            <th scope="col">{t(m::FIELD_STATUS)}</th>
            <th scope="col">{t(m::COMMISSION_FILES)}</th>
        }
        .into_any()
    };
    let rows = months.into_iter().enumerate().map(move |(place, month)| {
        let path = format!("commission/statements/{month}");
        let (tone, word) = if place == 0 {
            (Tone::Info, m::COMMISSION_RUNNING)
        } else {
            (Tone::Success, m::COMMISSION_SIGNED)
        };
        view! {
            <tr>
                <th scope="row" data-sticky="">
                    <RowName name=month_name(month) href=here.at(&path) />
                </th>
                <td data-phone="end">
                    <Badge tone>{t(word)}</Badge>
                </td>
                <td data-phone="under">{files(here, month, place > 0)}</td>
            </tr>
        }
    });
    view! {
        <DataTable label=t(m::COMMISSION_STATEMENTS) head>
            {rows.collect_view()}
        </DataTable>
    }
    .into_any()
}

/// The files of a month; signed ones only when it is over.
pub(super) fn files(here: Here, month: Month, is_over: bool) -> AnyView {
    let at = |kind: &str| here.at(&format!("commission/statements/{month}/{kind}"));
    let json = is_over.then(|| {
        view! {
            <LinkButton href=at("json") size=Size::Small icon="download" download=true>
                "JSON"
            </LinkButton>
        }
    });
    view! {
        <span class="cluster">
            <LinkButton href=at("pdf") size=Size::Small icon="file-text" download=true>
                "PDF"
            </LinkButton>
            <LinkButton href=at("csv") size=Size::Small icon="download" download=true>
                "CSV"
            </LinkButton>
            {json}
        </span>
    }
    .into_any()
}
