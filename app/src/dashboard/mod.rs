//! The first page of the panel.

pub mod api;
mod clients;
mod figures;
mod first_steps;
mod recent;

use domain::{
    auth::{Me, Membership},
    dashboard::Dashboard,
    policy::Action,
};
use leptos::prelude::*;

use crate::{
    failure::LoadError,
    i18n::{m, t},
    panel::{Here, may, use_here},
    ui::{Bone, EmptyState, Kind, LinkButton, PageHeader, PageTitle, Section, Skeleton},
};

pub use clients::*;
pub use figures::*;
pub use first_steps::*;
pub use recent::*;

/// The dashboard (P4, P5).
#[component]
pub fn DashboardPage() -> impl IntoView {
    let here = use_here();
    let dashboard = Resource::new(move || here.slug(), api::dashboard);
    view! {
        <PageTitle text=t(m::PANEL_DASHBOARD) />
        <div class="page">
            <Suspense fallback=bones>
                {move || Suspend::new(async move {
                    match (here.staff().await, dashboard.await) {
                        (Ok((me, place)), Ok(found)) => page(here, &me, &place, found),
                        (Err(error), _) | (_, Err(error)) => {
                            view! { <LoadError error /> }.into_any()
                        }
                    }
                })}
            </Suspense>
        </div>
    }
}

fn page(here: Here, me: &Me, place: &Membership, found: Dashboard) -> AnyView {
    let may_add = may(me, place, Action::AddClient).is_allowed();
    let is_new = found.by_status.iter().all(|clients| *clients == 0);
    let add = move || {
        may_add.then(|| {
            view! {
                <LinkButton href=here.at("clients/new") kind=Kind::Primary icon="plus">
                    {t(m::PANEL_ADD_CLIENT)}
                </LinkButton>
            }
        })
    };
    let steps =
        view! { <FirstStepsList here steps=found.first_steps me=me.clone() place=place.clone() /> };
    let rest = if is_new {
        view! {
            <EmptyState
                icon="users"
                title=t(m::DASHBOARD_NO_CLIENTS)
                text=t(m::DASHBOARD_NO_CLIENTS_TEXT)
            >
                {add()}
            </EmptyState>
        }
        .into_any()
    } else {
        at_work(here, found.clone())
    };
    view! {
        <PageHeader title=t(m::PANEL_DASHBOARD)>{add()}</PageHeader>
        {steps}
        <Figures here found=found.clone() />
        {rest}
    }
    .into_any()
}

fn at_work(here: Here, found: Dashboard) -> AnyView {
    let Dashboard {
        by_status,
        added_by_day,
        trials_ending,
        newest,
        activity,
        ..
    } = found;
    let all = (here.at("clients"), t(m::DASHBOARD_ALL_CLIENTS).to_owned());
    view! {
        <div class="columns">
            <NewClients added_by_day />
            <ByStatus here by_status />
        </div>
        <Section title=t(m::DASHBOARD_NEWEST) link=all>
            <Newest here clients=newest />
        </Section>
        <div class="columns">
            <Section title=t(m::DASHBOARD_TRIALS)>
                <TrialsEnding here clients=trials_ending />
            </Section>
            <Section title=t(m::DASHBOARD_ACTIVITY)>
                <Recent here activity />
            </Section>
        </div>
    }
    .into_any()
}

fn bones() -> AnyView {
    let figure = || view! { <div class="stat"><Skeleton /><Skeleton bone=Bone::Number /></div> };
    view! {
        <PageHeader title=t(m::PANEL_DASHBOARD) />
        <div class="stats">{figure()} {figure()} {figure()} {figure()}</div>
        <Skeleton bone=Bone::Block />
    }
    .into_any()
}
