//! Signing in, and what a signed-in person is told about themselves.

use serde::{Deserialize, Serialize};

use crate::{
    FieldErrors, Lang, MembershipId, PartnerId, Problem, SessionId, Timestamp, UserId,
    brands::Face,
    fields::required,
    partners::PartnerStatus,
    policy::{ClientUser, Role},
    visits::Visiting,
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
    /// The teams they are in, by the partner's name; none of them is told on a brand's host.
    pub memberships: Vec<Membership>,
    /// Where they are, on a brand's host.
    pub office: Option<Office>,
}

/// What a person sees on a brand's host: who serves them, and the clients they belong to there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The partner's name, as its clients know it.
    pub provider: String,
    /// What stands of its brand at the head of the pages.
    pub face: Face,
    /// Whom to write to there, if they say so.
    pub support_email: Option<String>,
    /// Their places, by the client's name; on a visit the visited client's only.
    pub places: Vec<ClientPlace>,
    /// The visit they are on (B3).
    pub visit: Option<Visiting>,
}

/// A person's place at a client, as the switcher shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientPlace {
    /// The client's name.
    pub company: String,
    /// What the person may do there.
    pub person: ClientUser,
    /// Whether there are invoices for its owners to see (G5).
    pub has_invoices: bool,
    /// Whether the person may order from the catalogue (G5).
    pub may_order: bool,
    /// Where its owners pay what it is blocked for; nothing while it is not, or for another reason.
    pub pay_at: Option<String>,
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

/// Checks how long a new password is; how hard it is to guess is for the server to say
/// (ASVS 6.2.x: no composition rules).
///
/// # Errors
/// Too short or too long.
pub fn check_password_length(password: &str) -> Result<(), Problem> {
    let length = u32::try_from(password.chars().count()).unwrap_or(u32::MAX);
    if length < PASSWORD_MIN {
        Err(Problem::PasswordTooShort { min: PASSWORD_MIN })
    } else if length > PASSWORD_MAX {
        Err(Problem::TooLong { max: PASSWORD_MAX })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters_not_bytes() {
        let of = |length: u32| check_password_length(&"ъ".repeat(length as usize));
        assert_eq!(
            of(PASSWORD_MIN - 1),
            Err(Problem::PasswordTooShort { min: PASSWORD_MIN })
        );
        assert_eq!(of(PASSWORD_MIN), Ok(()));
        assert_eq!(of(PASSWORD_MAX), Ok(()));
        assert_eq!(
            of(PASSWORD_MAX + 1),
            Err(Problem::TooLong { max: PASSWORD_MAX })
        );
    }
}
