use serde::{Deserialize, Serialize};

use super::{Counting, Month, Rank, RateTable};
use crate::{
    ClientId, CommissionEntryId, Date, Money, PartnerId, PayoutId, Rate, ServiceClassId, Timestamp,
    catalogue::ServiceClass,
};

/// The shape of a statement; another one gets another number.
pub const FORMAT: u32 = 1;

/// What happened in a month, with all that is needed to work every amount out again.
///
/// It names nobody but by identifier, so it stays true and harmless whatever is renamed or erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// [`FORMAT`].
    pub format: u32,
    /// Whose.
    pub partner: PartnerId,
    /// Which month, in UTC.
    pub month: Month,
    /// Every version of the table that began by the end of the month.
    pub tables: Vec<RateTable>,
    /// How things stood when the month began.
    pub opening: Opening,
    /// Everything that happened, without a gap in the numbers.
    pub events: Vec<Event>,
    /// What is owed to the partner after it, by currency.
    pub closing: Vec<Money>,
}

/// How things stand when a month begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The number of the last event before it; 0 when there was none.
    pub number: u64,
    /// The level.
    pub rank: Rank,
    /// The clients that count, in the order of their identifiers.
    pub counting: Vec<ClientId>,
    /// What is owed to the partner, by currency.
    pub owed: Vec<Money>,
}

/// Something that moves the level or the balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Counted from 1 for each partner, without gaps.
    pub number: u64,
    /// When; never before the event of the number before.
    pub at: Timestamp,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A client got its first active service.
    Counts(ClientId),
    /// A client lost its last active service, or was closed.
    CountsNoMore(ClientId),
    /// The level moved.
    Level(LevelMoved),
    /// A paid line earned something.
    Accrued(Accrued),
    /// A credit note took something back.
    Reversed(Reversed),
    /// A payout left.
    PaidOut {
        /// Which.
        payout: PayoutId,
        /// How much.
        amount: Money,
    },
}

/// How the level moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelMoved {
    /// From.
    pub from: Rank,
    /// To.
    pub to: Rank,
    /// How many clients counted.
    pub counted: u32,
    /// The version of the table that says what they mean.
    pub table: u32,
    /// Of a step down: since when they meant less.
    pub below_since: Option<Date>,
    /// Of a step down: the days of grace that were set.
    pub grace_days: u32,
}

/// What a paid line earned, with everything it follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accrued {
    /// The entry.
    pub entry: CommissionEntryId,
    /// The number of the invoice.
    pub document: String,
    /// The line in it, counted from 0.
    pub position: u32,
    /// Whose invoice.
    pub client: ClientId,
    /// The class of the service.
    pub class: ServiceClassId,
    /// Whether the table had the class.
    pub is_listed: bool,
    /// The line's net after discount.
    pub base: Money,
    /// The level at that instant.
    pub rank: Rank,
    /// How many clients counted.
    pub counted: u32,
    /// The version of the table.
    pub table: u32,
    /// The rate.
    pub rate: Rate,
    /// What it earned.
    pub amount: Money,
    /// The first day on which it can be paid out.
    pub held_until: Date,
}

/// What a credit note took back, with everything it follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reversed {
    /// The entry.
    pub entry: CommissionEntryId,
    /// The number of the credit note.
    pub document: String,
    /// The line in it, counted from 0.
    pub position: u32,
    /// Whose.
    pub client: ClientId,
    /// The entry of the line that is credited; it may stand in the statement of an earlier month.
    pub of: CommissionEntryId,
    /// The net of that line.
    pub of_base: Money,
    /// Its rate.
    pub rate: Rate,
    /// What it earned.
    pub of_amount: Money,
    /// What earlier credit notes took off its net.
    pub credited_before: Money,
    /// What they took back of its commission.
    pub reversed_before: Money,
    /// What this one takes off its net.
    pub base: Money,
    /// What it takes back: never positive where the line was.
    pub amount: Money,
    /// The first day on which it is set off.
    pub held_until: Date,
}

/// A statement with its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// What is signed: exactly the bytes of [`Statement::canonical`].
    pub statement: Statement,
    /// The public key, in hexadecimal digits (Ed25519, RFC 8032).
    pub key: String,
    /// The signature, in hexadecimal digits.
    pub signature: String,
}

/// A statement as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The statement.
    pub statement: Statement,
    /// Key and signature, in hexadecimal digits; none while the month is not over.
    pub signed: Option<(String, String)>,
    /// What the services are called now.
    pub classes: Vec<ServiceClass>,
    /// What the clients in it are called now.
    pub clients: Vec<Counting>,
}

impl Statement {
    /// The one way to write it: JSON without spaces, the fields in the order of the types, and no
    /// number with a fraction. Whoever reads a statement and writes it again has the same bytes.
    ///
    /// # Errors
    /// Never for a statement, whose keys are all texts.
    pub fn canonical(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

impl What {
    /// What it adds to what is owed, or takes away.
    #[must_use]
    pub const fn owed(&self) -> Option<Money> {
        match self {
            Self::Accrued(accrued) => Some(accrued.amount),
            Self::Reversed(reversed) => Some(reversed.amount),
            Self::PaidOut { amount, .. } => Some(amount.negated()),
            Self::Counts(_) | Self::CountsNoMore(_) | Self::Level(_) => None,
        }
    }
}
