mod changing;
mod prices;
mod renewing;
mod trials;

use domain::{
    ClientId, Currency, Date, Money, PlanId, Version,
    charges::ChargeSummary,
    clients::{ClientDetails, PlanAssignment},
    plans::{AfterTrial, Interval, PlanDraft},
    subscriptions::{Subscription, Timing},
};

use crate::{Context, Result, charges, clients, plans, subscriptions};

pub(super) const fn eur(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A monthly plan at this price.
async fn plan(cx: &Context, name: &str, price: &str) -> PlanId {
    let draft = PlanDraft {
        name: name.to_owned(),
        price: price.to_owned(),
        ..PlanDraft::default()
    };
    plans::add(cx, draft).await.unwrap()
}

async fn yearly(cx: &Context, name: &str, price: &str) -> PlanId {
    let draft = PlanDraft {
        name: name.to_owned(),
        price: price.to_owned(),
        interval: Interval::Year,
        ..PlanDraft::default()
    };
    plans::add(cx, draft).await.unwrap()
}

/// A plan of 20.00 a month with fourteen days of trial.
async fn with_trial(cx: &Context, name: &str, after_trial: AfterTrial) -> PlanId {
    let draft = PlanDraft {
        name: name.to_owned(),
        price: "20".to_owned(),
        trial_days: "14".to_owned(),
        after_trial,
        ..PlanDraft::default()
    };
    plans::add(cx, draft).await.unwrap()
}

async fn put(
    cx: &Context,
    client: ClientId,
    plan: PlanId,
    timing: Option<Timing>,
) -> Result<ClientDetails> {
    let seen = clients::details(cx, client).await.unwrap().version;
    put_as_seen(cx, (client, seen), plan, timing).await
}

async fn put_as_seen(
    cx: &Context,
    (client, seen): (ClientId, Version),
    plan: PlanId,
    timing: Option<Timing>,
) -> Result<ClientDetails> {
    let wish = PlanAssignment {
        client,
        plan,
        seen,
        accepts_overrun: false,
        timing,
        shown: None,
    };
    clients::assign_plan(cx, wish).await
}

async fn subscription(cx: &Context, client: ClientId) -> Subscription {
    let kept = subscriptions::of_client(cx, client).await.unwrap();
    kept.expect("a subscription")
}

/// What a client was charged for in these months, as `(amount, first day, last day)`.
async fn charged(cx: &Context, client: ClientId, months: &[&str]) -> Vec<(i64, String, String)> {
    let mut all = Vec::new();
    for month in months {
        let month = charges::of_month(cx, client, date(month)).await.unwrap();
        all.extend(month.charges.iter().map(told));
    }
    all
}

fn told(charge: &ChargeSummary) -> (i64, String, String) {
    let (from, to) = charge.period.unwrap();
    (charge.amount.minor, from.to_string(), to.to_string())
}

fn of(minor: i64, from: &str, to: &str) -> (i64, String, String) {
    (minor, from.to_owned(), to.to_owned())
}
