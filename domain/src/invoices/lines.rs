use std::collections::BTreeMap;

use super::{DocumentLine, TaxTotal};
use crate::{
    Currency, Money, Rate,
    money::Overflow,
    taxes::{Prices, TaxCategory, Treatment},
};

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSums {
    /// Before tax and discount.
    pub full: Money,
    /// Taken off before tax.
    pub discount: Money,
    /// `full` without `discount`.
    pub net: Money,
    /// The tax on `net`.
    pub tax: Money,
}

/// Works a line out of its price. Tax is rounded here, on the line, and nowhere else.
///
/// A price that includes tax stays what it is wherever the buyer owes tax at all; to others it is
/// sold without the tax of the seller's `home` country, which it includes.
///
/// # Errors
/// [`Overflow`].
pub fn line_sums(
    whole: Money,
    discount: Rate,
    prices: Prices,
    home: Rate,
    treatment: Treatment,
) -> Result<LineSums, Overflow> {
    let taxed = treatment.category == TaxCategory::Standard;
    let net_of = |price: Money| match prices {
        Prices::Net => Ok(price),
        Prices::Gross if taxed => price.minus(treatment.rate.inside(price)?),
        Prices::Gross => price.minus(home.inside(price)?),
    };
    let reduced = whole.minus(discount.of(whole)?)?;
    let (full, net) = (net_of(whole)?, net_of(reduced)?);
    let tax = match prices {
        Prices::Gross if taxed => reduced.minus(net)?,
        _ => treatment.rate.of(net)?,
    };
    Ok(LineSums {
        full,
        discount: full.minus(net)?,
        net,
        tax,
    })
}

/// What a document comes to: the sums of its lines, by category and rate and in all.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the document")]
pub struct Totals {
    pub taxes: Vec<TaxTotal>,
    pub net: Money,
    pub tax: Money,
    pub gross: Money,
}

/// Sums lines up. `exempt` is why the buyer is exempt, where that is so.
///
/// # Errors
/// [`Overflow`].
pub fn totals(
    currency: Currency,
    lines: &[DocumentLine],
    exempt: &str,
) -> Result<Totals, Overflow> {
    let zero = Money::zero(currency);
    let mut by: BTreeMap<Treatment, (Money, Money)> = BTreeMap::new();
    for line in lines {
        let treatment = Treatment {
            category: line.category,
            rate: line.rate,
        };
        let sums = by.entry(treatment).or_insert((zero, zero));
        *sums = (sums.0.plus(line.net)?, sums.1.plus(line.tax)?);
    }
    let taxes: Vec<TaxTotal> = by
        .into_iter()
        .map(|(treatment, (net, tax))| TaxTotal {
            category: treatment.category,
            rate: treatment.rate,
            net,
            tax,
            reason: if treatment.category == TaxCategory::Exempt {
                exempt.to_owned()
            } else {
                String::new()
            },
        })
        .collect();
    let net = Money::sum(currency, taxes.iter().map(|total| total.net))?;
    let tax = Money::sum(currency, taxes.iter().map(|total| total.tax))?;
    Ok(Totals {
        gross: net.plus(tax)?,
        taxes,
        net,
        tax,
    })
}
