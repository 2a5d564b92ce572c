use domain::{
    PlanId, Refusal, Version,
    clients::{ClientDetails, PlanAssignment},
    plans::{Overrun, PlanSummary, Quotas, Usage},
    refusal::Rejection,
    subscriptions::{Proration, Subscription, Timing},
};
use leptos::{prelude::*, task::spawn_local};

use super::{api, failed::Failed};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t, tf, tn},
    panel::use_here,
    plans,
    subscriptions::{self, Outlook, PlanChange, timing_name},
    ui::{
        Bone, Button, Checkbox, ChoiceCard, Dialog, DialogBody, DialogFoot, EmptyState, Kind,
        LinkButton, Skeleton, toasts,
    },
    uses::OverLimits,
    words,
};

/// The dialog in which a client is put on a plan (P8).
#[component]
pub(super) fn AssignPlanDialog(
    open: RwSignal<bool>,
    #[prop(into)] client: Signal<Option<ClientDetails>>,
    #[prop(into)] on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let company = client.get().map(|client| client.draft.company);
        tf(
            m::CLIENTS_ASSIGN_TITLE,
            &[("name", &company.unwrap_or_default())],
        )
    });
    view! {
        <Dialog id="assign-plan" open=open title=title>
            {move || {
                client
                    .get()
                    .map(|client| {
                        view! {
                            <PlansOnOffer let:plans>
                                <AssignForm open client=client.clone() plans on_done />
                            </PlansOnOffer>
                        }
                    })
            }}
        </Dialog>
    }
    .into_any()
}

