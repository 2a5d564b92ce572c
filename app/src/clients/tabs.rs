use domain::ClientId;
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    panel::use_here,
    ui::{Tab, Tabs},
};

/// The views of one client.
#[component]
pub(super) fn ClientTabs(client: ClientId) -> impl IntoView {
    let here = use_here();
    let overview = here.at(&format!("clients/{client}"));
    let people = here.at(&format!("clients/{client}/people"));
    let invoices = here.at(&format!("clients/{client}/invoices"));
    let billing = here.at(&format!("clients/{client}/billing"));
    view! {
        <Tabs label=t(m::CLIENTS_TITLE)>
            <Tab href=overview exact=true>
                {t(m::CLIENTS_OVERVIEW)}
            </Tab>
            <Tab href=people>{t(m::CLIENT_USERS_TITLE)}</Tab>
            <Tab href=invoices>{t(m::INVOICES_TITLE)}</Tab>
            <Tab href=billing>{t(m::BILLING_TITLE)}</Tab>
        </Tabs>
    }
    .into_any()
}
