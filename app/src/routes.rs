//! Every page and its address.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    auth::SignInPage,
    clients::{ClientPage, ClientsPage, EditClientPage, NewClientPage},
    dashboard::DashboardPage,
    failure::NotFoundPage,
    panel::Panel,
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
                <ParentRoute path=path!("/p/:slug") view=Panel ssr=SsrMode::Async>
                    <Route path=path!("") view=DashboardPage ssr=SsrMode::Async />
                    <Route path=path!("clients") view={Lazy::<ClientsPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("clients/new") view={Lazy::<NewClientPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("clients/:client") view={Lazy::<ClientPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("clients/:client/edit") view={Lazy::<EditClientPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("plans") view={Lazy::<PlansPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("plans/new") view={Lazy::<NewPlanPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("plans/:plan") view={Lazy::<PlanPage>::new()} ssr=SsrMode::Async />
                </ParentRoute>
            </Routes>
        </Router>
    }
}
