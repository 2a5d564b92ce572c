use domain::{
    ChargeId, ClientId, Currency, FieldErrors, Refusal,
    charges::{ChargeDraft, ChargeSummary, MonthOfCharges},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{m, t, tf},
    invoices::api,
    panel::{Here, go, use_here},
    ui::{
        Button, Callout, Choice, Confirm, DataTable, Dialog, DialogBody, DialogFoot, EmptyState,
        Field, IconButton, Kind, RowName, Section, Select, Size, TextInput, Tone, toasts,
    },
    words,
};

/// What a client was charged in a month, on an invoice or not yet (C13).
#[component]
pub(super) fn Month(
    client: ClientId,
    month: MonthOfCharges,
    /// Why the reader may not charge.
    bills: Option<String>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let month = RwSignal::new(month);
    let adding = RwSignal::new(false);
    let asked = RwSignal::new(None::<(ChargeId, String)>);
    let reload = move |first: Option<domain::Date>| {
        let at = here.slug_untracked();
        spawn_local(async move {
            match api::charges(at, client, first).await {
                Ok(found) => month.set(found),
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let step = move |months: i64| {
        reload(Some(month.read_untracked().month.plus_months(months, 1)));
    };
    let again = move || reload(Some(month.read_untracked().month));
    let invoice = move || {
        let at = here.slug_untracked();
        spawn_local(async move {
            match api::draft(at, client).await {
                Ok(id) => go(&here.at(&format!("invoices/{id}"))),
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let remove = move |id: ChargeId| {
        let at = here.slug_untracked();
        spawn_local(async move {
            match api::remove_charge(at, client, id).await {
                Ok(()) => again(),
                Err(error) => toasts.fail(words::error(&error)),
            }
        });
    };
    let reason = Signal::stored(bills.clone());
    let may = bills.is_none();
    let name = move || {
        let first = month.read().month;
        let last = first.plus_months(1, 1).plus_days(-1);
        format!("{} – {}", words::short_date(first), words::short_date(last))
    };
    let rows = move || {
        let found = month.get();
        if found.charges.is_empty() {
            return view! {
                <EmptyState icon="receipt" title=t(m::CHARGES_NONE) text=t(m::CHARGES_NONE_TEXT) small=true />
            }
            .into_any();
        }
        table(here, found, asked, may)
    };
    view! {
        <Section title=t(m::CHARGES_TITLE)>
            <div class="toolbar">
                <IconButton
                    icon="chevron-left"
                    label=t(m::CHARGES_BEFORE)
                    on_press=move || step(-1)
                />
                <span class="number" role="status">
                    {name}
                </span>
                <IconButton
                    icon="chevron-right"
                    label=t(m::CHARGES_AFTER)
                    on_press=move || step(1)
                />
                <div class="toolbar-end cluster">
                    <Button id="add-charge" icon="plus" reason on_press=move || adding.set(true)>
                        {t(m::CHARGES_ADD)}
                    </Button>
                    <Button id="invoice-now" icon="receipt" reason on_press=invoice>
                        {t(m::CHARGES_INVOICE_NOW)}
                    </Button>
                </div>
            </div>
            {rows}
        </Section>
        <Dialog id="charge" open=adding title=t(m::CHARGES_ADD) keep=true>
            {move || view! { <AddForm client open=adding on_done=again /> }}
        </Dialog>
        <Confirm
            id="remove-charge"
            asked
            question=|name| tf(m::CHARGES_REMOVE_TITLE, &[("name", name)])
            text=t(m::CHARGES_REMOVE_TEXT)
            action=t(m::CHARGES_REMOVE)
            on_yes=remove
        />
    }
    .into_any()
}

fn table(
    here: Here,
    found: MonthOfCharges,
    asked: RwSignal<Option<(ChargeId, String)>>,
    may: bool,
) -> AnyView {
    let head = || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::CHARGES_FOR)}
            </th>
            <th scope="col">{t(m::BILLING_PAYER)}</th>
            <th scope="col">{t(m::INVOICES_INVOICE)}</th>
            <th scope="col" data-number="">
                {t(m::CHARGES_AMOUNT)}
            </th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
            </th>
        }
        .into_any()
    };
    let sums = found
        .sums
        .iter()
        .map(|(payer, sum)| {
            view! {
                <span>
                    {words::payer(*payer)} ": " <strong class="number">{words::money(*sum)}</strong>
                </span>
            }
        })
        .collect_view();
    let rows = found
        .charges
        .into_iter()
        .map(|charge| row(here, charge, asked, may))
        .collect_view();
    view! {
        <DataTable label=t(m::CHARGES_TITLE) head>
            {rows}
        </DataTable>
        <p class="cluster" data-gap="large">
            {sums}
        </p>
    }
    .into_any()
}

fn row(
    here: Here,
    charge: ChargeSummary,
    asked: RwSignal<Option<(ChargeId, String)>>,
    may: bool,
) -> AnyView {
    let price = charge.price().unwrap_or(charge.amount);
    let when = match charge.period {
        Some((from, to)) => {
            format!("{} – {}", words::short_date(from), words::short_date(to))
        }
        None => words::short_date(charge.on),
    };
    let is_open = charge.invoice.is_none();
    let on = match charge.invoice {
        Some((id, number)) => {
            let href = here.at(&format!("invoices/{id}"));
            let number = number.unwrap_or_else(|| t(m::INVOICES_DRAFT_NAME).to_owned());
            view! { <a href=href>{number}</a> }.into_any()
        }
        None => view! { <span class="muted">{t(m::CHARGES_OPEN)}</span> }.into_any(),
    };
    let (id, name) = (charge.id, charge.text.clone());
    let label = tf(m::CHARGES_REMOVE_TITLE, &[("name", &charge.text)]);
    let remove = (may && is_open).then(|| {
        view! {
            <IconButton
                icon="trash-2"
                label
                size=Size::Small
                on_press=move || asked.set(Some((id, name.clone())))
            />
        }
    });
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name=charge.text sub=when />
            </th>
            <td>{words::payer(charge.payer)}</td>
            <td data-phone="under" data-label=t(m::INVOICES_INVOICE)>
                {on}
            </td>
            <td data-number="" data-phone="end">
                {words::money(price)}
            </td>
            <td data-menu="">{remove}</td>
        </tr>
    }
    .into_any()
}

/// Charges for something that is not in the catalogue.
#[component]
fn AddForm(
    client: ClientId,
    open: RwSignal<bool>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let here = use_here();
    let text = RwSignal::new(String::new());
    let quantity = RwSignal::new("1".to_owned());
    let price = RwSignal::new(String::new());
    let currency = RwSignal::new(Currency::EUR.code().to_owned());
    let errors = RwSignal::new(FieldErrors::default());
    let failed = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let draft = ChargeDraft {
            text: text.get_untracked(),
            quantity: quantity.get_untracked(),
            price: price.get_untracked(),
            currency: currency.get_untracked().parse().unwrap_or(Currency::EUR),
        };
        if let Err(found) = draft.validate() {
            errors.set(found);
            return;
        }
        let at = here.slug_untracked();
        busy.set(true);
        spawn_local(async move {
            let answer = api::add_charge(at, client, draft).await;
            busy.set(false);
            match answer {
                Ok(()) => {
                    open.set(false);
                    on_done.run(());
                }
                Err(ApiError::Refused(Refusal::Invalid(found))) => errors.set(found),
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let error = move |field: &'static str| problem_of(errors, field);
    let currencies: Vec<Choice> = Currency::ALL
        .iter()
        .map(|currency| Choice::from((currency.code(), currency.code())))
        .collect();
    view! {
        <form novalidate on:submit=submit>
            <DialogBody>
                <p>{t(m::CHARGES_ADD_HELP)}</p>
                {move || {
                    let error = failed.get();
                    error
                        .map(|error| {
                            view! { <Callout tone=Tone::Danger>{words::error(&error)}</Callout> }
                        })
                }}
                <div class="form-grid">
                    <Field
                        id="charge-text"
                        label=t(m::CHARGES_FOR)
                        error=error("text")
                        required=true
                        full=true
                    >
                        <TextInput value=text autofocus=true />
                    </Field>
                    <Field
                        id="charge-quantity"
                        label=t(m::INVOICES_QUANTITY)
                        error=error("quantity")
                        required=true
                    >
                        <TextInput value=quantity inputmode="numeric" number=true />
                    </Field>
                    <Field
                        id="charge-price"
                        label=t(m::CHARGES_PRICE)
                        error=error("price")
                        required=true
                    >
                        <TextInput value=price inputmode="decimal" number=true />
                    </Field>
                    <Field id="charge-currency" label=t(m::FIELD_CURRENCY)>
                        <Select value=currency options=currencies />
                    </Field>
                </div>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy>
                    {t(m::CHARGES_ADD)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}
