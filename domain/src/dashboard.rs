//! The first page of the panel (P4, P5).

use serde::{Deserialize, Serialize};

use crate::{
    ClientId, PlanId,
    audit::Activity,
    clients::{ClientStatus, ClientSummary},
};

/// What the dashboard shows, within the person's scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Clients that are not closed.
    pub clients: u64,
    /// People who can sign in for the partner.
    pub users: u64,
    /// Plans on offer.
    pub plans: u64,
    /// Active subscriptions: clients on a plan, trials included, that are not blocked or closed.
    pub subscriptions: u64,
    /// Clients per status, in the order of `ClientStatus::ALL`.
    pub by_status: Vec<u64>,
    /// New clients of each of the last 30 days, ending today (UTC), oldest first.
    pub added_by_day: Vec<u32>,
    /// Trials that end within seven days, soonest first; at most ten.
    pub trials_ending: Vec<ClientSummary>,
    /// The newest clients; at most eight.
    pub newest: Vec<ClientSummary>,
    /// What happened last; at most twelve.
    pub activity: Vec<Activity>,
    /// What a new partner has done already: the checklist that ticks itself.
    pub first_steps: FirstSteps,
}

/// The first five steps of a new partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "it is a checklist")]
pub struct FirstSteps {
    /// Company information has an address or a support e-mail.
    pub company: bool,
    /// There is a plan on offer.
    pub plan: bool,
    /// There is a client.
    pub client: bool,
    /// A client is on a plan.
    pub assigned: bool,
    /// Somebody else is in the team, or invited.
    pub team: bool,
}

/// Something the command palette can jump to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Jump {
    Client {
        id: ClientId,
        company: String,
        email: String,
        status: ClientStatus,
    },
    Plan {
        id: PlanId,
        name: String,
    },
}
