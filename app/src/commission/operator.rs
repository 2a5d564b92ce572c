use domain::{
    PayoutId, Version,
    commission::{Desk, Payout, PayoutStatus, Step},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{api, payouts::log, settings::SettingsForm, table_form::Tables};
use crate::{
    failure::LoadError,
    i18n::{m, t, tf, tn},
    ui::{
        Button, DataTable, Dialog, DialogBody, DialogFoot, EmptyState, Field, Kind, PageHeader,
        PageTitle, RowName, Section, Size, TextInput, toasts,
    },
    words,
};

/// The operator's page of commission: payouts that wait, the table, and the days of holding and grace.
#[component]
pub fn CommissionDeskPage() -> impl IntoView {
    let found = Resource::new(|| (), |()| api::desk());
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(desk) => view! { <Content desk /> }.into_any(),
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::COMMISSION_TITLE) />
        <div class="page">
            <PageHeader title=t(m::COMMISSION_TITLE) help=t(m::COMMISSION_DESK_HELP) />
            <Suspense>{content}</Suspense>
        </div>
    }
}

#[component]
fn Content(desk: Desk) -> impl IntoView {
    let payouts = desk.payouts.clone();
    let desk = RwSignal::new(desk);
    view! {
        <Section title=t(m::COMMISSION_PAYOUTS)>
            <Payouts payouts />
        </Section>
        <Tables desk />
        <SettingsForm desk />
    }
    .into_any()
}

/// A step that is about to be taken, with its note.
#[derive(Debug, Clone)]
struct Asked {
    id: PayoutId,
    step: Step,
    seen: Version,
    amount: String,
}

#[component]
fn Payouts(payouts: Vec<Payout>) -> impl IntoView {
    let rows = RwSignal::new(payouts);
    let asked = RwSignal::new(None::<Asked>);
    let head = || {
        view! {
            <th scope="col" data-sticky="">{t(m::COMMISSION_PARTNER)}</th>
            <th scope="col" data-number="">{t(m::COMMISSION_AMOUNT)}</th>
            <th scope="col">{t(m::COMMISSION_LOG)}</th>
            <th scope="col">{t(m::UI_ACTIONS)}</th>
        }
        .into_any()
    };
    let list = move || {
        if rows.read().is_empty() {
            return view! {
                <EmptyState small=true icon="wallet" title=t(m::COMMISSION_NONE_WAIT) />
            }
            .into_any();
        }
        let all = rows.get().into_iter();
        view! {
            <DataTable label=t(m::COMMISSION_PAYOUTS) head=head>
                {all.map(|payout| row(&payout, asked)).collect_view()}
            </DataTable>
        }
        .into_any()
    };
    view! {
        {list}
        <StepDialog rows asked />
    }
    .into_any()
}

fn row(payout: &Payout, asked: RwSignal<Option<Asked>>) -> AnyView {
    let (id, seen) = (payout.id, payout.version);
    let amount = words::money(payout.amount);
    let steps: &[(Step, crate::i18n::Msg)] = match payout.status {
        PayoutStatus::Requested => &[
            (Step::Approve, m::COMMISSION_APPROVE),
            (Step::Reject, m::COMMISSION_REJECT),
        ],
        PayoutStatus::Approved => &[
            (Step::Pay, m::COMMISSION_MARK_PAID),
            (Step::Reject, m::COMMISSION_REJECT),
        ],
        PayoutStatus::Paid | PayoutStatus::Rejected => &[],
    };
    let told = amount.clone();
    let buttons = steps.iter().map(|(step, word)| {
        let (step, amount) = (*step, told.clone());
        let ask = move || {
            asked.set(Some(Asked {
                id,
                step,
                seen,
                amount: amount.clone(),
            }));
        };
        let kind = if step == Step::Reject {
            Kind::QuietDanger
        } else {
            Kind::Default
        };
        view! {
            <Button kind size=Size::Small on_press=ask>
                {t(*word)}
            </Button>
        }
    });
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName
                    name=payout.partner.clone()
                    sub=tn(m::COMMISSION_ENTRIES_IN, u64::from(payout.entries))
                />
            </th>
            <td data-number="" data-phone="end">{amount}</td>
            <td data-phone="under">{log(payout)}</td>
            <td data-phone="under">
                <span class="cluster">{buttons.collect_view()}</span>
            </td>
        </tr>
    }
    .into_any()
}

/// Takes a step, with the reference of the transfer or the reason of a refusal.
#[component]
fn StepDialog(rows: RwSignal<Vec<Payout>>, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let note = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let notices = toasts();
    let take = Action::new(|(asked, note): &(Asked, String)| {
        api::move_payout(asked.id, asked.step, note.clone(), asked.seen)
    });
    Effect::new(move |_| {
        if asked.read().is_some() {
            note.set(String::new());
            problem.set(None);
            open.set(true);
        }
    });
    Effect::new(move |_| match take.value().get() {
        Some(Ok(now)) => {
            rows.update(|rows| {
                if let Some(row) = rows.iter_mut().find(|row| row.id == now.id) {
                    *row = now;
                }
            });
            open.set(false);
            notices.say(t(m::COMMISSION_STEP_TAKEN));
        }
        Some(Err(crate::api_error::ApiError::Refused(domain::Refusal::Invalid(errors)))) => {
            problem.set(errors.of("note").map(words::problem));
        }
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let title = Signal::derive(move || {
        let asked = asked.read();
        let Some(asked) = asked.as_ref() else {
            return String::new();
        };
        let msg = match asked.step {
            Step::Approve => m::COMMISSION_APPROVE_TITLE,
            Step::Pay => m::COMMISSION_PAY_TITLE,
            Step::Reject => m::COMMISSION_REJECT_TITLE,
        };
        tf(msg, &[("amount", &asked.amount)])
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(asked) = asked.get_untracked() {
            take.dispatch((asked, note.get_untracked()));
        }
    };
    let label = move || match asked.read().as_ref().map(|asked| asked.step) {
        Some(Step::Reject) => m::COMMISSION_REASON,
        Some(Step::Pay) => m::COMMISSION_REFERENCE,
        _ => m::COMMISSION_NOTE,
    };
    view! {
        <Dialog id="payout-step" open title keep=true>
            <form on:submit=submit novalidate>
                <DialogBody>
                    <Field id="payout-note" label=t(label()) error=problem>
                        <TextInput value=note autofocus=true />
                    </Field>
                </DialogBody>
                <DialogFoot>
                    <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                    <Button kind=Kind::Primary submit=true busy=take.pending()>
                        {t(m::COMMISSION_CONFIRM)}
                    </Button>
                </DialogFoot>
            </form>
        </Dialog>
    }
    .into_any()
}
