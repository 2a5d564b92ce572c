//! Who may do what: one pure answer with its reason, for guards, greyed buttons and the printed
//! table (`docs/permissions.txt`) alike.

mod client;
mod endpoints;
mod table;

use serde::{Deserialize, Serialize};

use crate::{
    ClientId, MembershipId, PartnerId, UserId, clients::ClientStatus, inclusions::Section,
    partners::PartnerStatus,
};

pub use client::{ClientUser, Gate, HardDeny, Step, chain, decide_for_section};
pub use endpoints::{ENDPOINTS, Endpoint, Method};
pub use table::print;

/// The six partner roles that open the console (C2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, the team included.
    Administrator,
    /// Business and settings, but not the team (G15).
    CompanyManager,
    /// Sees clients and plans, takes lists out.
    MarketingManager,
    /// The whole client business.
    SalesManager,
    /// Runs clients and their plans.
    Salesperson,
    /// Sees clients and adds new ones.
    JuniorSalesperson,
}

impl Role {
    /// Every role, from the widest.
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::CompanyManager,
        Self::MarketingManager,
        Self::SalesManager,
        Self::Salesperson,
        Self::JuniorSalesperson,
    ];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::CompanyManager => "company_manager",
            Self::MarketingManager => "marketing_manager",
            Self::SalesManager => "sales_manager",
            Self::Salesperson => "salesperson",
            Self::JuniorSalesperson => "junior_salesperson",
        }
    }

    /// The role of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether this role's checkbox for `action` is ticked.
    #[must_use]
    pub const fn includes(self, action: Action) -> bool {
        use Action as A;
        use Role as R;
        match action {
            A::SeeOwnProfile
            | A::EditOwnProfile
            | A::SeeDashboard
            | A::SeeClients
            | A::SeePlans
            | A::SeePrices
            | A::SeeCompany
            | A::SeeBrand
            | A::SeeClientUsers
            | A::SeeOrders => true,
            A::AddClient => !matches!(self, R::MarketingManager),
            A::EditClient
            | A::AssignPlan
            | A::ManageClientUsers
            | A::EnterClient
            | A::PlaceOrders
            | A::EditServices => matches!(
                self,
                R::Administrator | R::CompanyManager | R::SalesManager | R::Salesperson
            ),
            A::BlockClient | A::CloseClient | A::ImportClients => {
                matches!(self, R::Administrator | R::CompanyManager | R::SalesManager)
            }
            A::ExportClients => matches!(
                self,
                R::Administrator | R::CompanyManager | R::MarketingManager | R::SalesManager
            ),
            A::SeeMails | A::EditMails => matches!(
                self,
                R::Administrator | R::CompanyManager | R::MarketingManager
            ),
            A::SeeInvoices => matches!(
                self,
                R::Administrator | R::CompanyManager | R::SalesManager | R::Salesperson
            ),
            A::EditPlans
            | A::EditPrices
            | A::EditCompany
            | A::EditCustomFields
            | A::ManageSender
            | A::SeeDomains
            | A::ManageDomains
            | A::SeeBilling
            | A::EditBilling
            | A::ManageInvoices
            | A::RequestPayout => {
                matches!(self, R::Administrator | R::CompanyManager)
            }
            A::EditBrand => matches!(
                self,
                R::Administrator | R::CompanyManager | R::MarketingManager
            ),
            A::SeeTeam | A::SeeCommission => {
                matches!(self, R::Administrator | R::CompanyManager | R::SalesManager)
            }
            A::ManageTeam => matches!(self, R::Administrator),
            A::SeePartners
            | A::ManagePartners
            | A::SeeOperatorBilling
            | A::ManageOperatorBilling
            | A::SeeCommissionTable
            | A::ManageCommissionTable
            | A::ManagePayouts
            | A::SeeOwnInvoices
            | A::OrderForOwn
            | A::SeeCatalogue
            | A::ManageCatalogue
            | A::SeeSections
            | A::ManageSections
            | A::Visit
            | A::SeeOffice
            | A::OpenSection
            | A::AskForSection
            | A::SeeContacts
            | A::EditContacts
            | A::RemoveContacts
            | A::SeeWorkspaces
            | A::ManageWorkspaces
            | A::RemoveWorkspace
            | A::SeeUsers
            | A::ManageUsers
            | A::SeeActivity
            | A::ManageVisits => false,
        }
    }
}

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
    const fn needs_all_clients(self) -> bool {
        matches!(self, Self::SeeCommission | Self::RequestPayout)
    }

    /// Whether a client that is closed stands in its way.
    const fn needs_open_client(self) -> bool {
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

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Anonymous,
    /// A signed-in person outside any partner's team.
    Person(UserId),
    /// A person of the operator's.
    Operator(UserId),
    /// A person in a partner's team.
    Staff(Staff),
    /// A person of a client, or a member of its partner's team on a visit.
    Client(Box<ClientUser>),
    /// A member of a partner's team on a visit, outside of the client's pages: nothing of their own
    /// can be changed from there (B3).
    Visitor(UserId),
}

