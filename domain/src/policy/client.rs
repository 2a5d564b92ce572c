//! A client user's rights: a chain of gates, each with its reason (G5–G12).

use serde::{Deserialize, Serialize};

use super::{Action, Object, Reason, Verdict};
use crate::{
    ClientId, ClientUserId, PartnerId, UserId,
    client_users::ClientRole,
    clients::ClientStatus,
    inclusions::Section,
    partners::PartnerStatus,
    rights::{Level, Rights},
    sections::Offered,
};

/// A person of a client, acting for it; or a member of the partner's team on a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientUser {
    /// The person.
    pub user: UserId,
    /// Their place at the client; nothing on a visit.
    pub membership: Option<ClientUserId>,
    /// Whose client it is.
    pub partner: PartnerId,
    /// Whether the operator has suspended the partner.
    pub partner_status: PartnerStatus,
    /// The client.
    pub client: ClientId,
    /// Its state.
    pub client_status: ClientStatus,
    /// What they are there.
    pub role: ClientRole,
    /// Their boxes.
    pub rights: Rights,
    /// Whether sections that are not white-label safe stay locked for them.
    pub only_safe: bool,
    /// The client's plan and the sections it includes.
    pub plan: Option<(String, Vec<Section>)>,
    /// The sections that the operator offers, each with whether it is white-label safe (G11).
    pub inclusions: Vec<Offered>,
}

impl ClientUser {
    /// Whether it is a member of the partner's team on a visit.
    #[must_use]
    pub const fn is_visitor(&self) -> bool {
        self.membership.is_none()
    }
}

/// One gate on the way to a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The operator offers the section, and the client's plan includes it.
    Plan,
    /// The client may work.
    Client,
    /// The person's role asks for a box, or for none.
    Role,
    /// The box is ticked.
    Box,
    /// No rule stands above the boxes.
    HardDeny,
    /// The section is white-label safe, or need not be.
    Safety,
}

/// A gate, whether it is open, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which gate.
    pub gate: Gate,
    /// Whether it lets through.
    pub is_open: bool,
    /// Why.
    pub reason: Reason,
}

/// What stays with the partner whatever the boxes say (G5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HardDeny {
    /// The partner's own billing.
    PartnerBilling,
    /// Buying add-ons.
    BuyAddOns,
    /// Closing or deleting the client.
    DeleteClient,
}

impl HardDeny {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 3] = [Self::PartnerBilling, Self::BuyAddOns, Self::DeleteClient];
}

/// The way to a section, gate by gate: every gate says whether it is open, also those behind a
/// closed one, so that a form can show them all.
#[must_use]
pub fn chain(person: &ClientUser, section: Section, wanted: Level) -> [Step; 6] {
    let step = |gate, is_open, reason| Step {
        gate,
        is_open,
        reason,
    };
    let offered = person
        .inclusions
        .iter()
        .find(|offered| offered.section == section);
    let plan = match &person.plan {
        _ if offered.is_none() => step(Gate::Plan, false, Reason::NotConnected),
        None => step(Gate::Plan, false, Reason::NoPlan),
        Some((plan, sections)) => {
            let plan = plan.clone();
            if sections.contains(&section) {
                step(Gate::Plan, true, Reason::PlanIncludes { plan })
            } else {
                step(Gate::Plan, false, Reason::PlanLacks { plan })
            }
        }
    };
    let client = match standing(person) {
        Ok(()) => step(Gate::Client, true, Reason::ClientAtWork),
        Err(reason) => step(Gate::Client, false, reason),
    };
    let is_owner = person.role == ClientRole::Owner;
    let role = if is_owner {
        Reason::IsOwner
    } else {
        Reason::BoxesDecide
    };
    let box_is_open = is_owner || person.rights.allows(section, wanted);
    let ticked = match (is_owner, box_is_open) {
        (true, _) => Reason::IsOwner,
        (false, true) => Reason::BoxTicked,
        (false, false) => Reason::BoxEmpty,
    };
    // Add-ons can be looked at; buying them stays with the partner (G5).
    let deny = (section == Section::AddOns && wanted == Level::Edit)
        .then_some(Reason::HardDeny(HardDeny::BuyAddOns));
    let is_safe = offered.is_none_or(|offered| offered.is_safe);
    let safety = match (is_safe, person.only_safe) {
        (true, _) => step(Gate::Safety, true, Reason::Safe),
        (false, false) => step(Gate::Safety, true, Reason::NotSafeButAllowed),
        (false, true) => step(Gate::Safety, false, Reason::NotSafe),
    };
    [
        plan,
        client,
        step(Gate::Role, true, role),
        step(Gate::Box, box_is_open, ticked),
        step(
            Gate::HardDeny,
            deny.is_none(),
            deny.unwrap_or(Reason::NoHardDeny),
        ),
        safety,
    ]
}

