//! The leak meter: whether somebody else's name can be seen where clients look (zero leaks).

pub mod api;
mod findings;
mod places;

use domain::{
    inclusions::Section,
    leaks::{Meter, Report},
    policy::Action as Act,
};
use leptos::prelude::*;

use crate::{
    configuration::configured,
    i18n::{grouped, m, t, tf},
    panel::use_here,
    ui::{Badge, Button, Callout, EmptyState, Kind, Time, Tone, toasts},
    words,
};
use findings::Findings;
pub(crate) use places::whose;

/// The meter's page of the configuration.
#[component]
pub fn LeaksPage() -> impl IntoView {
    let here = use_here();
    let meter = Resource::new(move || here.slug(), api::meter);
    configured(meter, Act::EditBrand, |slug, meter, refused| {
        view! { <Content slug meter refused /> }.into_any()
    })
}

#[component]
fn Content(slug: String, meter: Meter, refused: Option<String>) -> impl IntoView {
    let meter = RwSignal::new(meter);
    let slug = StoredValue::new(slug);
    let notices = toasts();
    let measure = Action::new(move |(): &()| api::measure(slug.get_value()));
    Effect::new(move |_| match measure.value().get() {
        Some(Ok(now)) => {
            let score = now.report.as_ref().map_or(0, Report::score).to_string();
            notices.say(tf(m::LEAKS_TOLD, &[("score", &score)]));
            meter.set(now);
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let shown = move || match meter.get() {
        Meter {
            report: Some(report),
            is_outdated,
        } => view! { <Measured report is_outdated /> }.into_any(),
        Meter { report: None, .. } => view! {
            <EmptyState icon="gauge" title=t(m::LEAKS_EMPTY_TITLE) text=t(m::LEAKS_EMPTY_TEXT) />
        }
        .into_any(),
    };
    view! {
        <div class="leaks">
            <div class="leaks-head">
                <p>{t(m::LEAKS_INTRO)}</p>
                <Button
                    id="measure"
                    kind=Kind::Primary
                    icon="gauge"
                    busy=measure.pending()
                    reason=Signal::stored(refused)
                    on_press=move || {
                        measure.dispatch(());
                    }
                >
                    {t(m::LEAKS_MEASURE)}
                </Button>
            </div>
            <p class="muted small" role="status">
                {move || measure.pending().get().then(|| t(m::LEAKS_MEASURING))}
            </p>
            {shown}
        </div>
    }
    .into_any()
}

#[component]
fn Measured(report: Report, is_outdated: bool) -> impl IntoView {
    let looked_at = grouped(report.looked_at.into());
    let leaking = grouped(report.leaking.into());
    let values = [("looked_at", looked_at.as_str()), ("leaking", &leaking)];
    let summary = if report.is_clean() {
        tf(m::LEAKS_CLEAN, &values)
    } else {
        tf(m::LEAKS_LEAKING, &values)
    };
    let tone = if report.is_clean() {
        "success"
    } else {
        "warning"
    };
    let outdated = is_outdated.then(|| {
        view! {
            <Callout tone=Tone::Warning>
                <p>{t(m::LEAKS_OUTDATED)}</p>
            </Callout>
        }
    });
    let mut unsafe_sections: Vec<Section> = Vec::new();
    for leak in &report.sections {
        if !unsafe_sections.contains(&leak.section) {
            unsafe_sections.push(leak.section);
        }
    }
    let sections = (!unsafe_sections.is_empty()).then(|| {
        let names = unsafe_sections.into_iter().map(|section| {
            view! { <Badge tone=Tone::Warning>{words::section(section)}</Badge> }
        });
        view! {
            <div class="cluster">
                <span class="small">{t(m::LEAKS_SECTIONS)}</span>
                {names.collect_view()}
            </div>
        }
    });
    let at = report.at.to_rfc3339();
    view! {
        {outdated}
        <section class="card leaks-score" data-tone=tone>
            <p class="leaks-figure">
                <strong class="number">{report.score().to_string()}</strong>
                <span class="muted">{t(m::LEAKS_OF_HUNDRED)}</span>
            </p>
            <div class="stack">
                <p class="status" data-tone=tone>
                    {summary}
                </p>
                <p class="muted small">{t(m::LEAKS_MEASURED)} " " <Time at=at /></p>
                {sections}
            </div>
        </section>
        <Findings report />
    }
    .into_any()
}
