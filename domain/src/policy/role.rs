use serde::{Deserialize, Serialize};

use super::Action;

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
