use domain::{Currency, FieldErrors, Money, subscriptions::LicencePriceDraft};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    editing::{problem_of, tell},
    i18n::{m, t},
    ui::{Button, Choice, Field, Section, Select, TextInput, toasts},
    words,
};

/// What the operator asks a partner that pays for a client, for each month of its plan (S15).
#[component]
pub(crate) fn Licences(prices: Vec<Money>) -> impl IntoView {
    let prices = RwSignal::new(prices);
    let rows = move || {
        let asked = prices.get().into_iter().filter(|price| price.minor > 0);
        let rows: Vec<_> = asked
            .map(|price| view! { <li class="number">{words::money(price)}</li> })
            .collect();
        if rows.is_empty() {
            view! { <p class="muted">{t(m::SUBSCRIPTIONS_NO_LICENCE)}</p> }.into_any()
        } else {
            view! { <ul>{rows}</ul> }.into_any()
        }
    };
    view! {
        <Section title=t(m::SUBSCRIPTIONS_LICENCE)>
            <p class="muted">{t(m::SUBSCRIPTIONS_LICENCE_HELP)}</p>
            {rows}
            <Form prices />
        </Section>
    }
    .into_any()
}

#[component]
fn Form(prices: RwSignal<Vec<Money>>) -> impl IntoView {
    let toasts = toasts();
    let price = RwSignal::new(String::new());
    let currency = RwSignal::new(Currency::EUR.code().to_owned());
    let errors = RwSignal::new(FieldErrors::default());
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let draft = LicencePriceDraft {
            price: price.get_untracked(),
            currency: currency.read_untracked().parse().unwrap_or(Currency::EUR),
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::set_licence_price(draft).await;
            busy.set(false);
            errors.set(FieldErrors::default());
            match answer {
                Ok(now) => {
                    prices.set(now);
                    price.set(String::new());
                    toasts.say(t(m::PROFILE_SAVED));
                }
                Err(error) => tell(error, errors, toasts),
            }
        });
    };
    let error = problem_of(errors, "price");
    let currencies: Vec<Choice> = Currency::ALL
        .iter()
        .map(|currency| (currency.code(), currency.code()).into())
        .collect();
    view! {
        <form class="form" novalidate on:submit=submit>
            <div class="form-grid">
                <Field id="licence-price" label=t(m::SUBSCRIPTIONS_LICENCE_PRICE) error>
                    <TextInput value=price inputmode="decimal" number=true autocomplete="off" />
                </Field>
                <Field id="licence-currency" label=t(m::FIELD_CURRENCY)>
                    <Select value=currency options=currencies />
                </Field>
            </div>
            <div>
                <Button submit=true busy>
                    {t(m::SUBSCRIPTIONS_SET_LICENCE)}
                </Button>
            </div>
        </form>
    }
    .into_any()
}
