//! The people of a client, as its partner's team sees them (P10).

use domain::{ClientId, Refusal, client_users::ClientTeam, policy::Action};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::ClientTabs;
use crate::{
    api_error::ApiError,
    client_users::{ClientPeople, Desk, InviteButton, Parts},
    failure::LoadError,
    i18n::{m, t},
    panel::{may_on_client, use_here},
    ui::{PageHeader, PageTitle},
    words,
};

/// The page of a client's people.
#[component]
pub fn ClientPeoplePage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let team = Resource::new(
        move || (here.slug(), params.read().get("client").unwrap_or_default()),
        |(at, id)| async move {
            match id.parse::<ClientId>() {
                Ok(id) => Desk::Panel(at).team(id).await,
                Err(_) => not_found(),
            }
        },
    );
    let content = move || {
        Suspend::new(async move {
            let client = params.read_untracked().get("client").unwrap_or_default();
            let client = client
                .parse::<ClientId>()
                .map_err(|_| ApiError::Refused(Refusal::NotFound));
            let staff = here.staff().await;
            let found = team.await;
            match staff.and_then(|staff| Ok((staff, client?, found?))) {
                Ok(((me, place), client, found)) => {
                    let verdict =
                        may_on_client(&me, &place, Action::ManageClientUsers, found.status);
                    let refused = words::why_not(&verdict);
                    let parts = Parts::new(Desk::Panel(place.slug), client, team, refused);
                    view! { <Content client found parts /> }.into_any()
                }
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! { <Transition>{content}</Transition> }
}

fn not_found() -> Result<ClientTeam, ApiError> {
    #[cfg(feature = "ssr")]
    return crate::desk::answer(Err(Refusal::NotFound.into()));
    #[cfg(not(feature = "ssr"))]
    return Err(Refusal::NotFound.into());
}

#[component]
fn Content(client: ClientId, found: ClientTeam, parts: Parts) -> impl IntoView {
    let here = use_here();
    let title = found.company.clone();
    let (asking, inviting) = (found.clone(), parts.clone());
    view! {
        <PageTitle text=title.clone() />
        <div class="page">
            <PageHeader
                title
                above=(here.at("clients"), t(m::CLIENTS_TITLE).to_owned())
                help=t(m::CLIENT_USERS_INTRO)
            >
                <InviteButton found=asking parts=inviting />
            </PageHeader>
            <ClientTabs client />
            <ClientPeople found parts />
        </div>
    }
    .into_any()
}
