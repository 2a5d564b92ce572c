use std::time::Duration;

use domain::{
    ClientId, Refusal,
    auth::{Me, Membership},
    invoices::{InvoiceFilter, InvoiceList, InvoiceQuery, InvoiceSummary, InvoiceTotal},
    policy::Action,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map, use_query_map},
    params::ParamsMap,
};

use super::{
    api,
    table::{InvoiceTable, ask},
};
use crate::{
    api_error::ApiError,
    clients::ClientFrame,
    failure::LoadError,
    i18n::{Msg, m, t},
    panel::{Here, may, use_here},
    ui::{
        Callout, EmptyState, LinkButton, PageHeader, PageTitle, SkeletonRows, Stat, TextInput, Tone,
    },
    words,
};

/// Typing pauses this long before the list is asked.
const PAUSE: Duration = Duration::from_millis(200);

/// All invoices of the clients in one's scope, and the partner's own (B11).
#[component]
pub fn InvoicesPage() -> impl IntoView {
    let here = use_here();
    let params = use_query_map();
    let query = Memo::new(move |_| {
        params.with(|params| InvoiceQuery::from_params(|key| params.get_str(key)))
    });
    let list = Resource::new(
        move || (here.slug(), query.get()),
        |(at, query)| api::list(at, query),
    );
    let exported =
        Signal::derive(move || here.at(&format!("invoices/export{}", address(&query.read()))));
    let statement = move || {
        Suspend::new(async move {
            let (me, place) = here.staff().await.ok()?;
            may(&me, &place, Action::ManageInvoices)
                .is_allowed()
                .then(|| {
                    view! {
                        <LinkButton href=here.at("invoices/import") icon="upload">
                            {t(m::BANK_BUTTON)}
                        </LinkButton>
                    }
                })
        })
    };
    view! {
        <PageTitle text=t(m::INVOICES_TITLE) />
        <div class="page" data-layout="list">
            <PageHeader title=t(m::INVOICES_TITLE) help=t(m::INVOICES_HELP)>
                <Suspense>{statement}</Suspense>
                <LinkButton href=exported icon="download" download=true>
                    {t(m::INVOICES_EXPORT)}
                </LinkButton>
            </PageHeader>
            <Filters here query path="invoices" />
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    let staff = here.staff().await;
                    let found = list.await;
                    match staff.and_then(|staff| Ok((staff, found?))) {
                        Ok(((me, place), found)) => {
                            shown(here, &me, &place, query.get_untracked(), found, true)
                        }
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// The invoices of one client (B5).
#[component]
pub fn ClientInvoicesPage() -> impl IntoView {
    let here = use_here();
    let (path, params) = (use_params_map(), use_query_map());
    let client = Memo::new(move |_| {
        path.read()
            .get("client")
            .and_then(|id| id.parse::<ClientId>().ok())
    });
    let query = Memo::new(move |_| InvoiceQuery {
        client: client.get(),
        ..params.with(|params| InvoiceQuery::from_params(|key| params.get_str(key)))
    });
    let list = Resource::new(
        move || (here.slug(), query.get()),
        |(at, query)| async move {
            if query.client.is_none() {
                return not_found();
            }
            api::list(at, query).await
        },
    );
    view! {
        <ClientFrame>
            {move || {
                client
                    .get()
                    .map(|id| {
                        let path = format!("clients/{id}/invoices");
                        view! { <Filters here query path /> }
                    })
            }}
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    let staff = here.staff().await;
                    let found = list.await;
                    match staff.and_then(|staff| Ok((staff, found?))) {
                        Ok(((me, place), found)) => {
                            shown(here, &me, &place, query.get_untracked(), found, false)
                        }
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Transition>
        </ClientFrame>
    }
}

fn not_found() -> Result<InvoiceList, ApiError> {
    #[cfg(feature = "ssr")]
    return crate::desk::answer(Err(Refusal::NotFound.into()));
    #[cfg(not(feature = "ssr"))]
    return Err(Refusal::NotFound.into());
}

/// The sums, and the table below them.
fn shown(
    here: Here,
    me: &Me,
    place: &Membership,
    query: InvoiceQuery,
    found: InvoiceList,
    with_client: bool,
) -> AnyView {
    let is_narrowed = query.filter.is_some() || !query.search.is_empty();
    let sells = may(me, place, Action::SeeBilling).is_allowed();
    let totals = found.totals.into_iter().map(sums).collect_view();
    let rows = if found.page.rows.is_empty() {
        nothing(here, is_narrowed, sells)
    } else {
        let ask = ask(move |after| {
            let at = here.slug_untracked();
            let query = InvoiceQuery {
                after: Some(after),
                ..query.clone()
            };
            async move {
                let list = api::list(at, query).await?;
                Ok((list.page.rows, list.page.next))
            }
        });
        let href = Callback::new(move |(invoice,): (InvoiceSummary,)| {
            here.at(&format!("invoices/{}", invoice.id))
        });
        let first = (found.page.rows, found.page.next);
        view! { <InvoiceTable first ask href with_client /> }.into_any()
    };
    view! {
        {totals}
        {rows}
    }
    .into_any()
}

fn sums(total: InvoiceTotal) -> AnyView {
    let is_late = total.overdue.minor > 0;
    view! {
        <div class="stats">
            <Stat label=t(m::INVOICES_INVOICED) value=words::money(total.invoiced) source=t(m::INVOICES_INVOICED_HELP)>
                {t(m::INVOICES_INVOICED_HELP)}
            </Stat>
            <Stat label=t(m::INVOICES_OPEN) value=words::money(total.open) source=t(m::INVOICES_OPEN_HELP)>
                {t(m::INVOICES_OPEN_HELP)}
            </Stat>
            <Stat
                label=t(m::INVOICES_OVERDUE)
                value=words::money(total.overdue)
                source=t(m::INVOICES_OVERDUE_HELP)
            >
                {if is_late { t(m::INVOICES_OVERDUE_HELP) } else { t(m::INVOICES_NOTHING_OVERDUE) }}
            </Stat>
        </div>
    }
    .into_any()
}

fn nothing(here: Here, is_narrowed: bool, sells: bool) -> AnyView {
    if is_narrowed {
        return view! {
            <EmptyState
                icon="search"
                title=t(m::INVOICES_NONE_FOUND)
                text=t(m::INVOICES_NONE_FOUND_TEXT)
            />
        }
        .into_any();
    }
    view! {
        <EmptyState icon="receipt" title=t(m::INVOICES_NONE) text=t(m::INVOICES_NONE_TEXT)>
            {sells
                .then(|| {
                    view! {
                        <LinkButton href=here.at("configuration/billing")>
                            {t(m::INVOICES_HOW_WE_SELL)}
                        </LinkButton>
                    }
                })}
        </EmptyState>
    }
    .into_any()
}

/// What the list is narrowed to: it lives in the address.
#[component]
fn Filters(here: Here, query: Memo<InvoiceQuery>, #[prop(into)] path: String) -> impl IntoView {
    let path = StoredValue::new(path);
    let typed = searching(here, query, path);
    let tab = move |filter: Option<InvoiceFilter>| {
        let href = move || {
            let query = InvoiceQuery {
                filter,
                client: None,
                ..query.get()
            };
            here.at(&format!("{}{}", path.get_value(), address(&query)))
        };
        let current = move || (query.read().filter == filter).then_some("page");
        view! {
            <a href=href aria-current=current>
                {t(filter_name(filter))}
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label=t(m::INVOICES_STATUS)>
            {tab(None)}
            {InvoiceFilter::ALL.into_iter().map(|filter| tab(Some(filter))).collect_view()}
        </nav>
        <div class="toolbar" role="search">
            <TextInput
                id="invoice-search"
                value=typed
                kind="search"
                icon="search"
                label=t(m::INVOICES_SEARCH)
                placeholder=t(m::INVOICES_SEARCH)
                autocomplete="off"
            />
        </div>
    }
    .into_any()
}

const fn filter_name(filter: Option<InvoiceFilter>) -> Msg {
    match filter {
        None => m::INVOICES_ALL,
        Some(InvoiceFilter::Draft) => m::INVOICES_DRAFTS,
        Some(InvoiceFilter::Open) => m::INVOICES_OPEN,
        Some(InvoiceFilter::Overdue) => m::INVOICES_OVERDUE,
        Some(InvoiceFilter::Paid) => m::INVOICES_PAID,
        Some(InvoiceFilter::Void) => m::INVOICES_VOID,
        Some(InvoiceFilter::CreditNotes) => m::INVOICES_CREDIT_NOTES,
    }
}

/// The text of the search field: goes into the address after a pause.
fn searching(here: Here, query: Memo<InvoiceQuery>, path: StoredValue<String>) -> RwSignal<String> {
    let typed = RwSignal::new(query.read_untracked().search.clone());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let navigate = use_navigate();
    let go = Callback::new(move |(search,): (String,)| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        let query = InvoiceQuery {
            search,
            client: None,
            ..query.get_untracked()
        };
        let to = here.at(&format!("{}{}", path.get_value(), address(&query)));
        navigate(&to, options);
    });
    let stop = move || {
        timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    };
    Effect::new(move |began: Option<()>| {
        let text = typed.get();
        stop();
        if began.is_none() || text == query.read_untracked().search {
            return;
        }
        let ask = move || go.run((text.clone(),));
        timer.set_value(set_timeout(ask, PAUSE).ok());
    });
    on_cleanup(stop);
    typed
}

/// A query as the end of an address.
fn address(query: &InvoiceQuery) -> String {
    let mut params = ParamsMap::new();
    for (name, value) in query.to_params() {
        params.insert(name, value);
    }
    params.to_query_string()
}

fn bones() -> AnyView {
    view! {
        <div class="table-wrap">
            <table class="table">
                <tbody>
                    <SkeletonRows rows=6 columns=6 />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What keeps invoices from being made, told where one looks for them.
#[component]
pub fn Missing(here: Here, fields: Vec<String>) -> impl IntoView {
    let names: Vec<String> = fields
        .iter()
        .map(|field| words::field(field).unwrap_or(field).to_owned())
        .collect();
    view! {
        <Callout tone=Tone::Warning>
            {t(m::BILLING_MISSING)} " " {names.join(", ")} ". "
            <a href=here.at("configuration")>{t(m::BILLING_TO_COMPANY)}</a>
        </Callout>
    }
    .into_any()
}
