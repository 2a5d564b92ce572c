//! The partner panel around its pages: who is here, and what they may.

mod arrival;
mod commands;
mod frame;
mod keys;
mod places;
mod rail;
mod theme;
mod told;
mod top_bar;

use domain::{
    ClientId, Refusal,
    auth::{ClientPlace, Me, Membership, Office},
    clients::ClientStatus,
    partners::PartnerStatus,
    policy::{Action, Actor, ClientUser, Object, Staff, Verdict, decide},
};
use leptos::{prelude::*, web_sys::HtmlElement};
use leptos_meta::Title;
use leptos_router::{components::Outlet, hooks::use_location};

use crate::{
    api_error::ApiError,
    auth,
    failure::{LoadError, NotFoundPage},
    i18n::{m, t, tf},
    ui::{EmptyState, PageTitle, in_title},
    words,
};

pub use arrival::*;
pub use commands::*;
pub use frame::*;
pub use keys::*;
pub use places::{Place, Places};
pub(crate) use places::{office_address, section_path};
pub use rail::*;
pub use top_bar::*;

/// The panel a page stands in: cheap to copy, given to every page below it.
#[derive(Debug, Clone, Copy)]
pub struct Here {
    slug: Memo<String>,
    client: Memo<Option<ClientId>>,
    me: RwSignal<Option<Me>>,
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

    /// The partner's short name, without following it.
    pub fn slug_untracked(&self) -> String {
        self.slug.get_untracked()
    }

    /// An address inside the panel: `at("clients")` is `/p/acme/clients`.
    pub fn at(&self, path: &str) -> String {
        places::address(&self.slug.get_untracked(), path)
    }

    /// The signed-in person and their place in this partner's team.
    ///
    /// # Errors
    /// Signed out, or not found when the person is not in that team.
    #[expect(clippy::unused_async, reason = "pages await it beside what they load")]
    pub async fn staff(&self) -> Result<(Me, Membership), ApiError> {
        untrack(|| self.place())
    }

    /// The signed-in person and their place in this partner's team, followed as they change.
    pub(crate) fn place(&self) -> Result<(Me, Membership), ApiError> {
        let me = self.me.get().ok_or(ApiError::Refused(Refusal::SignedOut))?;
        let slug = self.slug.get();
        let membership = me
            .memberships
            .iter()
            .find(|place| place.slug == slug)
            .cloned();
        let membership = membership.ok_or(ApiError::Refused(Refusal::NotFound))?;
        Ok((me, membership))
    }

    /// The client whose pages the address is about.
    pub fn client(&self) -> Option<ClientId> {
        self.client.get()
    }

    /// The signed-in person, who serves them here, and their place at the client of the address.
    ///
    /// # Errors
    /// Signed out, or not found when the person does not belong to that client.
    pub fn office(&self) -> Result<(Me, Office, ClientPlace), ApiError> {
        let me = self.me()?;
        let client = self.client.get();
        let office = me
            .office
            .clone()
            .ok_or(ApiError::Refused(Refusal::NotFound))?;
        let place = (office.places.iter())
            .find(|place| Some(place.person.client) == client)
            .cloned()
            .ok_or(ApiError::Refused(Refusal::NotFound))?;
        Ok((me, office, place))
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// Signed out.
    pub fn me(&self) -> Result<Me, ApiError> {
        self.me.get().ok_or(ApiError::Refused(Refusal::SignedOut))
    }

    /// Asks again who is here: after the person changed their name, or the company its own.
    pub fn refresh(&self) {
        let me = self.me;
        leptos::task::spawn_local(async move {
            if let Ok(now) = auth::api::me().await {
                me.set(Some(now));
            }
        });
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

/// Why a person of a client, or a visitor, may not do something there; nothing when they may.
pub fn why_not_own(person: &ClientUser, action: Action) -> Option<String> {
    let object = Object::Own {
        partner: person.partner,
        client: person.client,
    };
    let actor = Actor::Client(Box::new(person.clone()));
    words::why_not(&decide(&actor, action, object))
}

/// Why a member may not do something, to stand beside the greyed control; nothing when they may.
pub fn why_not(me: &Me, membership: &Membership, action: Action) -> Option<String> {
    words::why_not(&may(me, membership, action))
}

/// Goes to an address of the portal as a pressed link would, so that an edited form is asked first.
pub fn go(href: &str) {
    use leptos::wasm_bindgen::JsCast;
    let Ok(link) = document().create_element("a") else {
        return;
    };
    let Ok(link) = link.dyn_into::<HtmlElement>() else {
        return;
    };
    let _ = link.set_attribute("href", href);
    if let Some(body) = document().body() {
        let _ = body.append_child(&link);
        link.click();
        link.remove();
    }
}

/// Makes `use_here()` work in every page; once, inside the router and above its routes.
pub fn provide_here() {
    let path = use_location().pathname;
    // Outside of a panel the last one is kept, for the page that is being left still asks for it.
    let slug = Memo::new(move |last: Option<&String>| {
        let slug = slug_of(&path.read()).map(ToOwned::to_owned);
        slug.or_else(|| last.cloned()).unwrap_or_default()
    });
    let client = Memo::new(move |last: Option<&Option<ClientId>>| {
        client_of(&path.read()).or_else(|| last.copied().flatten())
    });
    let me = RwSignal::new(told::me());
    provide_context(Here { slug, client, me });
    provide_context(crate::clients::ListMemory::default());
}

/// The partner's short name in an address of its panel.
fn slug_of(path: &str) -> Option<&str> {
    let slug = path.strip_prefix("/p/")?.split('/').next()?;
    (!slug.is_empty()).then_some(slug)
}

/// The client in an address of its own pages.
fn client_of(path: &str) -> Option<ClientId> {
    path.strip_prefix("/c/")?.split('/').next()?.parse().ok()
}

/// The frame of the partner panel.
#[component]
pub fn Panel() -> impl IntoView {
    let here = use_here();
    // Known before anything is rendered: a frame that waited would build its page twice.
    move || match here.place() {
        Ok((me, place)) => at_work(me, place),
        Err(error) => no_frame(error),
    }
}

/// What stands instead of a frame.
pub fn no_frame(error: ApiError) -> AnyView {
    if error == ApiError::Refused(Refusal::NotFound) {
        return view! { <NotFoundPage /> }.into_any();
    }
    view! {
        <main id="content">
            <LoadError error />
        </main>
    }
    .into_any()
}

fn at_work(me: Me, place: Membership) -> AnyView {
    if place.status == PartnerStatus::Suspended {
        return view! { <Suspended me place /> }.into_any();
    }
    let company = in_title(&place.name);
    let places = Places::of_panel(&me, &place);
    view! {
        <Title formatter=move |page: String| format!("{page} · {company}") />
        <Frame me name=place.name.clone() places at=place>
            <Outlet />
        </Frame>
    }
    .into_any()
}

/// Said instead of the panel while the operator has suspended the partner.
#[component]
fn Suspended(me: Me, place: Membership) -> impl IntoView {
    let title = tf(m::PANEL_SUSPENDED, &[("company", &place.name)]);
    let places = Places::none();
    view! {
        <PageTitle text=title.clone() />
        <Frame me name=place.name.clone() places at=place>
            <div class="page">
                <h1 class="visually-hidden" tabindex="-1">
                    {title.clone()}
                </h1>
                <EmptyState icon="pause" title text=t(m::PANEL_SUSPENDED_TEXT) />
            </div>
        </Frame>
    }
    .into_any()
}
