//! The people of one's own client, for its owners (G2–G8).

use domain::{Refusal, client_users::ClientRole};
use leptos::prelude::*;

use crate::{
    client_users::{ClientPeople, Desk, InviteButton, Parts},
    failure::LoadError,
    i18n::{m, t},
    panel::use_here,
    ui::{PageHeader, PageTitle},
    words,
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
                    let refused = (place.person.role != ClientRole::Owner)
                        .then(|| words::reason(&domain::policy::Reason::OwnerOnly));
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
