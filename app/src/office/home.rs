//! The first page: the plan and what is used of it, what is open, what is locked and whom to ask.

use domain::{
    auth::{ClientPlace, Office},
    inclusions::Section,
    office::Home,
    policy::{ClientUser, Verdict, decide_for_section},
    rights::Level,
};
use leptos::prelude::*;

use super::{api, ask::AskCard};
use crate::{
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{office_address, section_path, use_here},
    ui::{Callout, Icon, PageHeader, PageTitle, Section as Part, Telling, Time, Tone},
    uses::{OverLimits, Uses},
    words,
};

/// The first page of a client.
#[component]
pub fn OfficeHomePage() -> impl IntoView {
    let here = use_here();
    let home = Resource::new(
        move || here.client(),
        |client| async move {
            match client {
                Some(client) => api::home(client).await,
                None => Err(domain::Refusal::NotFound.into()),
            }
        },
    );
    let content = move || {
        Suspend::new(async move {
            match (untrack(|| here.office()), home.await) {
                (Ok((me, office, place)), Ok(home)) => {
                    view! { <Content name=me.name office place home /> }.into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::OFFICE_HOME) />
        <div class="page">
            <Suspense>{content}</Suspense>
        </div>
    }
}

#[component]
fn Content(name: String, office: Office, place: ClientPlace, home: Home) -> impl IntoView {
    let ClientPlace {
        person, company, ..
    } = place;
    let first_name = name.split(' ').next().unwrap_or(&name).to_owned();
    let opens = |section: &Section| decide_for_section(&person, *section, Level::View).is_allowed();
    let (open, locked): (Vec<Section>, Vec<Section>) = Section::ALL
        .iter()
        .copied()
        .partition(|section| opens(section));
    let nothing = open.is_empty().then(|| {
        view! { <p class="muted">{tf(m::OFFICE_NOTHING, &[("company", &company)])}</p> }
    });
    let cards = open
        .into_iter()
        .map(|section| card(&person, section))
        .collect_view();
    let asked = home.asked.clone();
    let locked = locked.into_iter().map(|section| {
        let why = match decide_for_section(&person, section, Level::View) {
            Verdict::Denied(reason) => words::reason(&reason),
            _ => String::new(),
        };
        let asked = asked
            .iter()
            .find(|(known, _)| *known == section)
            .map(|(_, at)| *at);
        let provider = office.provider.clone();
        view! { <AskCard section why provider client=person.client may_ask=!person.is_visitor() asked /> }
    });
    let locked = locked.collect_view();
    let title = tf(m::OFFICE_WELCOME, &[("name", &first_name)]);
    let overruns = home
        .plan
        .as_ref()
        .map(|(_, quotas)| quotas.overruns(&home.usage));
    view! {
        <PageHeader title />
        <Trial ends_at=home.trial_ends_at />
        <OverLimits title=t(m::OFFICE_OVER) overruns=overruns.unwrap_or_default() />
        <div class="columns">
            <div class="stack" data-gap="large">
                <Part title=t(m::OFFICE_SECTIONS)>
                    {nothing}
                    <div class="office-cards">{cards}</div>
                </Part>
                {(!locked.is_empty())
                    .then(|| {
                        view! {
                            <Part title=t(m::OFFICE_LOCKED_TITLE)>
                                <div class="office-cards">{locked}</div>
                            </Part>
                        }
                    })}
            </div>
            <Part title=t(m::OFFICE_PLAN)>
                <Plan home provider=office.provider />
            </Part>
        </div>
    }
    .into_any()
}

/// A section that is open.
fn card(person: &ClientUser, section: Section) -> AnyView {
    let href = office_address(person.client, &section_path(section));
    view! {
        <a class="office-card" href=href>
            <Icon name=words::section_icon(section) />
            <b>{words::section(section)}</b>
            <Icon name="chevron-right" />
        </a>
    }
    .into_any()
}

/// Until when the trial goes, in days and to the minute (P15).
#[component]
fn Trial(ends_at: Option<domain::Timestamp>) -> impl IntoView {
    ends_at.map(|at| {
        view! {
            <Callout tone=Tone::Accent>
                <p>
                    {t(m::OFFICE_TRIAL)} " "
                    <Time at=at.to_rfc3339() telling=Telling::DateTime />
                </p>
            </Callout>
        }
    })
}

/// The plan, what is used of it, and who can raise a limit.
#[component]
fn Plan(home: Home, provider: String) -> impl IntoView {
    let Some((name, quotas)) = home.plan else {
        return view! {
            <div class="card">
                <p>{tf(m::OFFICE_NO_PLAN, &[("provider", &provider)])}</p>
            </div>
        }
        .into_any();
    };
    view! {
        <div class="card">
            <p class="strong">{name}</p>
            <Uses quotas=Some(quotas) usage=home.usage />
            <p class="muted small">{tf(m::OFFICE_RAISE, &[("provider", &provider)])}</p>
        </div>
    }
    .into_any()
}
