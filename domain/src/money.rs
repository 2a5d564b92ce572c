//! Money: minor units of a currency, never a float.

use std::{fmt, str::FromStr};

use crate::rates::half_up;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// An amount in the minor units (cents) of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: 1999 is 19.99 EUR.
    pub minor: i64,
    /// The currency of `minor`.
    pub currency: Currency,
}

/// Beyond what an amount can be, or of two currencies at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an amount beyond what can be counted, or of two currencies at once")]
pub struct Overflow;

/// An amount that was worked out widely, as minor units.
pub(crate) fn to_minor(wide: i128) -> Result<i64, Overflow> {
    i64::try_from(wide).map_err(|_| Overflow)
}

/// A text that is not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an amount of money")]
pub struct NotMoney;

impl Money {
    /// Nothing, in `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Both together.
    ///
    /// # Errors
    /// [`Overflow`], also when the currencies differ.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        if self.currency != other.currency {
            return Err(Overflow);
        }
        let minor = self.minor.checked_add(other.minor).ok_or(Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// What is left after taking `other` away.
    ///
    /// # Errors
    /// [`Overflow`], also when the currencies differ.
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.plus(other.negated())
    }

    /// The same with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self {
            minor: self.minor.saturating_neg(),
            currency: self.currency,
        }
    }

    /// So many times.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn times(self, count: u32) -> Result<Self, Overflow> {
        self.scaled(i128::from(count), 1)
    }

    /// `numerator / denominator` of it, half a minor unit rounded away from zero.
    ///
    /// # Errors
    /// [`Overflow`], also when the denominator is not above zero.
    pub fn scaled(self, numerator: i128, denominator: i128) -> Result<Self, Overflow> {
        if denominator <= 0 {
            return Err(Overflow);
        }
        let product = i128::from(self.minor).checked_mul(numerator);
        // Halves are found by doubling, which must fit as well.
        let product = product
            .filter(|wide| wide.abs() < i128::MAX / 4)
            .ok_or(Overflow)?;
        let minor = to_minor(half_up(product, denominator))?;
        Ok(Self { minor, ..self })
    }

    /// All of them together, in `currency`.
    ///
    /// # Errors
    /// [`Overflow`], also when one is of another currency.
    pub fn sum(currency: Currency, all: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        all.into_iter().try_fold(Self::zero(currency), Self::plus)
    }

    /// Reads an amount as typed: `19`, `19.9`, `19,90`; no sign, no grouping.
    ///
    /// # Errors
    /// More decimals than the currency has, other characters, or beyond ten digits.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, NotMoney> {
        let text = text.trim().replace(',', ".");
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = usize::from(currency.digits());
        let sane = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 10 || fraction.len() > digits {
            return Err(NotMoney);
        }
        if !sane(whole) || !sane(fraction) || text.ends_with('.') {
            return Err(NotMoney);
        }
        let minor = format!("{whole}{fraction:0<digits$}")
            .parse()
            .map_err(|_| NotMoney)?;
        Ok(Self { minor, currency })
    }

    /// The amount with a point and without its currency, as an editable text.
    #[must_use]
    pub fn to_input(self) -> String {
        let digits = u32::from(self.currency.digits());
        if digits == 0 {
            return self.minor.to_string();
        }
        let unit = 10_i64.pow(digits);
        let (whole, rest) = (self.minor / unit, (self.minor % unit).abs());
        let sign = if self.minor < 0 && whole == 0 {
            "-"
        } else {
            ""
        };
        format!(
            "{sign}{whole}.{rest:0width$}",
            width = usize::from(self.currency.digits())
        )
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_input(), self.currency)
    }
}

macro_rules! currencies {
    ($($code:ident $digits:literal,)*) => {
        /// A currency a plan can be priced in (ISO 4217).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the code is the name")]
        pub enum Currency { $($code,)* }

        impl Currency {
            /// Every currency on offer.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The ISO 4217 code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)* }
            }

            /// How many decimals an amount has.
            #[must_use]
            pub const fn digits(self) -> u8 {
                match self { $(Self::$code => $digits,)* }
            }
        }
    };
}

currencies! {
    EUR 2, USD 2, GBP 2, BRL 2, MXN 2, ARS 2, COP 2, CLP 0, PEN 2, UYU 2, CHF 2, PLN 2, RON 2,
    CZK 2, SEK 2, NOK 2, DKK 2, TRY 2, UAH 2, CAD 2, AUD 2, NZD 2, JPY 0, INR 2, ZAR 2,
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = NotMoney;

    fn from_str(text: &str) -> Result<Self, NotMoney> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.code() == text)
            .ok_or(NotMoney)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_shown_reads_back(minor in 0_i64..10_000_000_000, at in 0..Currency::ALL.len()) {
            let money = Money { minor, currency: Currency::ALL[at] };
            prop_assert_eq!(Money::parse(&money.to_input(), money.currency), Ok(money));
        }

        #[test]
        fn reading_never_breaks(text in ".{0,24}") {
            let _ = Money::parse(&text, Currency::EUR);
        }
    }

    #[test]
    fn decimals_are_those_of_the_currency() {
        let parsed = |text, currency| Money::parse(text, currency).map(|money| money.minor);
        assert_eq!(parsed("19,9", Currency::EUR), Ok(1_990));
        assert_eq!(parsed("500", Currency::CLP), Ok(500));
        assert_eq!(parsed("1.999", Currency::EUR), Err(NotMoney));
        assert_eq!(parsed("5.0", Currency::JPY), Err(NotMoney));
        assert_eq!(parsed("-1", Currency::EUR), Err(NotMoney));
    }
}
