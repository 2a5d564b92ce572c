//! Signing in, and what a signed-in person is told about themselves.

use serde::{Deserialize, Serialize};

use crate::{
    FieldErrors, Lang, MembershipId, PartnerId, Problem, SessionId, Timestamp, UserId,
    fields::required, partners::PartnerStatus, policy::Role,
};

/// Shortest password (security.md §1.3: 15 while there is no second factor).
pub const PASSWORD_MIN: u32 = 15;
/// Longest password: beyond it hashing is a burden, not a protection.
pub const PASSWORD_MAX: u32 = 256;
/// Days until an invitation expires (G4).
pub const INVITATION_DAYS: u32 = 7;
/// Minutes until a reset link expires.
pub const RESET_MINUTES: u32 = 15;

/// The signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their language.
    pub lang: Lang,
    /// Whether they are of the operator's people.
    pub is_operator: bool,
    /// The teams they are in, by the partner's name.
    pub memberships: Vec<Membership>,
}

/// A person's place in a partner's team, as the switcher shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Which place.
    pub id: MembershipId,
    /// The partner.
    pub partner: PartnerId,
    /// Its name.
    pub name: String,
    /// Its short name in addresses.
    pub slug: String,
    /// Whether it may work.
    pub status: PartnerStatus,
    /// What the person does there.
    pub role: Role,
    /// Whether they see every client there.
    pub sees_all: bool,
}

/// One of a person's sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSummary {
    /// Which.
    pub id: SessionId,
    /// The browser's own description, for display.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// Whether it is the asking one.
    pub is_current: bool,
}

/// A person's profile with their sessions (P19, G14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Profile {
    pub name: String,
    pub email: String,
    pub lang: Lang,
    pub sessions: Vec<SessionSummary>,
}

/// A person's own data, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ProfileDraft {
    pub name: String,
    pub lang: Lang,
}

impl ProfileDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", required(&self.name, 120));
        errors.or(Self {
            name,
            lang: self.lang,
        })
    }
}

/// A wish to change one's password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present one.
    pub current: String,
    /// The one it becomes.
    pub new: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordChange(…)")
    }
}

/// Checks a new password: length, the ones everybody tries, and the person's own words
/// (ASVS 6.2.x: no composition rules).
///
/// # Errors
/// The first thing wrong with it.
pub fn check_password(password: &str, own_words: &[&str]) -> Result<(), Problem> {
    let length = u32::try_from(password.chars().count()).unwrap_or(u32::MAX);
    if length < PASSWORD_MIN {
        return Err(Problem::PasswordTooShort { min: PASSWORD_MIN });
    }
    if length > PASSWORD_MAX {
        return Err(Problem::TooLong { max: PASSWORD_MAX });
    }
    let folded = password.to_lowercase();
    let letters: std::collections::BTreeSet<char> = folded.chars().collect();
    let is_run = folded
        .as_bytes()
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if b.wrapping_sub(*a) <= 1));
    if letters.len() < 5 || is_run || COMMON.iter().any(|common| repeats(&folded, common)) {
        return Err(Problem::PasswordTooCommon);
    }
    let is_close = own_words
        .iter()
        .map(|word| word.trim().to_lowercase())
        .any(|word| word.chars().count() >= 4 && folded.contains(&word));
    if is_close {
        Err(Problem::PasswordTooClose)
    } else {
        Ok(())
    }
}

/// Words that people stretch to fifteen characters by repeating them or appending digits.
const COMMON: [&str; 12] = [
    "password",
    "passwort",
    "contraseña",
    "senha",
    "парола",
    "qwerty",
    "qwertyuiop",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "abc123",
];

fn repeats(password: &str, word: &str) -> bool {
    let rest = password.replace(word, "");
    rest.len() < password.len()
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters_not_bytes() {
        assert_eq!(
            check_password("тринадесет къ", &[]),
            Err(Problem::PasswordTooShort { min: PASSWORD_MIN })
        );
        assert_eq!(check_password("четиринадесет котки", &[]), Ok(()));
    }

    #[test]
    fn stretched_favourites_are_refused() {
        for weak in [
            "password1234567",
            "passwordpassword",
            "qwertyqwerty123!",
            "aaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(
                check_password(weak, &[]),
                Err(Problem::PasswordTooCommon),
                "{weak}"
            );
        }
        assert_eq!(
            check_password("northwind rules all", &["Northwind"]),
            Err(Problem::PasswordTooClose)
        );
        assert_eq!(check_password("copper lantern on a hill", &["Ana"]), Ok(()));
    }
}
