//! Charges of a client: what is owed for something, before and after it is on an invoice (C13).

use serde::{Deserialize, Serialize};

use crate::{
    ChargeId, Currency, Date, FieldErrors, InvoiceId, Money, Problem, Rate,
    billing::Payer,
    fields::{number, required},
    money::Overflow,
};

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

/// Something that is not in the catalogue, as typed: work by the hour, a refund of postage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ChargeDraft {
    pub text: String,
    pub quantity: String,
    /// For one.
    pub price: String,
    pub currency: Currency,
}

/// The same, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct ChargeValues {
    pub text: String,
    pub quantity: u32,
    pub price: Money,
}

impl ChargeDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<ChargeValues, FieldErrors> {
        let mut errors = FieldErrors::default();
        let price = Money::parse(&self.price, self.currency).unwrap_or_else(|_| {
            errors.add("price", Problem::NotMoney);
            Money::zero(self.currency)
        });
        let values = ChargeValues {
            text: errors.take("text", required(&self.text, 200)),
            quantity: errors.take("quantity", number(&self.quantity, 1, 10_000)),
            price,
        };
        errors.or(values)
    }
}

/// Which amounts below zero are held back, and how much of each, so that `excess` less is given
/// back: the last first. All of it is held back where there is less.
#[must_use]
pub fn held_back(amounts: &[Money], excess: i64) -> Vec<(usize, Money)> {
    let mut left = excess.max(0);
    let mut held = Vec::new();
    for (at, amount) in amounts.iter().enumerate().rev() {
        let given = amount.negated().minor;
        if left == 0 {
            break;
        }
        if given > 0 {
            let part = given.min(left);
            left -= part;
            let minor = -part;
            held.push((at, Money { minor, ..*amount }));
        }
    }
    held
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_given_back_takes_no_sum_below_zero(
            minors in proptest::collection::vec(-100_000_i64..100_000, 0..20),
        ) {
            let amounts: Vec<Money> = minors
                .iter()
                .map(|minor| Money { minor: *minor, currency: Currency::EUR })
                .collect();
            let total: i64 = minors.iter().sum();
            let held = held_back(&amounts, -total);
            let waits: i64 = held.iter().map(|(_, part)| part.minor).sum();
            let asked: i64 = minors.iter().filter(|minor| **minor > 0).sum();
            for (at, part) in &held {
                prop_assert!(part.minor < 0 && part.minor >= minors[*at]);
            }
            prop_assert_eq!(total - waits, total.max(0));
            prop_assert!(total - waits <= asked);
        }
    }
}
