use crate::{Currency, Date, Money, money::NotMoney, time::NotADate};

/// Reads a day as banks write it: `2026-11-22`, `22.11.2026`, `22/11/2026`, `22.11.26`; a time after
/// it counts for nothing.
///
/// # Errors
/// [`NotADate`].
pub fn day(text: &str) -> Result<Date, NotADate> {
    let text = text.trim();
    let text = text.split([' ', 'T']).next().unwrap_or(text);
    let text = text.trim_end_matches("г.").trim_end_matches('.');
    let mut parts = text.splitn(3, ['-', '.', '/']);
    let mut part = || parts.next().ok_or(NotADate);
    let (first, month, last) = (part()?, part()?, part()?);
    let (year, day) = if first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    let century = if year.len() == 2 { "20" } else { "" };
    format!("{century}{year}-{month:0>2}-{day:0>2}").parse()
}

/// Reads an amount as banks write it: `1.234,56`, `1,234.56`, `-12,50`, `12.50-`, `(12.50)`,
/// `12,50 EUR`. What names its own currency is in that, everything else in `currency`. Three digits
/// after a single sign are thousands: no currency on offer has three decimals.
///
/// # Errors
/// [`NotMoney`], also for more decimals than the currency has.
pub fn amount(text: &str, currency: Currency) -> Result<Money, NotMoney> {
    let named: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let currency = named.to_ascii_uppercase().parse().unwrap_or(currency);
    let is_grouping = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    let bare: String = text.chars().filter(|c| !is_grouping(*c)).collect();
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '+' | '(' | ')');
    let bare = bare.trim_matches(|c| !is_part(c));
    let is_negative = bare.contains(['-', '−', '(']);
    let digits = bare.trim_matches(['-', '−', '+', '(', ')']);
    let (whole, fraction) = split(digits);
    let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    // 500.00 in a currency without decimals.
    let kept = usize::from(currency.digits());
    let fraction = match fraction.get(kept..) {
        Some(rest) if rest.bytes().all(|digit| digit == b'0') => fraction.get(..kept),
        _ => Some(fraction),
    };
    let plain = match fraction.unwrap_or_default() {
        "" => whole,
        fraction => format!("{whole}.{fraction}"),
    };
    let money = Money::parse(&plain, currency)?;
    Ok(if is_negative { money.negated() } else { money })
}

/// What stands before and after the decimal sign.
fn split(digits: &str) -> (&str, &str) {
    let Some((whole, fraction)) = digits.rsplit_once(['.', ',']) else {
        return (digits, "");
    };
    let sign = digits.get(whole.len()..whole.len() + 1).unwrap_or_default();
    let is_repeated = whole.contains(sign);
    let is_only_one = !whole.contains(['.', ',']);
    if is_repeated || (is_only_one && fraction.len() == 3) {
        return (digits, "");
    }
    (whole, fraction)
}
