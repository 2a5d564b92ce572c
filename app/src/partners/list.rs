use domain::{
    Cursor, Page,
    partners::{PartnerStatus, PartnerSummary},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::api;
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{grouped, m, t, tf, tn},
    ui::{
        Avatar, Badge, DataTable, EmptyState, Kind, LinkButton, LoadMore, PageHeader, PageTitle,
        RowName, SkeletonRows, TextInput, Time, Tone, toasts,
    },
    words,
};

/// The partners of the portal, by name.
#[component]
pub fn PartnersPage() -> impl IntoView {
    let query = use_query_map();
    let search = Memo::new(move |_| query.read().get("q").unwrap_or_default());
    let first = Resource::new(move || search.get(), |search| api::list(search, None));
    view! {
        <PageTitle text=t(m::PARTNERS_TITLE) />
        <div class="page">
            <PageHeader title=t(m::PARTNERS_TITLE) help=t(m::PARTNERS_HELP)>
                <LinkButton href="/operator/partners/new" kind=Kind::Primary icon="plus">
                    {t(m::PANEL_CREATE_PARTNER)}
                </LinkButton>
            </PageHeader>
            <Search search />
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(page) => view! { <Rows page search=search.get_untracked() /> }.into_any(),
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// The search; it lives in the address, and works as a plain form too.
#[component]
fn Search(search: Memo<String>) -> impl IntoView {
    let typed = RwSignal::new(search.get_untracked());
    let navigate = use_navigate();
    Effect::new(move |before: Option<String>| {
        let text = typed.get();
        if before.is_some_and(|before| before != text) {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&address(&text), options);
        }
        text
    });
    view! {
        <form class="toolbar" method="get" action="/operator" role="search" on:submit=|event| event.prevent_default()>
            <TextInput
                value=typed
                kind="search"
                name="q"
                icon="search"
                label=t(m::PARTNERS_SEARCH)
                placeholder=t(m::PARTNERS_SEARCH)
            />
        </form>
    }
    .into_any()
}

fn address(search: &str) -> String {
    if search.trim().is_empty() {
        return "/operator".to_owned();
    }
    let encoded: String = search
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("/operator?q={encoded}")
}

#[component]
fn Rows(page: Page<PartnerSummary>, search: String) -> impl IntoView {
    if page.rows.is_empty() {
        return nothing(&search);
    }
    let total = page.total.rows;
    let rows = RwSignal::new(page.rows);
    let next = RwSignal::new(page.next);
    let busy = RwSignal::new(false);
    let toasts = toasts();
    let load = move || {
        let Some(after) = next.get_untracked() else {
            return;
        };
        busy.set(true);
        let search = search.clone();
        spawn_local(async move {
            match more(search, after).await {
                Ok(page) => {
                    rows.update(|rows| rows.extend(page.rows));
                    next.set(page.next);
                }
                Err(error) => toasts.fail(words::error(&error)),
            }
            busy.set(false);
        });
    };
    let head = || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::PARTNERS_PARTNER)}
            </th>
            <th scope="col">{t(m::FIELD_STATUS)}</th>
            <th scope="col" data-number="">
                {t(m::PANEL_CLIENTS)}
            </th>
            <th scope="col" data-number="">
                {t(m::PARTNERS_MEMBERS)}
            </th>
            <th scope="col">{t(m::PARTNERS_CREATED)}</th>
        }
        .into_any()
    };
    let foot = move || {
        let words = move || {
            let shown = u64::try_from(rows.read().len()).unwrap_or(u64::MAX);
            tf(
                m::PARTNERS_SHOWN,
                &[("shown", &grouped(shown)), ("total", &grouped(total))],
            )
        };
        view! {
            <LoadMore
                more=Signal::derive(move || next.read().is_some())
                busy
                words=Signal::derive(words)
                on_load=load
            />
        }
        .into_any()
    };
    view! {
        <DataTable label=t(m::PARTNERS_TITLE) head foot>
            <For each=move || rows.get() key=|partner| partner.id let:partner>
                {row(partner)}
            </For>
        </DataTable>
    }
    .into_any()
}

async fn more(search: String, after: Cursor) -> Result<Page<PartnerSummary>, ApiError> {
    api::list(search, Some(after)).await
}

fn row(partner: PartnerSummary) -> AnyView {
    let href = format!("/operator/partners/{}", partner.id);
    let avatar = {
        let name = partner.name.clone();
        move || view! { <Avatar name /> }.into_any()
    };
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name=partner.name href sub=partner.slug picture=avatar />
            </th>
            <td data-phone="under">{status(partner.status)}</td>
            <td data-number="" data-phone="end">
                {grouped(partner.clients)}
            </td>
            <td data-number="">{grouped(partner.members)}</td>
            <td>
                <Time at=partner.created_at.to_rfc3339() />
            </td>
        </tr>
    }
    .into_any()
}

/// Whether a partner may work, as a badge.
pub(super) fn status(status: PartnerStatus) -> AnyView {
    let (tone, words) = match status {
        PartnerStatus::Active => (Tone::Success, m::PARTNERS_ACTIVE),
        PartnerStatus::Suspended => (Tone::Warning, m::PARTNERS_SUSPENDED),
    };
    view! { <Badge tone>{t(words)}</Badge> }.into_any()
}

fn nothing(search: &str) -> AnyView {
    if search.trim().is_empty() {
        return view! {
            <EmptyState icon="building-2" title=t(m::PARTNERS_NONE) text=t(m::PARTNERS_NONE_TEXT)>
                <LinkButton href="/operator/partners/new" kind=Kind::Primary icon="plus">
                    {t(m::PANEL_CREATE_PARTNER)}
                </LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState
            icon="search"
            title=tf(m::PARTNERS_NO_MATCH, &[("search", search)])
            text=t(m::PARTNERS_NO_MATCH_TEXT)
        >
            <LinkButton href="/operator">{t(m::PARTNERS_SHOW_ALL)}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

/// How many clients a partner has, in words.
pub(super) fn clients(clients: u64) -> String {
    tn(m::PLANS_CLIENTS, clients)
}

fn bones() -> AnyView {
    view! {
        <div class="table-wrap">
            <table class="table">
                <tbody>
                    <SkeletonRows rows=6 columns=4 />
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::address;

    #[test]
    fn the_search_stands_in_the_address_in_every_script() {
        assert_eq!(address(" "), "/operator");
        assert_eq!(address("a&b"), "/operator?q=a%26b");
        assert_eq!(address("щ"), "/operator?q=%D1%89");
    }
}
