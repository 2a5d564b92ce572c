//! Which tax an invoice line carries: by where seller and buyer are, and who they are.

use serde::{Deserialize, Serialize};

use crate::Rate;

/// Why a line is taxed as it is. The codes are those of UNTDID 5305, as EN 16931 uses them (BT-151).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxCategory {
    /// Taxed at a rate of the buyer's or the seller's country.
    Standard,
    /// The buyer owes the tax: a business in another country of the EU (Directive 2006/112/EC,
    /// article 196).
    ReverseCharge,
    /// The buyer does not pay tax, for a reason that is written down.
    Exempt,
    /// The buyer is outside the seller's tax union.
    Export,
    /// The seller is not registered for tax.
    NotSubject,
}

impl TaxCategory {
    /// Every category, in the order of an invoice's totals.
    pub const ALL: [Self; 5] = [
        Self::Standard,
        Self::ReverseCharge,
        Self::Exempt,
        Self::Export,
        Self::NotSubject,
    ];

    /// The code of UNTDID 5305.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::ReverseCharge => "AE",
            Self::Exempt => "E",
            Self::Export => "G",
            Self::NotSubject => "O",
        }
    }

    /// The category of a code.
    #[must_use]
    pub fn coded(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.code() == code)
    }

    /// The code of the reason why no tax is charged (VATEX code list of EN 16931), if it has one.
    #[must_use]
    pub const fn reason_code(self) -> Option<&'static str> {
        match self {
            Self::ReverseCharge => Some("VATEX-EU-AE"),
            Self::Export => Some("VATEX-EU-G"),
            Self::NotSubject => Some("VATEX-EU-O"),
            Self::Standard | Self::Exempt => None,
        }
    }
}

/// How a line is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Treatment {
    /// Why.
    pub category: TaxCategory,
    /// How much; nothing unless [`TaxCategory::Standard`].
    pub rate: Rate,
}

impl Treatment {
    const fn untaxed(category: TaxCategory) -> Self {
        Self {
            category,
            rate: Rate::ZERO,
        }
    }
}

/// Whether prices that are written down include tax.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prices {
    /// Tax comes on top.
    #[default]
    Net,
    /// Tax is inside.
    Gross,
}

impl Prices {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Net => "net",
            Self::Gross => "gross",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Net, Self::Gross]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Seller or buyer, as the tax sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taxpayer<'a> {
    /// ISO 3166-1 alpha-2; empty when unknown.
    pub country: &'a str,
    /// Whether a tax number was given.
    pub is_registered: bool,
    /// Whether it pays no tax for a reason of its own.
    pub is_exempt: bool,
}

/// Countries of the EU's value added tax, by ISO 3166-1.
const UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Whether a country belongs to the EU's value added tax.
#[must_use]
pub fn is_in_union(country: &str) -> bool {
    UNION.contains(&country)
}

/// How a sale of services is taxed. `rate_of` gives a country's usual rate.
///
/// Services to businesses are taxed where the buyer is, and within the EU the buyer owes the tax
/// (articles 44 and 196 of Directive 2006/112/EC); electronic services to others within the EU at
/// the rate of the buyer's country (article 58). A buyer whose country is unknown counts as at home.
#[must_use]
pub fn treatment(
    seller: Taxpayer<'_>,
    buyer: Taxpayer<'_>,
    rate_of: impl Fn(&str) -> Rate,
) -> Treatment {
    let standard = |country: &str| Treatment {
        category: TaxCategory::Standard,
        rate: rate_of(country),
    };
    if !seller.is_registered {
        return Treatment::untaxed(TaxCategory::NotSubject);
    }
    if buyer.is_exempt {
        return Treatment::untaxed(TaxCategory::Exempt);
    }
    if buyer.country.is_empty() || buyer.country == seller.country {
        return standard(seller.country);
    }
    match (is_in_union(seller.country), is_in_union(buyer.country)) {
        (true, true) if buyer.is_registered => Treatment::untaxed(TaxCategory::ReverseCharge),
        (true, true) => standard(buyer.country),
        _ => Treatment::untaxed(TaxCategory::Export),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn of(country: &str, is_registered: bool) -> Taxpayer<'_> {
        Taxpayer {
            country,
            is_registered,
            is_exempt: false,
        }
    }

    #[test]
    fn who_owes_which_tax() {
        let rates = |country: &str| match country {
            "DE" => Rate::percent(19),
            "BG" => Rate::percent(20),
            _ => Rate::ZERO,
        };
        let told = |seller, buyer| {
            let told = treatment(seller, buyer, rates);
            (told.category.code(), told.rate.0)
        };
        let german = of("DE", true);
        assert_eq!(told(german, of("DE", true)), ("S", 1_900));
        assert_eq!(told(german, of("DE", false)), ("S", 1_900));
        assert_eq!(told(german, of("", false)), ("S", 1_900));
        assert_eq!(told(german, of("BG", true)), ("AE", 0));
        assert_eq!(told(german, of("BG", false)), ("S", 2_000));
        assert_eq!(told(german, of("BR", true)), ("G", 0));
        assert_eq!(told(of("DE", false), of("BG", true)), ("O", 0));
        assert_eq!(told(of("US", true), of("DE", true)), ("G", 0));
        let exempt = Taxpayer {
            is_exempt: true,
            ..of("DE", true)
        };
        assert_eq!(told(german, exempt), ("E", 0));
    }
}
