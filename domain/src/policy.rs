//! Who may do what: one pure answer with its reason, for guards, greyed buttons and the printed
//! table (`docs/permissions.txt`) alike.

mod action;
mod client;
mod endpoints;
mod role;
mod table;

use serde::{Deserialize, Serialize};

use crate::{
    ClientId, MembershipId, PartnerId, UserId, clients::ClientStatus, inclusions::Section,
    partners::PartnerStatus,
};

pub use action::{Action, Realm};
pub use client::{ClientUser, Gate, HardDeny, Step, chain, decide_for_section};
pub use endpoints::{ENDPOINTS, Endpoint, Method};
pub use role::Role;
pub use table::print;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Anonymous,
    /// A signed-in person outside any partner's team.
    Person(UserId),
    /// A person of the operator's.
    Operator(UserId),
    /// A person in a partner's team.
    Staff(Staff),
    /// A person of a client, or a member of its partner's team on a visit.
    Client(Box<ClientUser>),
    /// A member of a partner's team on a visit, outside of the client's pages: nothing of their own
    /// can be changed from there (B3).
    Visitor(UserId),
}

/// A person in a partner's team, acting for that partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// The person.
    pub user: UserId,
    /// Their place in the team.
    pub membership: MembershipId,
    /// The partner.
    pub partner: PartnerId,
    /// Whether the operator has suspended the partner.
    pub status: PartnerStatus,
    /// What they do there.
    pub role: Role,
    /// Whether they see every client or only those listed for them.
    pub sees_all: bool,
}

impl Actor {
    /// The person who asks, if signed in.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::Anonymous => None,
            Self::Person(user) | Self::Operator(user) | Self::Visitor(user) => Some(*user),
            Self::Staff(staff) => Some(staff.user),
            Self::Client(person) => Some(person.user),
        }
    }
}

/// What it is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// The portal itself, or the asking person.
    Portal,
    /// A partner as a whole: its plans, its team, its lists.
    Partner(PartnerId),
    /// One client.
    Client {
        /// Whose client it is.
        partner: PartnerId,
        /// Whether it is among the clients listed for a member whose scope is a list.
        listed: bool,
        /// Its state.
        status: ClientStatus,
    },
    /// A client as its own people see it.
    Own {
        /// Whose client it is.
        partner: PartnerId,
        /// Which.
        client: ClientId,
    },
    /// A section of a client's back office.
    Section {
        /// Whose client it is.
        partner: PartnerId,
        /// Which client.
        client: ClientId,
        /// Which section.
        section: Section,
    },
}

/// Why an answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Anybody may.
    OpenToAll,
    /// It is one's own.
    OwnProfile,
    /// The operator's people may.
    IsOperator,
    /// The role includes it.
    RoleIncludes { role: Role },
    /// The role does not include it; these do.
    RoleLacks { role: Role, roles: Vec<Role> },
    /// Only the operator's people may.
    OperatorOnly,
    /// It belongs to somebody else.
    Foreign,
    /// The client is not among those listed for this person.
    OutOfScope,
    /// It is about all clients, and only some are listed for this person.
    SeesNotAll,
    /// The operator has suspended the partner.
    PartnerSuspended,
    /// The client is closed.
    ClientClosed,
    /// Its own people are told that the client is blocked (P9).
    ClientBlocked,
    /// The client is blocked, so there is nothing to visit (P9).
    ClientPaused,
    /// Its own people are told that the client is closed (B6).
    ClientGone,
    /// A client's people are told that nobody works there at the moment.
    PartnerPaused,
    /// The client is at work.
    ClientAtWork,
    /// It is one's own client.
    OwnClient,
    /// Owners may.
    IsOwner,
    /// Only an owner of the client may.
    OwnerOnly,
    /// The boxes decide.
    BoxesDecide,
    /// The box is ticked (G7).
    BoxTicked,
    /// The box is not ticked (G8).
    BoxEmpty,
    /// The operator has connected nothing with it yet.
    NotConnected,
    /// The client has no plan.
    NoPlan,
    /// The client's plan includes it.
    PlanIncludes { plan: String },
    /// The client's plan does not include it.
    PlanLacks { plan: String },
    /// It stays with the partner, whatever the boxes say (G5).
    HardDeny(HardDeny),
    /// No rule stands above the boxes.
    NoHardDeny,
    /// Nobody else's name can be seen there.
    Safe,
    /// Somebody else's name can be seen there, which this person may (G11).
    NotSafeButAllowed,
    /// Somebody else's name can be seen there, and this person gets only what is safe (G12).
    NotSafe,
    /// It is locked while somebody is on a visit (B3).
    LockedInVisit,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes.
    Allowed(Reason),
    /// Not without signing in (401).
    SignedOut,
    /// As if it did not exist (404).
    Hidden(Reason),
    /// No (403).
    Denied(Reason),
}

