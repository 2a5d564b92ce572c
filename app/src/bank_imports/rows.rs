use domain::{
    FieldErrors, InvoiceId, Problem, Refusal,
    bank_imports::{Choice, Fit, OpenInvoice, Statement, StatementRow},
};
use leptos::{prelude::*, task::spawn_local};

use super::{api, page::Work};
use crate::{
    api_error::ApiError,
    i18n::{Msg, m, t, tf, tn, tnf},
    ui::{Button, Callout, DataTable, EmptyState, Kind, Tick, Tone, toasts},
    words,
};

/// A row as the person has it: whether it is to be recorded, and for which invoice.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    line: u64,
    is_ticked: RwSignal<bool>,
    /// The number of the invoice, as typed.
    number: RwSignal<String>,
    is_known: bool,
}

impl Chosen {
    fn new(row: &StatementRow, open: &[OpenInvoice]) -> Self {
        let proposed = open.iter().find(|invoice| Some(invoice.id) == row.invoice);
        Self {
            line: row.row.line,
            is_ticked: RwSignal::new(row.fit == Fit::Exact && !row.is_known),
            number: RwSignal::new(proposed.map_or_else(String::new, |open| open.number.clone())),
            is_known: row.is_known,
        }
    }

    /// The invoice of the number that is typed.
    fn invoice(self, open: &[OpenInvoice]) -> Option<InvoiceId> {
        let number = self.number.get();
        let number = number.trim();
        let found = open
            .iter()
            .find(|invoice| invoice.number.eq_ignore_ascii_case(number));
        found.map(|invoice| invoice.id)
    }

    /// What is to be recorded of it, if anything is.
    fn choice(self, open: &[OpenInvoice]) -> Option<Choice> {
        let is_wanted = self.is_ticked.get() && !self.is_known;
        let invoice = is_wanted.then(|| self.invoice(open)).flatten()?;
        Some(Choice {
            line: self.line,
            invoice,
        })
    }
}

/// The rows with what they seem to pay, and the button that records those that are ticked.
#[component]
pub(super) fn Rows(work: Work, read: Statement) -> impl IntoView {
    let Statement {
        rows,
        more,
        outgoing,
        faulty,
        open,
        ..
    } = read;
    let chosen: Vec<Chosen> = rows.iter().map(|row| Chosen::new(row, &open)).collect();
    let errors = RwSignal::new(FieldErrors::default());
    let numbers = open
        .iter()
        .map(|invoice| {
            let open = words::money(invoice.open);
            view! { <option value=invoice.number.clone()>{format!("{} · {open}", invoice.client)}</option> }
        })
        .collect_view();
    let open = StoredValue::new(open);
    let told: Vec<AnyView> = rows
        .into_iter()
        .zip(&chosen)
        .map(|(row, chosen)| view! { <Row row chosen=*chosen open errors /> }.into_any())
        .collect();
    let table = if told.is_empty() {
        view! { <EmptyState icon="search" title=t(m::BANK_NONE) text=t(m::BANK_NONE_TEXT) /> }
            .into_any()
    } else {
        view! {
            <DataTable label=t(m::BANK_TITLE) head>
                {told}
            </DataTable>
            <datalist id="open-invoices">{numbers}</datalist>
            <Recording work chosen open errors />
        }
        .into_any()
    };
    view! {
        <section class="stack">
            {(!faulty.is_empty()).then(|| view! { <Faulty faulty /> })}
            {table}
            {(more > 0).then(|| view! { <p class="secondary">{tn(m::BANK_MORE, more)}</p> })}
            {(outgoing > 0).then(|| view! { <p class="secondary">{tn(m::BANK_OUTGOING, outgoing)}</p> })}
        </section>
    }
    .into_any()
}

fn head() -> AnyView {
    view! {
        <th scope="col" data-select="">
            <span class="visually-hidden">{t(m::BANK_RECORD_ROW)}</span>
        </th>
        <th scope="col" data-sticky="">{t(m::BANK_PAYER)}</th>
        <th scope="col">{t(m::BANK_DATE)}</th>
        <th scope="col" data-number="">{t(m::BANK_AMOUNT)}</th>
        <th scope="col">{t(m::BANK_FIT)}</th>
        <th scope="col">{t(m::INVOICES_INVOICE)}</th>
    }
    .into_any()
}

/// Rows that cannot be read, each with its line.
#[component]
fn Faulty(faulty: Vec<(u64, String, Problem)>) -> impl IntoView {
    let rows = faulty.into_iter().map(|(line, column, problem)| {
        let why = words::problem(problem);
        let line = line.to_string();
        let values = [("line", line.as_str()), ("column", &column), ("why", &why)];
        view! { <li>{tf(m::BANK_FAULTY_ROW, &values)}</li> }
    });
    view! {
        <Callout tone=Tone::Warning title=t(m::BANK_FAULTY)>
            <ul>{rows.collect_view()}</ul>
        </Callout>
    }
    .into_any()
}

