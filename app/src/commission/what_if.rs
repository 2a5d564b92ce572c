use domain::{
    Money,
    catalogue::ServiceClass,
    commission::{NextLevel, Outcome, Outlook, Wins, what_if},
};
use leptos::prelude::*;

use super::{
    api,
    names::{class_of, day, level_of},
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{grouped, m, t, tf, tn},
    panel::{Here, use_here},
    ui::{Callout, EmptyState, LinkButton, PageHeader, PageTitle, Section, Stat, Tone},
    words,
};

/// The most clients that can be imagined.
const CLIENTS_MAX: u32 = 60;
/// The longest time in which they are won.
const MONTHS_MAX: u32 = 36;
/// The most a client pays, in whole units of the currency.
const PAYS_MAX: u32 = 500;
/// The most a class weighs in the mix.
const WEIGHT_MAX: u32 = 10;

/// What would be if one won more clients: worked out in the browser, by the code that does so for
/// real.
#[component]
pub fn WhatIfPage() -> impl IntoView {
    let here = use_here();
    let found = Resource::new(
        move || here.slug(),
        |at| async move {
            let outlook = api::outlook(at.clone()).await?;
            let overview = api::overview(at).await?;
            Ok::<_, ApiError>((outlook, overview.classes))
        },
    );
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok((outlook, classes)) => view! { <Bench outlook classes /> }.into_any(),
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::COMMISSION_WHAT_IF) />
        <div class="page">
            <PageHeader
                title=t(m::COMMISSION_WHAT_IF)
                above=(here.at("commission"), t(m::COMMISSION_TITLE).to_owned())
                help=t(m::COMMISSION_WHAT_IF_HELP)
            />
            <Suspense>{content}</Suspense>
            {back(here)}
        </div>
    }
}

fn back(here: Here) -> AnyView {
    view! {
        <p>
            <LinkButton href=here.at("commission") icon="arrow-left">
                {t(m::COMMISSION_BACK)}
            </LinkButton>
        </p>
    }
    .into_any()
}

#[component]
fn Bench(outlook: Outlook, classes: Vec<ServiceClass>) -> impl IntoView {
    let mix: Vec<_> = outlook.table.rates.iter().map(|row| row.class).collect();
    if mix.is_empty() {
        return view! { <EmptyState icon="percent" title=t(m::COMMISSION_NO_TABLE) /> }.into_any();
    }
    let clients = RwSignal::new(3_u32);
    let months = RwSignal::new(6_u32);
    let pays = RwSignal::new(20_u32);
    let weights: Vec<_> = mix
        .into_iter()
        .enumerate()
        .map(|(place, class)| (class, RwSignal::new(if place == 0 { 6_u32 } else { 1 })))
        .collect();
    let unit = 10_i64.pow(u32::from(outlook.currency.digits()));
    let currency = outlook.currency;
    let outlook = StoredValue::new(outlook);
    let parts = weights.clone();
    let outcome = Memo::new(move |_| {
        let wins = Wins {
            clients: clients.get(),
            months: months.get(),
            per_client: Money {
                minor: i64::from(pays.get()) * unit,
                currency,
            },
            mix: parts
                .iter()
                .map(|(class, weight)| (*class, u64::from(weight.get())))
                .collect(),
        };
        outlook.with_value(|outlook| what_if(outlook, &wins).ok())
    });
    let mixed = weights
        .into_iter()
        .map(|(class, weight)| {
            let id = format!("mix-{class}");
            let label = class_of(&classes, class);
            let told = Signal::derive(move || grouped(u64::from(weight.get())));
            view! { <Slider id label value=weight most=WEIGHT_MAX told /> }
        })
        .collect_view();
    let shown = move || match outcome.get() {
        Some(outcome) => outlook.with_value(|outlook| result(outlook, outcome)),
        None => view! { <p>{t(m::COMMISSION_TOO_MUCH)}</p> }.into_any(),
    };
    view! {
        <div class="commission-bench">
            <form class="stack" on:submit=|event| event.prevent_default()>
                <Slider
                    id="wins"
                    label=t(m::COMMISSION_WON)
                    value=clients
                    most=CLIENTS_MAX
                    told=Signal::derive(move || tn(m::COMMISSION_CLIENTS, u64::from(clients.get())))
                />
                <Slider
                    id="months"
                    label=t(m::COMMISSION_WITHIN)
                    value=months
                    least=1
                    most=MONTHS_MAX
                    told=Signal::derive(move || tn(m::COMMISSION_MONTHS, u64::from(months.get())))
                />
                <Slider
                    id="pays"
                    label=t(m::COMMISSION_PER_CLIENT)
                    value=pays
                    most=PAYS_MAX
                    told=Signal::derive(move || {
                        let minor = i64::from(pays.get()) * unit;
                        words::money(Money { minor, currency })
                    })
                />
                <fieldset class="stack" data-gap="small">
                    <legend class="strong">{t(m::COMMISSION_MIX)}</legend>
                    {mixed}
                </fieldset>
            </form>
            <div class="stack" aria-live="polite" aria-atomic="true" id="outcome">{shown}</div>
        </div>
    }
    .into_any()
}

