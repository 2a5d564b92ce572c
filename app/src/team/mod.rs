//! The team of a partner: members, their rights, invitations (G2–G6, C2).

pub mod api;
mod invitations;
mod invite;
mod members;
mod rights;
mod scope_picker;

use domain::{policy::Action, team::Team};
use leptos::prelude::*;

use crate::{
    api_error::ApiError,
    configuration::ConfigurationHead,
    failure::LoadError,
    panel::{may, use_here},
    words,
};
use invitations::Invitations;
use invite::Invite;
use members::Members;

/// The team page.
#[component]
pub fn TeamPage() -> impl IntoView {
    let here = use_here();
    let team = Resource::new(move || here.slug(), api::team);
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, team.await) {
                (Ok((me, place)), Ok(found)) => {
                    let verdict = may(&me, &place, Action::ManageTeam);
                    let refused = words::why_not(&verdict);
                    let parts = Parts {
                        slug: place.slug,
                        team,
                        refused,
                    };
                    view! { <Content found parts /> }.into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! { <Transition>{content}</Transition> }
}

/// What the parts of the page share.
#[derive(Debug, Clone)]
struct Parts {
    slug: String,
    team: Resource<Result<Team, ApiError>>,
    /// Why this person may not change the team; nothing when they may.
    refused: Option<String>,
}

impl Parts {
    /// Says what was done and shows the team as it is now, or says why it was not done.
    fn tell(&self, answer: Result<(), ApiError>, done: String) {
        match answer {
            Ok(()) => {
                crate::ui::toasts().say(done);
                self.team.refetch();
            }
            Err(error) => crate::ui::toasts().fail(words::error(&error)),
        }
    }
}

#[component]
fn Content(found: Team, parts: Parts) -> impl IntoView {
    let Team {
        members,
        invitations,
        clients,
    } = found;
    let inviting = parts.clone();
    view! {
        <ConfigurationHead>
            <Invite clients parts=inviting />
        </ConfigurationHead>
        <Members members clients parts=parts.clone() />
        <Invitations invitations parts />
    }
    .into_any()
}
