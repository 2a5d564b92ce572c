//! Clients: whom a partner serves (B1–B10, P5–P9).

mod draft;
mod query;
mod selection;

use serde::{Deserialize, Serialize};

use crate::{
    ClientId, ImportId, MembershipId, PlanId, Timestamp, Version,
    audit::Activity,
    custom_fields::CustomField,
    plans::{PlanSummary, Usage},
    subscriptions::{Proration, Timing},
};

pub use draft::{ClientDraft, NewClient};
pub use query::{ClientQuery, PlanFilter, Sort};
pub use selection::{BulkAction, BulkOutcome, BulkPreview, SELECTION_MAX, Selection, Skipped};

/// The state of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientStatus {
    /// On the trial of its first plan (P15).
    Trial,
    /// At work, with or without a plan.
    Active,
    /// Blocked for a time (P9).
    Blocked,
    /// Gone (B6).
    Closed,
}

impl ClientStatus {
    /// Every state, in the order it is offered as a filter.
    pub const ALL: [Self; 4] = [Self::Active, Self::Trial, Self::Blocked, Self::Closed];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::Closed => "closed",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// Why a client is blocked (P9).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// An invoice was not paid.
    #[default]
    NonPayment,
    /// The client asked for a pause.
    OnRequest,
    /// Use that the terms do not allow.
    Misuse,
    /// Something else, said in the note.
    Other,
}

impl BlockKind {
    /// Every kind, in the order it is offered.
    pub const ALL: [Self; 4] = [Self::NonPayment, Self::OnRequest, Self::Misuse, Self::Other];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NonPayment => "non_payment",
            Self::OnRequest => "on_request",
            Self::Misuse => "misuse",
            Self::Other => "other",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A reason for blocking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockReason {
    /// The kind.
    pub kind: BlockKind,
    /// More of it, for the team; up to 500 characters.
    pub note: String,
}

/// A block in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Why.
    pub reason: BlockReason,
    /// Since when.
    pub since: Timestamp,
}

/// A client in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ClientSummary {
    pub id: ClientId,
    pub company: String,
    pub contact: String,
    pub email: String,
    pub website: String,
    pub city: String,
    pub country: String,
    pub status: ClientStatus,
    pub trial_ends_at: Option<Timestamp>,
    pub plan: Option<(PlanId, String)>,
    pub manager: Option<(MembershipId, String)>,
    pub created_at: Timestamp,
    pub version: Version,
}

/// A client on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientDetails {
    /// Which.
    pub id: ClientId,
    /// Its data, ready to be edited.
    pub draft: ClientDraft,
    /// Its state.
    pub status: ClientStatus,
    /// When its trial ends, if it is on one.
    pub trial_ends_at: Option<Timestamp>,
    /// Its block, if blocked.
    pub block: Option<Block>,
    /// Until when closing can be undone, if closed.
    pub reopen_until: Option<Timestamp>,
    /// Its plan.
    pub plan: Option<PlanSummary>,
    /// What it uses today.
    pub usage: Usage,
    /// Who looks after it.
    pub manager: Option<(MembershipId, String)>,
    /// The import it came with.
    pub import: Option<ImportId>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// To be named when saving.
    pub version: Version,
    /// The partner's additional fields, in order.
    pub fields: Vec<CustomField>,
    /// What happened to it last; at most twenty.
    pub activity: Vec<Activity>,
}

/// A wish to put a client on a plan, made while looking at `seen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PlanAssignment {
    pub client: ClientId,
    pub plan: PlanId,
    pub seen: Version,
    /// Whether the plan may allow less than the client uses: nothing is deleted, and what is over
    /// a limit takes nothing new until it is below again.
    #[serde(default)]
    pub accepts_overrun: bool,
    /// When it counts; none: now, or from the next period on when the plan is cheaper.
    #[serde(default)]
    pub timing: Option<Timing>,
    /// What the change was shown to come to: it is refused when that is something else by now. None
    /// where nothing was shown.
    #[serde(default)]
    pub shown: Option<Proration>,
}

/// Days in which closing a client can be undone.
pub const REOPEN_DAYS: u32 = 7;

/// What a form of a client needs around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientFormOptions {
    /// The partner's additional fields, in order.
    pub fields: Vec<CustomField>,
    /// The plans on offer.
    pub plans: Vec<PlanSummary>,
    /// Plans that are archived and still have clients: to be looked for, not to be assigned.
    pub past_plans: Vec<PlanSummary>,
    /// The members who can look after a client.
    pub managers: Vec<(MembershipId, String)>,
}
