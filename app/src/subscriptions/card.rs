use domain::{
    ClientId, Date, Money,
    billing::Payer,
    clients::ClientStatus,
    plans::Interval,
    policy::Action,
    subscriptions::{OwnPrice, Subscription, SubscriptionStatus},
};
use leptos::{prelude::*, task::spawn_local};

use super::{api, price::PriceDialog};
use crate::{
    clients::Rights,
    i18n::{m, t, tf},
    panel::use_here,
    ui::{Button, Callout, Section, Size, Status, StatusBadge, toasts},
    words,
};

/// What a client is charged for its plan: state, period, next charge, and what was agreed otherwise.
#[component]
pub(crate) fn SubscriptionCard(
    client: ClientId,
    client_status: ClientStatus,
    subscription: Subscription,
    rights: Rights,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let now = RwSignal::new(subscription);
    let why_not = StoredValue::new(rights.why_not_to(client_status, Action::EditBilling));
    view! {
        <Section title=t(m::SUBSCRIPTIONS_TITLE)>
            <div class="card stack">
                {move || {
                    let subscription = now.get();
                    let is_over = subscription.status == SubscriptionStatus::Canceled;
                    view! {
                        <p class="spread">
                            <span class="strong">{subscription.plan.name.clone()}</span>
                            <StatusBadge status=badge(subscription.status) />
                        </p>
                        <Figures subscription=subscription.clone() />
                        <Planned client client_status subscription now rights />
                        {(!is_over)
                            .then(|| {
                                view! {
                                    <div>
                                        <Button
                                            size=Size::Small
                                            reason=Signal::stored(why_not.get_value())
                                            on_press=move || open.set(true)
                                        >
                                            {t(m::SUBSCRIPTIONS_SET_PRICE)}
                                        </Button>
                                    </div>
                                }
                            })}
                    }
                }}
            </div>
        </Section>
        <PriceDialog client open now />
    }
    .into_any()
}

#[component]
fn Figures(subscription: Subscription) -> impl IntoView {
    let Subscription {
        plan,
        trial_ends_on,
        period,
        pricing,
        own,
        next_charge,
        status,
        ..
    } = subscription;
    let is_over = status == SubscriptionStatus::Canceled;
    let payer = t(match pricing.payer {
        Payer::Client => m::SUBSCRIPTIONS_PAYER_CLIENT,
        Payer::Partner => m::SUBSCRIPTIONS_PAYER_PARTNER,
    });
    let period = period.filter(|_| !is_over).map(|period| {
        let (from, to) = (period.from, period.next.plus_days(-1));
        let text = tf(
            m::SUBSCRIPTIONS_FROM_TO,
            &[("from", &words::date(from)), ("to", &words::date(to))],
        );
        (t(m::SUBSCRIPTIONS_PERIOD), text)
    });
    let trial = trial_ends_on.map(|day| (t(m::SUBSCRIPTIONS_TRIAL_ENDS), words::date(day)));
    let next = next_charge.map(|next| (t(m::SUBSCRIPTIONS_NEXT), amount_on(next)));
    let own = own.filter(|_| !is_over).map(|own| {
        (
            t(m::SUBSCRIPTIONS_OWN_PRICE),
            own_price(&own, plan.interval),
        )
    });
    let lines = [
        trial,
        period,
        next,
        Some((t(m::SUBSCRIPTIONS_PAYER), payer.to_owned())),
        own,
    ];
    let lines = lines.into_iter().flatten().map(|(label, value)| {
        view! {
            <dt>{label}</dt>
            <dd>{value}</dd>
        }
    });
    view! { <dl class="description-list">{lines.collect_view()}</dl> }.into_any()
}

/// The plan that waits for the end of the period, and the way to keep the present one.
#[component]
fn Planned(
    client: ClientId,
    client_status: ClientStatus,
    subscription: Subscription,
    now: RwSignal<Subscription>,
    rights: Rights,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let busy = RwSignal::new(false);
    let reason = rights.why_not_to(client_status, Action::AssignPlan);
    let seen = subscription.version;
    let keep = move || {
        if busy.get_untracked() {
            return;
        }
        let at = here.slug_untracked();
        busy.set(true);
        spawn_local(async move {
            match api::keep(at, client, seen).await {
                Ok(kept) => now.set(kept),
                Err(error) => toasts.fail(words::error(&error)),
            }
            busy.try_set(false);
        });
    };
    let on = subscription.period.map(|period| words::date(period.next));
    subscription.next.map(|(_, name)| {
        let values = [
            ("plan", name.as_str()),
            ("day", on.as_deref().unwrap_or_default()),
        ];
        let text = tf(m::SUBSCRIPTIONS_PLANNED, &values);
        let actions = move || {
            view! {
                <Button size=Size::Small busy reason=Signal::stored(reason.clone()) on_press=keep>
                    {t(m::SUBSCRIPTIONS_KEEP)}
                </Button>
            }
        };
        view! {
            <Callout actions>
                <p>{text}</p>
            </Callout>
        }
        .into_any()
    })
}

const fn badge(status: SubscriptionStatus) -> Status {
    match status {
        SubscriptionStatus::Trialing => Status::Trial,
        SubscriptionStatus::Active => Status::Active,
        SubscriptionStatus::PastDue => Status::PastDue,
        SubscriptionStatus::Blocked => Status::Blocked,
        SubscriptionStatus::Canceled => Status::Closed,
    }
}

fn amount_on((on, amount): (Date, Money)) -> String {
    tf(
        m::SUBSCRIPTIONS_AMOUNT_ON,
        &[("amount", &words::money(amount)), ("day", &words::date(on))],
    )
}

fn own_price(own: &OwnPrice, interval: Interval) -> String {
    let price = format!("{} {}", words::money(own.price), words::interval(interval));
    let until = own.until.map(|until| {
        let day = words::date(until);
        tf(m::SUBSCRIPTIONS_UNTIL_DAY, &[("day", &day)])
    });
    let parts = [Some(price), until, Some(own.reason.clone())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