/// A person in a partner's team, acting for that partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// The person.
    pub user: UserId,
    /// Their place in the team.
    pub membership: MembershipId,
    /// The partner.
    pub partner: PartnerId,
    /// Whether the operator has suspended the partner.
    pub status: PartnerStatus,
    /// What they do there.
    pub role: Role,
    /// Whether they see every client or only those listed for them.
    pub sees_all: bool,
}

impl Actor {
    /// The person who asks, if signed in.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::Anonymous => None,
            Self::Person(user) | Self::Operator(user) | Self::Visitor(user) => Some(*user),
            Self::Staff(staff) => Some(staff.user),
            Self::Client(person) => Some(person.user),
        }
    }
}

/// What it is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// The portal itself, or the asking person.
    Portal,
    /// A partner as a whole: its plans, its team, its lists.
    Partner(PartnerId),
    /// One client.
    Client {
        /// Whose client it is.
        partner: PartnerId,
        /// Whether it is among the clients listed for a member whose scope is a list.
        listed: bool,
        /// Its state.
        status: ClientStatus,
    },
    /// A client as its own people see it.
    Own {
        /// Whose client it is.
        partner: PartnerId,
        /// Which.
        client: ClientId,
    },
    /// A section of a client's back office.
    Section {
        /// Whose client it is.
        partner: PartnerId,
        /// Which client.
        client: ClientId,
        /// Which section.
        section: Section,
    },
}

/// Why an answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Anybody may.
    OpenToAll,
    /// It is one's own.
    OwnProfile,
    /// The operator's people may.
    IsOperator,
    /// The role includes it.
    RoleIncludes { role: Role },
    /// The role does not include it; these do.
    RoleLacks { role: Role, roles: Vec<Role> },
    /// Only the operator's people may.
    OperatorOnly,
    /// It belongs to somebody else.
    Foreign,
    /// The client is not among those listed for this person.
    OutOfScope,
    /// It is about all clients, and only some are listed for this person.
    SeesNotAll,
    /// The operator has suspended the partner.
    PartnerSuspended,
    /// The client is closed.
    ClientClosed,
    /// Its own people are told that the client is blocked (P9).
    ClientBlocked,
    /// The client is blocked, so there is nothing to visit (P9).
    ClientPaused,
    /// Its own people are told that the client is closed (B6).
    ClientGone,
    /// A client's people are told that nobody works there at the moment.
    PartnerPaused,
    /// The client is at work.
    ClientAtWork,
    /// It is one's own client.
    OwnClient,
    /// Owners may.
    IsOwner,
    /// Only an owner of the client may.
    OwnerOnly,
    /// The boxes decide.
    BoxesDecide,
    /// The box is ticked (G7).
    BoxTicked,
    /// The box is not ticked (G8).
    BoxEmpty,
    /// The operator has connected nothing with it yet.
    NotConnected,
    /// The client has no plan.
    NoPlan,
    /// The client's plan includes it.
    PlanIncludes { plan: String },
    /// The client's plan does not include it.
    PlanLacks { plan: String },
    /// It stays with the partner, whatever the boxes say (G5).
    HardDeny(HardDeny),
    /// No rule stands above the boxes.
    NoHardDeny,
    /// Nobody else's name can be seen there.
    Safe,
    /// Somebody else's name can be seen there, which this person may (G11).
    NotSafeButAllowed,
    /// Somebody else's name can be seen there, and this person gets only what is safe (G12).
    NotSafe,
    /// It is locked while somebody is on a visit (B3).
    LockedInVisit,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes.
    Allowed(Reason),
    /// Not without signing in (401).
    SignedOut,
    /// As if it did not exist (404).
    Hidden(Reason),
    /// No (403).
    Denied(Reason),
}

