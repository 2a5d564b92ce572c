use domain::clients::{ClientDetails, Sort};
use leptos::prelude::*;

use super::{
    super::{assign_plan::AssignPlanDialog, block::BlockDialog, rights::Rights},
    address::{Address, by_day, by_name},
    chosen::Chosen,
    filters,
    keys::walk_with_keys,
    listing::Listing,
    look::{Column, Look},
    row::Row,
};
use crate::{
    i18n::{grouped, m, t, tf},
    panel::use_here,
    ui::{
        Button, DataTable, EmptyState, Kind, LinkButton, LoadMore, PageHeader, SelectAll,
        SkeletonRows, SortHeader,
    },
    visits::VisitDialog,
    words,
};

/// What is done to one client of the list: which dialog is open, and for whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) client: RwSignal<Option<ClientDetails>>,
    pub(super) plan: RwSignal<bool>,
    pub(super) block: RwSignal<bool>,
    /// Who is to be visited.
    pub(super) visited: RwSignal<Option<(domain::ClientId, String)>>,
    pub(super) visit: RwSignal<bool>,
}

/// The rows, or why there are none.
#[component]
pub(super) fn ClientTable(
    address: Address,
    listing: Listing,
    look: RwSignal<Look>,
    rights: Rights,
    chosen: Chosen,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| listing.rows.read().is_empty());
    let asked = Asked {
        client: RwSignal::new(None),
        plan: RwSignal::new(false),
        block: RwSignal::new(false),
        visited: RwSignal::new(None),
        visit: RwSignal::new(false),
    };
    let current = walk_with_keys(listing, chosen, rights);
    let done = Callback::new(move |(client,): (ClientDetails,)| listing.put(&client));
    view! {
        {move || {
            if is_empty.get() {
                view! { <Nothing address /> }.into_any()
            } else {
                view! { <Rows address listing look rights chosen current asked /> }.into_any()
            }
        }}
        <AssignPlanDialog open=asked.plan client=asked.client on_done=done />
        <BlockDialog open=asked.block client=asked.client on_done=done />
        <VisitDialog open=asked.visit client=asked.visited />
    }
    .into_any()
}

#[component]
fn Rows(
    address: Address,
    listing: Listing,
    look: RwSignal<Look>,
    rights: Rights,
    chosen: Chosen,
    current: RwSignal<Option<domain::ClientId>>,
    asked: Asked,
) -> impl IntoView {
    let head = move || view! { <Heads address look chosen /> };
    let foot = move || view! { <Foot listing /> };
    let compact = Signal::derive(move || look.read().compact);
    view! {
        <DataTable label=t(m::CLIENTS_TITLE) compact head foot>
            <For
                each=move || listing.rows.get()
                key=|row| (row.id, row.version, row.status)
                let:client
            >
                <Row client listing look rights chosen current asked />
            </For>
        </DataTable>
    }
    .into_any()
}

#[component]
fn Heads(address: Address, look: RwSignal<Look>, chosen: Chosen) -> impl IntoView {
    let order = move || address.query.read().sort;
    let name_href = move || match order() {
        Sort::Name => address.sorted(Sort::NameDown),
        _ => address.sorted(Sort::Name),
    };
    view! {
        <th data-select="">
            <SelectAll selection=chosen.rows />
        </th>
        <SortHeader
            label=t(m::CLIENTS_CLIENT)
            order=Signal::derive(move || by_name(order()))
            href=Signal::derive(name_href)
            sticky=true
        />
        {move || look.read().columns().into_iter().map(|column| head(address, column)).collect_view()}
        <th data-menu="">
            <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
        </th>
    }
    .into_any()
}

fn head(address: Address, column: Column) -> AnyView {
    if column != Column::Added {
        return view! { <th scope="col">{t(column.title())}</th> }.into_any();
    }
    let order = move || address.query.read().sort;
    let href = move || match order() {
        Sort::Newest => address.sorted(Sort::Oldest),
        _ => address.sorted(Sort::Newest),
    };
    view! {
        <SortHeader
            label=t(column.title())
            order=Signal::derive(move || by_day(order()))
            href=Signal::derive(href)
        />
    }
    .into_any()
}

#[component]
fn Foot(listing: Listing) -> impl IntoView {
    let shown = Signal::derive(move || {
        let shown = u64::try_from(listing.rows.read().len()).unwrap_or(u64::MAX);
        let total = listing.total.get();
        if !listing.has_more() {
            return String::new();
        }
        let plus = if total.exact { "" } else { "+" };
        let all = format!("{}{plus}", grouped(total.rows.max(shown)));
        tf(
            m::CLIENTS_SHOWN,
            &[("shown", &grouped(shown)), ("all", &all)],
        )
    });
    let failed = move || {
        listing.failed.get().map(|error| {
            view! {
                <p class="field-error" role="alert">
                    {words::error(&error)}
                </p>
            }
        })
    };
    view! {
        {failed}
        <LoadMore
            more=Signal::derive(move || listing.has_more())
            busy=listing.busy
            words=shown
            on_load=move || listing.load_more()
        />
    }
    .into_any()
}

/// No client at all (S16), or none that matches.
#[component]
fn Nothing(address: Address) -> impl IntoView {
    let here = use_here();
    move || {
        if address.query.read().is_narrowed() {
            view! {
                <EmptyState icon="search" title=t(m::CLIENTS_NO_MATCH) text=t(m::CLIENTS_NO_MATCH_HELP)>
                    <Button on_press=move || filters::clear(address)>{t(m::CLIENTS_CLEAR_FILTERS)}</Button>
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <EmptyState icon="users" title=t(m::CLIENTS_EMPTY) text=t(m::CLIENTS_EMPTY_HELP)>
                    <LinkButton href=here.at("clients/new") kind=Kind::Primary icon="plus">
                        {t(m::CLIENTS_ADD)}
                    </LinkButton>
                    <LinkButton href=here.at("clients/import") icon="upload">
                        {t(m::CLIENTS_IMPORT)}
                    </LinkButton>
                </EmptyState>
            }
            .into_any()
        }
    }
}

/// The page in the shape of what comes.
#[component]
pub(super) fn Waiting() -> impl IntoView {
    view! {
        <div class="page" data-layout="list" aria-busy="true">
            <PageHeader title=t(m::CLIENTS_TITLE) />
            <div class="toolbar">
                <crate::ui::Skeleton bone=crate::ui::Bone::Long />
            </div>
            <WaitingRows />
        </div>
    }
    .into_any()
}

/// The table in the shape of what comes.
#[component]
pub(super) fn WaitingRows() -> impl IntoView {
    view! {
        <DataTable label=t(m::UI_LOADING) head=|| view! { <th data-sticky="">{t(m::CLIENTS_CLIENT)}</th> }>
            <SkeletonRows rows=12 columns=3 />
        </DataTable>
    }
    .into_any()
}
