use domain::{
    ClientId, Refusal, ServiceId,
    catalogue::ItemKind,
    clients::ClientDetails,
    policy::Action,
    services::{ServiceSummary, Step},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{api, edit::EditDialog, row::row, steps::Desk};
use crate::{
    api_error::ApiError,
    clients::ClientFrame,
    i18n::{m, t, tf},
    orders::{failed, new_order},
    panel::{use_here, why_not},
    ui::{Confirm, DataTable, EmptyState, Refused, Section, toasts},
    words,
};

/// The services of a client.
#[component]
pub fn ClientServicesPage() -> impl IntoView {
    view! { <ClientHas kind=ItemKind::Service /> }
}

/// The add-ons of a client, with what they extend.
#[component]
pub fn ClientAddOnsPage() -> impl IntoView {
    view! { <ClientHas kind=ItemKind::AddOn /> }
}

/// The domains of a client.
#[component]
pub fn ClientDomainsPage() -> impl IntoView {
    view! { <ClientHas kind=ItemKind::Domain /> }
}

#[component]
fn ClientHas(kind: ItemKind) -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let services = Resource::new(
        move || (here.slug(), params.read().get("client").unwrap_or_default()),
        |(at, id)| async move {
            match id.parse::<ClientId>() {
                Ok(id) => api::of_client(at, id).await,
                Err(_) => Err(ApiError::Refused(Refusal::NotFound)),
            }
        },
    );
    // Dialogs stay open while the list comes anew.
    let desk = Desk {
        here,
        edited: RwSignal::new(None),
        canceled: RwSignal::new(None),
        on_change: Callback::new(move |()| services.refetch()),
        toasts: toasts(),
    };
    view! {
        <ClientFrame actions=move |client: ClientDetails| new_order(here, &client)>
            <Transition>
                {move || Suspend::new(async move {
                    let staff = here.staff().await;
                    let services = services.await;
                    match staff.and_then(|staff| Ok((staff, services?))) {
                        Ok(((me, place), all)) => {
                            let reason = why_not(&me, &place, Action::EditServices);
                            view! { <Has kind all desk reason /> }.into_any()
                        }
                        Err(error) => failed(error),
                    }
                })}
            </Transition>
        </ClientFrame>
        <EditDialog desk />
        <Confirm
            id="cancel-service"
            asked=desk.canceled
            question=|name| tf(m::SERVICES_CANCEL_TITLE, &[("name", name)])
            text=t(m::SERVICES_CANCEL_TEXT)
            action=t(m::SERVICES_CANCEL)
            on_yes=move |service: ServiceSummary| desk.step(&service, Step::Cancel)
        />
    }
}

#[component]
fn Has(
    kind: ItemKind,
    all: Vec<ServiceSummary>,
    desk: Desk,
    /// Why the reader may not change services.
    reason: Option<String>,
) -> impl IntoView {
    let title = words::item_kinds(kind);
    let head = || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::FIELD_NAME)}
            </th>
            <th scope="col">{t(m::FIELD_STATUS)}</th>
            <th scope="col" data-number="">
                {t(m::FIELD_PRICE)}
            </th>
            <th scope="col">{t(m::SERVICES_NEXT)}</th>
            <th scope="col">{t(m::ORDERS_ORDER_HEAD)}</th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
            </th>
        }
        .into_any()
    };
    let name_of = |id: ServiceId| {
        let known = all.iter().find(|service| service.id == id);
        known.map(ServiceSummary::title)
    };
    let why = Signal::stored(reason.clone());
    let of_kind = all.iter().filter(|service| service.kind == kind);
    let rows: Vec<AnyView> = of_kind
        .map(|service| {
            let extended = service.extends.and_then(name_of);
            row(desk, service.clone(), extended, why)
        })
        .collect();
    let list = if rows.is_empty() {
        let text = t(m::SERVICES_NONE_TEXT);
        view! { <EmptyState icon="package" title=t(none(kind)) text /> }.into_any()
    } else {
        view! {
            <DataTable label=title head>
                {rows}
            </DataTable>
        }
        .into_any()
    };
    view! {
        {reason.map(|text| view! { <Refused text /> })}
        <Section title>{list}</Section>
    }
    .into_any()
}

const fn none(kind: ItemKind) -> crate::i18n::Msg {
    match kind {
        ItemKind::Service => m::SERVICES_NONE,
        ItemKind::AddOn => m::SERVICES_NO_ADD_ONS,
        ItemKind::Domain => m::SERVICES_NO_DOMAINS,
    }
}
