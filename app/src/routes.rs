//! Every page and its address.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy,
    SsrMode::Async,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    auth::{InvitationPage, NewPasswordPage, ProfilePage, ResetPage, SignInPage},
    clients::{ClientPage, ClientsPage, EditClientPage, NewClientPage},
    custom_fields::CustomFieldsPage,
    dashboard::DashboardPage,
    failure::NotFoundPage,
    imports::{ImportPage, ImportsPage},
    panel::{Panel, Sheet, provide_here},
    partners::{CompanyPage, NewPartnerPage, OperatorArea, PartnerPage, PartnersPage, PersonArea},
    plans::{NewPlanPage, PlanPage, PlansPage},
    team::TeamPage,
};

/// The portal. Every page is rendered whole before it is sent, so that its status is true, and is
/// loaded by the browser only when somebody goes there.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    // Tells style sheets and tests that presses are heard now.
    Effect::new(|_| {
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("data-alive", "true");
        }
    });
    view! {
        <Router>
            {provide_here()}
            <Routes fallback=NotFoundPage>
                <Route path=path!("/sign-in") view=SignInPage ssr=Async />
                <Route path=path!("/reset") view=ResetPage ssr=Async />
                <Route path=path!("/reset/:token") view=NewPasswordPage ssr=Async />
                <Route path=path!("/invitation/:token") view=InvitationPage ssr=Async />
                <ParentRoute path=path!("/profile") view=PersonArea ssr=Async>
                    <Route path=path!("") view={Lazy::<ProfilePage>::new()} ssr=Async />
                </ParentRoute>
                <ParentRoute path=path!("/operator") view=OperatorArea ssr=Async>
                    <Route path=path!("") view={Lazy::<PartnersPage>::new()} ssr=Async />
                    <Route path=path!("partners/new") view={Lazy::<NewPartnerPage>::new()} ssr=Async />
                    <Route path=path!("partners/:partner") view={Lazy::<PartnerPage>::new()} ssr=Async />
                </ParentRoute>
                <ParentRoute path=path!("/p/:slug") view=Panel ssr=Async>
                    <Route path=path!("") view={Lazy::<DashboardPage>::new()} ssr=Async />
                    <Route path=path!("clients") view={Lazy::<ClientsPage>::new()} ssr=Async />
                    <Route path=path!("clients/new") view={Lazy::<NewClientPage>::new()} ssr=Async />
                    <ParentRoute path=path!("clients/import") view=Sheet ssr=Async>
                        <Route path=path!("") view={Lazy::<ImportsPage>::new()} ssr=Async />
                        <Route path=path!(":import") view={Lazy::<ImportPage>::new()} ssr=Async />
                    </ParentRoute>
                    <Route path=path!("clients/:client") view={Lazy::<ClientPage>::new()} ssr=Async />
                    <Route path=path!("clients/:client/edit") view={Lazy::<EditClientPage>::new()} ssr=Async />
                    <Route path=path!("plans") view={Lazy::<PlansPage>::new()} ssr=Async />
                    <Route path=path!("plans/new") view={Lazy::<NewPlanPage>::new()} ssr=Async />
                    <Route path=path!("plans/:plan") view={Lazy::<PlanPage>::new()} ssr=Async />
                    <ParentRoute path=path!("configuration") view=Sheet ssr=Async>
                        <Route path=path!("") view={Lazy::<CompanyPage>::new()} ssr=Async />
                        <Route path=path!("fields") view={Lazy::<CustomFieldsPage>::new()} ssr=Async />
                        <Route path=path!("team") view={Lazy::<TeamPage>::new()} ssr=Async />
                    </ParentRoute>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
