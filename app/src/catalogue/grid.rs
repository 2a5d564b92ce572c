//! The operator's prices of an item: one row for each term, one column for each currency.

use domain::{
    Currency,
    catalogue::{ItemDraft, PriceSlot},
};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::form::{ItemForm, label_of};
use crate::{
    editing::Editing,
    i18n::{m, t},
    ui::{Choice, DataTable, Field, Select, TextInput},
    words,
};

/// The problem of a field, in words.
pub(super) type ProblemOf = Callback<(String,), Option<String>>;

/// The grid, and a way to price in another currency.
#[component]
pub(super) fn PriceGrid(
    form: ItemForm,
    editing: Editing<ItemDraft>,
    /// The currencies that the catalogue is priced in.
    currencies: Vec<Currency>,
    problem_of: ProblemOf,
) -> impl IntoView {
    let columns = RwSignal::new(if currencies.is_empty() {
        vec![Currency::EUR]
    } else {
        currencies
    });
    // What came back after a reload, or from somebody else, may have others.
    Effect::new(move |_| {
        for slot in editing.draft().prices.keys() {
            show(columns, slot.currency);
        }
    });
    let table = move || {
        let head = move || {
            let currencies = columns.get_untracked().into_iter();
            view! {
                <th scope="col" data-sticky="">
                    {t(m::CATALOGUE_CHARGED)}
                </th>
                {currencies
                    .map(|currency| {
                        view! {
                            <th scope="col" data-number="">
                                {currency.code()}
                            </th>
                        }
                    })
                    .collect_view()}
            }
            .into_any()
        };
        let columns = columns.get();
        let rows = form.kind().terms().map(|term| {
            let slots = columns.iter().map(|currency| PriceSlot {
                term,
                currency: *currency,
            });
            let cells = slots
                .map(|slot| cell(form, slot, problem_of))
                .collect_view();
            view! {
                <tr>
                    <th scope="row" data-sticky="">
                        {words::term(term)}
                    </th>
                    {cells}
                </tr>
            }
        });
        let rows = rows.collect_view();
        view! {
            <DataTable label=t(m::CATALOGUE_PRICES) keep=true head>
                {rows}
            </DataTable>
        }
    };
    view! {
        <div class="price-grid">{table}</div>
        <AnotherCurrency columns />
    }
    .into_any()
}

fn cell(form: ItemForm, slot: PriceSlot, problem_of: ProblemOf) -> AnyView {
    let name = slot.to_string();
    let id = id_of(slot);
    let error = {
        let name = name.clone();
        Signal::derive(move || problem_of.run((name.clone(),)))
    };
    view! {
        <td data-number="">
            <Field id label=label_of(slot) error>
                <TextInput
                    value=form.price(slot)
                    name
                    inputmode="decimal"
                    autocomplete="off"
                    number=true
                />
            </Field>
        </td>
    }
    .into_any()
}

fn id_of(slot: PriceSlot) -> String {
    format!("price-{slot}")
}

/// Shows a column for a currency, if there is none yet.
fn show(columns: RwSignal<Vec<Currency>>, currency: Currency) -> bool {
    let is_new = !columns.read_untracked().contains(&currency);
    if is_new {
        columns.update(|columns| columns.push(currency));
    }
    is_new
}

#[component]
fn AnotherCurrency(columns: RwSignal<Vec<Currency>>) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let shown = columns.read();
        let others = Currency::ALL.iter().filter(|other| !shown.contains(other));
        let others = others.map(|currency| Choice::from((currency.code(), currency.code())));
        std::iter::once(Choice::from(("", t(m::CATALOGUE_ANOTHER_CURRENCY))))
            .chain(others)
            .collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        let Ok(currency) = chosen.read().parse() else {
            return;
        };
        if show(columns, currency) {
            focus_column(currency);
        }
        chosen.set(String::new());
    });
    view! {
        <div class="cluster">
            <Select value=chosen options label=t(m::CATALOGUE_ANOTHER_CURRENCY) />
        </div>
    }
    .into_any()
}

/// Puts the focus into the first price of a new column.
fn focus_column(currency: Currency) {
    let _ = request_animation_frame(move || {
        let first = document()
            .query_selector(&format!(".price-grid input[id$='-{currency}']"))
            .ok()
            .flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            let _ = first.focus();
        }
    });
}
