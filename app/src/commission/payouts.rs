use domain::commission::Payout;
use leptos::prelude::*;

use super::names::payout_status;
use crate::{
    i18n::{m, t, tn},
    ui::{DataTable, EmptyState, Telling, Time},
    words,
};

/// The partner's payouts with what happened to each.
#[component]
pub(super) fn Payouts(payouts: Vec<Payout>) -> impl IntoView {
    if payouts.is_empty() {
        return view! {
            <EmptyState
                small=true
                icon="send"
                title=t(m::COMMISSION_NO_PAYOUTS)
                text=t(m::COMMISSION_NO_PAYOUTS_TEXT)
            />
        }
        .into_any();
    }
    let head = || {
        view! {
            <th scope="col" data-number="" data-sticky="">{t(m::COMMISSION_AMOUNT)}</th>
            <th scope="col">{t(m::FIELD_STATUS)}</th>
            <th scope="col">{t(m::COMMISSION_ENTRIES)}</th>
            <th scope="col">{t(m::COMMISSION_LOG)}</th>
        }
        .into_any()
    };
    let rows = payouts.into_iter().map(|payout| {
        view! {
            <tr>
                <th scope="row" data-number="" data-sticky="">{words::money(payout.amount)}</th>
                <td data-phone="end">{payout_status(payout.status)}</td>
                <td>{tn(m::COMMISSION_ENTRIES_IN, u64::from(payout.entries))}</td>
                <td data-phone="under">{log(&payout)}</td>
            </tr>
        }
    });
    view! {
        <DataTable label=t(m::COMMISSION_PAYOUTS) head>
            {rows.collect_view()}
        </DataTable>
    }
    .into_any()
}

/// What happened to a payout, a line each.
pub(super) fn log(payout: &Payout) -> AnyView {
    let steps = payout.log.iter().map(|step| {
        let note = (!step.note.is_empty()).then(|| format!(" · {}", step.note));
        view! {
            <li>
                {payout_status(step.status)}
                " "
                <Time at=step.at.to_rfc3339() telling=Telling::Date />
                {note}
            </li>
        }
    });
    view! { <ul class="commission-log small">{steps.collect_view()}</ul> }.into_any()
}
