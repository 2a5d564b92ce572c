use domain::bank_imports::{Columns, Statement};
use leptos::prelude::*;

use super::page::Work;
use crate::{
    i18n::{m, t},
    ui::{Button, Callout, Choice, Field, FormGroup, Kind, Select, Tone},
};

/// What stands in which column, where the headings do not say.
#[component]
pub(super) fn ChooseColumns(work: Work, read: Statement) -> impl IntoView {
    let known = read.columns;
    let as_text = |column: Option<u32>| column.map_or_else(String::new, |at| at.to_string());
    let date = RwSignal::new(as_text(known.date));
    let amount = RwSignal::new(as_text(known.amount));
    let reference = RwSignal::new(as_text(known.reference));
    let payer = RwSignal::new(as_text(known.payer));
    let currency = RwSignal::new(as_text(known.currency));
    let sample = read.sample;
    let named = read.headings.into_iter().enumerate().map(|(at, heading)| {
        let label = match sample.get(at).filter(|text| !text.is_empty()) {
            Some(text) => format!("{heading}: {text}"),
            None => heading,
        };
        Choice::from((at.to_string(), label))
    });
    let mut options = vec![Choice::from(("", t(m::BANK_NO_COLUMN)))];
    options.extend(named);
    let options = StoredValue::new(options);
    let field =
        move |id: &'static str, label: &'static str, value: RwSignal<String>, required: bool| {
            view! {
                <Field id label required>
                    <Select value options=options.get_value() />
                </Field>
            }
        };
    let chosen = move || {
        let of = |value: RwSignal<String>| value.get().parse().ok();
        Columns {
            date: of(date),
            amount: of(amount),
            reference: of(reference),
            payer: of(payer),
            currency: of(currency),
        }
    };
    let reason = Signal::derive(move || {
        (!chosen().are_enough()).then(|| t(m::BANK_COLUMNS_NEEDED).to_owned())
    });
    view! {
        <div class="form">
            <Callout tone=Tone::Info>{t(m::BANK_COLUMNS_UNKNOWN)}</Callout>
            <FormGroup title=t(m::BANK_COLUMNS) help=t(m::BANK_COLUMNS_HELP)>
                <div class="form-grid">
                    {field("column-date", t(m::BANK_DATE), date, true)}
                    {field("column-amount", t(m::BANK_AMOUNT), amount, true)}
                    {field("column-reference", t(m::BANK_REFERENCE), reference, true)}
                    {field("column-payer", t(m::BANK_PAYER), payer, false)}
                    {field("column-currency", t(m::BANK_CURRENCY), currency, false)}
                </div>
                <p>
                    <Button
                        id="read-columns"
                        kind=Kind::Primary
                        reason
                        busy=work.busy
                        on_press=move || work.with_columns(untrack(chosen))
                    >
                        {t(m::BANK_READ)}
                    </Button>
                </p>
            </FormGroup>
        </div>
    }
    .into_any()
}
