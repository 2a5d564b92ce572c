use proptest::prelude::*;

use super::{DocumentLine, line_sums, totals};
use crate::{
    Currency, Money, Rate,
    taxes::{Prices, TaxCategory, Treatment},
};

const fn eur(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

const fn standard(rate: Rate) -> Treatment {
    Treatment {
        category: TaxCategory::Standard,
        rate,
    }
}

fn line(sums: super::LineSums, treatment: Treatment) -> DocumentLine {
    DocumentLine {
        text: "Hosting".to_owned(),
        detail: String::new(),
        period: None,
        quantity: 1,
        full: sums.full,
        discount: sums.discount,
        net: sums.net,
        category: treatment.category,
        rate: treatment.rate,
        tax: sums.tax,
    }
}

fn priced() -> impl Strategy<Value = (i64, u32, bool, u32)> {
    (
        0_i64..1_000_000_000,
        0_u32..=10_000,
        any::<bool>(),
        0_u32..=2_700,
    )
}

proptest! {
    #[test]
    fn no_line_and_no_sum_loses_a_minor_unit(wanted in prop::collection::vec(priced(), 1..40)) {
        let home = Rate::percent(19);
        let mut lines = Vec::new();
        for (price, discount, is_gross, rate) in wanted {
            let prices = if is_gross { Prices::Gross } else { Prices::Net };
            let treatment = standard(Rate(rate));
            let sums = line_sums(eur(price), Rate(discount), prices, home, treatment).unwrap();
            prop_assert_eq!(sums.net.plus(sums.discount).unwrap(), sums.full);
            if is_gross {
                let reduced = eur(price).minus(Rate(discount).of(eur(price)).unwrap()).unwrap();
                prop_assert_eq!(sums.net.plus(sums.tax).unwrap(), reduced);
            } else {
                prop_assert_eq!(sums.full, eur(price));
                prop_assert_eq!(sums.tax, Rate(rate).of(sums.net).unwrap());
            }
            lines.push(line(sums, treatment));
        }
        let all = totals(Currency::EUR, &lines, "").unwrap();
        let sum = |of: fn(&DocumentLine) -> Money| lines.iter().map(|l| of(l).minor).sum::<i64>();
        prop_assert_eq!(all.net.minor, sum(|line| line.net));
        prop_assert_eq!(all.tax.minor, sum(|line| line.tax));
        prop_assert_eq!(all.gross.minor, all.net.minor + all.tax.minor);
        prop_assert_eq!(all.taxes.iter().map(|total| total.net.minor).sum::<i64>(), all.net.minor);
    }
}

#[test]
fn a_gross_price_is_kept_where_tax_is_owed_and_freed_of_it_elsewhere() {
    let home = Rate::percent(19);
    let sums = |treatment| line_sums(eur(11_900), Rate::ZERO, Prices::Gross, home, treatment);
    let domestic = sums(standard(home)).unwrap();
    assert_eq!((domestic.net.minor, domestic.tax.minor), (10_000, 1_900));
    let abroad = sums(standard(Rate::percent(25))).unwrap();
    assert_eq!((abroad.net.minor, abroad.tax.minor), (9_520, 2_380));
    let reversed = sums(Treatment {
        category: TaxCategory::ReverseCharge,
        rate: Rate::ZERO,
    });
    let reversed = reversed.unwrap();
    assert_eq!((reversed.net.minor, reversed.tax.minor), (10_000, 0));
}