impl Verdict {
    /// Whether the answer is yes.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// Whether `actor` may do `action` to `object`, and why (security.md, "hidden before denied": what
/// belongs to another partner or lies outside one's scope answers as if it did not exist).
#[must_use]
pub fn decide(actor: &Actor, action: Action, object: Object) -> Verdict {
    match action.realm() {
        Realm::Anybody => Verdict::Allowed(Reason::OpenToAll),
        Realm::Person => match actor {
            Actor::Anonymous => Verdict::SignedOut,
            Actor::Visitor(_) if action == Action::EditOwnProfile => {
                Verdict::Denied(Reason::LockedInVisit)
            }
            Actor::Client(person) if person.is_visitor() && action == Action::EditOwnProfile => {
                Verdict::Denied(Reason::LockedInVisit)
            }
            _ => Verdict::Allowed(Reason::OwnProfile),
        },
        Realm::Operator => match actor {
            Actor::Anonymous => Verdict::SignedOut,
            Actor::Operator(_) => Verdict::Allowed(Reason::IsOperator),
            Actor::Person(_) | Actor::Staff(_) | Actor::Client(_) | Actor::Visitor(_) => {
                Verdict::Hidden(Reason::OperatorOnly)
            }
        },
        Realm::Client => match actor {
            Actor::Anonymous => Verdict::SignedOut,
            Actor::Client(person) => client::decide(person, action, object),
            Actor::Person(_) | Actor::Operator(_) | Actor::Staff(_) | Actor::Visitor(_) => {
                Verdict::Hidden(Reason::Foreign)
            }
        },
        Realm::Partner => match actor {
            Actor::Anonymous => Verdict::SignedOut,
            Actor::Person(_) | Actor::Operator(_) | Actor::Client(_) | Actor::Visitor(_) => {
                Verdict::Hidden(Reason::Foreign)
            }
            Actor::Staff(staff) => decide_for_staff(staff, action, object),
        },
    }
}

fn decide_for_staff(staff: &Staff, action: Action, object: Object) -> Verdict {
    let owner = match object {
        Object::Portal => staff.partner,
        Object::Partner(partner)
        | Object::Client { partner, .. }
        | Object::Own { partner, .. }
        | Object::Section { partner, .. } => partner,
    };
    if owner != staff.partner {
        return Verdict::Hidden(Reason::Foreign);
    }
    if let Object::Client { listed: false, .. } = object
        && !staff.sees_all
    {
        return Verdict::Hidden(Reason::OutOfScope);
    }
    if staff.status == PartnerStatus::Suspended {
        return Verdict::Denied(Reason::PartnerSuspended);
    }
    if !staff.role.includes(action) {
        let roles = Role::ALL
            .into_iter()
            .filter(|role| role.includes(action))
            .collect();
        return Verdict::Denied(Reason::RoleLacks {
            role: staff.role,
            roles,
        });
    }
    if action.needs_all_clients() && !staff.sees_all {
        return Verdict::Denied(Reason::SeesNotAll);
    }
    if let Object::Client {
        status: ClientStatus::Closed,
        ..
    } = object
        && action.needs_open_client()
    {
        return Verdict::Denied(Reason::ClientClosed);
    }
    if let Object::Client {
        status: ClientStatus::Blocked,
        ..
    } = object
        && action == Action::EnterClient
    {
        return Verdict::Denied(Reason::ClientPaused);
    }
    Verdict::Allowed(Reason::RoleIncludes { role: staff.role })
}