const fn said(row: &StatementRow) -> (Tone, Msg) {
    if row.is_known {
        return (Tone::Neutral, m::BANK_KNOWN);
    }
    match row.fit {
        Fit::Exact => (Tone::Success, m::BANK_EXACT),
        Fit::Likely => (Tone::Info, m::BANK_LIKELY),
        Fit::TooMuch => (Tone::Warning, m::BANK_TOO_MUCH),
        Fit::Unknown => (Tone::Neutral, m::BANK_UNKNOWN),
    }
}

#[component]
fn Row(
    row: StatementRow,
    chosen: Chosen,
    open: StoredValue<Vec<OpenInvoice>>,
    errors: RwSignal<FieldErrors>,
) -> impl IntoView {
    let (tone, word) = said(&row);
    let line = row.row.line.to_string();
    let name = tf(m::BANK_ROW, &[("line", &line)]);
    let (payer, reference) = (row.row.payer, row.row.reference);
    let is_known = row.is_known;
    let has_invoice = move || open.with_value(|open| chosen.invoice(open).is_some());
    let field = format!("rows.{line}");
    let error = Memo::new(move |_| {
        let problem = errors.read().of(&field);
        let unknown = chosen.is_ticked.get() && !is_known && !has_invoice();
        let unknown = unknown.then(|| t(m::BANK_NO_SUCH_INVOICE).to_owned());
        problem.map(words::problem).or(unknown)
    });
    let error_id = format!("row-{line}-error");
    let described_by = error_id.clone();
    let label = tf(m::BANK_INVOICE_OF_ROW, &[("line", &line)]);
    let typed = move |text: String| {
        chosen.number.set(text);
        // Whoever names an invoice wants it paid.
        if has_invoice() {
            chosen.is_ticked.set(true);
        }
    };
    let invoice = (!is_known).then(|| {
        view! {
            <input
                class="input"
                type="text"
                list="open-invoices"
                autocomplete="off"
                aria-label=label
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || error.read().is_some().then(|| described_by.clone())
                value=chosen.number.get_untracked()
                on:input:target=move |event| typed(event.target().value())
            />
            {move || {
                let id = error_id.clone();
                error.get().map(|text| view! { <span class="field-error" id=id>{text}</span> })
            }}
        }
    });
    view! {
        <tr>
            <td data-select="">
                <Tick
                    label=name
                    checked=chosen.is_ticked
                    disabled=is_known
                    on_change=move |on| chosen.is_ticked.set(on)
                />
            </td>
            <th scope="row" data-sticky="">
                <span>{if payer.is_empty() { "–".to_owned() } else { payer }}</span>
                <br />
                <span class="secondary small">{reference}</span>
            </th>
            <td class="number nowrap">{words::short_date(row.row.on)}</td>
            <td data-number="" data-phone="under" data-label=t(m::BANK_AMOUNT)>
                {words::money(row.row.amount)}
            </td>
            <td data-phone="end">
                <span class="badge" data-tone=tone.name()>
                    {t(word)}
                </span>
            </td>
            <td data-phone="under" data-label=t(m::INVOICES_INVOICE)>{invoice}</td>
        </tr>
    }
    .into_any()
}

/// The button that records, with how many rows it records.
#[component]
fn Recording(
    work: Work,
    chosen: Vec<Chosen>,
    open: StoredValue<Vec<OpenInvoice>>,
    errors: RwSignal<FieldErrors>,
) -> impl IntoView {
    let notices = toasts();
    let busy = RwSignal::new(false);
    let choices = Memo::new(move |_| {
        let of = |row: &Chosen| open.with_value(|open| row.choice(open));
        chosen.iter().filter_map(of).collect::<Vec<_>>()
    });
    let count = move || u64::try_from(choices.read().len()).unwrap_or(u64::MAX);
    let record = move || {
        let Some(draft) = work.draft() else { return };
        let wanted = choices.get_untracked();
        busy.set(true);
        errors.set(FieldErrors::default());
        work.failed.set(None);
        spawn_local(async move {
            let answer = api::record(work.at(), draft, wanted).await;
            busy.set(false);
            match answer {
                Ok(done) => {
                    notices.say(tn(m::BANK_RECORDED, done.payments));
                    work.again();
                }
                Err(ApiError::Refused(Refusal::Invalid(found))) => errors.set(found),
                Err(error) => work.failed.set(Some(error)),
            }
        });
    };
    let reason = Signal::derive(move || (count() == 0).then(|| t(m::BANK_TICK_SOME).to_owned()));
    let refused = move || {
        let problems = errors.read().0.len();
        (problems > 0).then(|| {
            let problems = u64::try_from(problems).unwrap_or(u64::MAX);
            view! { <Callout tone=Tone::Danger>{tnf(m::BANK_REFUSED, problems, &[])}</Callout> }
        })
    };
    view! {
        <div class="form-actions">
            <Button id="record-payments" kind=Kind::Primary busy reason on_press=record>
                {move || tn(m::BANK_RECORD, count())}
            </Button>
        </div>
        <div role="status">{refused}</div>
    }
    .into_any()
}