impl Verdict {
    /// Whether the answer is yes.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// Whether `actor` may do `action` to `object`, and why (security.md, "hidden before denied": what
/// belongs to another partner or lies outside one's scope answers as if it did not exist).
#[must_use]
pub fn decide(actor: &Actor, action: Action, object: Object) -> Verdict {
    match action.realm() {
        Realm::Anybody => Verdict::Allowed(Reason::OpenToAll),
        Realm::Person => match actor {
            Actor::Anonymous => Verdict::SignedOut,
            Actor::Visitor(_) if action == Action::EditOwnProfile => {
                Verdict::Denied(Reason::LockedInVisit)
            }
            Actor::Client(person) if person.is_visitor() && action == Action::EditOwnProfile => {
                Verdict::Denied(Reason::LockedInVisit)
            }
            _ => Verdict::Allowed(Reason::OwnProfile),
        },
        Realm::Operator => match actor {
            Actor::Anonymous => Verdict::SignedOut,
            Actor::Operator(_) => Verdict::Allowed(Reason::IsOperator),
            Actor::Person(_) | Actor::Staff(_) | Actor::Client(_) | Actor::Visitor(_) => {
                Verdict::Hidden(Reason::OperatorOnly)
            }
        },
        Realm::Client => match actor {
            Actor::Anonymous => Verdict::SignedOut,
            Actor::Client(person) => client::decide(person, action, object),
            Actor::Person(_) | Actor::Operator(_) | Actor::Staff(_) | Actor::Visitor(_) => {
                Verdict::Hidden(Reason::Foreign)
            }
        },
        Realm::Partner => match actor {
            Actor::Anonymous => Verdict::SignedOut,
            Actor::Person(_) | Actor::Operator(_) | Actor::Client(_) | Actor::Visitor(_) => {
                Verdict::Hidden(Reason::Foreign)
            }
            Actor::Staff(staff) => decide_for_staff(staff, action, object),
        },
    }
}

fn decide_for_staff(staff: &Staff, action: Action, object: Object) -> Verdict {
    let owner = match object {
        Object::Portal => staff.partner,
        Object::Partner(partner)
        | Object::Client { partner, .. }
        | Object::Own { partner, .. }
        | Object::Section { partner, .. } => partner,
    };
    if owner != staff.partner {
        return Verdict::Hidden(Reason::Foreign);
    }
    if let Object::Client { listed: false, .. } = object
        && !staff.sees_all
    {
        return Verdict::Hidden(Reason::OutOfScope);
    }
    if staff.status == PartnerStatus::Suspended {
        return Verdict::Denied(Reason::PartnerSuspended);
    }
    if !staff.role.includes(action) {
        let roles = Role::ALL
            .into_iter()
            .filter(|role| role.includes(action))
            .collect();
        return Verdict::Denied(Reason::RoleLacks {
            role: staff.role,
            roles,
        });
    }
    if action.needs_all_clients() && !staff.sees_all {
        return Verdict::Denied(Reason::SeesNotAll);
    }
    if let Object::Client {
        status: ClientStatus::Closed,
        ..
    } = object
        && action.needs_open_client()
    {
        return Verdict::Denied(Reason::ClientClosed);
    }
    if let Object::Client {
        status: ClientStatus::Blocked,
        ..
    } = object
        && action == Action::EnterClient
    {
        return Verdict::Denied(Reason::ClientPaused);
    }
    Verdict::Allowed(Reason::RoleIncludes { role: staff.role })
}
