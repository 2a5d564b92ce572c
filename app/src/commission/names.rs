use domain::{
    Date, ServiceClassId,
    catalogue::ServiceClass,
    commission::{EntryState, Month, PayoutStatus, Rank, RateTable},
};
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    ui::{Badge, Telling, Time, Tone},
    words,
};

/// What the class of an identifier is called.
pub(super) fn class_of(classes: &[ServiceClass], id: ServiceClassId) -> String {
    let found = classes.iter().find(|class| class.id == id);
    found.map(words::service_class).unwrap_or_default()
}

/// What a level is called in a table; in words below the lowest.
pub(super) fn level_of(table: Option<&RateTable>, rank: Rank) -> String {
    let level = table.and_then(|table| table.level(rank));
    level.map_or_else(
        || t(m::COMMISSION_NO_LEVEL).to_owned(),
        |level| level.name.clone(),
    )
}

/// A day of the calendar. It is told by its noon, which is on that day in nearly every zone.
pub(super) fn day(date: Date) -> AnyView {
    view! { <Time at=format!("{date}T12:00:00Z") telling=Telling::Date /> }.into_any()
}

/// A month by its number, as in its address.
pub(super) fn month_name(month: Month) -> String {
    let date = month.first_day();
    format!("{:02}/{:04}", date.month(), date.year())
}

/// Where an entry stands.
pub(super) fn state(state: EntryState, is_reversed: bool) -> AnyView {
    if is_reversed {
        return view! { <Badge>{t(m::COMMISSION_REVERSED)}</Badge> }.into_any();
    }
    match state {
        EntryState::Held { until } => view! {
            <Badge tone=Tone::Info>{t(m::COMMISSION_HELD_UNTIL)} " " {day(until)}</Badge>
        }
        .into_any(),
        EntryState::Payable => {
            view! { <Badge tone=Tone::Success>{t(m::COMMISSION_PAYABLE)}</Badge> }.into_any()
        }
        EntryState::InPayout(_) => {
            view! { <Badge tone=Tone::Warning>{t(m::COMMISSION_IN_PAYOUT)}</Badge> }.into_any()
        }
        EntryState::Paid(_) => view! { <Badge>{t(m::COMMISSION_PAID)}</Badge> }.into_any(),
    }
}

/// Where a payout stands.
pub(super) fn payout_status(status: PayoutStatus) -> AnyView {
    let (tone, word) = match status {
        PayoutStatus::Requested => (Tone::Info, m::COMMISSION_PAYOUT_REQUESTED),
        PayoutStatus::Approved => (Tone::Warning, m::COMMISSION_PAYOUT_APPROVED),
        PayoutStatus::Paid => (Tone::Success, m::COMMISSION_PAYOUT_PAID),
        PayoutStatus::Rejected => (Tone::Danger, m::COMMISSION_PAYOUT_REJECTED),
    };
    view! { <Badge tone>{t(word)}</Badge> }.into_any()
}
