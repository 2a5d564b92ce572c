//! Every page and its address.

mod pieces;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode::Async,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use self::pieces::{
    Brands, Clients, Commissions, Imports, Invoices, Offices, Operator, Orders, Overview, Plans,
    Settings,
};
use crate::{
    auth::{EnterPage, InvitationPage, NewPasswordPage, PayPage, ResetPage, SignInPage},
    failure::NotFoundPage,
    office::Office,
    panel::{Panel, Sheet, provide_here},
    partners::{OperatorArea, PersonArea},
};

/// What an address shows that leads nowhere. While developing, `/_ui` shows every component.
fn elsewhere() -> AnyView {
    #[cfg(debug_assertions)]
    if leptos_router::hooks::use_location()
        .pathname
        .get_untracked()
        == "/_ui"
    {
        return view! { <crate::ui::gallery::Gallery /> }.into_any();
    }
    view! { <NotFoundPage /> }.into_any()
}

/// The portal. Every page is rendered whole before it is sent, so that its status is true, and is
/// loaded by the browser, with the others of its piece, only when somebody goes there.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            {provide_here()}
            <Routes fallback=elsewhere>
                <Route path=path!("/sign-in") view=SignInPage ssr=Async />
                <Route path=path!("/reset") view=ResetPage ssr=Async />
                <Route path=path!("/reset/:token") view=NewPasswordPage ssr=Async />
                <Route path=path!("/invitation/:token") view=InvitationPage ssr=Async />
                <Route path=path!("/enter/:ticket") view=EnterPage ssr=Async />
                <Route path=path!("/invoice/:token") view=PayPage ssr=Async />
                <ParentRoute path=path!("/profile") view=PersonArea ssr=Async>
                    <Route path=path!("") view=Settings::Profile ssr=Async />
                </ParentRoute>
                <ParentRoute path=path!("/operator") view=OperatorArea ssr=Async>
                    <Route path=path!("") view=Operator::Partners ssr=Async />
                    <Route path=path!("catalogue") view=Operator::Catalogue ssr=Async />
                    <Route path=path!("catalogue/new") view=Operator::NewItem ssr=Async />
                    <Route path=path!("catalogue/:item") view=Operator::Item ssr=Async />
                    <Route path=path!("sections") view=Operator::Sections ssr=Async />
                    <Route path=path!("billing") view=Operator::Billing ssr=Async />
                    <Route path=path!("commission") view=Operator::Commission ssr=Async />
                    <Route path=path!("partners/new") view=Operator::NewPartner ssr=Async />
                    <Route path=path!("partners/:partner") view=Operator::Partner ssr=Async />
                </ParentRoute>
                <ParentRoute path=path!("/c/:client") view=Office ssr=Async>
                    <Route path=path!("") view=Offices::Home ssr=Async />
                    <Route path=path!("people") view=Offices::People ssr=Async />
                    <Route path=path!("activity") view=Offices::Activity ssr=Async />
                    <Route path=path!("order") view=Offices::Order ssr=Async />
                    <Route path=path!("invoices") view=Offices::Invoices ssr=Async />
                    <Route path=path!("invoices/:invoice") view=Offices::Invoice ssr=Async />
                    <Route path=path!("workspaces") view=Offices::Workspaces ssr=Async />
                    <Route path=path!("contacts") view=Offices::Contacts ssr=Async />
                    <Route path=path!("contacts/import") view=Offices::ContactImport ssr=Async />
                    <Route path=path!("contacts/import/:list") view=Offices::ContactFile ssr=Async />
                    <Route path=path!("sections/:section") view=Offices::Section ssr=Async />
                </ParentRoute>
                <ParentRoute path=path!("/p/:slug") view=Panel ssr=Async>
                    <Route path=path!("") view=Overview::Dashboard ssr=Async />
                    <Route path=path!("clients") view=Clients::List ssr=Async />
                    <Route path=path!("clients/new") view=Clients::New ssr=Async />
                    <ParentRoute path=path!("clients/import") view=Sheet ssr=Async>
                        <Route path=path!("") view=Imports::List ssr=Async />
                        <Route path=path!(":import") view=Imports::One ssr=Async />
                    </ParentRoute>
                    <Route path=path!("clients/:client") view=Clients::One ssr=Async />
                    <Route path=path!("clients/:client/edit") view=Clients::Edit ssr=Async />
                    <Route path=path!("clients/:client/people") view=Clients::People ssr=Async />
                    <Route path=path!("clients/:client/invoices") view=Invoices::OfClient ssr=Async />
                    <Route path=path!("clients/:client/billing") view=Invoices::Client ssr=Async />
                    <Route path=path!("invoices") view=Invoices::List ssr=Async />
                    <Route path=path!("invoices/import") view=Invoices::Import ssr=Async />
                    <Route path=path!("invoices/:invoice") view=Invoices::One ssr=Async />
                    <Route path=path!("clients/:client/orders") view=Orders::OfClient ssr=Async />
                    <Route path=path!("clients/:client/services") view=Orders::Services ssr=Async />
                    <Route path=path!("clients/:client/add-ons") view=Orders::AddOns ssr=Async />
                    <Route path=path!("clients/:client/domains") view=Orders::Domains ssr=Async />
                    <Route path=path!("orders") view=Orders::List ssr=Async />
                    <Route path=path!("orders/new") view=Orders::New ssr=Async />
                    <Route path=path!("orders/:order") view=Orders::One ssr=Async />
                    <Route path=path!("orders/:order/edit") view=Orders::Edit ssr=Async />
                    <Route path=path!("plans") view=Plans::List ssr=Async />
                    <Route path=path!("plans/new") view=Plans::New ssr=Async />
                    <Route path=path!("plans/:plan") view=Plans::One ssr=Async />
                    <Route path=path!("catalogue") view=Plans::Prices ssr=Async />
                    <Route path=path!("configuration/mails/:kind/:lang") view=Settings::MailTemplate ssr=Async />
                    <Route path=path!("commission") view=Commissions::One ssr=Async />
                    <Route path=path!("commission/what-if") view=Commissions::WhatIf ssr=Async />
                    <Route path=path!("commission/statements/:month") view=Commissions::Statement ssr=Async />
                    <ParentRoute path=path!("configuration") view=Sheet ssr=Async>
                        <Route path=path!("") view=Settings::Company ssr=Async />
                        <Route path=path!("fields") view=Settings::Fields ssr=Async />
                        <Route path=path!("team") view=Settings::Team ssr=Async />
                        <Route path=path!("mails") view=Settings::Mails ssr=Async />
                        <Route path=path!("billing") view=Invoices::Settings ssr=Async />
                        <Route path=path!("reminders") view=Invoices::Reminders ssr=Async />
                        <Route path=path!("brand") view=Brands::One ssr=Async />
                        <Route path=path!("domains") view=Settings::Domains ssr=Async />
                        <Route path=path!("leaks") view=Brands::Leaks ssr=Async />
                    </ParentRoute>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
