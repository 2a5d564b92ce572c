//! The partner panel around its pages: who is here, and what they may.

use domain::{
    auth::{Me, Membership},
    clients::ClientStatus,
    policy::{Action, Actor, Object, Staff, Verdict, decide},
};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_params_map};

use crate::{api_error::ApiError, auth};

/// The panel a page stands in: cheap to copy, given to every page below it.
#[derive(Debug, Clone, Copy)]
pub struct Here {
    slug: Memo<String>,
    me: Resource<Result<Me, ApiError>>,
}

/// The panel the calling component stands in.
pub fn use_here() -> Here {
    expect_context::<Here>()
}

impl Here {
    /// The partner's short name, as in the address.
    pub fn slug(&self) -> String {
        self.slug.get()
    }

    /// The partner's short name, for what happens on a press and not in a view.
    pub fn slug_untracked(&self) -> String {
        self.slug.get_untracked()
    }

    /// An address inside the panel: `at("clients")` is `/p/acme/clients`.
    pub fn at(&self, path: &str) -> String {
        let slug = self.slug.get();
        if path.is_empty() {
            format!("/p/{slug}")
        } else {
            format!("/p/{slug}/{path}")
        }
    }

    /// An address inside the panel, for what happens on a press and not in a view.
    pub fn at_untracked(&self, path: &str) -> String {
        untrack(|| self.at(path))
    }

    /// The signed-in person and their place in this partner's team.
    pub async fn staff(&self) -> Result<(Me, Membership), ApiError> {
        let me = self.me.await?;
        let slug = self.slug.get_untracked();
        let membership = me
            .memberships
            .iter()
            .find(|place| place.slug == slug)
            .cloned();
        let membership = membership.ok_or(ApiError::Refused(domain::Refusal::NotFound))?;
        Ok((me, membership))
    }
}

/// Whether a member may do something at their partner as a whole: the same rule as the server's.
pub fn may(me: &Me, membership: &Membership, action: Action) -> Verdict {
    let object = Object::Partner(membership.partner);
    decide(&actor(me, membership), action, object)
}

/// Whether a member may do something to a client that they see.
pub fn may_on_client(
    me: &Me,
    membership: &Membership,
    action: Action,
    status: ClientStatus,
) -> Verdict {
    let object = Object::Client {
        partner: membership.partner,
        listed: true,
        status,
    };
    decide(&actor(me, membership), action, object)
}

fn actor(me: &Me, membership: &Membership) -> Actor {
    Actor::Staff(Staff {
        user: me.id,
        membership: membership.id,
        partner: membership.partner,
        status: membership.status,
        role: membership.role,
        sees_all: membership.sees_all,
    })
}

/// The frame of the partner panel.
#[component]
pub fn Panel() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let me = Resource::new(|| (), |()| auth::api::me());
    provide_context(Here { slug, me });
    provide_context(crate::clients::ListMemory::default());
    view! { <Outlet /> }
}
