//! What a client uses, against what its plan allows.

use domain::{
    Limit,
    plans::{Limited, Overrun, Quotas, Usage as Used},
};
use leptos::prelude::*;

use crate::{
    i18n::{grouped, m, t, tf},
    ui::{Callout, Icon, Tone, Usage},
    words,
};

/// Every limited thing with its use; without a plan nothing is said to be allowed.
#[component]
pub fn Uses(quotas: Option<Quotas>, usage: Used) -> impl IntoView {
    lines(quotas, &usage)
        .into_iter()
        .map(|line| view! { <Line line /> })
        .collect_view()
}

/// Every limit that the usage is over, and what that means; nothing while all fits.
#[component]
pub fn OverLimits(
    #[prop(into)] title: String,
    overruns: Vec<Overrun>,
    /// What stands below, such as a way to accept it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lines = overruns
        .iter()
        .map(|overrun| view! { <li>{words::overrun(overrun)}</li> })
        .collect_view();
    (!overruns.is_empty()).then(|| {
        view! {
            <Callout tone=Tone::Warning title>
                <ul>{lines}</ul>
                <p>{t(m::OVERRUN_HELP)}</p>
                {children.map(|children| children())}
            </Callout>
        }
    })
}

/// One limited thing: how much is used, and how much is allowed if a plan says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct UsageLine {
    what: Limited,
    used: u32,
    limit: Option<Limit>,
}

fn lines(quotas: Option<Quotas>, usage: &Used) -> [UsageLine; 3] {
    [
        UsageLine {
            what: Limited::Workspaces,
            used: usage.workspaces,
            limit: quotas.map(|quotas| Limit::AtMost(quotas.workspaces)),
        },
        UsageLine {
            what: Limited::Seats,
            used: usage.seats,
            limit: quotas.map(|quotas| quotas.seats),
        },
        UsageLine {
            what: Limited::Contacts,
            used: usage.contacts,
            limit: quotas.map(|quotas| quotas.contacts),
        },
    ]
}

#[component]
fn Line(line: UsageLine) -> impl IntoView {
    let used = grouped(u64::from(line.used));
    let amount = match line.limit {
        Some(Limit::AtMost(most)) => view! { <Usage used=line.used limit=Some(most) /> }.into_any(),
        Some(Limit::Unlimited) => view! {
            <p class="limit-usage spread">
                <span>{tf(m::UI_USED, &[("used", &used)])}</span>
                <span class="cluster">
                    <Icon name="infinity" />
                    {t(m::UI_UNLIMITED)}
                </span>
            </p>
        }
        .into_any(),
        None => {
            view! { <p class="limit-usage">{tf(m::UI_USED, &[("used", &used)])}</p> }.into_any()
        }
    };
    view! {
        <div>
            <p>{words::limited(line.what)}</p>
            {amount}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_plan_nothing_is_limited() {
        let usage = Used {
            workspaces: 1,
            seats: 2,
            contacts: 3,
        };
        let lines = lines(None, &usage);
        assert!(lines.iter().all(|line| line.limit.is_none()));
        assert_eq!(lines.map(|line| line.used), [1, 2, 3]);
    }
}
