//! The frame of the configuration pages: company, additional fields, billing, reminders, team, e-mails, domains, leaks.

use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    panel::use_here,
    ui::{PageHeader, PageTitle, Tab, Tabs},
};

/// The head of a configuration page with the ways to the others.
#[component]
pub fn ConfigurationHead(
    /// What can be done on this page.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let here = use_here();
    let company = here.at("configuration");
    let fields = here.at("configuration/fields");
    let team = here.at("configuration/team");
    let mails = here.at("configuration/mails");
    let brand = here.at("configuration/brand");
    let leaks = here.at("configuration/leaks");
    let billing = here.at("configuration/billing");
    let reminders = here.at("configuration/reminders");
    let domains = here.at("configuration/domains");
    view! {
        <PageTitle text=t(m::CONFIGURATION_TITLE) />
        <PageHeader title=t(m::CONFIGURATION_TITLE)>{children.map(|children| children())}</PageHeader>
        <Tabs label=t(m::CONFIGURATION_TITLE)>
            <Tab href=company exact=true>
                {t(m::CONFIGURATION_COMPANY)}
            </Tab>
            <Tab href=brand>{t(m::CONFIGURATION_BRAND)}</Tab>
            <Tab href=fields>{t(m::CONFIGURATION_FIELDS)}</Tab>
            <Tab href=billing>{t(m::BILLING_TITLE)}</Tab>
            <Tab href=reminders>{t(m::DUNNING_TITLE)}</Tab>
            <Tab href=team>{t(m::CONFIGURATION_TEAM)}</Tab>
            <Tab href=mails>{t(m::CONFIGURATION_MAILS)}</Tab>
            <Tab href=leaks>{t(m::CONFIGURATION_LEAKS)}</Tab>
            <Tab href=domains>{t(m::CONFIGURATION_DOMAINS)}</Tab>
        </Tabs>
    }
    .into_any()
}
