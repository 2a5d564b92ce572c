//! Custom domains: a partner's own host names for what its clients see, proved by a record in the
//! DNS and served as long as the proof stands.

mod name;
mod standing;

use serde::{Deserialize, Serialize};

use crate::{DomainId, Timestamp};

pub use name::DomainName;
pub use standing::{Finding, GRACE_DAYS, Standing};

/// Domains that a partner may have at once.
pub const DOMAINS_MAX: u32 = 10;

/// The label that stands before a domain to prove whose it is. It names nobody: whoever reads the
/// DNS learns nothing of the portal.
pub const CHECK_LABEL: &str = "_portal-check";

/// Where the texts stand in the DNS that prove whose a domain is.
#[must_use]
pub fn check_host(name: &str) -> String {
    format!("{CHECK_LABEL}.{name}")
}

/// How a domain stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DomainState {
    /// Claimed and not proved, or not any more: not served. Others may claim it too.
    Pending,
    /// Proved, but its address does not lead here yet: not served. Nobody else can have it.
    Verified,
    /// Proved, and served.
    Active,
    /// The proof is gone: served for [`GRACE_DAYS`] more, so that it can be put back.
    Failing,
}

impl DomainState {
    /// Every state, in their order.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Verified, Self::Active, Self::Failing];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Verified => "verified",
            Self::Active => "active",
            Self::Failing => "failing",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What the last check found that was not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// There is no text at the place of the record.
    NoRecord,
    /// There are other texts: these, made short and visible.
    OtherTexts {
        /// A few of them.
        found: Vec<String>,
    },
    /// The servers of the domain did not answer, or not in time.
    NoAnswer,
    /// The record is right, and another partner of this portal has proved the name before.
    Held,
    /// The record is right, and the address leads elsewhere, or nowhere when there are no addresses.
    LeadsElsewhere {
        /// A few of the addresses it leads to.
        found: Vec<String>,
    },
}

/// A domain, with what is to be set in the DNS and what happens next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainSummary {
    /// Which.
    pub id: DomainId,
    /// Its name as the DNS has it, in A-labels.
    pub name: String,
    /// Its name as people read it.
    pub shown: String,
    /// Whether it could be taken for another one: letters of several scripts in one label, or such
    /// that look like Latin ones.
    pub looks_alike: bool,
    /// Whether it is the very name that was registered, where the DNS allows no CNAME.
    pub is_apex: bool,
    /// How it stands.
    pub state: DomainState,
    /// The text to be set at [`check_host`].
    pub token: String,
    /// When it was looked at last.
    pub checked_at: Option<Timestamp>,
    /// When it is looked at next.
    pub next_check_at: Timestamp,
    /// Since when the proof is gone. A pending domain that has it was served once.
    pub failing_since: Option<Timestamp>,
    /// What was not as it should be.
    pub trouble: Option<Trouble>,
}

/// A partner's domains, and the host that always works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domains {
    /// Them, the oldest first.
    pub list: Vec<DomainSummary>,
    /// Where the partner's pages are without any of them.
    pub platform_url: String,
    /// The host of that: what a CNAME leads to.
    pub platform_host: String,
}
