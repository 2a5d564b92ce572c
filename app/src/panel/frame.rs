use domain::{
    ClientId,
    auth::{Me, Membership},
};
use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::{
    arrival::Arrival,
    commands::Commands,
    keys::{KeySheet, listen},
    places::{Home, Places},
    rail::{BottomBar, Rail, RailWidth},
    top_bar::TopBar,
};
use crate::{
    editing::{LeaveDialog, provide_leaving},
    i18n::{m, t},
    ui::{Toaster, provide_toasts},
    visits::Banner,
};

/// What stands around a page of a signed-in person: rail, top bar, palette, notices.
#[component]
pub fn Frame(
    me: Me,
    /// The company or area one is in.
    name: String,
    places: Places,
    /// The partner one works at, when at one.
    #[prop(optional, into)]
    at: Option<Membership>,
    /// The client whose pages one is on, when on any.
    #[prop(optional, into)]
    client: Option<ClientId>,
    children: Children,
) -> impl IntoView {
    provide_toasts();
    provide_leaving();
    let width = RailWidth::new();
    let palette = RwSignal::new(false);
    let keys = RwSignal::new(false);
    let slug = at.as_ref().map(|at| at.slug.clone());
    let brand = me.office.as_ref().map(|office| office.face.clone());
    let homes = Home::all(&me, slug.as_deref(), client);
    listen(palette, keys, &places);
    let visit = me.office.as_ref().and_then(|office| office.visit.clone());
    let banner = visit.map(|visit| {
        view! { <Banner me=me.clone() client=name.clone() visit /> }
    });
    view! {
        <a class="skip-link" href="#content">
            {t(m::UI_SKIP)}
        </a>
        {banner}
        <div class="shell" data-rail=move || width.name()>
            <Rail name=name.clone() brand=brand.clone() places=places.clone() width />
            <TopBar me name brand homes palette keys />
            <main id="content" tabindex="-1">
                {children()}
            </main>
            <BottomBar places=places.clone() />
        </div>
        <Arrival />
        <Toaster />
        <LeaveDialog />
        <Commands open=palette keys places slug />
        <KeySheet open=keys />
    }
    .into_any()
}

/// The sheet that pages of one kind share, such as those of the configuration.
#[component]
pub fn Sheet() -> impl IntoView {
    view! {
        <div class="page">
            <Outlet />
        </div>
    }
}
