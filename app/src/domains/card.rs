//! One domain: how it stands, what to set, what happens next.

use domain::{
    DomainId,
    domains::{DomainState, DomainSummary, Standing},
};
use leptos::prelude::*;

use super::{
    Parts, api,
    record::Records,
    state::{StateBadge, meaning, trouble},
};
use crate::{
    i18n::{m, t, tf},
    ui::{Button, Callout, Kind, Size, Telling, Time, Tone},
};

/// A domain of the partner's.
#[component]
pub(super) fn Card(domain: DomainSummary, platform_host: String, parts: Parts) -> impl IntoView {
    let state = domain.state;
    let in_the_dns = (domain.shown != domain.name).then(|| {
        let text = tf(m::DOMAINS_IN_THE_DNS, &[("name", &domain.name)]);
        view! { <p class="domain-note">{text}</p> }
    });
    let looks_alike = domain.looks_alike.then(|| {
        view! {
            <Callout tone=Tone::Warning>
                <p>{t(m::DOMAINS_LOOKS_ALIKE)}</p>
            </Callout>
        }
    });
    let trouble = domain.trouble.as_ref().map(|what| {
        let tone = if state == DomainState::Failing {
            Tone::Danger
        } else {
            Tone::Warning
        };
        let text = trouble(&domain, what);
        view! {
            <Callout tone>
                <p>{text}</p>
            </Callout>
        }
    });
    let means = meaning(&domain);
    let until = ends_at(&domain);
    view! {
        <section class="card domain">
            <div class="card-head">
                <h2>{domain.shown.clone()}</h2>
                <StateBadge state />
            </div>
            {in_the_dns}
            {looks_alike}
            <p>{means} {until}</p>
            {trouble}
            <Records domain=domain.clone() platform_host />
            <Next domain=domain.clone() />
            <Deeds domain parts />
        </section>
    }
    .into_any()
}

/// When a failing domain stops being served.
fn ends_at(domain: &DomainSummary) -> Option<AnyView> {
    let standing = Standing {
        state: domain.state,
        // A claim's age says nothing about its end.
        created_at: domain.next_check_at,
        failing_since: domain.failing_since,
    };
    let end = standing
        .ends_at()
        .filter(|_| domain.state == DomainState::Failing)?;
    Some(
        view! {
            " "
            <strong>
                <Time at=end.to_rfc3339() telling=Telling::DateTime />
            </strong>
        }
        .into_any(),
    )
}

/// When it was looked at, and when it will be.
#[component]
fn Next(domain: DomainSummary) -> impl IntoView {
    let before = domain.checked_at.map(|at| {
        view! {
            {t(m::DOMAINS_CHECKED)}
            " "
            <Time at=at.to_rfc3339() />
            " · "
        }
    });
    view! {
        <p class="domain-note">
            {before} {t(m::DOMAINS_NEXT_CHECK)} " " <Time at=domain.next_check_at.to_rfc3339() />
        </p>
    }
    .into_any()
}

#[component]
fn Deeds(domain: DomainSummary, parts: Parts) -> impl IntoView {
    let check = Action::new(move |id: &DomainId| api::check_now(parts.slug.get_value(), *id));
    let activate = Action::new(move |id: &DomainId| api::activate(parts.slug.get_value(), *id));
    for done in [check, activate] {
        Effect::new(move |_| {
            if let Some(answer) = done.value().get() {
                parts.tell_found(answer);
            }
        });
    }
    if parts.refused.with_value(Option::is_some) {
        return ().into_any();
    }
    let id = domain.id;
    let name = StoredValue::new(domain.shown);
    let all_the_same = (domain.state == DomainState::Verified).then(|| {
        view! {
            <Button size=Size::Small busy=activate.pending() on_press=move || { activate.dispatch(id); }>
                {t(m::DOMAINS_ACTIVATE)}
            </Button>
        }
    });
    view! {
        <div class="domain-deeds">
            <Button
                size=Size::Small
                icon="refresh-cw"
                busy=check.pending()
                on_press=move || { check.dispatch(id); }
            >
                {t(m::DOMAINS_CHECK)}
            </Button>
            {all_the_same}
            <Button
                size=Size::Small
                kind=Kind::QuietDanger
                on_press=move || parts.removed.set(Some((id, name.get_value())))
            >
                {t(m::UI_REMOVE)}
            </Button>
        </div>
    }
    .into_any()
}
