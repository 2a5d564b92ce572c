//! Charges of a client: what is owed for something, before and after it is on an invoice (C13).

use serde::{Deserialize, Serialize};

use crate::{ChargeId, Date, InvoiceId, Money, Rate, billing::Payer, money::Overflow};

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeSummary {
    /// Which.
    pub id: ChargeId,
    /// The day it is counted on.
    pub on: Date,
    /// Whose invoice it lands on.
    pub payer: Payer,
    /// What it is for.
    pub text: String,
    /// More of it.
    pub detail: String,
    /// First and last day it is for.
    pub period: Option<(Date, Date)>,
    /// How many.
    pub quantity: u32,
    /// All of the quantity, before the discount.
    pub amount: Money,
    /// Taken off.
    pub discount: Rate,
    /// The invoice it is on, with its number once it has one.
    pub invoice: Option<(InvoiceId, Option<String>)>,
}

impl ChargeSummary {
    /// The amount without the discount.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn price(&self) -> Result<Money, Overflow> {
        self.amount.minus(self.discount.of(self.amount)?)
    }
}

/// A month of charges of one client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct MonthOfCharges {
    /// Its first day.
    pub month: Date,
    pub charges: Vec<ChargeSummary>,
    /// What each payer owes, one per payer and currency.
    pub sums: Vec<(Payer, Money)>,
}

impl MonthOfCharges {
    /// Sums charges up by who pays. One that cannot be counted is left out of the sum.
    #[must_use]
    pub fn of(month: Date, charges: Vec<ChargeSummary>) -> Self {
        let mut sums: Vec<(Payer, Money)> = Vec::new();
        for charge in &charges {
            let Ok(price) = charge.price() else { continue };
            let same = |(payer, sum): &&mut (Payer, Money)| {
                *payer == charge.payer && sum.currency == price.currency
            };
            match sums.iter_mut().find(same) {
                Some((_, sum)) => *sum = sum.plus(price).unwrap_or(*sum),
                None => sums.push((charge.payer, price)),
            }
        }
        Self {
            month,
            charges,
            sums,
        }
    }
}
