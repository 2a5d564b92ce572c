use domain::{ClientId, clients::ClientDetails};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{page::client_of_address, status::ClientStanding, tabs::ClientTabs};
use crate::{
    failure::LoadError,
    i18n::{m, t},
    panel::use_here,
    ui::{Avatar, Bone, PageHeader, PageTitle, Size, Skeleton},
};

/// The frame of a view of one client: its name and the ways to the other views.
#[component]
pub fn ClientFrame(
    /// What can be done at the right of its name.
    #[prop(optional, into)]
    actions: Option<Callback<(ClientDetails,), AnyView>>,
    children: Children,
) -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let client = client_of_address(here);
    let head = move || {
        Suspend::new(async move {
            let client = match client.await {
                Ok(client) => client,
                Err(error) => return view! { <LoadError error /> }.into_any(),
            };
            let company = client.draft.company.clone();
            let name = company.clone();
            let picture = move || view! { <Avatar name size=Size::Large /> };
            let (status, trial_ends_at) = (client.status, client.trial_ends_at);
            let actions = actions.map(|actions| actions.run((client,)));
            let standing = move || view! { <ClientStanding status trial_ends_at /> };
            view! {
                <PageTitle text=company.clone() />
                <PageHeader
                    title=company
                    above=(here.at("clients"), t(m::CLIENTS_TITLE).to_owned())
                    before=picture
                    status=standing
                >
                    {actions}
                </PageHeader>
            }
            .into_any()
        })
    };
    let tabs = move || {
        let client = params.read().get("client")?.parse::<ClientId>().ok()?;
        Some(view! { <ClientTabs client /> })
    };
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Skeleton bone=Bone::Title /> }>{head}</Transition>
            {tabs}
            {children()}
        </div>
    }
    .into_any()
}
