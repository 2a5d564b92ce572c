use unicode_security::{MixedScript as _, skeleton};

/// Whether a name, as people read it, could be taken for another: a label with letters of several
/// scripts, or one whose every letter looks like a Latin one (Unicode TS 39, 4 and 5.1). Below a top
/// label of another script nobody expects Latin letters.
pub(super) fn looks_alike(shown: &str) -> bool {
    let (labels, top) = shown.rsplit_once('.').unwrap_or((shown, ""));
    let reads_latin = |label: &str| top.is_ascii() && skeleton(label).all(|c| c.is_ascii());
    labels
        .split('.')
        .filter(|label| !label.is_ascii())
        .any(|label| !label.is_single_script() || reads_latin(label))
}

/// Whether a name is the very one that was registered: right below a public suffix.
pub(super) fn is_apex(name: &str) -> bool {
    psl::domain_str(name) == Some(name)
}

/// Whether anybody can have a name below this one (publicsuffix.org), so that nobody has it whole.
pub(super) fn is_public_suffix(name: &str) -> bool {
    psl::suffix_str(name) == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_mistaken_is_flagged() {
        for (name, flagged) in [
            ("shop.acme.com", false),
            ("bücher.de", false),
            ("магазин.бг", false),
            ("日本語のサイト.jp", false),
            // A Cyrillic "а" among Latin letters, and a word of Cyrillic ones alone.
            ("p\u{430}ypal.com", true),
            ("\u{430}\u{440}\u{440}\u{4cf}\u{435}.com", true),
        ] {
            assert_eq!(looks_alike(name), flagged, "{name}");
        }
    }

    #[test]
    fn suffixes_are_known() {
        for (name, suffix, apex) in [
            ("co.uk", true, false),
            ("github.io", true, false),
            ("acme.co.uk", false, true),
            ("shop.acme.co.uk", false, false),
            ("acme.com", false, true),
        ] {
            assert_eq!(
                (is_public_suffix(name), is_apex(name)),
                (suffix, apex),
                "{name}"
            );
        }
    }
}
