//! The people of a client: who is in, who was asked, what each may do (G1–G8, P10).
//!
//! The same page for the partner's team and for the client's owners.

pub mod api;
mod boxes;
mod form;
mod grid;
mod invitations;
mod mirror;
mod people;

use domain::{ClientId, client_users::ClientTeam};
use leptos::prelude::*;

pub use api::Desk;

use self::{form::Invite, invitations::Invitations, people::People};
use crate::{
    api_error::ApiError,
    i18n::{m, t},
    ui::{Callout, EmptyState, Tone, toasts},
    words,
};

/// What the parts of the page share.
#[derive(Debug, Clone)]
pub struct Parts {
    desk: Desk,
    client: ClientId,
    team: Resource<Result<ClientTeam, ApiError>>,
    /// Why this person may not change anything here; nothing when they may.
    refused: Option<String>,
}

impl Parts {
    pub(crate) const fn new(
        desk: Desk,
        client: ClientId,
        team: Resource<Result<ClientTeam, ApiError>>,
        refused: Option<String>,
    ) -> Self {
        Self {
            desk,
            client,
            team,
            refused,
        }
    }

    /// Says what was done and shows the people as they are now, or says why it was not done.
    fn tell(&self, answer: Result<(), ApiError>, done: String) {
        match answer {
            Ok(()) => {
                toasts().say(done);
                self.team.refetch();
            }
            Err(error) => toasts().fail(words::error(&error)),
        }
    }
}

/// The button that invites.
#[component]
pub fn InviteButton(found: ClientTeam, parts: Parts) -> impl IntoView {
    view! { <Invite found parts /> }
}

/// The people and the invitations of a client.
#[component]
pub fn ClientPeople(found: ClientTeam, parts: Parts) -> impl IntoView {
    let without_plan = found.plan.is_none().then(|| {
        view! {
            <Callout tone=Tone::Warning>
                <p>{t(m::CLIENT_USERS_NO_PLAN)}</p>
            </Callout>
        }
    });
    let is_empty = found.users.is_empty() && found.invitations.is_empty();
    let empty = is_empty.then(|| {
        view! {
            <EmptyState
                icon="users"
                title=t(m::CLIENT_USERS_EMPTY)
                text=t(m::CLIENT_USERS_EMPTY_TEXT)
            />
        }
    });
    let people = (!found.users.is_empty())
        .then(|| view! { <People found=found.clone() parts=parts.clone() /> });
    view! {
        {without_plan}
        {empty}
        {people}
        <Invitations found parts />
    }
    .into_any()
}
