//! Payment providers: who takes cards for a partner (S6).

use serde::{Deserialize, Serialize};

use crate::{Currency, FieldErrors, Money, Problem, Timestamp, mails::Password};

/// Characters of a key.
const KEY_MAX: u32 = 255;
/// How keys of the provider that are meant for servers begin: whole ones, and restricted ones.
const SECRET_PREFIXES: [&str; 4] = ["sk_live_", "sk_test_", "rk_live_", "rk_test_"];
/// How secrets that notices are signed with begin.
const WEBHOOK_PREFIX: &str = "whsec_";
/// Currencies whose amounts the provider takes without decimals, as its documents list them, of
/// those on offer: <https://docs.stripe.com/currencies#zero-decimal>.
const WITHOUT_DECIMALS: [Currency; 2] = [Currency::CLP, Currency::JPY];

/// The keys of a partner's account with the provider, as typed. `Debug` does not tell them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeysDraft {
    /// What the portal asks the provider with.
    pub secret_key: Password,
    /// What the provider signs its notices with.
    pub webhook_secret: Password,
}

impl KeysDraft {
    /// Checks that both look like what they are: one typed into the place of the other, and one that
    /// is meant for browsers, would be found out only by the first payment.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<(String, String), FieldErrors> {
        let mut errors = FieldErrors::default();
        let secret_key = errors.take("secret_key", key(&self.secret_key, &SECRET_PREFIXES));
        let webhook = key(&self.webhook_secret, &[WEBHOOK_PREFIX]);
        let webhook_secret = errors.take("webhook_secret", webhook);
        errors.or((secret_key, webhook_secret))
    }
}

fn key(Password(typed): &Password, prefixes: &[&str]) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    if typed.len() > usize::try_from(KEY_MAX).unwrap_or(usize::MAX) {
        return Err(Problem::TooLong { max: KEY_MAX });
    }
    let has_prefix = prefixes.iter().any(|prefix| {
        typed
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= 8)
    });
    let is_plain = typed
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"_-+/=".contains(&b));
    if has_prefix && is_plain {
        Ok(typed.to_owned())
    } else {
        Err(Problem::NotAKey)
    }
}

/// Whether clients can pay by card, and through which account. It tells no key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSettings {
    /// The account in use; none while nothing is set.
    pub account: Option<CardAccount>,
    /// Where the provider sends its notices.
    pub webhook_url: String,
}

/// An account with the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAccount {
    /// What the provider calls it.
    pub name: String,
    /// Whether money moves, and not only tests.
    pub is_live: bool,
    /// Since when.
    pub set_at: Timestamp,
}

/// An amount as the provider counts it.
#[must_use]
pub fn to_provider(money: Money) -> i64 {
    let (ours, theirs) = (money.currency.digits(), digits(money.currency));
    if ours < theirs {
        money
            .minor
            .saturating_mul(10_i64.saturating_pow(u32::from(theirs - ours)))
    } else {
        money.minor
    }
}

/// An amount that the provider told.
#[must_use]
pub fn from_provider(amount: i64, currency: Currency) -> Money {
    let (ours, theirs) = (currency.digits(), digits(currency));
    let minor = if ours < theirs {
        amount / 10_i64.saturating_pow(u32::from(theirs - ours))
    } else {
        amount
    };
    Money { minor, currency }
}

fn digits(currency: Currency) -> u8 {
    if WITHOUT_DECIMALS.contains(&currency) {
        0
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_counted_as_the_provider_does() {
        for (minor, currency, counted) in [
            (1_999, Currency::EUR, 1_999),
            (500, Currency::CLP, 500),
            (500, Currency::JPY, 500),
            (500, Currency::UYU, 500),
        ] {
            let money = Money { minor, currency };
            assert_eq!(to_provider(money), counted);
        }
        for currency in Currency::ALL {
            let money = Money {
                minor: 12_345,
                currency: *currency,
            };
            assert_eq!(from_provider(to_provider(money), *currency), money);
        }
    }

    #[test]
    fn keys_are_told_apart() {
        let validate = |secret: &str, webhook: &str| {
            let draft = KeysDraft {
                secret_key: Password(secret.to_owned()),
                webhook_secret: Password(webhook.to_owned()),
            };
            assert!(!format!("{draft:?}").contains("12345678"));
            draft.validate()
        };
        assert!(validate(" sk_test_12345678 ", "whsec_12345678").is_ok());
        assert!(validate("rk_live_12345678", "whsec_12345678+/=").is_ok());
        let swapped = validate("whsec_12345678", "sk_test_12345678").unwrap_err();
        assert_eq!(swapped.of("secret_key"), Some(Problem::NotAKey));
        assert_eq!(swapped.of("webhook_secret"), Some(Problem::NotAKey));
        for wrong in [
            "pk_live_12345678",
            "sk_test_",
            "sk_test_1234 5678",
            "sk_test_12345678\r\nX: y",
        ] {
            let errors = validate(wrong, "whsec_12345678").unwrap_err();
            assert_eq!(errors.of("secret_key"), Some(Problem::NotAKey), "{wrong}");
        }
        assert_eq!(validate("", "").unwrap_err().0.len(), 2);
    }
}
