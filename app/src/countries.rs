//! The names of countries (CLDR), each language in its own order.

use crate::{
    i18n::{m, t},
    ui::Choice,
};

/// Every country as a choice: its ISO 3166-1 code, and its name.
pub fn choices() -> Vec<Choice> {
    names().map(Choice::from).collect()
}

/// The name of a country; the code itself when it is none.
pub fn name(code: &str) -> &str {
    names()
        .find(|(known, _)| *known == code)
        .map_or(code, |(_, name)| name)
}

fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    t(m::COUNTRY_NAMES)
        .lines()
        .filter_map(|line| line.split_once(' '))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name() {
        let choices = choices();
        assert_eq!(choices.len(), domain::countries::CODES.len());
        for code in domain::countries::CODES {
            assert!(name(code) != code, "{code}");
        }
    }
}
