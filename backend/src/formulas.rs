//! Cells that a spreadsheet would take for a formula (ASVS 1.2.10): an apostrophe before them says
//! that they are text. Lists leave with it and come back without it.

use std::borrow::Cow;

/// What a formula begins with, also as written in East Asian scripts; a spreadsheet leaves out
/// what is no sign before it.
const SIGNS: [char; 12] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\0',
];

/// A value that no spreadsheet takes for a formula.
pub(crate) fn guarded(value: &str) -> Cow<'_, str> {
    if needs_guard(value) {
        Cow::Owned(format!("'{value}"))
    } else {
        Cow::Borrowed(value)
    }
}

/// A cell without its guard, if it has one.
pub(crate) fn unguarded(cell: &str) -> Option<&str> {
    cell.strip_prefix('\'').filter(|value| needs_guard(value))
}

/// A value that has apostrophes itself is guarded too, or it would come back without one.
fn needs_guard(value: &str) -> bool {
    value.trim_start_matches('\'').starts_with(SIGNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_only_text_and_comes_back() {
        for sign in SIGNS {
            let value = format!("{sign}1+1");
            assert_eq!(guarded(&value), format!("'{value}"));
            for value in [value.clone(), format!("'{value}"), format!("''{value}")] {
                assert_eq!(unguarded(&guarded(&value)), Some(value.as_str()));
            }
        }
        for plain in ["", "1=1", "'", "'s-Gravenhage", "''", "O'Neil =1"] {
            assert_eq!(guarded(plain), plain);
            assert_eq!(unguarded(plain), None, "{plain}");
        }
    }
}
