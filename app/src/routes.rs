//! Every page and its address.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    auth::{ProfilePage, SignInPage},
    dashboard::DashboardPage,
    failure::NotFoundPage,
    panel::Panel,
    partners::{NewPartnerPage, OperatorArea, PartnerPage, PartnersPage, PersonArea},
    plans::{NewPlanPage, PlanPage, PlansPage},
};

/// The portal.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                <ParentRoute path=path!("/profile") view=PersonArea ssr=SsrMode::Async>
                    <Route path=path!("") view={Lazy::<ProfilePage>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=path!("/operator") view=OperatorArea ssr=SsrMode::Async>
                    <Route path=path!("") view={Lazy::<PartnersPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("partners/new") view={Lazy::<NewPartnerPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("partners/:partner") view={Lazy::<PartnerPage>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=path!("/p/:slug") view=Panel ssr=SsrMode::Async>
                    <Route path=path!("") view=DashboardPage ssr=SsrMode::Async />
                    <Route path=path!("plans") view={Lazy::<PlansPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("plans/new") view={Lazy::<NewPlanPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("plans/:plan") view={Lazy::<PlanPage>::new()} ssr=SsrMode::Async />
                </ParentRoute>
            </Routes>
        </Router>
    }
}
