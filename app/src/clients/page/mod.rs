//! The page of a client (B5).

mod activity;
mod facts;
mod header;
mod usage;

use domain::{ClientId, Refusal, clients::ClientDetails, subscriptions::Subscription};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::{activity::Happened, facts::Facts, header::Header, usage::Uses};
use super::{
    api, assign_plan::AssignPlanDialog, block::BlockDialog, close::CloseDialog, rights::Rights,
    tabs::ClientTabs,
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t},
    panel::{Here, use_here},
    subscriptions::{self, SubscriptionCard},
    ui::{Bone, PageTitle, Section, Skeleton},
    visits::VisitDialog,
};

/// A client with everything about it, and what can be done to it.
#[component]
pub fn ClientPage() -> impl IntoView {
    let here = use_here();
    let client = client_of_address(here);
    // The answer of what was done is the client as it now stands: nothing has to be asked
    // again. It outlives what is shown, so that a notice can still take something back.
    let subscription = subscription_of_address(here);
    let done = Callback::new(move |(now,): (ClientDetails,)| {
        client.set(Some(Ok(now)));
        subscription.refetch();
    });
    view! {
        <Transition fallback=|| view! { <Waiting /> }>
            {move || Suspend::new(async move {
                let staff = here.staff().await;
                let details = client.await;
                let subscription = subscription.await;
                match staff.and_then(|staff| Ok((Rights::new(staff), details?, subscription?))) {
                    Ok((rights, details, subscription)) => {
                        view! { <Client details subscription rights on_done=done /> }.into_any()
                    }
                    Err(error) => view! { <LoadError error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The client that the address names. An address that names none is answered by the server, which
/// knows how to say 404.
pub(in crate::clients) fn client_of_address(
    here: Here,
) -> Resource<Result<ClientDetails, ApiError>> {
    let params = use_params_map();
    Resource::new(
        move || (here.slug(), params.read().get("client").unwrap_or_default()),
        |(at, id)| async move {
            match id.parse::<ClientId>() {
                Ok(id) => api::details(at, id).await,
                Err(_) => not_found(),
            }
        },
    )
}

/// The subscription of the same client; none where there is no such client.
fn subscription_of_address(here: Here) -> Resource<Result<Option<Subscription>, ApiError>> {
    let params = use_params_map();
    Resource::new(
        move || (here.slug(), params.read().get("client").unwrap_or_default()),
        |(at, id)| async move {
            match id.parse::<ClientId>() {
                Ok(id) => subscriptions::api::of_client(at, id).await,
                Err(_) => Ok(None),
            }
        },
    )
}

fn not_found() -> Result<ClientDetails, ApiError> {
    #[cfg(feature = "ssr")]
    return crate::desk::answer(Err(Refusal::NotFound.into()));
    #[cfg(not(feature = "ssr"))]
    return Err(Refusal::NotFound.into());
}

#[component]
fn Client(
    details: ClientDetails,
    subscription: Option<Subscription>,
    rights: Rights,
    on_done: Callback<(ClientDetails,)>,
) -> impl IntoView {
    let open = Dialogs::default();
    let client = details.id;
    let title = details.draft.company.clone();
    let current = Signal::stored(details.clone());
    let some = Signal::stored(Some(details.clone()));
    let visited = Signal::stored(Some((client, details.draft.company.clone())));
    let client_status = details.status;
    let charged = subscription.map(|subscription| {
        view! { <SubscriptionCard client client_status subscription rights /> }
    });
    let (header, uses, facts, happened) =
        (details.clone(), details.clone(), details.clone(), details);
    view! {
        <PageTitle text=title />
        <div class="page">
            <Header client=header rights open on_done />
            <ClientTabs client />
            <div class="columns">
                <div class="stack" data-gap="large">
                    <Section title=t(m::CLIENTS_USAGE)>
                        <Uses client=uses />
                    </Section>
                    {charged}
                    <Facts client=facts />
                </div>
                <Section title=t(m::CLIENTS_ACTIVITY)>
                    <Happened client=happened />
                </Section>
            </div>
        </div>
        <AssignPlanDialog open=open.plan client=some on_done />
        <BlockDialog open=open.block client=some on_done />
        <CloseDialog open=open.close client=current on_done />
        <VisitDialog open=open.visit client=visited />
    }
    .into_any()
}

/// Which dialogs of the page are open.
#[derive(Debug, Clone, Copy, Default)]
struct Dialogs {
    plan: RwSignal<bool>,
    block: RwSignal<bool>,
    close: RwSignal<bool>,
    visit: RwSignal<bool>,
}

/// The page in the shape of what comes.
#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="page" aria-busy="true">
            <header class="page-header">
                <Skeleton bone=Bone::Title />
            </header>
            <div class="columns">
                <Skeleton bone=Bone::Block />
                <Skeleton bone=Bone::Block />
            </div>
        </div>
    }
    .into_any()
}