/// Whether the person may reach `section` this far: the first closed gate says why not.
#[must_use]
pub fn decide_for_section(person: &ClientUser, section: Section, wanted: Level) -> Verdict {
    let steps = chain(person, section, wanted);
    match steps.iter().find(|step| !step.is_open) {
        Some(closed) => Verdict::Denied(closed.reason.clone()),
        None => Verdict::Allowed(steps[3].reason.clone()),
    }
}

/// Whether the client may work at all.
fn standing(person: &ClientUser) -> Result<(), Reason> {
    if person.partner_status == PartnerStatus::Suspended {
        return Err(Reason::PartnerPaused);
    }
    match person.client_status {
        ClientStatus::Active | ClientStatus::Trial => Ok(()),
        ClientStatus::Blocked => Err(Reason::ClientBlocked),
        ClientStatus::Closed => Err(Reason::ClientGone),
    }
}

/// Whether a client user may do `action` to `object`.
pub(super) fn decide(person: &ClientUser, action: Action, object: Object) -> Verdict {
    let section = match object {
        Object::Own { partner, client } if is_theirs(person, partner, client) => None,
        Object::Section {
            partner,
            client,
            section,
        } if is_theirs(person, partner, client) => Some(section),
        _ => return Verdict::Hidden(Reason::Foreign),
    };
    if let Err(reason) = standing(person) {
        return Verdict::Denied(reason);
    }
    match (action, section) {
        _ if person.is_visitor() && is_locked_in_visit(action) => {
            Verdict::Denied(Reason::LockedInVisit)
        }
        (Action::SeeOffice | Action::SeeWorkspaces | Action::AskForSection, _) => {
            Verdict::Allowed(Reason::OwnClient)
        }
        (
            Action::SeeUsers
            | Action::ManageUsers
            | Action::ManageWorkspaces
            | Action::RemoveWorkspace
            | Action::SeeActivity
            | Action::ManageVisits
            | Action::SeeOwnInvoices
            | Action::OrderForOwn,
            _,
        ) => {
            if person.role == ClientRole::Owner {
                Verdict::Allowed(Reason::IsOwner)
            } else {
                Verdict::Denied(Reason::OwnerOnly)
            }
        }
        (Action::OpenSection, Some(section)) => decide_for_section(person, section, Level::View),
        (Action::SeeContacts, _) => decide_for_section(person, Section::Contacts, Level::View),
        (Action::EditContacts | Action::RemoveContacts, _) => {
            decide_for_section(person, Section::Contacts, Level::Edit)
        }
        _ => Verdict::Hidden(Reason::Foreign),
    }
}

/// What a visitor cannot do, though an owner could (B3): what speaks in the client's name, gives or
/// takes rights, or takes something away for good.
const fn is_locked_in_visit(action: Action) -> bool {
    matches!(
        action,
        Action::ManageUsers
            | Action::ManageVisits
            | Action::AskForSection
            | Action::RemoveWorkspace
            | Action::RemoveContacts
            | Action::OrderForOwn
    )
}

fn is_theirs(person: &ClientUser, partner: PartnerId, client: ClientId) -> bool {
    person.partner == partner && person.client == client
}
