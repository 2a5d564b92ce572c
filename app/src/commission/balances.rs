use domain::{
    Currency, Money,
    commission::{Balance, Overview, PayoutStatus},
};
use leptos::prelude::*;

use super::{api, names::day};
use crate::{
    i18n::{grouped, m, t, tf},
    panel::Here,
    ui::{Button, EmptyState, Kind, Stat, toasts},
    words,
};

/// What was earned, by where it stands; one row for each currency.
#[component]
pub(super) fn Balances(
    here: Here,
    overview: Overview,
    /// Why the reader may not ask for payouts.
    refused: Option<String>,
    again: Callback<()>,
) -> impl IntoView {
    if overview.balances.is_empty() {
        return view! {
            <EmptyState
                small=true
                icon="gauge"
                title=t(m::COMMISSION_NOTHING)
                text=t(m::COMMISSION_NOTHING_TEXT)
            />
        }
        .into_any();
    }
    let notices = toasts();
    let request = Action::new(move |currency: &Currency| {
        api::request_payout(here.slug_untracked(), *currency)
    });
    Effect::new(move |_| match request.value().get() {
        Some(Ok(payout)) => {
            let amount = words::money(payout.amount);
            notices.say(tf(m::COMMISSION_REQUESTED, &[("amount", &amount)]));
            again.run(());
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let days = grouped(u64::from(overview.hold_days));
    let held_for = tf(m::COMMISSION_HELD_HELP, &[("days", &days)]);
    overview
        .balances
        .iter()
        .map(|balance| {
            let currency = balance.held.currency;
            let waits = overview.payouts.iter().any(|payout| {
                let is_open = matches!(
                    payout.status,
                    PayoutStatus::Requested | PayoutStatus::Approved
                );
                is_open && payout.amount.currency == currency
            });
            let reason = refused.clone().or_else(|| why_not(balance, waits));
            view! {
                <div class="stats commission-stats">
                    {held(balance, held_for.clone())}
                    {figure(m::COMMISSION_PAYABLE, balance.payable)}
                    {figure(m::COMMISSION_IN_PAYOUT, balance.in_payout)}
                    {figure(m::COMMISSION_PAID, balance.paid)}
                    <div class="commission-ask">
                        <Button
                            id=format!("payout-{currency}")
                            kind=Kind::Primary
                            busy=request.pending()
                            reason=Signal::stored(reason)
                            on_press=move || {
                                request.dispatch(currency);
                            }
                        >
                            {t(m::COMMISSION_REQUEST)}
                        </Button>
                    </div>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

fn figure(label: crate::i18n::Msg, money: Money) -> AnyView {
    view! { <Stat label=t(label) value=Signal::stored(words::money(money)) /> }.into_any()
}

fn held(balance: &Balance, help: String) -> AnyView {
    let next = balance.next;
    view! {
        <Stat
            label=t(m::COMMISSION_HELD)
            value=Signal::stored(words::money(balance.held))
            source=help
        >
            {next.map(|next| view! { {t(m::COMMISSION_NEXT_FREE)} " " {day(next)} })}
        </Stat>
    }
    .into_any()
}

/// Why nothing can be asked for now.
fn why_not(balance: &Balance, waits: bool) -> Option<String> {
    if waits {
        return Some(t(m::REJECTION_PAYOUT_UNDER_WAY).to_owned());
    }
    let (payable, least) = (balance.payable, balance.minimum);
    if payable.minor <= 0 {
        return Some(t(m::COMMISSION_NOTHING_PAYABLE).to_owned());
    }
    (payable.minor < least.minor).then(|| {
        let (payable, least) = (words::money(payable), words::money(least));
        let values = [("payable", payable.as_str()), ("least", &least)];
        tf(m::REJECTION_PAYOUT_TOO_SMALL, &values)
    })
}
