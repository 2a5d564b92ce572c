/// The form in which two e-mail addresses are the same person's.
///
/// Case does not count, but a letter never turns into an ASCII one: `K` (the Kelvin sign) lowers to
/// `k`, and whoever owns the one mailbox must not be taken for the owner of the other.
pub(crate) fn address_key(email: &str) -> String {
    let mut key = String::with_capacity(email.len());
    for c in email.trim().chars() {
        if c.is_ascii() || !c.to_lowercase().any(|lower| lower.is_ascii()) {
            key.extend(c.to_lowercase());
        } else {
            key.push(c);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count() {
        assert_eq!(address_key(" Ana@Example.com "), "ana@example.com");
        assert_eq!(address_key("Иван@пример.бг"), "иван@пример.бг");
    }

    #[test]
    fn another_mailbox_stays_another() {
        assert_ne!(address_key("\u{212A}ate@example.com"), "kate@example.com");
        assert_ne!(address_key("\u{130}da@example.com"), "ida@example.com");
        assert_ne!(address_key("josé@example.com"), "jose@example.com");
    }
}
