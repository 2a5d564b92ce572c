use domain::{
    clients::{ClientQuery, ClientStatus},
    dashboard::Dashboard,
};
use leptos::prelude::*;

use crate::{
    i18n::{grouped, m, t, tn},
    panel::Here,
    ui::{Bars, Section, Stat, Status, StatusBadge},
};

/// The four numbers of a partner, each with what it counts (P4).
#[component]
pub fn Figures(here: Here, found: Dashboard) -> impl IntoView {
    let figures = [
        (
            m::PANEL_CLIENTS,
            found.clients,
            m::DASHBOARD_CLIENTS_ARE,
            Some("clients"),
        ),
        (
            m::DASHBOARD_USERS,
            found.users,
            m::DASHBOARD_USERS_ARE,
            Some("configuration/team"),
        ),
        (
            m::DASHBOARD_PLANS,
            found.plans,
            m::DASHBOARD_PLANS_ARE,
            Some("plans"),
        ),
        (
            m::DASHBOARD_SUBSCRIPTIONS,
            found.subscriptions,
            m::DASHBOARD_SUBSCRIPTIONS_ARE,
            None,
        ),
    ];
    let figure = |(name, value, what, path): (_, u64, _, Option<&str>)| match path {
        Some(path) => view! {
            <Stat label=t(name) value=grouped(value) source=t(what) href=here.at(path)>
                {t(what)}
            </Stat>
        }
        .into_any(),
        None => view! { <Stat label=t(name) value=grouped(value) source=t(what)>{t(what)}</Stat> }
            .into_any(),
    };
    view! { <div class="stats">{figures.into_iter().map(figure).collect_view()}</div> }.into_any()
}

/// New clients of the last 30 days, one bar a day.
#[component]
pub fn NewClients(added_by_day: Vec<u32>) -> impl IntoView {
    let total: u64 = added_by_day.iter().map(|added| u64::from(*added)).sum();
    let label = tn(m::DASHBOARD_ADDED, total);
    view! {
        <Section title=t(m::DASHBOARD_NEW_CLIENTS)>
            <p class="secondary">{label.clone()}</p>
            <Bars values=by_day(&added_by_day) label />
        </Section>
    }
    .into_any()
}

/// The days with their names, counted back from today: the reader's calendar is not known here.
fn by_day(added: &[u32]) -> Vec<(String, u32)> {
    let mut ago = u64::try_from(added.len()).unwrap_or(0);
    added
        .iter()
        .map(|added| {
            ago = ago.saturating_sub(1);
            let name = match ago {
                0 => t(m::DASHBOARD_TODAY).to_owned(),
                ago => tn(m::DASHBOARD_DAYS_AGO, ago),
            };
            (name, *added)
        })
        .collect()
}

/// How the clients stand: each status with its share.
#[component]
pub fn ByStatus(here: Here, by_status: Vec<u64>) -> impl IntoView {
    let most = by_status.iter().copied().max().unwrap_or(0).max(1);
    let rows = ClientStatus::ALL
        .into_iter()
        .zip(by_status)
        .map(|(status, clients)| {
            let query = ClientQuery {
                status: Some(status),
                ..ClientQuery::default()
            };
            let params = query
                .to_params()
                .into_iter()
                .map(|(name, value)| format!("{name}={value}"));
            let href = here.at(&format!("clients?{}", params.collect::<Vec<_>>().join("&")));
            view! {
                <li>
                    <a href=href>
                        <StatusBadge status=badge(status) />
                    </a>
                    <progress
                        class="progress"
                        data-size="large"
                        value=clients.to_string()
                        max=most.to_string()
                        aria-hidden="true"
                    ></progress>
                    <span class="number">{grouped(clients)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title=t(m::DASHBOARD_BY_STATUS)>
            <ul class="status-bars">{rows}</ul>
        </Section>
    }
    .into_any()
}

/// The badge of a status.
pub(super) const fn badge(status: ClientStatus) -> Status {
    match status {
        ClientStatus::Trial => Status::Trial,
        ClientStatus::Active => Status::Active,
        ClientStatus::Blocked => Status::Blocked,
        ClientStatus::Closed => Status::Closed,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_last_bar_is_today() {
        let days = by_day(&[4, 0, 2]);
        assert_eq!(
            days,
            [
                ("2 days ago".to_owned(), 4),
                ("1 day ago".to_owned(), 0),
                ("Today".to_owned(), 2)
            ]
        );
    }
}
