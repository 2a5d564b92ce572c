//! The frame of the configuration pages: company, additional fields, billing, reminders, team, e-mails, domains, leaks.

use domain::policy;
use leptos::prelude::*;

use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t},
    panel::{use_here, why_not},
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

/// A configuration page that shows what it loaded: `show` gets the partner's short name, what was
/// found, and why the reader may only look, if `action` is not theirs to do.
pub(crate) fn configured<T>(
    loaded: Resource<Result<T, ApiError>>,
    action: policy::Action,
    show: fn(String, T, Option<String>) -> AnyView,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let here = use_here();
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, loaded.await) {
                (Ok((me, place)), Ok(found)) => {
                    let refused = why_not(&me, &place, action);
                    show(place.slug, found, refused)
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <ConfigurationHead />
        <Suspense>{content}</Suspense>
    }
}
