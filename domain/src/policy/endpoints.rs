use super::Action;

/// How an address is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Changes, or reads by a server function.
    Post,
}

impl Method {
    /// As HTTP writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// An address of the portal and the action it asks for.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    /// How it is asked.
    pub method: Method,
    /// Its path, parameters in braces.
    pub path: &'static str,
    /// What it asks for; the use case behind it decides with the object at hand.
    pub action: Action,
}

macro_rules! endpoints {
    ($($method:ident $path:literal $action:ident;)*) => {
        &[$(Endpoint { method: Method::$method, path: $path, action: Action::$action },)*]
    };
}

/// Every address of the portal. One that is not listed here is not served: a test holds the list
/// against what the server mounts.
pub const ENDPOINTS: &[Endpoint] = endpoints! {
    Get  "/" Visit;
    Get  "/healthz" Visit;
    Get  "/readyz" Visit;
    Get  "/pkg/{build}/{file}" Visit;
    Post "/csp" Visit;
    Get  "/sign-in" Visit;
    Post "/sign-in" Visit;
    Post "/sign-out" Visit;
    Get  "/reset" Visit;
    Post "/reset" Visit;
    Get  "/reset/{token}" Visit;
    Post "/reset/{token}" Visit;
    Get  "/invitation/{token}" Visit;
    Post "/invitation/{token}" Visit;
    Post "/language" Visit;
    Get  "/brand/{file}" Visit;
    Get  "/enter/{ticket}" Visit;
    Get  "/invoice/{token}" Visit;
    Post "/invoice/{token}" Visit;
    Get  "/invoice/{token}/pdf" Visit;
    Post "/hooks/stripe/{slug}" Visit;

    Get  "/profile" SeeOwnProfile;
    Get  "/c/{client}" SeeOffice;
    Get  "/c/{client}/people" SeeUsers;
    Get  "/c/{client}/activity" SeeActivity;
    Get  "/c/{client}/order" OrderForOwn;
    Get  "/c/{client}/invoices" SeeOwnInvoices;
    Get  "/c/{client}/invoices/{invoice}" SeeOwnInvoices;
    Get  "/c/{client}/invoices/{invoice}/{form}" SeeOwnInvoices;
    Get  "/c/{client}/workspaces" SeeWorkspaces;
    Get  "/c/{client}/sections/{section}" OpenSection;
    Get  "/c/{client}/sections/{section}/open" OpenSection;
    Get  "/c/{client}/contacts" SeeContacts;
    Get  "/c/{client}/contacts/export" SeeContacts;
    Get  "/c/{client}/contacts/import" EditContacts;
    Get  "/c/{client}/contacts/import/{list}" EditContacts;
    Post "/c/{client}/contacts/import" EditContacts;
    Get  "/operator" SeePartners;
    Get  "/operator/catalogue" SeeCatalogue;
    Get  "/operator/catalogue/new" ManageCatalogue;
    Get  "/operator/catalogue/{item}" SeeCatalogue;
    Get  "/operator/sections" SeeSections;
    Get  "/operator/billing" SeeOperatorBilling;
    Get  "/operator/commission" SeeCommissionTable;
    Get  "/operator/partners/new" ManagePartners;
    Get  "/operator/partners/{partner}" SeePartners;
    Get  "/p/{slug}" SeeDashboard;
    Get  "/p/{slug}/clients" SeeClients;
    Get  "/p/{slug}/clients/new" AddClient;
    Get  "/p/{slug}/clients/import" ImportClients;
    Get  "/p/{slug}/clients/import/{import}" ImportClients;
    Get  "/p/{slug}/clients/export" ExportClients;
    Get  "/p/{slug}/clients/{client}" SeeClients;
    Get  "/p/{slug}/clients/{client}/edit" EditClient;
    Get  "/p/{slug}/clients/{client}/people" SeeClientUsers;
    Get  "/p/{slug}/clients/{client}/invoices" SeeInvoices;
    Get  "/p/{slug}/clients/{client}/billing" SeeBilling;
    Get  "/p/{slug}/invoices" SeeInvoices;
    Get  "/p/{slug}/invoices/export" SeeInvoices;
    Get  "/p/{slug}/invoices/import" ManageInvoices;
    Get  "/p/{slug}/invoices/{invoice}" SeeInvoices;
    Get  "/p/{slug}/invoices/{invoice}/{form}" SeeInvoices;
    Get  "/p/{slug}/clients/{client}/orders" SeeOrders;
    Get  "/p/{slug}/clients/{client}/services" SeeOrders;
    Get  "/p/{slug}/clients/{client}/add-ons" SeeOrders;
    Get  "/p/{slug}/clients/{client}/domains" SeeOrders;
    Get  "/p/{slug}/orders" SeeOrders;
    Get  "/p/{slug}/orders/new" PlaceOrders;
    Get  "/p/{slug}/orders/{order}" SeeOrders;
    Get  "/p/{slug}/orders/{order}/edit" PlaceOrders;
    Get  "/p/{slug}/plans" SeePlans;
    Get  "/p/{slug}/plans/new" EditPlans;
    Get  "/p/{slug}/plans/{plan}" SeePlans;
    Get  "/p/{slug}/catalogue" SeePrices;
    Get  "/p/{slug}/commission" SeeCommission;
    Get  "/p/{slug}/commission/what-if" SeeCommission;
    Get  "/p/{slug}/commission/statements/{month}" SeeCommission;
    Get  "/p/{slug}/commission/statements/{month}/csv" SeeCommission;
    Get  "/p/{slug}/commission/statements/{month}/json" SeeCommission;
    Get  "/p/{slug}/commission/statements/{month}/pdf" SeeCommission;
    Get  "/p/{slug}/configuration" SeeCompany;
    Get  "/p/{slug}/configuration/fields" SeeCompany;
    Get  "/p/{slug}/configuration/billing" SeeBilling;
    Get  "/p/{slug}/configuration/reminders" SeeBilling;
    Get  "/p/{slug}/configuration/domains" SeeDomains;
    Get  "/p/{slug}/configuration/team" SeeTeam;
    Get  "/p/{slug}/configuration/mails" SeeMails;
    Get  "/p/{slug}/configuration/mails/{kind}/{lang}" SeeMails;
    Get  "/p/{slug}/configuration/brand" SeeBrand;
    Get  "/p/{slug}/configuration/leaks" SeeBrand;
    Get  "/p/{slug}/configuration/brand/files/{file}" SeeBrand;
    Post "/p/{slug}/configuration/brand/files" EditBrand;
    Post "/p/{slug}/clients/import" ImportClients;

    Post "/fn/auth/me" SeeOwnProfile;
    Post "/fn/auth/profile" SeeOwnProfile;
    Post "/fn/auth/edit_profile" EditOwnProfile;
    Post "/fn/auth/change_password" EditOwnProfile;
    Post "/fn/auth/end_session" EditOwnProfile;
    Post "/fn/auth/end_other_sessions" EditOwnProfile;

    Post "/fn/partners/list" SeePartners;
    Post "/fn/partners/details" SeePartners;
    Post "/fn/partners/create" ManagePartners;
    Post "/fn/partners/suspend" ManagePartners;
    Post "/fn/partners/resume" ManagePartners;
    Post "/fn/partners/invite_administrator" ManagePartners;
    Post "/fn/partners/revoke_invitation" ManagePartners;
    Post "/fn/partners/company" SeeCompany;
    Post "/fn/partners/edit_company" EditCompany;

    Post "/fn/sections/list" SeeSections;
    Post "/fn/sections/connect" ManageSections;
    Post "/fn/sections/renew_key" ManageSections;
    Post "/fn/sections/disconnect" ManageSections;

    Post "/fn/dashboard/dashboard" SeeDashboard;
    Post "/fn/dashboard/jump" SeeDashboard;

    Post "/fn/clients/list" SeeClients;
    Post "/fn/clients/count" SeeClients;
    Post "/fn/clients/form_options" SeeClients;
    Post "/fn/clients/details" SeeClients;
    Post "/fn/clients/add" AddClient;
    Post "/fn/clients/edit" EditClient;
    Post "/fn/clients/assign_plan" AssignPlan;
    Post "/fn/clients/block" BlockClient;
    Post "/fn/clients/unblock" BlockClient;
    Post "/fn/clients/close" CloseClient;
    Post "/fn/clients/reopen" CloseClient;
    Post "/fn/clients/preview_bulk" SeeClients;
    Post "/fn/clients/run_bulk" SeeClients;

    Post "/fn/client_users/team" SeeClientUsers;
    Post "/fn/client_users/invite" ManageClientUsers;
    Post "/fn/client_users/resend" ManageClientUsers;
    Post "/fn/client_users/revoke" ManageClientUsers;
    Post "/fn/client_users/edit" ManageClientUsers;
    Post "/fn/client_users/remove" ManageClientUsers;

    Post "/fn/visits/prospect" EnterClient;
    Post "/fn/visits/start" EnterClient;
    Post "/fn/visits/end" EnterClient;

    Post "/fn/office/home" SeeOffice;
    Post "/fn/office/ask" AskForSection;
    Post "/fn/own_users/team" SeeUsers;
    Post "/fn/own_users/invite" ManageUsers;
    Post "/fn/own_users/resend" ManageUsers;
    Post "/fn/own_users/revoke" ManageUsers;
    Post "/fn/own_users/edit" ManageUsers;
    Post "/fn/own_users/remove" ManageUsers;
    Post "/fn/workspaces/list" SeeWorkspaces;
    Post "/fn/workspaces/add" ManageWorkspaces;
    Post "/fn/workspaces/rename" ManageWorkspaces;
    Post "/fn/workspaces/remove" RemoveWorkspace;
    Post "/fn/own_visits/list" SeeActivity;
    Post "/fn/own_visits/set_rule" ManageVisits;
    Post "/fn/own_visits/answer" ManageVisits;
    Post "/fn/own_visits/end" ManageVisits;
    Post "/fn/contacts/list" SeeContacts;
    Post "/fn/contacts/details" SeeContacts;
    Post "/fn/contacts/add" EditContacts;
    Post "/fn/contacts/edit" EditContacts;
    Post "/fn/contacts/remove" RemoveContacts;
    Post "/fn/contacts/rehearse" EditContacts;
    Post "/fn/contacts/import" EditContacts;
    Post "/fn/contacts/discard" EditContacts;

    Post "/fn/subscriptions/of_client" SeeClients;
    Post "/fn/subscriptions/keep" AssignPlan;
    Post "/fn/subscriptions/set_price" EditBilling;
    Post "/fn/subscriptions/licence_prices" SeeOperatorBilling;
    Post "/fn/subscriptions/set_licence_price" ManageOperatorBilling;

    Post "/fn/plans/list" SeePlans;
    Post "/fn/plans/details" SeePlans;
    Post "/fn/plans/add" EditPlans;
    Post "/fn/plans/edit" EditPlans;
    Post "/fn/plans/duplicate" EditPlans;
    Post "/fn/plans/archive" EditPlans;
    Post "/fn/plans/restore" EditPlans;

    Post "/fn/catalogue/list" SeeCatalogue;
    Post "/fn/catalogue/details" SeeCatalogue;
    Post "/fn/catalogue/add" ManageCatalogue;
    Post "/fn/catalogue/edit" ManageCatalogue;
    Post "/fn/catalogue/archive" ManageCatalogue;
    Post "/fn/catalogue/restore" ManageCatalogue;
    Post "/fn/catalogue/add_class" ManageCatalogue;
    Post "/fn/catalogue/rename_class" ManageCatalogue;
    Post "/fn/catalogue/reorder_classes" ManageCatalogue;
    Post "/fn/catalogue/price_list" SeePrices;
    Post "/fn/catalogue/set_margins" EditPrices;
    Post "/fn/catalogue/set_retail" EditPrices;
    Post "/fn/commission/overview" SeeCommission;
    Post "/fn/commission/progress" SeeCommission;
    Post "/fn/commission/entries" SeeCommission;
    Post "/fn/commission/explain" SeeCommission;
    Post "/fn/commission/statement" SeeCommission;
    Post "/fn/commission/outlook" SeeCommission;
    Post "/fn/commission/request_payout" RequestPayout;
    Post "/fn/commission/desk" SeeCommissionTable;
    Post "/fn/commission/set_table" ManageCommissionTable;
    Post "/fn/commission/edit_settings" ManageCommissionTable;
    Post "/fn/commission/move_payout" ManagePayouts;

    Post "/fn/billing/billing" SeeBilling;
    Post "/fn/billing/edit" EditBilling;
    Post "/fn/billing/of_client" SeeBilling;
    Post "/fn/billing/edit_of_client" EditBilling;
    Post "/fn/billing/operator" SeeOperatorBilling;
    Post "/fn/billing/edit_operator" ManageOperatorBilling;
    Post "/fn/billing/tax_rates" SeeOperatorBilling;
    Post "/fn/billing/set_tax_rate" ManageOperatorBilling;

    Post "/fn/dunning/dunning" SeeBilling;
    Post "/fn/dunning/edit" EditBilling;
    Post "/fn/dunning/send_again" ManageInvoices;

    Post "/fn/invoices/list" SeeInvoices;
    Post "/fn/invoices/details" SeeInvoices;
    Post "/fn/invoices/draft" ManageInvoices;
    Post "/fn/invoices/finalize" ManageInvoices;
    Post "/fn/invoices/discard" ManageInvoices;
    Post "/fn/invoices/void" ManageInvoices;
    Post "/fn/invoices/credit" ManageInvoices;
    Post "/fn/payments/record" ManageInvoices;
    Post "/fn/bank_imports/read" ManageInvoices;
    Post "/fn/bank_imports/record" ManageInvoices;
    Post "/fn/providers/overview" SeeBilling;
    Post "/fn/providers/set" EditBilling;
    Post "/fn/providers/remove" EditBilling;
    Post "/fn/providers/begin" SeeOwnInvoices;
    Post "/fn/charges/of_month" SeeInvoices;
    Post "/fn/charges/add" ManageInvoices;
    Post "/fn/charges/remove" ManageInvoices;
    Post "/fn/own_orders/options" OrderForOwn;
    Post "/fn/own_orders/place" OrderForOwn;
    Post "/fn/own_invoices/list" SeeOwnInvoices;
    Post "/fn/own_invoices/details" SeeOwnInvoices;

    Post "/fn/orders/list" SeeOrders;
    Post "/fn/orders/details" SeeOrders;
    Post "/fn/orders/options" PlaceOrders;
    Post "/fn/orders/save" PlaceOrders;
    Post "/fn/orders/cancel" PlaceOrders;
    Post "/fn/services/of_client" SeeOrders;
    Post "/fn/services/step" EditServices;
    Post "/fn/services/edit" EditServices;

    Post "/fn/custom_fields/list" SeeCompany;
    Post "/fn/custom_fields/add" EditCustomFields;
    Post "/fn/custom_fields/edit" EditCustomFields;
    Post "/fn/custom_fields/reorder" EditCustomFields;
    Post "/fn/custom_fields/remove" EditCustomFields;

    Post "/fn/brands/brand" SeeBrand;
    Post "/fn/brands/save_draft" EditBrand;
    Post "/fn/brands/publish" EditBrand;
    Post "/fn/brands/undo" EditBrand;
    Post "/fn/brands/remove_file" EditBrand;
    Post "/fn/leaks/meter" SeeBrand;
    Post "/fn/leaks/measure" EditBrand;
    Post "/fn/domains/list" SeeDomains;
    Post "/fn/domains/add" ManageDomains;
    Post "/fn/domains/check_now" ManageDomains;
    Post "/fn/domains/activate" ManageDomains;
    Post "/fn/domains/remove" ManageDomains;

    Post "/fn/team/team" SeeTeam;
    Post "/fn/team/invite" ManageTeam;
    Post "/fn/team/resend" ManageTeam;
    Post "/fn/team/revoke" ManageTeam;
    Post "/fn/team/edit" ManageTeam;
    Post "/fn/team/remove" ManageTeam;

    Post "/fn/imports/list" ImportClients;
    Post "/fn/imports/draft" ImportClients;
    Post "/fn/imports/rehearse" ImportClients;
    Post "/fn/imports/start" ImportClients;
    Post "/fn/imports/progress" ImportClients;
    Post "/fn/imports/undo" ImportClients;
    Post "/fn/imports/discard" ImportClients;

    Post "/fn/mails/overview" SeeMails;
    Post "/fn/mails/save_sender" ManageSender;
    Post "/fn/mails/test_sender" ManageSender;
    Post "/fn/mails/remove_sender" ManageSender;
    Post "/fn/mails/template" SeeMails;
    Post "/fn/mails/save_template" EditMails;
    Post "/fn/mails/reset_template" EditMails;
    Post "/fn/mails/send_sample" EditMails;
};
