//! Money that comes in for invoices, and goes back.

use serde::{Deserialize, Serialize};

use crate::{Date, FieldErrors, InvoiceId, Money, Problem, fields::optional};

/// How money came in or went back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By bank transfer.
    #[default]
    BankTransfer,
    /// By card, through a provider.
    Card,
    /// In cash.
    Cash,
    /// Another way, said in the reference.
    Other,
}

impl Method {
    /// Every way that can be recorded by hand, in the order offered.
    pub const BY_HAND: [Self; 3] = [Self::BankTransfer, Self::Cash, Self::Other];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BankTransfer => "bank_transfer",
            Self::Card => "card",
            Self::Cash => "cash",
            Self::Other => "other",
        }
    }

    /// The way of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::BankTransfer, Self::Card, Self::Cash, Self::Other]
            .into_iter()
            .find(|method| method.name() == name)
    }
}

/// Which way money went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To the seller.
    #[default]
    Received,
    /// Back to the buyer.
    Returned,
}

/// A payment as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PaymentDraft {
    pub invoice: InvoiceId,
    pub direction: Direction,
    pub amount: String,
    pub method: Method,
    pub reference: String,
    /// `YYYY-MM-DD`; not in the future.
    pub on: String,
}

/// A payment, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct PaymentValues {
    /// Below zero when it went back.
    pub amount: Money,
    pub method: Method,
    pub reference: String,
    pub on: Date,
}

impl PaymentDraft {
    /// Checks every field. At most `open` can come in, and at most `paid` can go back.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(
        &self,
        open: Money,
        paid: Money,
        today: Date,
    ) -> Result<PaymentValues, FieldErrors> {
        let mut errors = FieldErrors::default();
        let most = match self.direction {
            Direction::Received => open,
            Direction::Returned => paid,
        };
        let amount = Money::parse(&self.amount, open.currency).unwrap_or_else(|_| {
            errors.add("amount", Problem::NotMoney);
            most
        });
        if amount.minor > most.minor {
            errors.add("amount", Problem::MoreThan { most });
        } else if amount.minor == 0 {
            errors.add("amount", Problem::Required);
        }
        let on = self.on.parse().unwrap_or_else(|_| {
            errors.add("on", Problem::NotADate);
            today
        });
        if on > today {
            errors.add("on", Problem::InTheFuture);
        }
        if !Method::BY_HAND.contains(&self.method) {
            errors.add("method", Problem::NotAChoice);
        }
        let values = PaymentValues {
            amount: match self.direction {
                Direction::Received => amount,
                Direction::Returned => amount.negated(),
            },
            method: self.method,
            reference: errors.take("reference", optional(&self.reference, 140)),
            on,
        };
        errors.or(values)
    }
}
