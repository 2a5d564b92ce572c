//! How texts are compared and measured.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The form in which texts are searched and sorted: no accents, no case, single spaces, in every
/// script. Neither database can do it (`lower()` is ASCII only in `SQLite`), so Rust does.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        // й and ё are letters of their own, but people type и and е for them in a hurry.
        let bare = word.nfkd().filter(|c| !is_combining_mark(*c));
        folded.extend(bare.flat_map(char::to_lowercase).map(|c| match c {
            'ß' => 's',
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            'ı' => 'i',
            c => c,
        }));
    }
    folded
}

/// Whether a text has characters that show nothing or reorder what is shown.
#[must_use]
pub fn has_hidden(text: &str) -> bool {
    text.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_every_script() {
        assert_eq!(fold("  ЩЪРК   ЕООД "), "щърк еоод");
        assert_eq!(fold("Ação São"), "acao sao");
        assert_eq!(fold("ΑΘΉΝΑ"), "αθηνα");
        assert_eq!(fold("Łódź"), "lodz");
        assert_eq!(fold("ﬁne"), "fine");
    }

    #[test]
    fn sees_what_hides() {
        assert!(has_hidden("Pay\u{200B}Pal"));
        assert!(has_hidden("abc\u{202E}gpj"));
        assert!(!has_hidden("Щърк ЕООД, Zürich"));
    }
}
