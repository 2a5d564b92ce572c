//! How a domain stands, in words.

use domain::domains::{DomainState, DomainSummary, GRACE_DAYS, Trouble, check_host};
use leptos::prelude::*;

use crate::i18n::{m, t, tf};

/// The state as a shape and a word.
#[component]
pub(super) fn StateBadge(state: DomainState) -> impl IntoView {
    let (tone, word) = match state {
        DomainState::Pending => ("hollow", m::DOMAINS_PENDING),
        DomainState::Verified => ("info", m::DOMAINS_VERIFIED),
        DomainState::Active => ("success", m::DOMAINS_ACTIVE),
        DomainState::Failing => ("warning", m::DOMAINS_FAILING),
    };
    view! {
        <span class="status" data-tone=tone>
            {t(word)}
        </span>
    }
    .into_any()
}

/// What the state means, and what is to be done.
pub(super) fn meaning(domain: &DomainSummary) -> String {
    let days = GRACE_DAYS.to_string();
    match domain.state {
        DomainState::Pending if domain.failing_since.is_some() => {
            tf(m::DOMAINS_LAPSED_MEANS, &[("days", &days)])
        }
        DomainState::Pending => t(m::DOMAINS_PENDING_MEANS).to_owned(),
        DomainState::Verified => t(m::DOMAINS_VERIFIED_MEANS).to_owned(),
        DomainState::Active => t(m::DOMAINS_ACTIVE_MEANS).to_owned(),
        DomainState::Failing => t(m::DOMAINS_FAILING_MEANS).to_owned(),
    }
}

/// What the last look found that was not as it should be.
pub(super) fn trouble(domain: &DomainSummary, trouble: &Trouble) -> String {
    let host = check_host(&domain.name);
    match trouble {
        Trouble::NoRecord => tf(m::DOMAINS_NO_RECORD, &[("host", &host)]),
        Trouble::OtherTexts { found } => {
            let found = found.join(", ");
            tf(
                m::DOMAINS_OTHER_TEXTS,
                &[("host", &host), ("found", &found)],
            )
        }
        Trouble::NoAnswer => t(m::DOMAINS_NO_ANSWER).to_owned(),
        Trouble::Held => t(m::DOMAINS_HELD).to_owned(),
        Trouble::LeadsElsewhere { found } if found.is_empty() => {
            tf(m::DOMAINS_LEADS_NOWHERE, &[("name", &domain.name)])
        }
        Trouble::LeadsElsewhere { found } => {
            let found = found.join(", ");
            let values = [("name", domain.name.as_str()), ("found", &found)];
            tf(m::DOMAINS_LEADS_ELSEWHERE, &values)
        }
    }
}

/// What a look that somebody asked for came to, in a sentence.
pub(super) fn found(domain: &DomainSummary) -> String {
    domain.trouble.as_ref().map_or_else(
        || tf(m::DOMAINS_ALL_WELL, &[("name", &domain.shown)]),
        |what| trouble(domain, what),
    )
}
