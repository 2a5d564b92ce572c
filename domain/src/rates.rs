//! Rates in basis points, and the one way in which Marque rounds.

use serde::{Deserialize, Serialize};

use crate::{
    Money,
    money::{Overflow, to_minor},
};

/// A part of something in basis points: 1 is a hundredth of a percent, 10 000 is the whole.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Rate(pub u32);

/// A text that is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a rate")]
pub struct NotARate;

impl Rate {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The whole.
    pub const WHOLE: Self = Self(10_000);

    /// So many percent.
    #[must_use]
    pub const fn percent(percent: u32) -> Self {
        Self(percent * 100)
    }

    /// Reads percent as typed: `19`, `7.5`, `7,25`; no sign, at most two decimals, at most
    /// 1 000 %.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Self, NotARate> {
        let text = text
            .trim()
            .trim_end_matches('%')
            .trim_end()
            .replace(',', ".");
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let sane = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 4 || fraction.len() > 2 || text.ends_with('.') {
            return Err(NotARate);
        }
        if !sane(whole) || !sane(fraction) {
            return Err(NotARate);
        }
        let rate = format!("{whole}{fraction:0<2}")
            .parse()
            .map_err(|_| NotARate)?;
        if rate > 100_000 {
            Err(NotARate)
        } else {
            Ok(Self(rate))
        }
    }

    /// Percent with as many decimals as it needs, as an editable text: `19`, `7.5`.
    #[must_use]
    pub fn to_input(self) -> String {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => whole.to_string(),
            rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
            rest => format!("{whole}.{rest:02}"),
        }
    }

    /// This part of an amount, half a minor unit rounded away from zero: what is taken back is
    /// what was given, to the cent.
    ///
    /// # Errors
    /// [`Overflow`] beyond what an amount can be.
    pub fn of(self, amount: Money) -> Result<Money, Overflow> {
        amount.scaled(i128::from(self.0), 10_000)
    }

    /// The tax inside an amount that includes it at this rate.
    ///
    /// # Errors
    /// [`Overflow`] beyond what an amount can be.
    pub fn inside(self, gross: Money) -> Result<Money, Overflow> {
        gross.scaled(i128::from(self.0), 10_000 + i128::from(self.0))
    }
}

/// `numerator / denominator`, half rounded away from zero; `denominator` is above zero.
#[must_use]
pub fn half_up(numerator: i128, denominator: i128) -> i128 {
    let doubled = numerator.abs() * 2 + denominator;
    numerator.signum() * (doubled / (denominator * 2))
}

/// Splits an amount by weights so that the parts sum to the whole: every part gets its share
/// rounded down, and the minor units left over go to the largest remainders, the earlier first.
/// Without any weight the first part takes all; without any part there is nothing to give.
///
/// # Errors
/// [`Overflow`] when a share cannot be an amount.
pub fn allocate(whole: Money, weights: &[u64]) -> Result<Vec<Money>, Overflow> {
    let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if total == 0 {
        let parts = weights.iter().enumerate();
        let first = |at| {
            if at == 0 {
                whole
            } else {
                Money::zero(whole.currency)
            }
        };
        return Ok(parts.map(|(at, _)| first(at)).collect());
    }
    let sign = i128::from(whole.minor.signum());
    let amount = i128::from(whole.minor).abs();
    let mut shares: Vec<(i128, i128)> = weights
        .iter()
        .map(|weight| amount * i128::from(*weight))
        .map(|share| (share / total, share % total))
        .collect();
    let given: i128 = shares.iter().map(|(share, _)| share).sum();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(shares.get(*at).map(|share| share.1)));
    let left = usize::try_from(amount - given).map_err(|_| Overflow)?;
    for at in order.into_iter().take(left) {
        if let Some(share) = shares.get_mut(at) {
            share.0 += 1;
        }
    }
    let currency = whole.currency;
    let money = |(share, _)| to_minor(sign * share).map(|minor| Money { minor, currency });
    shares.into_iter().map(money).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Currency;

    const fn eur(minor: i64) -> Money {
        Money {
            minor,
            currency: Currency::EUR,
        }
    }

    proptest! {
        #[test]
        fn the_parts_sum_to_the_whole(
            minor in -10_000_000_000_i64..10_000_000_000,
            weights in prop::collection::vec(0_u64..1_000_000, 1..20),
        ) {
            let parts = allocate(eur(minor), &weights).unwrap();
            prop_assert_eq!(parts.iter().map(|part| part.minor).sum::<i64>(), minor);
        }

        #[test]
        fn no_part_is_off_by_a_whole_unit(
            minor in 0_i64..10_000_000_000,
            weights in prop::collection::vec(1_u64..1_000_000, 1..20),
        ) {
            let total: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            let parts = allocate(eur(minor), &weights).unwrap();
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(minor) * i128::from(*weight);
                prop_assert!((i128::from(part.minor) * total - exact).abs() < total);
            }
        }

        #[test]
        fn taking_back_is_giving_with_the_other_sign(minor in 0_i64..10_000_000_000, rate in 0_u32..100_000) {
            let (rate, given) = (Rate(rate), eur(minor));
            prop_assert_eq!(rate.of(given).unwrap().negated(), rate.of(given.negated()).unwrap());
        }

        #[test]
        fn net_and_tax_inside_make_the_gross(minor in 0_i64..10_000_000_000, rate in 0_u32..10_000) {
            let gross = eur(minor);
            let tax = Rate(rate).inside(gross).unwrap();
            let net = gross.minus(tax).unwrap();
            prop_assert_eq!(net.plus(tax).unwrap(), gross);
            let again = Rate(rate).of(net).unwrap();
            prop_assert!((again.minor - tax.minor).abs() <= 1);
        }

        #[test]
        fn what_is_shown_reads_back(rate in 0_u32..=100_000) {
            prop_assert_eq!(Rate::parse(&Rate(rate).to_input()), Ok(Rate(rate)));
        }
    }

    #[test]
    fn half_goes_away_from_zero() {
        assert_eq!(Rate::percent(5).of(eur(10)).unwrap(), eur(1));
        assert_eq!(Rate::percent(5).of(eur(-10)).unwrap(), eur(-1));
        assert_eq!(Rate::percent(5).of(eur(9)).unwrap(), eur(0));
        assert_eq!(Rate(1_999).of(eur(i64::MAX)).map(|m| m.minor > 0), Ok(true));
        assert_eq!(Rate(20_000).of(eur(i64::MAX)), Err(Overflow));
    }

    #[test]
    fn rates_are_typed_as_people_write_them() {
        assert_eq!(Rate::parse("7,5 %"), Ok(Rate(750)));
        assert_eq!(Rate::parse("0"), Ok(Rate::ZERO));
        for wrong in ["", "-1", "7.555", "1001", "a", "7."] {
            assert_eq!(Rate::parse(wrong), Err(NotARate), "{wrong}");
        }
    }
}