/// Loads the plans on offer for a dialog that needs them.
#[component]
pub(super) fn PlansOnOffer<V>(
    children: impl Fn(Vec<PlanSummary>) -> V + Send + Sync + Clone + 'static,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    let here = use_here();
    let plans = Resource::new(move || here.slug(), |at| plans::api::list(at, false));
    view! {
        <Transition fallback=|| view! { <DialogBody><Skeleton bone=Bone::Block /></DialogBody> }>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    match plans.await {
                        Ok(plans) if plans.is_empty() => no_plans(here.at("plans/new")).into_any(),
                        Ok(plans) => children(plans).into_any(),
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

fn no_plans(href: String) -> impl IntoView {
    view! {
        <DialogBody>
            <EmptyState icon="package" title=t(m::CLIENTS_NO_PLANS) text=t(m::CLIENTS_NO_PLANS_HELP) small=true>
                <LinkButton href=href>{t(m::CLIENTS_NEW_PLAN)}</LinkButton>
            </EmptyState>
        </DialogBody>
    }
    .into_any()
}

#[component]
fn AssignForm(
    open: RwSignal<bool>,
    client: ClientDetails,
    plans: Vec<PlanSummary>,
    on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let current = client.plan.as_ref().map(|plan| plan.id);
    let chosen = RwSignal::new(current.map(|id| id.to_string()).unwrap_or_default());
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let seen = RwSignal::new(client.version);
    let id = client.id;
    let usage = client.usage;
    let offered = StoredValue::new(plans.clone());
    let wish = Memo::new(move |_| offered.with_value(|plans| wish(plans, &chosen.read(), current)));
    let found = RwSignal::new(None::<(String, Vec<Overrun>)>);
    let overruns = Memo::new(move |_| {
        let chosen = chosen.read();
        match found.get() {
            Some((plan, overruns)) if plan == *chosen => overruns,
            _ => offered.with_value(|plans| overruns_of(plans, &chosen, &usage)),
        }
    });
    // Who sees the plans sees what one would come to; until it is known, the usual counts.
    let subscription = RwSignal::new(None::<Subscription>);
    let is_known = RwSignal::new(false);
    let look = move || async move {
        let found = subscriptions::api::of_client(here.slug_untracked(), id).await?;
        subscription.try_set(found);
        is_known.try_set(true);
        Ok::<(), ApiError>(())
    };
    Effect::new(move |_| {
        spawn_local(async move {
            // What could not be found out is asked for again before anything is sent.
            let _ = look().await;
        });
    });
    let moved = RwSignal::new(None::<(PlanId, Proration)>);
    let outlook = Memo::new(move |_| {
        let chosen = chosen.read();
        let subscription = subscription.read();
        let plan = offered.with_value(|plans| {
            let mut others = plans.iter().filter(|plan| Some(plan.id) != current);
            others.find(|plan| plan.id.to_string() == *chosen).cloned()
        });
        plan.map_or(Outlook::Fresh, |plan| {
            let outlook = Outlook::of(subscription.as_ref(), &plan);
            match moved.get() {
                Some((id, now)) if id == plan.id => Outlook::Counts(outlook.usual(), now),
                _ => outlook,
            }
        })
    });
    let timing = RwSignal::new(String::new());
    // What was chosen stays chosen when only the sum is another.
    let usual = Memo::new(move |_| (chosen.get(), outlook.read().usual()));
    Effect::new(move |_| timing.set(timing_name(usual.get().1).to_owned()));
    // What is accepted is what is in sight: another plan, or other limits, are another question.
    let accepts = RwSignal::new(false);
    Effect::new(move |_| {
        chosen.track();
        overruns.track();
        accepts.set(false);
    });
    let reason = Signal::derive(move || {
        if wish.get().is_none() {
            Some(t(m::CLIENTS_ASSIGN_PICK).to_owned())
        } else if overruns.read().is_empty() || accepts.get() {
            None
        } else {
            Some(t(m::CLIENTS_ASSIGN_TOO_SMALL).to_owned())
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(plan) = wish.get_untracked() else {
            return;
        };
        if busy.get_untracked() || reason.get_untracked().is_some() {
            return;
        }
        let at = here.slug_untracked();
        let wish = PlanAssignment {
            client: id,
            plan,
            seen: seen.get_untracked(),
            accepts_overrun: accepts.get_untracked(),
            timing: timing_named(&timing.get_untracked()),
            shown: outlook.get_untracked().shown(),
        };
        busy.set(true);
        spawn_local(async move {
            if !is_known.get_untracked() {
                let found = look().await;
                let is_news = outlook.get_untracked().shown().is_some();
                if found.is_err() || is_news {
                    busy.set(false);
                    error.set(found.err());
                    return;
                }
            }
            let answer = api::assign_plan(at, wish).await;
            busy.set(false);
            match answer {
                Ok(client) => {
                    open.set(false);
                    toasts.say(assigned(&client, plan));
                    on_done.run((client,));
                }
                Err(refused) => {
                    if let Some(version) = version_now(&refused) {
                        seen.set(version);
                    }
                    if let Some(now) = change_now(&refused) {
                        moved.set(Some((plan, now)));
                    }
                    if let Some(overruns) = overruns_now(&refused) {
                        found.set(Some((plan.to_string(), overruns)));
                    }
                    error.set(Some(refused));
                }
            }
        });
    };
    view! {
        <form on:submit=submit>
            <DialogBody>
                <PlanCards plans current chosen />
                <Overruns overruns accepts />
                <PlanChange outlook timing />
                <Failed error />
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button id="assign-plan-do" kind=Kind::Primary submit=true busy reason>
                    {t(m::CLIENTS_ASSIGN)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

/// Each plan on offer with its price and limits.
#[component]
pub(super) fn PlanCards(
    plans: Vec<PlanSummary>,
    #[prop(optional_no_strip)] current: Option<PlanId>,
    chosen: RwSignal<String>,
) -> impl IntoView {
    let cards = plans
        .into_iter()
        .map(|plan| {
            let is_current = current == Some(plan.id);
            let limits = limits(&plan.quotas);
            let text = if is_current {
                format!("{} · {limits}", t(m::CLIENTS_CURRENT_PLAN))
            } else {
                limits
            };
            view! {
                <ChoiceCard
                    name="plan"
                    title=plan.name.clone()
                    value=plan.id.to_string()
                    chosen
                    text
                    aside=price(&plan)
                />
            }
        })
        .collect_view();
    view! {
        <div class="stack" data-gap="small" role="radiogroup" aria-label=t(m::CLIENTS_PLAN)>
            {cards}
        </div>
    }
    .into_any()
}

/// Every limit that the plan would break, and the box by which that is accepted.
#[component]
fn Overruns(overruns: Memo<Vec<Overrun>>, accepts: RwSignal<bool>) -> impl IntoView {
    move || {
        view! {
            <OverLimits title=t(m::CLIENTS_ASSIGN_OVER) overruns=overruns.get()>
                <Checkbox id="assign-plan-accept" label=t(m::CLIENTS_ASSIGN_ACCEPT) value=accepts />
            </OverLimits>
        }
    }
}

/// A plan's limits in a line.
pub(super) fn limits(quotas: &Quotas) -> String {
    let seats = quotas.seats.at_most().map_or_else(
        || t(m::CLIENTS_LIMIT_SEATS_UNLIMITED).to_owned(),
        |most| tn(m::CLIENTS_LIMIT_SEATS, u64::from(most)),
    );
    let contacts = quotas.contacts.at_most().map_or_else(
        || t(m::CLIENTS_LIMIT_CONTACTS_UNLIMITED).to_owned(),
        |most| tn(m::CLIENTS_LIMIT_CONTACTS, u64::from(most)),
    );
    let workspaces = tn(m::CLIENTS_LIMIT_WORKSPACES, u64::from(quotas.workspaces));
    format!("{workspaces} · {seats} · {contacts}")
}

/// A plan's price with its interval.
pub(super) fn price(plan: &PlanSummary) -> String {
    format!(
        "{} {}",
        words::money(plan.price),
        words::interval(plan.interval)
    )
}

fn assigned(client: &ClientDetails, plan: PlanId) -> String {
    let is_now = client.plan.as_ref().is_some_and(|now| now.id == plan);
    if !is_now {
        return tf(
            m::SUBSCRIPTIONS_WILL_CHANGE,
            &[("name", &client.draft.company)],
        );
    }
    let plan = client.plan.as_ref().map(|plan| plan.name.as_str());
    let values = [
        ("name", client.draft.company.as_str()),
        ("plan", plan.unwrap_or_default()),
    ];
    tf(m::CLIENTS_ASSIGNED, &values)
}

/// The version to save with after somebody else was faster: doing it again is then done knowingly.
fn version_now(error: &ApiError) -> Option<Version> {
    match error {
        ApiError::Refused(Refusal::Conflict(conflict)) => Some(conflict.version),
        _ => None,
    }
}

/// The limits that the client is over by now: it took more since it was looked at.
fn overruns_now(error: &ApiError) -> Option<Vec<Overrun>> {
    match error {
        ApiError::Refused(Refusal::Rejected(Rejection::OverLimit { overruns, .. })) => {
            Some(overruns.clone())
        }
        _ => None,
    }
}

/// What the change comes to by now: something else than was shown.
fn change_now(error: &ApiError) -> Option<Proration> {
    match error {
        ApiError::Refused(Refusal::Rejected(Rejection::PlanChangeMoved { now })) => Some(**now),
        _ => None,
    }
}

/// When the change counts, as chosen; nothing before anything was shown.
fn timing_named(chosen: &str) -> Option<Timing> {
    [Timing::Now, Timing::AtEnd]
        .into_iter()
        .find(|timing| timing_name(*timing) == chosen)
}

/// The plan that is wished for: one on offer, and another than the present one.
fn wish(plans: &[PlanSummary], chosen: &str, current: Option<PlanId>) -> Option<PlanId> {
    plans
        .iter()
        .map(|plan| plan.id)
        .find(|id| id.to_string() == chosen)
        .filter(|id| Some(*id) != current)
}

/// Every limit that the chosen plan would break.
fn overruns_of(plans: &[PlanSummary], chosen: &str, usage: &Usage) -> Vec<Overrun> {
    plans
        .iter()
        .find(|plan| plan.id.to_string() == chosen)
        .map(|plan| plan.quotas.overruns(usage))
        .unwrap_or_default()
}
