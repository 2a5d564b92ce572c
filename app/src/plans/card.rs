use domain::{
    Limit, Money,
    inclusions::{Feature, Section},
    limit::LimitDraft,
    plans::PlanDraft,
};
use leptos::prelude::*;

use crate::{
    i18n::{grouped, m, t, tn},
    ui::Icon,
    words,
};

/// A limit as a figure: the number, or the sign for unlimited with its word for the ear.
pub(super) fn limit_words(limit: Limit) -> AnyView {
    match limit {
        Limit::AtMost(most) => grouped(u64::from(most)).into_any(),
        Limit::Unlimited => view! {
            <span aria-hidden="true">"∞"</span>
            <span class="visually-hidden">{t(m::UI_UNLIMITED)}</span>
        }
        .into_any(),
    }
}

/// The length of a trial: "14 days", or that there is none.
pub(super) fn trial_words(days: u32) -> String {
    match days {
        0 => t(m::PLANS_NO_TRIAL).to_owned(),
        days => tn(m::PLANS_DAYS, u64::from(days)),
    }
}

/// A line of the card: whether it is included, and its words.
type Line = (bool, String);

/// The figures of a plan as a client reads them; what cannot be read yet is left out.
fn figures(draft: &PlanDraft) -> Vec<Line> {
    let mut lines = Vec::new();
    let number = |text: &str| text.trim().parse::<u64>().ok();
    if let Some(workspaces) = number(&draft.workspaces) {
        lines.push((true, tn(m::PLANS_WORKSPACES, workspaces)));
    }
    let limits = [
        (&draft.seats, m::PLANS_SEATS, m::PLANS_SEATS_UNLIMITED),
        (
            &draft.contacts,
            m::PLANS_CONTACTS,
            m::PLANS_CONTACTS_UNLIMITED,
        ),
    ];
    for (
        LimitDraft {
            unlimited,
            number: typed,
        },
        counted,
        endless,
    ) in limits
    {
        if *unlimited {
            lines.push((true, t(endless).to_owned()));
        } else if let Some(count) = number(typed) {
            lines.push((true, tn(counted, count)));
        }
    }
    if let Some(days) = number(&draft.trial_days).filter(|days| *days > 0) {
        lines.push((true, tn(m::PLANS_TRIAL_DAYS, days)));
    }
    lines
}

/// What is included of everything that could be, those included first.
fn inclusions(draft: &PlanDraft) -> Vec<Line> {
    let sections = Section::ALL
        .iter()
        .map(|section| (draft.sections.contains(section), words::section(*section)));
    let features = Feature::ALL
        .iter()
        .map(|feature| (draft.features.contains(feature), words::feature(*feature)));
    let mut lines: Vec<Line> = sections
        .chain(features)
        .map(|(on, name)| (on, name.to_owned()))
        .collect();
    lines.sort_by_key(|(on, _)| !on);
    lines
}

/// A plan as a client will see it.
#[component]
pub(super) fn PlanCard(#[prop(into)] draft: Signal<PlanDraft>) -> impl IntoView {
    let name = move || {
        let draft = draft.read();
        match draft.name.trim() {
            "" => t(m::PLANS_UNNAMED).to_owned(),
            name => name.to_owned(),
        }
    };
    let price = move || {
        let draft = draft.read();
        Money::parse(&draft.price, draft.currency).map_or_else(|_| "–".to_owned(), words::money)
    };
    let described = move || {
        let text = draft.read().description.trim().to_owned();
        (!text.is_empty()).then(|| view! { <p>{text}</p> })
    };
    view! {
        <article class="plan-card">
            <header class="plan-card-head">
                <h2>{name}</h2>
                {described}
            </header>
            <p class="plan-price">
                <strong>{price}</strong>
                <span>{move || words::interval(draft.read().interval)}</span>
            </p>
            <ul class="plan-lines">
                {move || figures(&draft.read()).into_iter().map(line).collect_view()}
            </ul>
            <p class="plan-line-title">{t(m::PLANS_INCLUDED)}</p>
            <ul class="plan-lines">
                {move || inclusions(&draft.read()).into_iter().map(line).collect_view()}
            </ul>
        </article>
    }
    .into_any()
}

fn line((on, words): Line) -> AnyView {
    view! {
        <li data-off=(!on).then_some("")>
            <Icon name=if on { "check" } else { "minus" } />
            <span>
                {words}
                {(!on)
                    .then(|| {
                        view! { <span class="visually-hidden">", " {t(m::PLANS_NOT_INCLUDED)}</span> }
                    })}
            </span>
        </li>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_half_typed_is_left_out() {
        let mut draft = PlanDraft {
            workspaces: "1".to_owned(),
            trial_days: "0".to_owned(),
            ..PlanDraft::default()
        };
        draft.seats.unlimited = true;
        draft.contacts.number = "1e".to_owned();
        let lines: Vec<String> = figures(&draft)
            .into_iter()
            .map(|(_, words)| words)
            .collect();
        assert_eq!(lines, ["1 workspace", "Unlimited team users per workspace"]);
    }

    #[test]
    fn what_is_included_comes_first() {
        let draft = PlanDraft {
            features: vec![Feature::StockImages],
            ..PlanDraft::default()
        };
        let lines = inclusions(&draft);
        assert_eq!(lines.first(), Some(&(true, "Stock images".to_owned())));
        assert_eq!(lines.iter().filter(|(on, _)| *on).count(), 1);
    }
}
