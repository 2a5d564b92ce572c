use domain::{
    Page,
    commission::{Entry, EntryFilter, Overview},
    policy::Action,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api,
    balances::Balances,
    entries::{Entries, filter_in},
    level::LevelCard,
    payouts::Payouts,
    statements::Statements,
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t},
    panel::{Here, use_here, why_not},
    ui::{LinkButton, PageHeader, PageTitle, SkeletonRows},
};

/// What the partner earns: its level, its balance, and every entry with its reason.
#[component]
pub fn CommissionPage() -> impl IntoView {
    let here = use_here();
    let query = use_query_map();
    let part = Memo::new(move |_| query.read().get("show").unwrap_or_default());
    let filter = Memo::new(move |_| filter_in(|name| query.read().get(name)));
    let found = Resource::new(
        move || (here.slug(), part.get(), filter.get()),
        |(at, part, filter)| async move {
            let overview = api::overview(at.clone()).await?;
            let entries = if part.is_empty() {
                Some(api::entries(at, filter, None).await?)
            } else {
                None
            };
            Ok::<_, ApiError>((overview, entries))
        },
    );
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, found.await) {
                (Ok((me, place)), Ok((overview, page))) => {
                    let refused = why_not(&me, &place, Action::RequestPayout);
                    let again = Callback::new(move |()| found.refetch());
                    let part = part.get_untracked();
                    let filter = filter.get_untracked();
                    view! {
                        <LevelCard here overview=overview.clone() />
                        <Balances here overview=overview.clone() refused again />
                        {tabs(here, &part)}
                        {shown(here, overview, page, &part, filter)}
                    }
                    .into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::COMMISSION_TITLE) />
        <div class="page">
            <PageHeader title=t(m::COMMISSION_TITLE) help=t(m::COMMISSION_HELP)>
                <LinkButton href=here.at("commission/what-if") icon="sliders-horizontal">
                    {t(m::COMMISSION_WHAT_IF)}
                </LinkButton>
            </PageHeader>
            <Transition fallback=bones>{content}</Transition>
        </div>
    }
}

fn shown(
    here: Here,
    overview: Overview,
    page: Option<Page<Entry>>,
    part: &str,
    filter: EntryFilter,
) -> AnyView {
    match (part, page) {
        ("statements", _) => view! { <Statements here months=overview.months /> }.into_any(),
        ("payouts", _) => view! { <Payouts payouts=overview.payouts /> }.into_any(),
        (_, Some(page)) => view! { <Entries here overview page filter /> }.into_any(),
        _ => ().into_any(),
    }
}

fn tabs(here: Here, part: &str) -> AnyView {
    let current = |wanted: &str| (part == wanted).then_some("page");
    view! {
        <nav class="tabs" aria-label=t(m::COMMISSION_TITLE)>
            <a href=here.at("commission") aria-current=current("")>
                {t(m::COMMISSION_ENTRIES)}
            </a>
            <a
                href=here.at("commission?show=statements")
                aria-current=current("statements")
            >
                {t(m::COMMISSION_STATEMENTS)}
            </a>
            <a href=here.at("commission?show=payouts") aria-current=current("payouts")>
                {t(m::COMMISSION_PAYOUTS)}
            </a>
        </nav>
    }
    .into_any()
}

pub(super) fn bones() -> AnyView {
    view! {
        <div class="table-wrap">
            <table class="table">
                <tbody>
                    <SkeletonRows rows=6 columns=5 />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
