use domain::clients::ClientSummary;
use leptos::prelude::*;

use super::figures::badge;
use crate::{
    i18n::{m, t, tf},
    panel::Here,
    ui::{
        Avatar, DataTable, EmptyState, Kind, Menu, MenuLink, RowName, Size, StatusBadge, Telling,
        Time,
    },
};

/// The newest clients with their plan and status, manageable from here (P5).
#[component]
pub fn Newest(here: Here, clients: Vec<ClientSummary>) -> impl IntoView {
    let head = || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::DASHBOARD_CLIENT)}
            </th>
            <th scope="col">{t(m::FIELD_STATUS)}</th>
            <th scope="col">{t(m::FIELD_PLAN)}</th>
            <th scope="col">{t(m::FIELD_MANAGER)}</th>
            <th scope="col">{t(m::DASHBOARD_ADDED_AT)}</th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
            </th>
        }
        .into_any()
    };
    let rows = clients
        .into_iter()
        .map(|client| row(here, client))
        .collect::<Vec<_>>();
    view! {
        <DataTable label=t(m::DASHBOARD_NEWEST) head>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(here: Here, client: ClientSummary) -> AnyView {
    let href = here.at(&format!("clients/{}", client.id));
    let avatar = {
        let name = client.company.clone();
        move || view! { <Avatar name /> }.into_any()
    };
    let plan = client.plan.map(|(id, name)| {
        view! { <a href=here.at(&format!("plans/{id}"))>{name}</a> }
    });
    let sub = Some(client.contact).filter(|contact| !contact.is_empty());
    let label = tf(m::UI_ACTIONS_FOR, &[("name", &client.company)]);
    let (open, edit) = (href.clone(), format!("{href}/edit"));
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name=client.company href sub=sub.unwrap_or_default() picture=avatar />
            </th>
            <td data-phone="under">
                <StatusBadge status=badge(client.status) />
            </td>
            <td data-phone="end">{plan.map_or_else(|| none().into_any(), IntoAny::into_any)}</td>
            <td>
                {client
                    .manager
                    .map_or_else(|| none().into_any(), |(_, name)| name.into_any())}
            </td>
            <td>
                <Time at=client.created_at.to_rfc3339() />
            </td>
            <td data-menu="">
                <Menu
                    id=format!("actions-{}", client.id)
                    label
                    icon="ellipsis"
                    bare=true
                    kind=Kind::Ghost
                    size=Size::Small
                    end=true
                >
                    <MenuLink href=open.clone() icon="eye">
                        {t(m::DASHBOARD_OPEN)}
                    </MenuLink>
                    <MenuLink href=edit.clone() icon="pencil">
                        {t(m::DASHBOARD_EDIT)}
                    </MenuLink>
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

fn none() -> impl IntoView {
    view! { <span class="muted">"–"</span> }
}

/// The trials that end within seven days, soonest first (P15).
#[component]
pub fn TrialsEnding(here: Here, clients: Vec<ClientSummary>) -> impl IntoView {
    if clients.is_empty() {
        return view! {
            <EmptyState icon="clock" title=t(m::DASHBOARD_NO_TRIALS) small=true />
        }
        .into_any();
    }
    let rows = clients
        .into_iter()
        .map(|client| {
            let href = here.at(&format!("clients/{}", client.id));
            let ends = client.trial_ends_at.map(|at| {
                view! { <Time at=at.to_rfc3339() telling=Telling::Relative /> }
            });
            let plan = client
                .plan
                .map(|(_, name)| view! { <span class="feed-note">{name}</span> });
            view! {
                <li>
                    <Avatar name=client.company.clone() size=Size::Small />
                    <div>
                        <a href=href>{client.company}</a>
                        {plan}
                    </div>
                    {ends}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="feed">{rows}</ul> }.into_any()
}
