//! Why something was not done: what, why, and who can change it.

use serde::{Deserialize, Serialize};

use crate::{
    FieldErrors, Money, Version,
    plans::{Limited, Overrun},
    policy::{Reason, Verdict},
};

/// A refusal, as both sides speak of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nobody is signed in (401).
    #[error("signed out")]
    SignedOut,
    /// It does not exist, or one may not know that it does (404).
    #[error("not found")]
    NotFound,
    /// It exists, and this person may not (403).
    #[error("denied")]
    Denied(Reason),
    /// Somebody else changed it in the meantime (409).
    #[error("changed in the meantime")]
    Conflict(Conflict),
    /// The form has problems (422).
    #[error("invalid")]
    Invalid(FieldErrors),
    /// A rule of the business forbids it (422).
    #[error("rejected: {0:?}")]
    Rejected(Rejection),
    /// Too often; again in so many seconds (429).
    #[error("too often")]
    TooOften { retry_seconds: u32 },
}

/// What a stale save would have overwritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The version as it stands now: saving again with it overwrites knowingly.
    pub version: Version,
    /// Each field that somebody else changed, with its present value.
    pub changed: Vec<Changed>,
}

/// A field and its present value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The field's name in its form.
    pub field: String,
    /// Its present value, as the form would show it.
    pub now: String,
}

/// A rule of the business that forbids what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rejection {
    /// The client's usage breaks limits of the plan: every one of them.
    OverLimit {
        plan: String,
        overruns: Vec<Overrun>,
    },
    /// There is no room for another: the client's plan, if it has one, allows no more.
    LimitReached {
        what: Limited,
        used: u32,
        allowed: u32,
        plan: Option<String>,
        /// The partner, which can raise it.
        raised_by: String,
    },
    /// People have seats in the workspace: so many.
    WorkspaceInUse { seats: u32 },
    /// The client must keep an owner.
    LastOwner,
    /// The plan is archived and takes no further clients.
    PlanArchived,
    /// The client is in a state that does not allow it.
    WrongStatus {
        status: crate::clients::ClientStatus,
    },
    /// The time for undoing is over.
    TooLateToUndo,
    /// Something else stands on it: so many clients.
    InUse { clients: u64 },
    /// The invitation, reset or sign-in link has expired, was used or was revoked.
    LinkIsDead,
    /// The client does not let visitors in.
    VisitsClosed,
    /// One is on a visit already, to this client: there is no visit inside a visit (C4).
    VisitUnderWay { company: String },
    /// The request or visit is over by now.
    VisitOver,
    /// The ticket to a visit was used, is older than a minute, or was never given.
    TicketIsDead,
    /// Somebody else is signed in on the host that one enters.
    SomebodyElseHere,
    /// The team must keep an administrator.
    LastAdministrator,
    /// The file cannot be read as a table.
    NotATable,
    /// The file has headings and nothing below them.
    NoRows,
    /// More than the portal takes at once.
    TooMuch { max: u64 },
    /// The order is in a state that does not allow it.
    OrderWrongStatus { status: crate::orders::OrderStatus },
    /// Another order was sent from the same form before, and is kept under this number.
    OrderSentBefore { number: u32 },
    /// The change of the plan comes to something else than was shown.
    PlanChangeMoved {
        now: Box<crate::subscriptions::Proration>,
    },
    /// The service is in a state that does not allow it.
    ServiceWrongStatus {
        status: crate::services::ServiceStatus,
    },
    /// The invoice is in a state that does not allow it.
    InvoiceWrongStatus {
        status: crate::invoices::InvoiceStatus,
    },
    /// Something was paid or credited on the invoice, or it holds more than what is taken back.
    InvoiceInUse { number: String },
    /// There is nothing that no invoice holds yet.
    NothingToInvoice,
    /// An invoice cannot be right without these of the seller's company data.
    SellerUnknown { missing: Vec<String> },
    /// The invoice cannot be paid by card: nothing is open, or the seller takes none.
    CardNotOffered,
    /// The payment provider does not answer, or not as it should.
    ProviderUnreachable,
    /// Less can be paid out than the least that is.
    PayoutTooSmall { payable: Money, least: Money },
    /// A payout in this currency waits already.
    PayoutUnderWay,
    /// The payout is where this cannot be done any more.
    PayoutOver,
    /// The domain is not proved yet, so it cannot be used.
    DomainNotProved,
}

impl From<FieldErrors> for Refusal {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl Refusal {
    /// The HTTP status that says it.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Denied(_) => 403,
            Self::NotFound => 404,
            Self::Conflict(_) => 409,
            Self::Invalid(_) | Self::Rejected(_) => 422,
            Self::TooOften { .. } => 429,
        }
    }

    /// The verdict as a refusal, or nothing when it allows.
    ///
    /// # Errors
    /// The refusal that a verdict other than *allowed* means.
    pub fn unless(verdict: Verdict) -> Result<(), Self> {
        match verdict {
            Verdict::Allowed(_) => Ok(()),
            Verdict::SignedOut => Err(Self::SignedOut),
            Verdict::Hidden(_) => Err(Self::NotFound),
            Verdict::Denied(reason) => Err(Self::Denied(reason)),
        }
    }
}
