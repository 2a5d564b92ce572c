//! What happened, line by line: who, what, when, and what it was before.

use domain::audit::{Activity, Change};
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    ui::{Avatar, EmptyState, Icon, Likeness, Time},
    words,
};

/// The lines, or `empty` when there are none. `changed` shows a field that changed: each page brings
/// its own words, so that those of one feature do not come with the pages of another.
pub(crate) fn feed(
    activity: Vec<Activity>,
    empty: &str,
    changed: impl Fn(&Change) -> AnyView,
) -> AnyView {
    if activity.is_empty() {
        let title = empty.to_owned();
        return view! { <EmptyState icon="history" title small=true /> }.into_any();
    }
    let lines = activity
        .into_iter()
        .map(|mut activity| {
            let fields = std::mem::take(&mut activity.changes);
            line(activity, fields.iter().map(&changed).collect())
        })
        .collect_view();
    view! { <ul class="feed">{lines}</ul> }.into_any()
}

fn line(activity: Activity, changes: Vec<AnyView>) -> AnyView {
    let what = words::event(&activity);
    let Activity {
        at,
        actor,
        client,
        in_visit,
        ..
    } = activity;
    let picture = match &actor {
        Some(name) => view! { <Avatar name=name.clone() likeness=Likeness::Person /> }.into_any(),
        None => view! { <Icon name="settings" /> }.into_any(),
    };
    let client = client.map(|(_, name)| name).unwrap_or_default();
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
pub(crate) fn changed(label: String, change: &Change, value: impl Fn(&str) -> String) -> AnyView {
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
            {label}
            ": "
            {before}
            <ins>{after}</ins>
        </span>
    }
    .into_any()
}
