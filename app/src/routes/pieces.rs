//! What the browser loads together: the pages of one feature, when the first of them is opened.
//!
//! A piece for each page would share so much with the others that a page came in a hundred files;
//! one for everything would be late (ADR 15). Pages know nothing of it.

use leptos::{LazyViewError, prelude::*};
use leptos_router::ChooseView;

use crate::{
    auth::ProfilePage,
    bank_imports::BankImportPage,
    billing::{BillingPage, ClientBillingPage, OperatorBillingPage},
    brands::BrandPage,
    catalogue::{CataloguePage, ItemPage, NewItemPage, PricesPage},
    clients::{ClientPage, ClientPeoplePage, ClientsPage, EditClientPage, NewClientPage},
    commission::{CommissionDeskPage, CommissionPage, StatementPage, WhatIfPage},
    contacts::{ContactFilePage, ContactImportPage, ContactsPage},
    custom_fields::CustomFieldsPage,
    dashboard::DashboardPage,
    domains::DomainsPage,
    dunning::RemindersPage,
    imports::{ImportPage, ImportsPage},
    invoices::{ClientInvoicesPage, InvoicePage, InvoicesPage, OwnInvoicePage, OwnInvoicesPage},
    leaks::LeaksPage,
    mails::{MailTemplatePage, MailsPage},
    office::{OfficeHomePage, OfficePeoplePage, SectionPage},
    orders::{ClientOrdersPage, EditOrderPage, NewOrderPage, OrderPage, OrdersPage, OwnOrderPage},
    partners::{CompanyPage, NewPartnerPage, PartnerPage, PartnersPage},
    plans::{NewPlanPage, PlanPage, PlansPage},
    sections::SectionsPage,
    services::{ClientAddOnsPage, ClientDomainsPage, ClientServicesPage},
    team::TeamPage,
    visits::ActivityPage,
    workspaces::WorkspacesPage,
};

/// A piece and its pages: `$load` is what brings it, `$preload` the name that `lazy` gives to
/// bringing it without showing a page.
macro_rules! piece {
    ($(#[$about:meta])* $piece:ident by $load:ident, $preload:ident: $($name:ident is $page:ident),+) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy)]
        pub(super) enum $piece {
            $($name),+
        }

        #[lazy(fallible)]
        fn $load(page: $piece) -> Result<AnyView, LazyViewError> {
            Ok(match page {
                $($piece::$name => view! { <$page /> }.into_any()),+
            })
        }

        impl ChooseView for $piece {
            async fn choose(self) -> AnyView {
                $load(self).await.into_any()
            }

            async fn preload(&self) {
                // What cannot be loaded is told when the page is chosen.
                #[cfg(target_arch = "wasm32")]
                let _ = $preload().await;
            }
        }
    };
}

piece! {
    /// What everybody sees first.
    Overview by overview, __preload_overview: Dashboard is DashboardPage
}

piece! {
    /// The daily work.
    Clients by clients, __preload_clients:
    List is ClientsPage, New is NewClientPage, One is ClientPage, Edit is EditClientPage,
    People is ClientPeoplePage
}

piece! {
    /// What is sold to clients, and what they have of it.
    Orders by orders, __preload_orders:
    List is OrdersPage, New is NewOrderPage, One is OrderPage, Edit is EditOrderPage,
    OfClient is ClientOrdersPage, Services is ClientServicesPage, AddOns is ClientAddOnsPage,
    Domains is ClientDomainsPage
}

piece! {
    /// Lists from elsewhere.
    Imports by imports, __preload_imports: List is ImportsPage, One is ImportPage
}

piece! {
    /// What is on offer.
    Plans by plans, __preload_plans:
    List is PlansPage, New is NewPlanPage, One is PlanPage, Prices is PricesPage
}

piece! {
    /// The money.
    Invoices by invoices, __preload_invoices:
    List is InvoicesPage, One is InvoicePage, OfClient is ClientInvoicesPage,
    Settings is BillingPage, Client is ClientBillingPage, Reminders is RemindersPage,
    Import is BankImportPage
}

piece! {
    /// What is earned.
    Commissions by commissions, __preload_commissions:
    One is CommissionPage, WhatIf is WhatIfPage, Statement is StatementPage
}

piece! {
    /// What is set once and looked at now and then.
    Settings by settings, __preload_settings:
    Company is CompanyPage, Fields is CustomFieldsPage, Team is TeamPage, Mails is MailsPage,
    MailTemplate is MailTemplatePage, Domains is DomainsPage, Profile is ProfilePage
}

piece! {
    /// A client's own pages.
    Offices by offices, __preload_offices:
    Home is OfficeHomePage, People is OfficePeoplePage, Workspaces is WorkspacesPage,
    Section is SectionPage, Contacts is ContactsPage, ContactImport is ContactImportPage,
    ContactFile is ContactFilePage, Activity is ActivityPage, Invoices is OwnInvoicesPage,
    Invoice is OwnInvoicePage, Order is OwnOrderPage
}

piece! {
    /// The operator's own pages.
    Operator by operator, __preload_operator:
    Partners is PartnersPage, Sections is SectionsPage, NewPartner is NewPartnerPage,
    Partner is PartnerPage, Catalogue is CataloguePage, NewItem is NewItemPage, Item is ItemPage,
    Billing is OperatorBillingPage,
    Commission is CommissionDeskPage
}

piece! {
    /// What clients see: with its preview too much to be loaded beside the other settings.
    Brands by brands, __preload_brands: One is BrandPage, Leaks is LeaksPage
}
