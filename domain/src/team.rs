//! A partner's team: members with role and scope, and invitations (C2, G2–G6).

use serde::{Deserialize, Serialize};

use crate::{
    ClientId, FieldErrors, InvitationId, Lang, MembershipId, Problem, Timestamp, Version,
    client_users::ClientRole, fields::email, policy::Role,
};

/// Which clients a member sees (C2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every client, those to come included.
    All,
    /// Only these.
    Listed(Vec<ClientId>),
}

/// Most clients a scope can list.
pub const SCOPE_MAX: usize = 1_000;

/// A member of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Member {
    pub id: MembershipId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub scope: Scope,
    /// Names of the listed clients, in the order of the scope.
    pub listed: Vec<String>,
    pub joined_at: Timestamp,
    pub last_sign_in: Option<Timestamp>,
    pub is_me: bool,
    pub version: Version,
}

/// An invitation that waits for an answer (G4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PendingInvitation {
    pub id: InvitationId,
    pub email: String,
    pub role: Role,
    pub sees_all: bool,
    pub sent_at: Timestamp,
    pub expires_at: Timestamp,
    /// Whether the seven days are over; it can still be sent again.
    pub is_expired: bool,
}

/// The team page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Those who are in.
    pub members: Vec<Member>,
    /// Those who were asked.
    pub invitations: Vec<PendingInvitation>,
    /// How many clients "all clients" means today: the warning of G3 names it.
    pub clients: u64,
}

/// A wish to invite somebody, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct InvitationDraft {
    pub email: String,
    pub role: Role,
    pub scope: Scope,
    pub lang: Lang,
}

impl InvitationDraft {
    /// Checks every field; the address comes back in its stored form.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.take("email", email(&self.email));
        check_scope(&self.scope, &mut errors);
        errors.or(Self {
            email,
            ..self.clone()
        })
    }
}

/// A member's new role and scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct MemberEdit {
    pub id: MembershipId,
    pub role: Role,
    pub scope: Scope,
    pub seen: Version,
}

impl MemberEdit {
    /// Checks the scope.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        check_scope(&self.scope, &mut errors);
        errors.or(())
    }
}

fn check_scope(scope: &Scope, errors: &mut FieldErrors) {
    if let Scope::Listed(clients) = scope {
        if clients.is_empty() {
            errors.add("scope", Problem::Required);
        }
        if clients.len() > SCOPE_MAX {
            errors.add("scope", Problem::TooLarge { max: 1_000 });
        }
    }
}

/// What an invitation page shows before it is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationOffer {
    /// The inviting partner's name.
    pub partner: String,
    /// The invited address.
    pub email: String,
    /// What is offered.
    pub offered: Offered,
    /// Whether the person can sign in already and only has to say yes.
    pub has_password: bool,
}

/// What an invitation offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offered {
    /// A role in the partner's team.
    Team(Role),
    /// A place at one of its clients.
    Client {
        /// The client's name.
        company: String,
        /// As what.
        role: ClientRole,
    },
}
