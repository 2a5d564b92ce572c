use std::pin::Pin;

use domain::{
    Cursor, Date,
    invoices::{DocumentKind, InvoiceSummary},
};
use leptos::{prelude::*, task::spawn_local};

use super::badge::{Standing, name};
use crate::{
    api_error::ApiError,
    i18n::{m, t, tf},
    ui::{Callout, DataTable, LoadMore, RowName, Tone},
    words,
};

/// How the next page of a list is asked for.
pub(super) type Ask = Callback<(Cursor,), Asked>;

/// The next page, on its way.
type Asked = Pin<Box<dyn Future<Output = Result<More, ApiError>> + Send>>;

/// A way to ask for the next page.
pub(super) fn ask<F>(next: impl Fn(Cursor) -> F + Send + Sync + 'static) -> Ask
where
    F: Future<Output = Result<More, ApiError>> + Send + 'static,
{
    Callback::new(move |(after,)| -> Asked { Box::pin(next(after)) })
}

/// The rows of a page, and where the next one begins.
pub(super) type More = (Vec<InvoiceSummary>, Option<Cursor>);

/// Invoices as a table: the first page, and those that are loaded after it.
#[component]
pub(super) fn InvoiceTable(
    first: More,
    ask: Ask,
    /// The address of an invoice.
    #[prop(into)]
    href: Callback<(InvoiceSummary,), String>,
    /// Whether the client is told with each.
    #[prop(optional)]
    with_client: bool,
) -> impl IntoView {
    let rows = RwSignal::new(first.0);
    let next = RwSignal::new(first.1);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let load = move || {
        let Some(after) = next.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = ask.run((after,)).await;
            busy.set(false);
            match answer {
                Ok((more, then)) => {
                    rows.update(|rows| rows.extend(more));
                    next.set(then);
                    failed.set(None);
                }
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let head = || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::INVOICES_INVOICE)}
            </th>
            <th scope="col">{t(m::INVOICES_STATUS)}</th>
            <th scope="col">{t(m::INVOICES_ISSUED)}</th>
            <th scope="col">{t(m::INVOICES_DUE)}</th>
            <th scope="col" data-number="">
                {t(m::INVOICES_TOTAL)}
            </th>
            <th scope="col" data-number="">
                {t(m::INVOICES_LEFT)}
            </th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
            </th>
        }
        .into_any()
    };
    let foot = move || {
        view! {
            {move || {
                let error = failed.get();
                error
                    .map(|error| view! { <Callout tone=Tone::Danger>{words::error(&error)}</Callout> })
            }}
            <LoadMore more=Signal::derive(move || next.read().is_some()) busy on_load=load />
        }
        .into_any()
    };
    view! {
        <DataTable label=t(m::INVOICES_TITLE) head foot>
            <For each=move || rows.get() key=|row| row.id let:row>
                <Row row href with_client />
            </For>
        </DataTable>
    }
    .into_any()
}

#[component]
fn Row(
    row: InvoiceSummary,
    href: Callback<(InvoiceSummary,), String>,
    with_client: bool,
) -> impl IntoView {
    let address = href.run((row.clone(),));
    let name = name(&row);
    let sub = with_client.then(|| {
        let client = row.client.as_ref().map(|(_, company)| company.clone());
        client.unwrap_or_else(|| t(m::INVOICES_OUR_OWN).to_owned())
    });
    let day = |date: Option<Date>| date.map_or_else(String::new, words::short_date);
    let is_credit = row.kind == DocumentKind::CreditNote;
    let total = if is_credit {
        row.gross.negated()
    } else {
        row.gross
    };
    let left = (row.open.minor > 0).then(|| words::money(row.open));
    let opens = tf(m::INVOICES_DETAILS_OF, &[("name", &name)]);
    let due = day(row.due_on);
    let issued = day(row.issued_on);
    let overdue = row.is_overdue.then_some("danger");
    view! {
        <tr>
            <th scope="row" data-sticky="">
                {match sub {
                    Some(sub) => view! { <RowName name href=address.clone() sub /> }.into_any(),
                    None => view! { <RowName name href=address.clone() /> }.into_any(),
                }}
            </th>
            <td data-phone="end">
                <Standing invoice=row />
            </td>
            <td class="number nowrap">{issued}</td>
            <td class="number nowrap" data-tone=overdue>
                {due}
            </td>
            <td data-number="" data-phone="under" data-label=t(m::INVOICES_TOTAL)>
                {words::money(total)}
            </td>
            <td data-number="">{left}</td>
            <td data-menu="">
                <a class="button" data-kind="ghost" data-size="small" href=address aria-label=opens>
                    {t(m::INVOICES_DETAILS)}
                </a>
            </td>
        </tr>
    }
    .into_any()
}
