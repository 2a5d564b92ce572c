//! What is to be set in the DNS.

use domain::domains::{DomainState, DomainSummary, check_host};
use leptos::prelude::*;

use crate::{
    i18n::{m, t, tf},
    ui::CopyButton,
};

/// The record that proves the name, and, until it is served, the one that leads here.
#[component]
pub(super) fn Records(domain: DomainSummary, platform_host: String) -> impl IntoView {
    let is_served = matches!(domain.state, DomainState::Active | DomainState::Failing);
    let way = (!is_served).then(|| {
        if domain.is_apex {
            let advice = tf(m::DOMAINS_APEX, &[("host", &platform_host)]);
            view! { <p class="domain-note">{advice}</p> }.into_any()
        } else {
            view! { <Record kind="CNAME" name=domain.name.clone() value=platform_host /> }
                .into_any()
        }
    });
    let place = check_host(&domain.name);
    view! {
        <div class="domain-records">
            <Record kind="TXT" name=place value=domain.token />
            {way}
        </div>
    }
    .into_any()
}

#[component]
fn Record(kind: &'static str, name: String, value: String) -> impl IntoView {
    let name_of = tf(m::DOMAINS_RECORD_NAME, &[("kind", kind)]);
    let value_of = tf(m::DOMAINS_RECORD_VALUE, &[("kind", kind)]);
    view! {
        <dl class="description-list">
            <dt>{t(m::DOMAINS_RECORD)}</dt>
            <dd>{kind}</dd>
            <dt>{t(m::DOMAINS_RECORD_AT)}</dt>
            <dd>
                <code>{name.clone()}</code>
                <CopyButton name=name_of text=name />
            </dd>
            <dt>{t(m::DOMAINS_RECORD_SAYS)}</dt>
            <dd>
                <code>{value.clone()}</code>
                <CopyButton name=value_of text=value />
            </dd>
        </dl>
    }
    .into_any()
}
