use crate::{Money, Rate, money::Overflow};

/// What a paid line earns: its net after discount at the rate, half a minor unit rounded away from
/// zero (B17).
///
/// # Errors
/// [`Overflow`].
pub fn accrual(base: Money, rate: Rate) -> Result<Money, Overflow> {
    rate.of(base)
}

/// What credit notes took back of a line, and of what it earned. Both as positive amounts where the
/// line was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credited {
    /// Of the line's net.
    pub base: Money,
    /// Of its commission.
    pub amount: Money,
}

/// What crediting `credited` of a line's net takes back: at the original rate, never more than is
/// left, and all that is left once the whole line is credited. So a line credited in parts gives back
/// what it earned, to the cent.
///
/// # Errors
/// [`Overflow`].
pub fn reversal(
    base: Money,
    rate: Rate,
    amount: Money,
    before: Credited,
    credited: Money,
) -> Result<Money, Overflow> {
    let left = amount.minus(before.amount)?;
    let in_all = before.base.plus(credited)?;
    let all_is_credited = in_all.minor.unsigned_abs() >= base.minor.unsigned_abs();
    let share = rate.of(credited)?;
    let taken = if all_is_credited || share.minor.unsigned_abs() > left.minor.unsigned_abs() {
        left
    } else {
        share
    };
    Ok(taken.negated())
}

/// A product of amount and rate before it is rounded, as it is shown: exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// Minor units times basis points.
    pub numerator: i128,
    /// Basis points of the whole.
    pub denominator: i128,
    /// What is cut off below a minor unit, over `denominator`.
    pub remainder: i128,
    /// Whether the remainder was half a unit or more, and made it one.
    pub is_up: bool,
}

impl Rounding {
    /// How `rate` of `base` is rounded.
    #[must_use]
    pub fn of(base: Money, rate: Rate) -> Self {
        let (numerator, denominator) = (i128::from(base.minor) * i128::from(rate.0), 10_000);
        let remainder = numerator.abs() % denominator;
        Self {
            numerator,
            denominator,
            remainder,
            is_up: remainder * 2 >= denominator,
        }
    }
}
