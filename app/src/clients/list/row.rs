use domain::{ClientId, clients::ClientSummary};
use leptos::prelude::*;

use super::{
    super::{rights::Rights, status::ClientStanding},
    chosen::Chosen,
    listing::Listing,
    look::{Column, Look},
    row_menu::RowMenu,
    table::Asked,
};
use crate::{
    i18n::{m, t},
    panel::use_here,
    ui::{Avatar, RowName, SelectRow, Telling, Time},
};

/// A client in the list; a card on the phone.
#[component]
pub(super) fn Row(
    client: ClientSummary,
    listing: Listing,
    look: RwSignal<Look>,
    rights: Rights,
    chosen: Chosen,
    current: RwSignal<Option<ClientId>>,
    asked: Asked,
) -> impl IntoView {
    let here = use_here();
    let id = client.id;
    let href = here.at(&format!("clients/{id}"));
    let company = client.company.clone();
    let picture = {
        let company = company.clone();
        move || view! { <Avatar name=company /> }
    };
    let sub = (!client.contact.is_empty()).then(|| client.contact.clone());
    let row = client.clone();
    let cells = move || {
        look.read()
            .columns()
            .into_iter()
            .map(|column| cell(&row, column))
            .collect_view()
    };
    view! {
        <tr data-current=move || (current.get() == Some(id)).then_some("")>
            <td data-select="">
                <SelectRow selection=chosen.rows key=id.to_string() name=company.clone() />
            </td>
            <th scope="row" data-sticky="">
                <RowName name=company href sub=sub.unwrap_or_default() picture />
            </th>
            {cells}
            <td data-menu="">
                <RowMenu client listing rights asked />
            </td>
        </tr>
    }
    .into_any()
}

fn cell(client: &ClientSummary, column: Column) -> AnyView {
    match column {
        Column::Status => view! {
            <td data-phone="under">
                <ClientStanding status=client.status trial_ends_at=client.trial_ends_at />
            </td>
        }
        .into_any(),
        Column::Plan => match &client.plan {
            Some((_, name)) => view! { <td data-phone="end">{name.clone()}</td> }.into_any(),
            None => view! {
                <td data-phone="end">
                    <span class="muted">{t(m::CLIENTS_WITHOUT_PLAN)}</span>
                </td>
            }
            .into_any(),
        },
        Column::Manager => {
            let name = client.manager.as_ref().map(|(_, name)| name.clone());
            text(name.unwrap_or_default())
        }
        Column::Email => text(client.email.clone()),
        Column::City => text(client.city.clone()),
        Column::Added => view! {
            <td data-fit="">
                <Time at=client.created_at.to_rfc3339() telling=Telling::Date />
            </td>
        }
        .into_any(),
    }
}

fn text(text: String) -> AnyView {
    if text.is_empty() {
        view! { <td><span class="muted">"–"</span></td> }.into_any()
    } else {
        view! { <td><span class="truncate">{text}</span></td> }.into_any()
    }
}
