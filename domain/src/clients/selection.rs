use serde::{Deserialize, Serialize};

use super::{BlockReason, ClientQuery};
use crate::{ClientId, PlanId, Refusal};

/// Most clients that one bulk action takes.
pub const SELECTION_MAX: u64 = 10_000;

/// Which clients a bulk action is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// These.
    Ids(Vec<ClientId>),
    /// Every client the list shows, on all its pages.
    Matching(ClientQuery),
}

/// What is done to every client of a selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// Put them on a plan.
    AssignPlan {
        /// Which.
        plan: PlanId,
        /// Whether it may allow less than they use.
        accepts_overrun: bool,
    },
    /// Block them.
    Block(BlockReason),
    /// Unblock them.
    Unblock,
}

/// What a bulk action would do: said before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPreview {
    /// How many clients it would change without a further word.
    pub will_change: u64,
    /// Those that use more than the plan allows: changed only if that is accepted. At most fifty
    /// are named.
    pub over: Vec<Skipped>,
    /// How many use more than the plan allows in all.
    pub over_in_all: u64,
    /// Those it would leave as they are, and why; at most fifty are named.
    pub skipped: Vec<Skipped>,
    /// How many it would leave as they are in all.
    pub skipped_in_all: u64,
}

/// A client that a bulk action leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Which.
    pub id: ClientId,
    /// Its company.
    pub company: String,
    /// Why; nothing when it already is as wished.
    pub why: Option<Refusal>,
}

/// What a bulk action did: said afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkOutcome {
    /// How many clients were changed.
    pub changed: u64,
    /// Those left as they were, and why; at most fifty are named.
    pub skipped: Vec<Skipped>,
    /// How many were left as they were in all.
    pub skipped_in_all: u64,
}
