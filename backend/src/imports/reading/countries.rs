use std::{collections::BTreeMap, sync::LazyLock};

use domain::text::fold;

/// Every country: its code, its names in the four languages (CLDR), its three letters (ISO 3166-1)
/// and what people call it besides.
const NAMES: &str = include_str!("countries.tsv");

static CODES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let mut codes = BTreeMap::new();
    for line in NAMES.lines() {
        let mut names = line.split('\t');
        let code = names.next().unwrap_or_default();
        codes.insert(fold(code), code);
        codes.extend(names.map(|name| (key(name), code)));
    }
    codes
});

/// The code of a country by any of its names.
pub(in crate::imports) fn code(name: &str) -> Option<&'static str> {
    CODES.get(&key(name)).copied()
}

fn key(name: &str) -> String {
    fold(name).replace(['.', ',', '\'', '’', '(', ')'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_names_in_four_languages() {
        for name in [
            "Bulgaria",
            "Bulgária",
            "българия",
            "BG",
            "bgr",
            "Republic of Korea",
        ] {
            assert!(matches!(code(name), Some("BG" | "KR")), "{name}");
        }
        assert_eq!(code("EE. UU."), Some("US"));
        assert_eq!(code("Съединени щати"), Some("US"));
        assert_eq!(code("Utopia"), None);
    }

    #[test]
    fn every_country_of_the_list_is_known_and_no_name_means_two() {
        let known: Vec<&str> = NAMES
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        assert_eq!(known, domain::countries::CODES);
        for line in NAMES.lines() {
            let mut names = line.split('\t');
            let own = names.next().unwrap();
            for name in names {
                assert_eq!(code(name), Some(own), "{name}");
            }
        }
    }
}
