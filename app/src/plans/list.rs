use domain::{
    auth::{Me, Membership},
    plans::PlanSummary,
    policy::Action,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, table::PlanTable};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t},
    panel::{Here, use_here, why_not},
    ui::{EmptyState, Kind, LinkButton, PageHeader, PageTitle, Refused, SkeletonRows},
};

/// The plans of the partner (P12).
#[component]
pub fn PlansPage() -> impl IntoView {
    let here = use_here();
    let query = use_query_map();
    let archived = Memo::new(move |_| query.read().get_str("show") == Some("archived"));
    let plans = Resource::new(
        move || (here.slug(), archived.get()),
        |(at, archived)| api::list(at, archived),
    );
    view! {
        <PageTitle text=t(m::PLANS_TITLE) />
        <div class="page">
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    match (here.staff().await, plans.await) {
                        (Ok((me, place)), Ok(found)) => {
                            page(here, &me, &place, archived, plans, found)
                        }
                        (Err(error), _) | (_, Err(error)) => {
                            view! { <LoadError error /> }.into_any()
                        }
                    }
                })}
            </Transition>
        </div>
    }
}

fn page(
    here: Here,
    me: &Me,
    place: &Membership,
    archived: Memo<bool>,
    plans: Resource<Result<Vec<PlanSummary>, ApiError>>,
    found: Vec<PlanSummary>,
) -> AnyView {
    let reason = why_not(me, place, Action::EditPlans);
    let may_edit = reason.is_none();
    let add = move || {
        may_edit.then(|| {
            view! {
                <LinkButton href=here.at("plans/new") kind=Kind::Primary icon="plus">
                    {t(m::PANEL_ADD_PLAN)}
                </LinkButton>
            }
        })
    };
    let rows = if found.is_empty() {
        nothing(here, archived.get_untracked(), may_edit)
    } else {
        view! { <PlanTable here found reason=reason.clone() on_change=move || plans.refetch() /> }
            .into_any()
    };
    view! {
        <PageHeader title=t(m::PLANS_TITLE) help=t(m::PLANS_HELP)>
            {add()}
        </PageHeader>
        {reason.map(|text| view! { <Refused text /> })}
        {tabs(here, archived)}
        {rows}
    }
    .into_any()
}

fn tabs(here: Here, archived: Memo<bool>) -> AnyView {
    let current = move |wanted: bool| (archived.get() == wanted).then_some("page");
    view! {
        <nav class="tabs" aria-label=t(m::PLANS_TITLE)>
            <a href=here.at("plans") aria-current=move || current(false)>
                {t(m::PLANS_ON_OFFER)}
            </a>
            <a href=here.at("plans?show=archived") aria-current=move || current(true)>
                {t(m::PLANS_ARCHIVED)}
            </a>
        </nav>
    }
    .into_any()
}

fn nothing(here: Here, archived: bool, may_edit: bool) -> AnyView {
    if archived {
        return view! {
            <EmptyState
                icon="archive"
                title=t(m::PLANS_NONE_ARCHIVED)
                text=t(m::PLANS_NONE_ARCHIVED_TEXT)
            />
        }
        .into_any();
    }
    view! {
        <EmptyState icon="package" title=t(m::PLANS_NONE) text=t(m::PLANS_NONE_TEXT)>
            {may_edit
                .then(|| {
                    view! {
                        <LinkButton href=here.at("plans/new") kind=Kind::Primary icon="plus">
                            {t(m::PANEL_ADD_PLAN)}
                        </LinkButton>
                    }
                })}
        </EmptyState>
    }
    .into_any()
}

fn bones() -> AnyView {
    view! {
        <PageHeader title=t(m::PLANS_TITLE) help=t(m::PLANS_HELP) />
        <div class="table-wrap">
            <table class="table">
                <tbody>
                    <SkeletonRows rows=4 columns=5 />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
