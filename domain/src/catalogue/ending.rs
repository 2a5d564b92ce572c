use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use crate::Problem;

/// Characters of an ending as typed.
const TYPED_MAX: usize = 63;

/// What a domain's name ends with, as typed: `com`, `.co.uk`, `бг`; without the point, in small
/// letters. The browser checks no more, see [`registered`].
pub(super) fn ending(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim().trim_start_matches('.').to_lowercase();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if typed.chars().count() <= TYPED_MAX && typed.split('.').all(is_label) {
        Ok(typed)
    } else {
        Err(Problem::NotAnEnding)
    }
}

/// An ending as the DNS has it, in A-labels. The server alone calls this: its tables would weigh on
/// the browser.
///
/// # Errors
/// [`Problem::NotAnEnding`].
pub fn registered(ending: &str) -> Result<String, Problem> {
    let ascii = Uts46::new().to_ascii(
        ending.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::Check,
        DnsLength::Verify,
    );
    Ok(ascii.map_err(|_| Problem::NotAnEnding)?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_has_one_form() {
        for (typed, known) in [
            (".COM", "com"),
            (" co.uk ", "co.uk"),
            ("бг", "xn--90ae"),
            ("xn--90ae", "xn--90ae"),
        ] {
            let ending = ending(typed).unwrap();
            assert_eq!(registered(&ending).as_deref(), Ok(known), "{typed}");
        }
        assert_eq!(ending(" . "), Err(Problem::Required));
        for wrong in ["co uk", "com.", "-com", "a..b", "com/", "exämple_x"] {
            assert_eq!(ending(wrong), Err(Problem::NotAnEnding), "{wrong}");
        }
    }
}
