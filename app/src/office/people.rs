//! The people of one's own client, for its owners (G2–G8).

use domain::{Refusal, policy::Action};
use leptos::prelude::*;

use crate::{
    client_users::{ClientPeople, Desk, InviteButton, Parts},
    failure::LoadError,
    i18n::{m, t},
    panel::{use_here, why_not_own},
    ui::{PageHeader, PageTitle},
};

/// The page of the client's people.
#[component]
pub fn OfficePeoplePage() -> impl IntoView {
    let here = use_here();
    let team = Resource::new(
        move || here.client(),
        |client| async move {
            match client {
                Some(client) => Desk::Office.team(client).await,
                None => Err(Refusal::NotFound.into()),
            }
        },
    );
    let content = move || {
        Suspend::new(async move {
            match (untrack(|| here.office()), team.await) {
                (Ok((_, _, place)), Ok(found)) => {
                    let refused = why_not_own(&place.person, Action::ManageUsers);
                    let parts = Parts::new(Desk::Office, place.person.client, team, refused);
                    let (asking, inviting) = (found.clone(), parts.clone());
                    view! {
                        <PageHeader
                            title=t(m::CLIENT_USERS_TITLE)
                            help=t(m::CLIENT_USERS_OWN_INTRO)
                        >
                            <InviteButton found=asking parts=inviting />
                        </PageHeader>
                        <ClientPeople found parts />
                    }
                    .into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <PageTitle text=t(m::CLIENT_USERS_TITLE) />
        <div class="page">
            <Transition>{content}</Transition>
        </div>
    }
}
