use serde::{Deserialize, Serialize};

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Open a page that anybody may open: signing in, a reset, an invitation.
    Visit,
    /// See one's own profile, sessions and memberships.
    SeeOwnProfile,
    /// Change one's own name, language, password, sessions (P19, G14).
    EditOwnProfile,
    /// See the dashboard (P4, P5).
    SeeDashboard,
    /// See clients (B1).
    SeeClients,
    /// Add a client (P6, B8).
    AddClient,
    /// Change a client's data (B5).
    EditClient,
    /// Put a client on a plan (P8).
    AssignPlan,
    /// Block and unblock a client (P9).
    BlockClient,
    /// Close a client, and reopen it while that can be undone (B6).
    CloseClient,
    /// Take a list of clients out as a file.
    ExportClients,
    /// Bring a list of clients in, and undo that.
    ImportClients,
    /// See plans (P12).
    SeePlans,
    /// Make, change, duplicate and archive plans (P12–P18).
    EditPlans,
    /// See what can be sold, and at which prices (B13).
    SeePrices,
    /// Set margins and prices of one's own.
    EditPrices,
    /// See the company's information (P11).
    SeeCompany,
    /// Change the company's information (P11).
    EditCompany,
    /// Define the additional fields of the clients' form (B9).
    EditCustomFields,
    /// See the texts of messages.
    SeeMails,
    /// Change the texts of messages.
    EditMails,
    /// Set, try and remove the mail server that messages leave by.
    ManageSender,
    /// See the brand (P11).
    SeeBrand,
    /// Change, publish and take back the brand (P11, G10).
    EditBrand,
    /// See the partner's own domains.
    SeeDomains,
    /// Claim, check and remove domains.
    ManageDomains,
    /// See the team (C2).
    SeeTeam,
    /// Invite, change and remove members of the team (G3, G15).
    ManageTeam,
    /// See the people inside a client, and their rights (P10).
    SeeClientUsers,
    /// Invite, change and remove people inside a client (G2–G8).
    ManageClientUsers,
    /// Enter a client's pages as its partner: a visit (B3, C15).
    EnterClient,
    /// See one's client's own pages: home, menu, what is locked and whom to ask.
    SeeOffice,
    /// Open a section of the client's back office (G1).
    OpenSection,
    /// Ask the partner for a section that is locked (G13).
    AskForSection,
    /// See the client's contacts.
    SeeContacts,
    /// Add, change and import the client's contacts, up to the limit (P16).
    EditContacts,
    /// Remove contacts of the client.
    RemoveContacts,
    /// See the client's workspaces.
    SeeWorkspaces,
    /// Make and rename workspaces, up to the limit (P13).
    ManageWorkspaces,
    /// Remove a workspace.
    RemoveWorkspace,
    /// See the people of one's own client.
    SeeUsers,
    /// Invite, change and remove people of one's own client (G2–G8).
    ManageUsers,
    /// See what was done at one's own client, and who was in.
    SeeActivity,
    /// Say who may come in, answer who asks, and end visits.
    ManageVisits,
    /// See the orders of clients and what came of them (B5, B13).
    SeeOrders,
    /// Put orders together for clients and place them (B4).
    PlaceOrders,
    /// Begin, stop, change and end what clients have (B5).
    EditServices,
    /// See the invoices of clients (B11).
    SeeInvoices,
    /// Finalize, credit and void invoices, and record payments.
    ManageInvoices,
    /// See how the partner sells, and who pays for a client (P1, S6).
    SeeBilling,
    /// Change how the partner sells, and who pays for a client.
    EditBilling,
    /// See the invoices of one's own client (G5).
    SeeOwnInvoices,
    /// Order for one's own client, where the partner lets its clients (G5).
    OrderForOwn,
    /// See who the operator is on its invoices, and the rates of tax.
    SeeOperatorBilling,
    /// Change who the operator is on its invoices, and the rates of tax.
    ManageOperatorBilling,
    /// See the catalogue that partners sell from.
    SeeCatalogue,
    /// Add, price and archive what partners sell, and name its classes.
    ManageCatalogue,
    /// See what the partner earns, and why (B15–B17).
    SeeCommission,
    /// Ask for what was earned to be paid.
    RequestPayout,
    /// See the commission table and the payouts of all partners.
    SeeCommissionTable,
    /// Set the commission table from a day on, and the days of holding and grace.
    ManageCommissionTable,
    /// Approve, refuse and pay payouts.
    ManagePayouts,
    /// See which products the sections lead to.
    SeeSections,
    /// Connect sections with products, and make their keys.
    ManageSections,
    /// See the partners of the portal.
    SeePartners,
    /// Create, suspend and resume partners, and invite their first administrator (P2).
    ManagePartners,
}

