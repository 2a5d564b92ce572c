use domain::{Timestamp, clients::ClientStatus};
use leptos::prelude::*;

use crate::{
    i18n::{m, tn},
    ui::{Status, StatusBadge},
};

/// How a client stands; on trial, with the days that are left once the page is alive and knows
/// what day it is.
#[component]
pub(super) fn ClientStanding(
    status: ClientStatus,
    trial_ends_at: Option<Timestamp>,
) -> impl IntoView {
    let now = RwSignal::new(None::<Timestamp>);
    let ends_at = trial_ends_at.filter(|_| status == ClientStatus::Trial);
    if ends_at.is_some() {
        Effect::new(move |_| now.set(browser_now()));
    }
    let badge = move || {
        let look = look(status);
        match now.get().zip(ends_at) {
            Some((now, end)) => view! { <StatusBadge status=look more=days_left(now, end) /> },
            None => view! { <StatusBadge status=look /> },
        }
    };
    badge.into_any()
}

fn days_left(now: Timestamp, end: Timestamp) -> String {
    tn(m::CLIENTS_TRIAL_DAYS, now.days_until(end).unsigned_abs())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit an i64"
)]
fn browser_now() -> Option<Timestamp> {
    let milliseconds = js_sys::Date::now();
    milliseconds
        .is_finite()
        .then_some(Timestamp((milliseconds as i64).saturating_mul(1_000)))
}

pub(super) const fn look(status: ClientStatus) -> Status {
    match status {
        ClientStatus::Trial => Status::Trial,
        ClientStatus::Active => Status::Active,
        ClientStatus::Blocked => Status::Blocked,
        ClientStatus::Closed => Status::Closed,
    }
}
