use domain::{
    audit::{Activity, Change},
    clients::{BlockKind, ClientStatus},
    custom_fields::CustomField,
    plans::Overrun,
    visits::VisitRule,
};
use leptos::prelude::*;

use super::super::form::shown::Shown;
use crate::{
    i18n::{m, t},
    ui::{Avatar, EmptyState, Icon, Likeness, Time},
    words,
};

/// What happened to a client: who, what, when, and what it was before.
#[component]
pub fn Feed(
    activity: Vec<Activity>,
    /// The partner's additional fields, for their labels.
    fields: Vec<CustomField>,
    /// What is said when nothing has happened.
    #[prop(into)]
    empty: String,
) -> impl IntoView {
    if activity.is_empty() {
        return view! { <EmptyState icon="history" title=empty small=true /> }.into_any();
    }
    let shown = Shown::of_fields(fields);
    let lines = activity
        .into_iter()
        .map(|activity| line(activity, &shown))
        .collect_view();
    view! { <ul class="feed">{lines}</ul> }.into_any()
}

fn line(activity: Activity, shown: &Shown) -> AnyView {
    let what = words::event(&activity);
    let Activity {
        at,
        actor,
        client,
        changes,
        in_visit,
        ..
    } = activity;
    let picture = match &actor {
        Some(name) => view! { <Avatar name=name.clone() likeness=Likeness::Person /> }.into_any(),
        None => view! { <Icon name="settings" /> }.into_any(),
    };
    let client = client.map(|(_, name)| name).unwrap_or_default();
    let changes = changes
        .iter()
        .map(|change| changed(change, shown))
        .collect_view();
    view! {
        <li>
            {picture}
            <div>
                {actor.map(|name| view! { <strong>{name}</strong> " " })}
                {what}
                " "
                {client}
                {in_visit.then(|| view! { <span class="muted">" · " {t(m::VISITS_ON_VISIT)}</span> })}
                {changes}
            </div>
            <Time at=at.to_rfc3339() />
        </li>
    }
    .into_any()
}

/// A field with its value, and with the one it had if it had one.
fn changed(change: &Change, shown: &Shown) -> AnyView {
    if let Some(overrun) = Overrun::of_record(change) {
        return view! { <span class="feed-note">{words::overrun(&overrun)}</span> }.into_any();
    }
    let value = |value: &str| {
        known(&change.field, value).unwrap_or_else(|| shown.value(&change.field, value))
    };
    let before = (!change.from.is_empty()).then(|| {
        view! {
            <del>{value(&change.from)}</del>
            " → "
        }
    });
    let after = if change.to.is_empty() {
        t(m::UI_NOTHING).to_owned()
    } else {
        value(&change.to)
    };
    view! {
        <span class="feed-note">
            {label(&change.field, shown)}
            ": "
            {before}
            <ins>{after}</ins>
        </span>
    }
    .into_any()
}

/// The label of a field, those of the dialogs included.
fn label(field: &str, shown: &Shown) -> String {
    match field {
        "reason" => t(m::CLIENTS_BLOCK_WHY).to_owned(),
        "note" => t(m::CLIENTS_BLOCK_NOTE).to_owned(),
        field => shown.label(field),
    }
}

/// The words for a stored name of a status or of a reason.
fn known(field: &str, value: &str) -> Option<String> {
    match field {
        "status" => ClientStatus::named(value).map(words::status),
        "reason" => BlockKind::named(value).map(words::block_kind),
        "visits" => VisitRule::named(value).map(words::visit_rule),
        _ => None,
    }
    .map(ToOwned::to_owned)
}
