use domain::audit::Activity;
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    panel::Here,
    ui::{Avatar, EmptyState, Icon, Likeness, Size, Time},
    words,
};

/// What happened last: who, what, to whom (P4).
#[component]
pub fn Recent(here: Here, activity: Vec<Activity>) -> impl IntoView {
    if activity.is_empty() {
        return view! {
            <EmptyState icon="history" title=t(m::DASHBOARD_NO_ACTIVITY) small=true />
        }
        .into_any();
    }
    let rows = activity
        .into_iter()
        .map(|activity| row(here, activity))
        .collect_view();
    view! { <ul class="feed">{rows}</ul> }.into_any()
}

fn row(here: Here, activity: Activity) -> AnyView {
    let what = words::event(&activity);
    let Activity {
        at, actor, client, ..
    } = activity;
    let picture = match &actor {
        Some(name) => {
            view! { <Avatar name=name.clone() likeness=Likeness::Person size=Size::Small /> }
                .into_any()
        }
        None => view! { <Icon name="clock" /> }.into_any(),
    };
    let whom = client.map(|(id, name)| {
        view! {
            " "
            <a href=here.at(&format!("clients/{id}"))>{name}</a>
        }
    });
    view! {
        <li>
            {picture}
            <div>
                {actor.map(|name| view! { <strong>{name}</strong> " " })}
                {what}
                {whom}
            </div>
            <Time at=at.to_rfc3339() />
        </li>
    }
    .into_any()
}
