use serde::{Deserialize, Serialize};

use crate::{Money, PayoutId, Timestamp, Version};

/// Where a payout stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayoutStatus {
    /// The partner asked for it.
    Requested,
    /// The operator will pay it.
    Approved,
    /// The money has left.
    Paid,
    /// The operator said no: its entries can be asked for again.
    Rejected,
}

impl PayoutStatus {
    const ALL: [Self; 4] = [Self::Requested, Self::Approved, Self::Paid, Self::Rejected];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Paid => "paid",
            Self::Rejected => "rejected",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Where a step leads; nothing where it cannot be taken.
    #[must_use]
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Requested, Step::Approve) => Some(Self::Approved),
            (Self::Approved, Step::Pay) => Some(Self::Paid),
            (Self::Requested | Self::Approved, Step::Reject) => Some(Self::Rejected),
            _ => None,
        }
    }
}

/// What the operator can do with a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Promise it.
    Approve,
    /// Say that the money has left.
    Pay,
    /// Refuse it, with a reason.
    Reject,
}

/// A payout as both sides see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payout {
    /// Which.
    pub id: PayoutId,
    /// The partner's name.
    pub partner: String,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub status: PayoutStatus,
    /// How many entries are in it.
    pub entries: u32,
    /// What happened to it, from the first.
    pub log: Vec<PayoutStep>,
    /// Its version.
    pub version: Version,
}

/// A line of a payout's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutStep {
    /// What it came to be.
    pub status: PayoutStatus,
    /// When.
    pub at: Timestamp,
    /// Why it was refused, or the reference of the transfer; may be empty.
    pub note: String,
}
