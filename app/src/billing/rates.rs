use domain::{
    FieldErrors,
    billing::{TaxRate, TaxRateDraft},
};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    countries,
    editing::{problem_of, tell},
    i18n::{lang, m, t},
    ui::{
        Badge, Button, Choice, DataTable, Dialog, DialogBody, DialogFoot, Field, Kind, RowName,
        Section, Select, TextInput, Tone, toasts,
    },
    words,
};

/// The usual rates of tax by country: those of today, and those to come.
#[component]
pub(super) fn Rates(rates: Vec<TaxRate>) -> impl IntoView {
    let rates = RwSignal::new(rates);
    let open = RwSignal::new(false);
    let head = || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::FIELD_COUNTRY)}
            </th>
            <th scope="col" data-number="">
                {t(m::BILLING_RATE)}
            </th>
            <th scope="col">{t(m::BILLING_SINCE)}</th>
        }
        .into_any()
    };
    // What is over is no longer asked about.
    let rows = move || {
        let all = rates.get();
        let today = all
            .iter()
            .filter(|rate| rate.is_in_force)
            .map(|rate| rate.since)
            .max();
        let shown = all
            .into_iter()
            .filter(|rate| rate.is_in_force || today.is_some_and(|today| rate.since > today));
        let mut shown: Vec<TaxRate> = shown.collect();
        shown.sort_by(|one, other| {
            let key = |rate: &TaxRate| (countries::name(&rate.country).to_owned(), rate.since);
            key(one).cmp(&key(other))
        });
        shown.into_iter().map(row).collect_view()
    };
    view! {
        <Section title=t(m::BILLING_RATES)>
            <p class="muted">{t(m::BILLING_RATES_HELP)}</p>
            <p>
                <Button icon="plus" on_press=move || open.set(true)>
                    {t(m::BILLING_SET_RATE)}
                </Button>
            </p>
            <DataTable label=t(m::BILLING_RATES) head keep=true>
                {rows}
            </DataTable>
        </Section>
        <Dialog id="set-rate" open title=t(m::BILLING_SET_RATE) keep=true>
            {move || view! { <Form open rates /> }}
        </Dialog>
    }
    .into_any()
}

fn row(rate: TaxRate) -> AnyView {
    let name = countries::name(&rate.country).to_owned();
    let since = (rate.since.days() > 0).then(|| words::short_date(rate.since));
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name />
            </th>
            <td data-number="">{rate.rate.written(lang())}</td>
            <td>
                {since} " "
                {(!rate.is_in_force)
                    .then(|| view! { <Badge tone=Tone::Info>{t(m::BILLING_TO_COME)}</Badge> })}
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Form(open: RwSignal<bool>, rates: RwSignal<Vec<TaxRate>>) -> impl IntoView {
    let toasts = toasts();
    let country = RwSignal::new(String::new());
    let rate = RwSignal::new(String::new());
    let since = RwSignal::new(String::new());
    let errors = RwSignal::new(FieldErrors::default());
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let draft = TaxRateDraft {
            country: country.get_untracked(),
            rate: rate.get_untracked(),
            since: since.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::set_tax_rate(draft).await;
            busy.set(false);
            match answer {
                Ok(now) => {
                    open.set(false);
                    rates.set(now);
                    toasts.say(t(m::PROFILE_SAVED));
                }
                Err(error) => tell(error, errors, toasts),
            }
        });
    };
    let error = move |field: &'static str| problem_of(errors, field);
    let mut options = vec![Choice::from(("", ""))];
    options.extend(countries::choices());
    view! {
        <form novalidate on:submit=submit>
            <DialogBody>
                <div class="form-grid">
                    <Field
                        id="rate-country"
                        label=t(m::FIELD_COUNTRY)
                        error=error("country")
                        required=true
                        full=true
                    >
                        <Select value=country options />
                    </Field>
                    <Field
                        id="rate-rate"
                        label=t(m::BILLING_RATE)
                        error=error("rate")
                        required=true
                    >
                        <TextInput value=rate inputmode="decimal" number=true unit="%" />
                    </Field>
                    <Field
                        id="rate-since"
                        label=t(m::BILLING_SINCE)
                        error=error("since")
                        required=true
                    >
                        <TextInput value=since kind="date" />
                    </Field>
                </div>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy>
                    {t(m::BILLING_SET_RATE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}
