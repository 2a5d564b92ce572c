use domain::{ClientId, catalogue::ItemKind};
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    panel::use_here,
    services,
    ui::{Tab, Tabs},
    words,
};

/// The views of one client.
#[component]
pub(super) fn ClientTabs(client: ClientId) -> impl IntoView {
    let here = use_here();
    let overview = here.at(&format!("clients/{client}"));
    let people = here.at(&format!("clients/{client}/people"));
    let invoices = here.at(&format!("clients/{client}/invoices"));
    let billing = here.at(&format!("clients/{client}/billing"));
    let orders = here.at(&format!("clients/{client}/orders"));
    let has = ItemKind::ALL.map(|kind| {
        let href = here.at(&format!("clients/{client}/{}", services::path_of(kind)));
        view! { <Tab href>{words::item_kinds(kind)}</Tab> }
    });
    view! {
        <Tabs label=t(m::CLIENTS_TITLE)>
            <Tab href=overview exact=true>
                {t(m::CLIENTS_OVERVIEW)}
            </Tab>
            <Tab href=orders>{t(m::ORDERS_TITLE)}</Tab>
            <Tab href=invoices>{t(m::INVOICES_TITLE)}</Tab>
            {has.collect_view()}
            <Tab href=people>{t(m::CLIENT_USERS_TITLE)}</Tab>
            <Tab href=billing>{t(m::BILLING_TITLE)}</Tab>
        </Tabs>
    }
    .into_any()
}
