//! Client users: the people of one client, with their rights (G1–G8, P10).
//!
//! They are not the partner's team: another screen, another invitation (G3).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    ClientId, ClientUserId, FieldErrors, InvitationId, Lang, Limit, PartnerId, Timestamp, UserId,
    Version, WorkspaceId, clients::ClientStatus, fields::email, inclusions::Section,
    leaks::SectionLeak, partners::PartnerStatus, policy::ClientUser, rights::Rights,
    sections::Offered, workspaces::WorkspaceSummary,
};

/// What somebody is at a client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientRole {
    /// Everything the plan includes, and the client's own people and workspaces.
    Owner,
    /// What the boxes say.
    #[default]
    Member,
}

impl ClientRole {
    /// Every role, from the widest.
    pub const ALL: [Self; 2] = [Self::Owner, Self::Member];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
        }
    }

    /// The role of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What a person may do at a client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// What they are there.
    pub role: ClientRole,
    /// Their boxes; an owner's are not asked.
    pub rights: Rights,
    /// Whether sections that are not white-label safe stay locked for them (G12).
    pub only_safe: bool,
    /// The workspaces they have a seat in (P14).
    pub workspaces: Vec<WorkspaceId>,
    /// Whether they get messages about the client's affairs (G14).
    pub notices: bool,
}

/// A wish to invite somebody to a client, as typed (G4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientUserDraft {
    /// Whom.
    pub email: String,
    /// As what.
    pub access: Access,
    /// The language of the invitation.
    pub lang: Lang,
}

impl ClientUserDraft {
    /// Checks every field; the address comes back in its stored form.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.take("email", email(&self.email));
        errors.or(Self {
            email,
            ..self.clone()
        })
    }
}

/// A client user's new access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientUserEdit {
    /// Whose.
    pub id: ClientUserId,
    /// The access they have from now on.
    pub access: Access,
    /// The version that was seen.
    pub seen: Version,
}

/// A person of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ClientUserSummary {
    pub id: ClientUserId,
    pub name: String,
    pub email: String,
    pub access: Access,
    pub joined_at: Timestamp,
    pub last_sign_in: Option<Timestamp>,
    pub is_me: bool,
    pub version: Version,
}

/// An invitation to a client that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PendingClientUser {
    pub id: InvitationId,
    pub email: String,
    pub access: Access,
    pub sent_at: Timestamp,
    pub expires_at: Timestamp,
    /// Whether its days are over; it can still be sent again, and keeps its seats until revoked.
    pub is_expired: bool,
}

/// The people of a client, and what decides over their rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientTeam {
    /// The client's name.
    pub company: String,
    /// Its state.
    pub status: ClientStatus,
    /// Those who are in.
    pub users: Vec<ClientUserSummary>,
    /// Those who were asked.
    pub invitations: Vec<PendingClientUser>,
    /// The client's workspaces, by name.
    pub workspaces: Vec<WorkspaceSummary>,
    /// Its plan, and what that gives.
    pub plan: Option<PlanGrant>,
    /// The sections that the operator offers, each with whether it is white-label safe (G11).
    pub inclusions: Vec<Offered>,
    /// What leaks on those that are not, as the meter saw it. Only the partner's team is told whose
    /// names those are.
    pub leaks: Vec<SectionLeak>,
}

/// What a plan gives a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanGrant {
    /// The plan's name.
    pub name: String,
    /// The sections it includes.
    pub sections: Vec<Section>,
    /// Seats in each workspace (P14).
    pub seats: Limit,
}

impl ClientTeam {
    /// Somebody with this access at this client, as the policy would see them: a form asks it what
    /// the person would find, before anything is saved.
    #[must_use]
    pub fn person_with(&self, access: &Access) -> ClientUser {
        ClientUser {
            user: UserId::from_uuid(Uuid::nil()),
            membership: Some(ClientUserId::from_uuid(Uuid::nil())),
            partner: PartnerId::from_uuid(Uuid::nil()),
            partner_status: PartnerStatus::Active,
            client: ClientId::from_uuid(Uuid::nil()),
            client_status: self.status,
            role: access.role,
            rights: access.rights.clone(),
            only_safe: access.only_safe,
            plan: (self.plan.as_ref()).map(|plan| (plan.name.clone(), plan.sections.clone())),
            inclusions: self.inclusions.clone(),
        }
    }
}
