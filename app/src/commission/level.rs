use domain::{
    Date,
    commission::{Overview, Progress, RateTable},
};
use leptos::{
    ev::{Event, Targeted},
    prelude::*,
    web_sys::HtmlInputElement,
};

use super::{
    api,
    names::{class_of, day},
};
use crate::{
    i18n::{grouped, m, t, tf, tn},
    panel::Here,
    ui::{Badge, Callout, Icon, ProgressBar, Tone, toasts},
    words,
};

/// The level with the way to the next one, and the table behind it (B16, B17).
#[component]
pub(super) fn LevelCard(here: Here, overview: Overview) -> impl IntoView {
    let Overview {
        progress,
        table,
        following,
        classes,
        grace_days,
        ..
    } = overview;
    let name = level_name(&progress);
    let below = progress.standing.below_since.map(|since| {
        let days = grouped(u64::from(grace_days));
        let values = [("level", name.as_str()), ("days", &days)];
        let told = tf(m::COMMISSION_BELOW, &values);
        view! {
            <Callout tone=Tone::Warning>
                <p>{told} " " {t(m::COMMISSION_SINCE)} " " {day(since)}</p>
            </Callout>
        }
    });
    let next = progress.next().map(|(level, missing)| {
        let values = [("level", level.name.as_str())];
        let label = tf(m::COMMISSION_TO_NEXT, &values);
        let (done, total) = (u64::from(progress.counted), u64::from(level.from));
        view! {
            <ProgressBar label done=Signal::stored(done) total=Signal::stored(Some(total)) />
            <p class="muted small">
                {tn(m::COMMISSION_MISSING, u64::from(missing))}
            </p>
        }
    });
    let announced = following.map(|following| {
        view! {
            <p class="small">
                <Icon name="history" />
                " "
                {t(m::COMMISSION_TABLE_FOLLOWS)}
                " "
                {day(following.valid_from)}
            </p>
        }
    });
    view! {
        <section class="card commission-level" aria-labelledby="commission-level">
            <div class="stack" data-gap="small">
                <p class="muted small" id="commission-level">{t(m::COMMISSION_LEVEL)}</p>
                <p class="commission-name">{name.clone()}</p>
                <p>{tn(m::COMMISSION_COUNTED, u64::from(progress.counted))}</p>
                {next}
                <DayPicker here today=progress.day />
            </div>
            <div class="stack" data-gap="small">
                {rates(&table, &progress, |class| class_of(&classes, class))}
                {announced}
            </div>
        </section>
        {below}
    }
    .into_any()
}

fn level_name(progress: &Progress) -> String {
    let level = progress.level();
    level.map_or_else(
        || t(m::COMMISSION_NO_LEVEL).to_owned(),
        |level| level.name.clone(),
    )
}

/// The rates in force, the column of the level marked.
fn rates(
    table: &RateTable,
    progress: &Progress,
    name: impl Fn(domain::ServiceClassId) -> String,
) -> AnyView {
    let at = usize::from(progress.standing.rank.number());
    let is_here = move |place: usize| (place + 1 == at).then_some("true");
    let head = table
        .levels
        .iter()
        .enumerate()
        .map(|(place, level)| {
            let from = tf(
                m::COMMISSION_FROM,
                &[("n", &grouped(u64::from(level.from)))],
            );
            view! {
                <th scope="col" data-number="" aria-current=is_here(place)>
                    {level.name.clone()}
                    <span class="row-sub">{from}</span>
                </th>
            }
        })
        .collect_view();
    let rows = table
        .rates
        .iter()
        .map(|row| {
            let cells = row.rates.iter().enumerate().map(|(place, rate)| {
                view! {
                    <td data-number="" aria-current=is_here(place)>{percent(*rate)}</td>
                }
            });
            view! {
                <tr>
                    <th scope="row">{name(row.class)}</th>
                    {cells.collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=t(m::COMMISSION_TABLE) data-keep="">
            <table class="table commission-rates" data-density="compact">
                <thead>
                    <tr>
                        <th scope="col">{t(m::COMMISSION_CLASS)}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A rate with its sign, as it is typed.
pub(super) fn percent(rate: domain::Rate) -> String {
    format!("{}\u{a0}%", rate.to_input())
}

/// Asks where the partner stood on another day.
#[component]
fn DayPicker(here: Here, today: Date) -> impl IntoView {
    let found = RwSignal::new(None::<Progress>);
    let notices = toasts();
    let ask = Action::new(move |day: &Date| api::progress(here.slug_untracked(), *day));
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(progress)) => found.set(Some(progress)),
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let chosen = move |event: Targeted<Event, HtmlInputElement>| {
        if let Ok(day) = event.target().value().parse() {
            ask.dispatch(day);
        }
    };
    let told = move || {
        found.get().map(|progress| {
            let name = level_name(&progress);
            view! {
                {day(progress.day)}
                ": "
                <Badge tone=Tone::Accent>{name}</Badge>
                " "
                {tn(m::COMMISSION_COUNTED, u64::from(progress.counted))}
            }
        })
    };
    view! {
        <div class="cluster">
            <label class="small" for="commission-day">{t(m::COMMISSION_ON_DAY)}</label>
            <input
                class="input commission-day"
                type="date"
                id="commission-day"
                max=today.to_string()
                data-size="small"
                on:change:target=chosen
            />
        </div>
        <p class="small" role="status">{told}</p>
    }
    .into_any()
}