impl Action {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 66] = [
        Self::Visit,
        Self::SeeOwnProfile,
        Self::EditOwnProfile,
        Self::SeeDashboard,
        Self::SeeClients,
        Self::AddClient,
        Self::EditClient,
        Self::AssignPlan,
        Self::BlockClient,
        Self::CloseClient,
        Self::ExportClients,
        Self::ImportClients,
        Self::SeePlans,
        Self::EditPlans,
        Self::SeePrices,
        Self::EditPrices,
        Self::SeeCompany,
        Self::EditCompany,
        Self::EditCustomFields,
        Self::SeeMails,
        Self::EditMails,
        Self::ManageSender,
        Self::SeeBrand,
        Self::EditBrand,
        Self::SeeDomains,
        Self::ManageDomains,
        Self::SeeTeam,
        Self::ManageTeam,
        Self::SeeClientUsers,
        Self::ManageClientUsers,
        Self::EnterClient,
        Self::SeeOffice,
        Self::OpenSection,
        Self::AskForSection,
        Self::SeeContacts,
        Self::EditContacts,
        Self::RemoveContacts,
        Self::SeeWorkspaces,
        Self::ManageWorkspaces,
        Self::RemoveWorkspace,
        Self::SeeUsers,
        Self::ManageUsers,
        Self::SeeActivity,
        Self::ManageVisits,
        Self::SeeOrders,
        Self::PlaceOrders,
        Self::EditServices,
        Self::SeeInvoices,
        Self::ManageInvoices,
        Self::SeeBilling,
        Self::EditBilling,
        Self::SeeOwnInvoices,
        Self::OrderForOwn,
        Self::SeeOperatorBilling,
        Self::ManageOperatorBilling,
        Self::SeeCatalogue,
        Self::ManageCatalogue,
        Self::SeeCommission,
        Self::RequestPayout,
        Self::SeeCommissionTable,
        Self::ManageCommissionTable,
        Self::ManagePayouts,
        Self::SeeSections,
        Self::ManageSections,
        Self::SeePartners,
        Self::ManagePartners,
    ];

    /// Whose business the action is.
    #[must_use]
    pub const fn realm(self) -> Realm {
        match self {
            Self::Visit => Realm::Anybody,
            Self::SeeOwnProfile | Self::EditOwnProfile => Realm::Person,
            Self::SeePartners
            | Self::ManagePartners
            | Self::SeeOperatorBilling
            | Self::ManageOperatorBilling
            | Self::SeeCatalogue
            | Self::ManageCatalogue
            | Self::SeeCommissionTable
            | Self::ManageCommissionTable
            | Self::ManagePayouts
            | Self::SeeSections
            | Self::ManageSections => Realm::Operator,
            Self::SeeOffice
            | Self::OpenSection
            | Self::AskForSection
            | Self::SeeContacts
            | Self::EditContacts
            | Self::RemoveContacts
            | Self::SeeWorkspaces
            | Self::ManageWorkspaces
            | Self::RemoveWorkspace
            | Self::SeeUsers
            | Self::ManageUsers
            | Self::SeeActivity
            | Self::ManageVisits
            | Self::SeeOwnInvoices
            | Self::OrderForOwn => Realm::Client,
            _ => Realm::Partner,
        }
    }

    /// Whether it is about all clients together, so that whoever sees only some may not.
    pub(super) const fn needs_all_clients(self) -> bool {
        matches!(self, Self::SeeCommission | Self::RequestPayout)
    }

    /// Whether a client that is closed stands in its way.
    pub(super) const fn needs_open_client(self) -> bool {
        matches!(
            self,
            Self::EditClient
                | Self::AssignPlan
                | Self::BlockClient
                | Self::ManageClientUsers
                | Self::EnterClient
                | Self::PlaceOrders
        )
    }
}

/// Whose business an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Realm {
    /// Anybody's, signed in or not.
    Anybody,
    /// Any person's who is signed in.
    Person,
    /// A partner's team.
    Partner,
    /// The users' of one client.
    Client,
    /// The operator's.
    Operator,
}
