use domain::{
    CommissionEntryId, Page,
    commission::{Entry, EntryFilter, EntryKind, Overview},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api,
    explain::Why,
    level::percent,
    names::{class_of, month_name, state},
};
use crate::{
    i18n::{grouped, m, t, tf},
    panel::{Here, go},
    ui::{
        Badge, Choice, DataTable, EmptyState, Kind, LinkButton, LoadMore, RowName, Select, Telling,
        Time, Tone, toasts,
    },
    words,
};

/// The filter that an address asks for; what cannot be read filters nothing.
pub(super) fn filter_in(get: impl Fn(&str) -> Option<String>) -> EntryFilter {
    EntryFilter {
        month: get("month").and_then(|text| text.parse().ok()),
        class: get("class").and_then(|text| text.parse().ok()),
        client: get("client").and_then(|text| text.parse().ok()),
    }
}

/// The address of the list with a filter.
fn address(here: Here, filter: &EntryFilter) -> String {
    let parts = [
        filter.month.map(|month| format!("month={month}")),
        filter.class.map(|class| format!("class={class}")),
        filter.client.map(|client| format!("client={client}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        here.at("commission")
    } else {
        here.at(&format!("commission?{}", parts.join("&")))
    }
}

/// The ledger: every entry, and why it is what it is.
#[component]
pub(super) fn Entries(
    here: Here,
    overview: Overview,
    page: Page<Entry>,
    filter: EntryFilter,
) -> impl IntoView {
    let total = page.total.rows;
    let is_filtered = filter != EntryFilter::default();
    if page.rows.is_empty() && !is_filtered {
        return ().into_any();
    }
    let classes = StoredValue::new(overview.classes.clone());
    let kept = StoredValue::new(filter.clone());
    let rows = RwSignal::new(page.rows);
    let next = RwSignal::new(page.next);
    let busy = RwSignal::new(false);
    let asked = RwSignal::new(None::<CommissionEntryId>);
    let notices = toasts();
    let load = move || {
        let Some(after) = next.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            match api::entries(here.slug_untracked(), kept.get_value(), Some(after)).await {
                Ok(page) => {
                    rows.update(|rows| rows.extend(page.rows));
                    next.set(page.next);
                }
                Err(error) => notices.fail(words::error(&error)),
            }
            busy.set(false);
        });
    };
    let foot = move || {
        let words = move || {
            let shown = u64::try_from(rows.read().len()).unwrap_or(u64::MAX);
            let values = [("shown", grouped(shown)), ("total", grouped(total))];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            tf(m::COMMISSION_SHOWN, &values)
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
    let list = move || {
        if total == 0 {
            return view! {
                <EmptyState small=true icon="search" title=t(m::COMMISSION_NO_MATCH)>
                    <LinkButton href=here.at("commission")>{t(m::COMMISSION_SHOW_ALL)}</LinkButton>
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <DataTable label=t(m::COMMISSION_ENTRIES) head=head foot=foot>
                <For each=move || rows.get() key=|entry| entry.id let:entry>
                    {row(here, entry, &classes.read_value(), kept, asked)}
                </For>
            </DataTable>
        }
        .into_any()
    };
    view! {
        <Filters here overview filter />
        {list()}
        <Why here asked />
    }
    .into_any()
}

/// Month, class and client; each choice is an address.
#[component]
fn Filters(here: Here, overview: Overview, filter: EntryFilter) -> impl IntoView {
    let all = |words| Choice::from(("", t(words)));
    let months = overview
        .months
        .iter()
        .map(|month| Choice::from((month.to_string(), month_name(*month))));
    let months: Vec<Choice> = std::iter::once(all(m::COMMISSION_ALL_MONTHS))
        .chain(months)
        .collect();
    let classes = overview
        .classes
        .iter()
        .map(|class| Choice::from((class.id.to_string(), words::service_class(class))));
    let classes: Vec<Choice> = std::iter::once(all(m::COMMISSION_ALL_CLASSES))
        .chain(classes)
        .collect();
    let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
    let month = text(filter.month.map(|month| month.to_string()));
    let class = text(filter.class.map(|class| class.to_string()));
    let client = filter.client;
    Effect::new(move |before: Option<(String, String)>| {
        let now = (month.get(), class.get());
        if before.is_some_and(|before| before != now) {
            let wanted = EntryFilter {
                month: now.0.parse().ok(),
                class: now.1.parse().ok(),
                client,
            };
            go(&address(here, &wanted));
        }
        now
    });
    let without_client = EntryFilter {
        client: None,
        ..filter
    };
    let chip = client.map(|_| {
        view! {
            <LinkButton href=address(here, &without_client) kind=Kind::Ghost icon="x">
                {t(m::COMMISSION_ONE_CLIENT)}
            </LinkButton>
        }
    });
    view! {
        <div class="toolbar">
            <Select value=month options=months id="commission-month" label=t(m::COMMISSION_MONTH) />
            <Select value=class options=classes id="commission-class" label=t(m::COMMISSION_CLASS) />
            {chip}
        </div>
    }
    .into_any()
}

fn head() -> AnyView {
    view! {
        <th scope="col" data-sticky="">{t(m::COMMISSION_DOCUMENT)}</th>
        <th scope="col">{t(m::COMMISSION_DAY)}</th>
        <th scope="col">{t(m::COMMISSION_CLIENT)}</th>
        <th scope="col">{t(m::COMMISSION_CLASS)}</th>
        <th scope="col" data-number="">{t(m::COMMISSION_BASE)}</th>
        <th scope="col" data-number="">{t(m::COMMISSION_RATE)}</th>
        <th scope="col" data-number="">{t(m::COMMISSION_AMOUNT)}</th>
        <th scope="col">{t(m::FIELD_STATUS)}</th>
    }
    .into_any()
}

fn row(
    here: Here,
    entry: Entry,
    classes: &[domain::catalogue::ServiceClass],
    filter: StoredValue<EntryFilter>,
    asked: RwSignal<Option<CommissionEntryId>>,
) -> AnyView {
    let id = entry.id;
    let of_client = EntryFilter {
        client: Some(entry.client),
        ..filter.get_value()
    };
    let kind = match entry.kind {
        EntryKind::Accrual => m::COMMISSION_INVOICE_LINE,
        EntryKind::Reversal => m::COMMISSION_CREDIT_LINE,
    };
    let position = grouped(u64::from(entry.position) + 1);
    let level = if entry.level.is_empty() {
        t(m::COMMISSION_NO_LEVEL).to_owned()
    } else {
        entry.level.clone()
    };
    let flag = (!entry.is_listed)
        .then(|| view! { <Badge tone=Tone::Warning>{t(m::COMMISSION_NOT_LISTED)}</Badge> });
    let amount = words::money(entry.amount);
    let label = tf(
        m::COMMISSION_WHY_LABEL,
        &[("amount", &amount), ("document", &entry.document)],
    );
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name=entry.document.clone() sub=tf(kind, &[("n", &position)]) />
            </th>
            <td>
                <Time at=entry.at.to_rfc3339() telling=Telling::Date />
            </td>
            <td data-phone="under">
                <a href=address(here, &of_client)>{entry.client_name}</a>
            </td>
            <td>{class_of(classes, entry.class)} " " {flag}</td>
            <td data-number="">{words::money(entry.base)}</td>
            <td data-number="">
                {percent(entry.rate)} <span class="row-sub">{level}</span>
            </td>
            <td data-number="" data-phone="end">
                <button
                    type="button"
                    class="commission-why"
                    aria-label=label
                    aria-haspopup="dialog"
                    on:click=move |_| asked.set(Some(id))
                >
                    {amount}
                </button>
            </td>
            <td data-phone="under">{state(entry.state, entry.is_reversed)}</td>
        </tr>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_filters_nothing() {
        let filter = filter_in(|name| match name {
            "month" => Some("2026-11".to_owned()),
            _ => Some("nonsense".to_owned()),
        });
        assert_eq!(
            filter.month.map(|month| month.to_string()).as_deref(),
            Some("2026-11")
        );
        assert_eq!((filter.class, filter.client), (None, None));
    }
}
