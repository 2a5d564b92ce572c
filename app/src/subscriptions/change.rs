use domain::{
    plans::PlanSummary,
    subscriptions::{Period, Proration, Subscription, Timing},
};
use leptos::prelude::*;

use crate::{
    i18n::{m, t, tf},
    ui::Segmented,
    words,
};

/// What another plan would come to, as it is shown before it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// Nothing is counted: the client is not charged yet, or again.
    Fresh,
    /// It can only wait for the end of the period: it is sold in another currency.
    Waits(Period),
    /// It can count at once, which comes to this, and usually counts then.
    Counts(Timing, Proration),
}

impl Outlook {
    /// What a change of a client with this subscription to a plan comes to.
    pub(crate) fn of(subscription: Option<&Subscription>, plan: &PlanSummary) -> Self {
        let Some(subscription) = subscription else {
            return Self::Fresh;
        };
        let change = subscription.change_to(plan, subscription.today);
        match (change.ok().flatten(), subscription.charged()) {
            (Some((usual, proration)), _) => Self::Counts(usual, proration),
            (None, Some(period)) => Self::Waits(period),
            (None, None) => Self::Fresh,
        }
    }

    /// When it counts unless somebody says otherwise.
    pub(crate) const fn usual(&self) -> Timing {
        match self {
            Self::Fresh => Timing::Now,
            Self::Waits(_) => Timing::AtEnd,
            Self::Counts(usual, _) => *usual,
        }
    }

    /// What is shown of it.
    pub(crate) const fn shown(&self) -> Option<Proration> {
        match self {
            Self::Fresh | Self::Waits(_) => None,
            Self::Counts(_, change) => Some(*change),
        }
    }

    /// Whether somebody is to say when it counts.
    const fn asks(&self) -> bool {
        matches!(self, Self::Counts(Timing::AtEnd, _))
    }
}

/// The name of a way in a form.
pub(crate) const fn timing_name(timing: Timing) -> &'static str {
    match timing {
        Timing::Now => "now",
        Timing::AtEnd => "at_end",
    }
}

/// What the change comes to, with the choice of when it counts where there is one. `timing` holds
/// the name of what is chosen.
#[component]
pub(crate) fn PlanChange(outlook: Memo<Outlook>, timing: RwSignal<String>) -> impl IntoView {
    let asks = Memo::new(move |_| outlook.read().asks());
    let choice = move || {
        asks.get().then(|| {
            let options = [
                (timing_name(Timing::AtEnd), t(m::SUBSCRIPTIONS_AT_END)).into(),
                (timing_name(Timing::Now), t(m::SUBSCRIPTIONS_AT_ONCE)).into(),
            ];
            view! {
                <Segmented
                    name="timing"
                    label=t(m::SUBSCRIPTIONS_WHEN)
                    value=timing
                    options=Vec::from(options)
                />
            }
        })
    };
    let text = move || {
        let outlook = outlook.read();
        let is_now = *timing.read() == timing_name(Timing::Now);
        match &*outlook {
            Outlook::Fresh => None,
            Outlook::Waits(period) => Some(waits(period)),
            Outlook::Counts(Timing::AtEnd, change) if !is_now => Some(waits_of(change)),
            Outlook::Counts(_, change) => Some(counts(change)),
        }
    };
    view! {
        <div class="stack" data-gap="small" aria-live="polite">
            {choice}
            {move || text().map(|text| view! { <p class="secondary">{text}</p> })}
        </div>
    }
    .into_any()
}

fn waits(period: &Period) -> String {
    let day = words::date(period.next);
    tf(m::SUBSCRIPTIONS_WAITS, &[("day", &day)])
}

/// A change that could count at once and waits: until the period that is charged today is over.
fn waits_of(change: &Proration) -> String {
    let day = words::date(change.ends_on);
    tf(m::SUBSCRIPTIONS_WAITS, &[("day", &day)])
}

fn counts(counted: &Proration) -> String {
    let (credit, charge) = (words::money(counted.credit), words::money(counted.charge));
    let (left, days) = (counted.days_left.to_string(), counted.days.to_string());
    let is_back = counted.due.minor < 0;
    let due = if is_back {
        counted.due.negated()
    } else {
        counted.due
    };
    let due = words::money(due);
    let text = if is_back {
        m::SUBSCRIPTIONS_GIVES_BACK
    } else {
        m::SUBSCRIPTIONS_COSTS
    };
    let values = [
        ("due", due.as_str()),
        ("charge", charge.as_str()),
        ("credit", credit.as_str()),
        ("left", left.as_str()),
        ("days", days.as_str()),
    ];
    tf(text, &values)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::{Currency, Date, Money, plans::Interval};

    use super::*;

    #[test]
    fn only_what_is_cheaper_asks_when() {
        let from: Date = "2027-03-01".parse().unwrap();
        let eur = |minor| Money {
            minor,
            currency: Currency::EUR,
        };
        let period = Period::beginning(from, 1, Interval::Month, eur(3_100));
        let outlook = |minor| {
            let change = Proration::of(&period, eur(minor), Interval::Month, from).unwrap();
            Outlook::Counts(Timing::usual(&period, eur(minor), Interval::Month), change)
        };
        assert!(outlook(100).asks());
        assert!(!outlook(9_900).asks());
        assert_eq!(Outlook::Waits(period).usual(), Timing::AtEnd);
    }
}