/// A number that is drawn, or moved by the arrow keys.
#[component]
fn Slider(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<u32>,
    #[prop(optional)] least: u32,
    most: u32,
    /// The value in words.
    told: Signal<String>,
) -> impl IntoView {
    let output = id.clone();
    view! {
        <div class="field">
            <div class="field-line">
                <label class="field-label" for=id.clone()>{label}</label>
                <output class="number" for=output>{move || told.get()}</output>
            </div>
            <input
                type="range"
                class="slider"
                id=id
                min=least.to_string()
                max=most.to_string()
                value=value.get_untracked().to_string()
                aria-valuetext=move || told.get()
                on:input:target=move |event| {
                    if let Ok(number) = event.target().value().parse() {
                        value.set(number);
                    }
                }
            />
        </div>
    }
    .into_any()
}

fn result(outlook: &Outlook, outcome: Outcome) -> AnyView {
    let level = level_of(Some(&outlook.table), outcome.rank);
    let reached = outcome.reached_on.map(day);
    let monthly = words::money(outcome.monthly_then);
    let now = words::money(outcome.monthly_now);
    let counted = tn(m::COMMISSION_COUNTED, u64::from(outcome.counted));
    let next = match &outcome.next {
        Some(next) => way_on(outlook, next),
        None => view! {
            <Callout tone=Tone::Success>
                <p>{t(m::COMMISSION_HIGHEST)}</p>
            </Callout>
        }
        .into_any(),
    };
    view! {
        <div class="stats">
            <Stat label=t(m::COMMISSION_LEVEL) value=Signal::stored(level)>
                {match reached {
                    Some(reached) => view! { {t(m::COMMISSION_REACHED)} " " {reached} }.into_any(),
                    None => counted.into_any(),
                }}
            </Stat>
            <Stat label=t(m::COMMISSION_MONTHLY) value=Signal::stored(monthly)>
                {tf(m::COMMISSION_MONTHLY_NOW, &[("amount", &now)])}
            </Stat>
        </div>
        {next}
        <p class="muted small">{t(m::COMMISSION_ESTIMATE)}</p>
    }
    .into_any()
}

/// The cheapest way on to the level above.
fn way_on(outlook: &Outlook, next: &NextLevel) -> AnyView {
    let level = level_of(Some(&outlook.table), next.rank);
    let title = tf(m::COMMISSION_NEXT_STEP, &[("level", &level)]);
    let gain = words::money(next.gain);
    let waiting = (next.waiting > 0).then(|| {
        let told = tn(m::COMMISSION_WAITING, u64::from(next.waiting));
        view! { <li>{told}</li> }.into_any()
    });
    let missing = tn(m::COMMISSION_MISSING, u64::from(next.missing));
    let offer = next.offer.as_ref().map(|offer| {
        let (price, cost) = (words::money(offer.monthly), words::money(next.cost));
        let values = [
            ("name", offer.name.as_str()),
            ("price", &price),
            ("cost", &cost),
        ];
        let told = tf(m::COMMISSION_CHEAPEST, &values);
        view! { <li>{told}</li> }.into_any()
    });
    view! {
        <Section title>
            <ul class="commission-steps">
                <li>{missing}</li>
                {waiting}
                {offer}
                <li>{tf(m::COMMISSION_GAIN, &[("amount", &gain)])}</li>
            </ul>
        </Section>
    }
    .into_any()
}
