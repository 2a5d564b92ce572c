use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use super::CHECK_LABEL;
use crate::Problem;

/// Characters of a name in the DNS (RFC 1035, without the final dot).
const NAME_MAX: usize = 253;

/// Characters typed that are looked at: enough for the longest name in any script.
const TYPED_MAX: usize = 1_000;

/// Names that never lead anywhere in the public DNS (RFC 6761, 6762, 7686, 8375, 9476; `internal`
/// by ICANN).
const SPECIAL: [&str; 9] = [
    "alt",
    "arpa",
    "example",
    "internal",
    "invalid",
    "local",
    "localhost",
    "onion",
    "test",
];

/// The name of a host in the public DNS: A-labels in small letters, at least two, without a final
/// dot.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DomainName(String);

impl DomainName {
    /// Reads a name as typed, for a portal whose own name is `own`: that one, and what lies below
    /// it, is nobody's to claim. A portal on `localhost` also takes names that lead nowhere, to try
    /// them out. The server alone calls this: its tables would weigh on the browser.
    ///
    /// # Errors
    /// [`Problem::Required`], [`Problem::NotADomain`], [`Problem::OwnDomain`],
    /// [`Problem::SpecialDomain`].
    pub fn parse(typed: &str, own: &str) -> Result<Self, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Required);
        }
        if typed.len() > TYPED_MAX {
            return Err(Problem::NotADomain);
        }
        let ascii = Uts46::new()
            .to_ascii(
                typed.as_bytes(),
                AsciiDenyList::STD3,
                Hyphens::Check,
                DnsLength::VerifyAllowRootDot,
            )
            .map_err(|_| Problem::NotADomain)?;
        let name = ascii.strip_suffix('.').unwrap_or(&ascii);
        let (_, top) = name.rsplit_once('.').ok_or(Problem::NotADomain)?;
        if is_number(top) || name.len() + CHECK_LABEL.len() + 1 > NAME_MAX {
            return Err(Problem::NotADomain);
        }
        if is_or_is_below(name, own) {
            return Err(Problem::OwnDomain);
        }
        if SPECIAL.contains(&top) && !is_or_is_below(own, "localhost") {
            return Err(Problem::SpecialDomain);
        }
        Ok(Self(name.to_owned()))
    }

    /// As the DNS has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it.
    #[must_use]
    pub fn shown(name: &str) -> String {
        Uts46::new()
            .to_unicode(name.as_bytes(), AsciiDenyList::STD3, Hyphens::Check)
            .0
            .into_owned()
    }
}

/// Whether browsers take a last label for the end of an address (WHATWG URL, "ends in a number").
fn is_number(label: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_digit())
        || label
            .strip_prefix("0x")
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_or_is_below(name: &str, above: &str) -> bool {
    name.strip_suffix(above)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OWN: &str = "portal.vendor.com";

    fn parsed(typed: &str) -> Result<String, Problem> {
        DomainName::parse(typed, OWN).map(|name| name.0)
    }

    #[test]
    fn one_name_has_one_form() {
        for (typed, name) in [
            ("shop.acme.com", "shop.acme.com"),
            ("  Shop.ACME.com. ", "shop.acme.com"),
            ("bücher.de", "xn--bcher-kva.de"),
            ("BÜCHER.de", "xn--bcher-kva.de"),
            ("xn--bcher-kva.de", "xn--bcher-kva.de"),
            ("shop。acme。com", "shop.acme.com"),
            ("ｓｈｏｐ.acme.com", "shop.acme.com"),
            ("магазин.бг", "xn--80aairftm.xn--90ae"),
            ("a.b.c.d.acme.com", "a.b.c.d.acme.com"),
            ("1.acme.com", "1.acme.com"),
            ("vendor.com", "vendor.com"),
            ("notportal.vendor.com", "notportal.vendor.com"),
        ] {
            assert_eq!(parsed(typed).as_deref(), Ok(name), "{typed}");
        }
        assert_eq!(DomainName::shown("xn--bcher-kva.de"), "bücher.de");
    }

    #[test]
    fn hostile_names_are_refused() {
        use Problem::{NotADomain, OwnDomain, Required, SpecialDomain};
        let long = format!("{}.com", "a.".repeat(120));
        let wide = format!("{}.com", "a".repeat(64));
        for (typed, problem) in [
            ("", Required),
            (" \u{a0}", Required),
            ("acme", NotADomain),
            ("com.", NotADomain),
            ("acme.com..", NotADomain),
            (".acme.com", NotADomain),
            ("shop..acme.com", NotADomain),
            ("*.acme.com", NotADomain),
            ("shop_1.acme.com", NotADomain),
            ("_portal-check.acme.com", NotADomain),
            ("acme.com:443", NotADomain),
            ("https://acme.com", NotADomain),
            ("acme.com/x", NotADomain),
            ("ann@acme.com", NotADomain),
            ("acme .com", NotADomain),
            ("acme.com\0", NotADomain),
            ("acme\r\n.com", NotADomain),
            ("-acme.com", NotADomain),
            ("acme-.com", NotADomain),
            ("ab--cd.acme.com", NotADomain),
            ("xn--.com", NotADomain),
            ("xn--a.com", NotADomain),
            ("127.0.0.1", NotADomain),
            ("2130706433.0x1", NotADomain),
            ("acme.0x", NotADomain),
            ("[::1]", NotADomain),
            ("a\u{200d}b.com", NotADomain),
            ("a\u{202e}moc.com", NotADomain),
            (&long, NotADomain),
            (&wide, NotADomain),
            ("portal.vendor.com", OwnDomain),
            ("Portal.Vendor.com.", OwnDomain),
            ("bolt.portal.vendor.com", OwnDomain),
            ("printer.local", SpecialDomain),
            ("db.internal", SpecialDomain),
            ("acme.test", SpecialDomain),
            ("acme.localhost", SpecialDomain),
            ("acme.example", SpecialDomain),
            ("acme.invalid", SpecialDomain),
            ("acme.onion", SpecialDomain),
            ("1.0.0.10.in-addr.arpa", SpecialDomain),
        ] {
            assert_eq!(parsed(typed), Err(problem), "{typed:?}");
        }
    }

    #[test]
    fn a_portal_on_localhost_can_be_tried_out() {
        assert!(DomainName::parse("shop.test", "localhost").is_ok());
        assert_eq!(
            DomainName::parse("acme.localhost", "localhost"),
            Err(Problem::OwnDomain)
        );
    }

    proptest! {
        #[test]
        fn what_is_taken_reads_back_as_itself(typed in "\\PC{0,40}(\\.[a-zA-Zа-яü]{1,5}){0,3}\\.?") {
            if let Ok(name) = DomainName::parse(&typed, OWN) {
                let host = name.as_str();
                prop_assert!(host.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.')));
                prop_assert!(host.contains('.') && !host.ends_with('.'));
                prop_assert_eq!(DomainName::parse(host, OWN), Ok(name.clone()));
            }
        }
    }
}
