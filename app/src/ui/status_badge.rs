use leptos::prelude::*;

use crate::i18n::{Msg, m, t};

/// How a client stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// At work.
    Active,
    /// On trial.
    Trial,
    /// An invoice is overdue.
    PastDue,
    /// Blocked for a time.
    Blocked,
    /// Gone.
    Closed,
    /// Nothing yet.
    None,
}

impl Status {
    const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Trial => "trial",
            Self::PastDue => "past-due",
            Self::Blocked => "blocked",
            Self::Closed => "closed",
            Self::None => "none",
        }
    }

    const fn word(self) -> Msg {
        match self {
            Self::Active => m::UI_STATUS_ACTIVE,
            Self::Trial => m::UI_STATUS_TRIAL,
            Self::PastDue => m::UI_STATUS_PAST_DUE,
            Self::Blocked => m::UI_STATUS_BLOCKED,
            Self::Closed => m::UI_STATUS_CLOSED,
            Self::None => m::UI_STATUS_NONE,
        }
    }
}

/// A status as a shape and a word.
#[component]
pub fn StatusBadge(
    status: Status,
    /// What else to say of it, such as "5 days".
    #[prop(optional, into)]
    more: Option<String>,
) -> impl IntoView {
    view! {
        <span class="status" data-status=status.name()>
            {t(status.word())}
            {more.map(|more| view! { <span class="status-more">{more}</span> })}
        </span>
    }
    .into_any()
}

/// A word in a small tinted box.
#[component]
pub fn Badge(#[prop(optional)] tone: super::Tone, children: Children) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.name()>
            {children()}
        </span>
    }
    .into_any()
}
