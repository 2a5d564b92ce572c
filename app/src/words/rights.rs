use domain::{
    client_users::ClientRole,
    clients::REOPEN_DAYS,
    policy::{Action, Gate, HardDeny, Reason, Role, Verdict},
    rights::Preset,
    visits::VisitRule,
};

use crate::i18n::{m, t, tf};

/// Why something is greyed; nothing when it is allowed.
pub fn why_not(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Allowed(_) => None,
        Verdict::SignedOut => Some(t(m::REFUSAL_SIGNED_OUT).to_owned()),
        Verdict::Hidden(why) | Verdict::Denied(why) => Some(reason(why)),
    }
}

/// Why the policy says what it says.
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::OpenToAll => t(m::REASON_OPEN_TO_ALL).to_owned(),
        Reason::OwnProfile => t(m::REASON_OWN_PROFILE).to_owned(),
        Reason::IsOperator => t(m::REASON_IS_OPERATOR).to_owned(),
        Reason::RoleIncludes { role: has } => tf(m::REASON_ROLE_INCLUDES, &[("role", role(*has))]),
        Reason::RoleLacks { role: has, roles } => {
            let roles = self::roles(roles.iter().copied());
            tf(
                m::REASON_ROLE_LACKS,
                &[("role", role(*has)), ("roles", &roles)],
            )
        }
        Reason::OperatorOnly => t(m::REASON_OPERATOR_ONLY).to_owned(),
        Reason::Foreign => t(m::REASON_FOREIGN).to_owned(),
        Reason::OutOfScope => t(m::REASON_OUT_OF_SCOPE).to_owned(),
        Reason::SeesNotAll => t(m::REASON_SEES_NOT_ALL).to_owned(),
        Reason::PartnerSuspended => t(m::REASON_PARTNER_SUSPENDED).to_owned(),
        Reason::ClientClosed => tf(
            m::REASON_CLIENT_CLOSED,
            &[
                ("days", &REOPEN_DAYS.to_string()),
                ("roles", &roles_for(Action::CloseClient)),
            ],
        ),
        Reason::ClientBlocked => t(m::REASON_CLIENT_BLOCKED).to_owned(),
        Reason::ClientPaused => t(m::REASON_CLIENT_PAUSED).to_owned(),
        Reason::ClientGone => t(m::REASON_CLIENT_GONE).to_owned(),
        Reason::PartnerPaused => t(m::REASON_PARTNER_PAUSED).to_owned(),
        Reason::ClientAtWork => t(m::REASON_CLIENT_AT_WORK).to_owned(),
        Reason::OwnClient => t(m::REASON_OWN_CLIENT).to_owned(),
        Reason::IsOwner => t(m::REASON_IS_OWNER).to_owned(),
        Reason::OwnerOnly => t(m::REASON_OWNER_ONLY).to_owned(),
        Reason::BoxesDecide => t(m::REASON_BOXES_DECIDE).to_owned(),
        Reason::BoxTicked => t(m::REASON_BOX_TICKED).to_owned(),
        Reason::BoxEmpty => t(m::REASON_BOX_EMPTY).to_owned(),
        Reason::NotConnected => t(m::REASON_NOT_CONNECTED).to_owned(),
        Reason::NoPlan => t(m::REASON_NO_PLAN).to_owned(),
        Reason::PlanIncludes { plan } => tf(m::REASON_PLAN_INCLUDES, &[("plan", plan)]),
        Reason::PlanLacks { plan } => tf(m::REASON_PLAN_LACKS, &[("plan", plan)]),
        Reason::HardDeny(deny) => tf(m::REASON_HARD_DENY, &[("what", hard_deny(*deny))]),
        Reason::NoHardDeny => t(m::REASON_NO_HARD_DENY).to_owned(),
        Reason::Safe => t(m::REASON_SAFE).to_owned(),
        Reason::NotSafeButAllowed => t(m::REASON_NOT_SAFE_BUT_ALLOWED).to_owned(),
        Reason::NotSafe => t(m::REASON_NOT_SAFE).to_owned(),
        Reason::LockedInVisit => t(m::REASON_LOCKED_IN_VISIT).to_owned(),
    }
}

/// Those who can help: the roles that include an action.
pub(super) fn roles_for(action: Action) -> String {
    roles(Role::ALL.into_iter().filter(|role| role.includes(action)))
}

fn roles(roles: impl Iterator<Item = Role>) -> String {
    roles.map(role).collect::<Vec<_>>().join(", ")
}

/// A role (C2).
pub fn role(role: Role) -> &'static str {
    t(match role {
        Role::Administrator => m::ROLE_ADMINISTRATOR,
        Role::CompanyManager => m::ROLE_COMPANY_MANAGER,
        Role::MarketingManager => m::ROLE_MARKETING_MANAGER,
        Role::SalesManager => m::ROLE_SALES_MANAGER,
        Role::Salesperson => m::ROLE_SALESPERSON,
        Role::JuniorSalesperson => m::ROLE_JUNIOR_SALESPERSON,
    })
}

/// What a role may, in a line.
pub fn role_hint(role: Role) -> &'static str {
    t(match role {
        Role::Administrator => m::ROLE_ADMINISTRATOR_HINT,
        Role::CompanyManager => m::ROLE_COMPANY_MANAGER_HINT,
        Role::MarketingManager => m::ROLE_MARKETING_MANAGER_HINT,
        Role::SalesManager => m::ROLE_SALES_MANAGER_HINT,
        Role::Salesperson => m::ROLE_SALESPERSON_HINT,
        Role::JuniorSalesperson => m::ROLE_JUNIOR_SALESPERSON_HINT,
    })
}

/// What stays with the partner whatever the boxes say (G5).
pub fn hard_deny(deny: HardDeny) -> &'static str {
    t(match deny {
        HardDeny::PartnerBilling => m::HARD_DENY_PARTNER_BILLING,
        HardDeny::BuyAddOns => m::HARD_DENY_BUY_ADD_ONS,
        HardDeny::DeleteClient => m::HARD_DENY_DELETE_CLIENT,
    })
}

/// One of the gates on the way to a section.
pub fn gate(gate: Gate) -> &'static str {
    t(match gate {
        Gate::Plan => m::GATE_PLAN,
        Gate::Client => m::GATE_CLIENT,
        Gate::Role => m::GATE_ROLE,
        Gate::Box => m::GATE_BOX,
        Gate::HardDeny => m::GATE_HARD_DENY,
        Gate::Safety => m::GATE_SAFETY,
    })
}

/// What somebody is at a client.
pub fn client_role(role: ClientRole) -> &'static str {
    t(match role {
        ClientRole::Owner => m::CLIENT_ROLE_OWNER,
        ClientRole::Member => m::CLIENT_ROLE_MEMBER,
    })
}

/// Boxes that are often ticked together.
pub fn preset(preset: Preset) -> &'static str {
    t(match preset {
        Preset::Everything => m::PRESET_EVERYTHING,
        Preset::Viewer => m::PRESET_VIEWER,
        Preset::Designer => m::PRESET_DESIGNER,
        Preset::Marketer => m::PRESET_MARKETER,
        Preset::Sales => m::PRESET_SALES,
    })
}

/// What a client wants of visits.
pub fn visit_rule(rule: VisitRule) -> &'static str {
    t(match rule {
        VisitRule::Always => m::VISITS_RULE_ALWAYS,
        VisitRule::Ask => m::VISITS_RULE_ASK,
        VisitRule::Never => m::VISITS_RULE_NEVER,
    })
}
