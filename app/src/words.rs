//! The words of the domain in the reader's language: one place for every page.

mod catalogue;
mod device;
mod fields;
mod selling;

use domain::{
    Date, Money, Problem, Refusal,
    audit::{Activity, Event},
    client_users::ClientRole,
    clients::{BlockKind, ClientStatus, REOPEN_DAYS},
    inclusions::{Feature, Section},
    plans::{AfterTrial, Interval, Limited, Overrun},
    policy::{Action, Gate, HardDeny, Reason, Role, Verdict},
    refusal::Rejection,
    rights::Preset,
    visits::VisitRule,
};

use crate::{
    api_error::ApiError,
    i18n::{Msg, grouped, lang, m, t, tf, tn},
};

pub use catalogue::{item_kind, item_kinds, percent, service_class, term};
pub use device::device;
pub use fields::field;
pub use selling::{invoice_status, order_status, payer, payment_method, service_status};

/// What is wrong with a field.
pub fn problem(problem: Problem) -> String {
    let number = |msg, name: &str, n: i64| tf(msg, &[(name, &n.to_string())]);
    match problem {
        Problem::Required => t(m::PROBLEM_REQUIRED).to_owned(),
        Problem::TooLong { max } => number(m::PROBLEM_TOO_LONG, "max", i64::from(max)),
        Problem::NotAnEmail => t(m::PROBLEM_NOT_AN_EMAIL).to_owned(),
        Problem::NotAWebsite => t(m::PROBLEM_NOT_A_WEBSITE).to_owned(),
        Problem::NotAPhone => t(m::PROBLEM_NOT_A_PHONE).to_owned(),
        Problem::NotACountry => t(m::PROBLEM_NOT_A_COUNTRY).to_owned(),
        Problem::NotANumber => t(m::PROBLEM_NOT_A_NUMBER).to_owned(),
        Problem::NotADate => t(m::PROBLEM_NOT_A_DATE).to_owned(),
        Problem::NotInTheFuture => t(m::PROBLEM_NOT_IN_THE_FUTURE).to_owned(),
        Problem::NotAChoice => t(m::PROBLEM_NOT_A_CHOICE).to_owned(),
        Problem::NotMoney => t(m::PROBLEM_NOT_MONEY).to_owned(),
        Problem::NotASlug => t(m::PROBLEM_NOT_A_SLUG).to_owned(),
        Problem::TooSmall { min } => number(m::PROBLEM_TOO_SMALL, "min", min),
        Problem::TooLarge { max } => {
            let max = u64::try_from(max).map_or_else(|_| max.to_string(), grouped);
            tf(m::PROBLEM_TOO_LARGE, &[("max", &max)])
        }
        Problem::Taken => t(m::PROBLEM_TAKEN).to_owned(),
        Problem::HiddenCharacters => t(m::PROBLEM_HIDDEN_CHARACTERS).to_owned(),
        Problem::PasswordTooShort { min } => {
            number(m::PROBLEM_PASSWORD_TOO_SHORT, "min", i64::from(min))
        }
        Problem::PasswordTooCommon => t(m::PROBLEM_PASSWORD_TOO_COMMON).to_owned(),
        Problem::PasswordTooClose => t(m::PROBLEM_PASSWORD_TOO_CLOSE).to_owned(),
        Problem::WrongPassword => t(m::PROBLEM_WRONG_PASSWORD).to_owned(),
        Problem::NotTheName => t(m::PROBLEM_NOT_THE_NAME).to_owned(),
        Problem::Unknown => t(m::PROBLEM_UNKNOWN).to_owned(),
        Problem::NotAHost => t(m::PROBLEM_NOT_A_HOST).to_owned(),
        Problem::NotAMailPort => t(m::PROBLEM_NOT_A_MAIL_PORT).to_owned(),
        Problem::NotAPlaceholder { kind } => tf(
            m::PROBLEM_NOT_A_PLACEHOLDER,
            &[("placeholders", &kind.listed_placeholders())],
        ),
        Problem::LinkMissing => t(m::PROBLEM_LINK_MISSING).to_owned(),
        Problem::NotAColour => t(m::PROBLEM_NOT_A_COLOUR).to_owned(),
        Problem::HoldsAnAddress => t(m::PROBLEM_HOLDS_AN_ADDRESS).to_owned(),
        Problem::NotSecure => t(m::PROBLEM_NOT_SECURE).to_owned(),
        Problem::NotAPicture => t(m::PROBLEM_NOT_A_PICTURE).to_owned(),
        Problem::DrawingsRefused => t(m::PROBLEM_DRAWINGS_REFUSED).to_owned(),
        Problem::BrokenPicture => t(m::PROBLEM_BROKEN_PICTURE).to_owned(),
        Problem::FileTooLarge { max } => {
            number(m::PROBLEM_FILE_TOO_LARGE, "max", i64::from(max / 1_000_000))
        }
        Problem::PictureTooLarge { max } => {
            number(m::PROBLEM_PICTURE_TOO_LARGE, "max", i64::from(max))
        }
        Problem::NotADomain => t(m::PROBLEM_NOT_A_DOMAIN).to_owned(),
        Problem::OwnDomain => t(m::PROBLEM_OWN_DOMAIN).to_owned(),
        Problem::SpecialDomain => t(m::PROBLEM_SPECIAL_DOMAIN).to_owned(),
        Problem::PublicSuffix => t(m::PROBLEM_PUBLIC_SUFFIX).to_owned(),
        Problem::NotAnEnding => t(m::PROBLEM_NOT_AN_ENDING).to_owned(),
        Problem::NotARate => t(m::PROBLEM_NOT_A_RATE).to_owned(),
        Problem::NotAPrefix => t(m::PROBLEM_NOT_A_PREFIX).to_owned(),
        Problem::NotTheLast => t(m::PROBLEM_NOT_THE_LAST).to_owned(),
        Problem::NotAnIban => t(m::PROBLEM_NOT_AN_IBAN).to_owned(),
        Problem::NotABic => t(m::PROBLEM_NOT_A_BIC).to_owned(),
        Problem::NotAKey => t(m::PROBLEM_NOT_A_KEY).to_owned(),
        Problem::KeyRefused => t(m::PROBLEM_KEY_REFUSED).to_owned(),
        Problem::MoreThan { most } => tf(m::PROBLEM_MORE_THAN, &[("most", &money(most))]),
        Problem::InTheFuture => t(m::PROBLEM_IN_THE_FUTURE).to_owned(),
        Problem::InThePast => t(m::PROBLEM_IN_THE_PAST).to_owned(),
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

/// What a client wants of visits.
pub fn visit_rule(rule: VisitRule) -> &'static str {
    t(match rule {
        VisitRule::Always => m::VISITS_RULE_ALWAYS,
        VisitRule::Ask => m::VISITS_RULE_ASK,
        VisitRule::Never => m::VISITS_RULE_NEVER,
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

/// A rule of the business that forbids what was asked.
pub fn rejection(rejection: &Rejection) -> String {
    match rejection {
        Rejection::OverLimit { plan, overruns } => {
            let limits: Vec<String> = overruns.iter().map(overrun).collect();
            tf(
                m::REJECTION_OVER_LIMIT,
                &[
                    ("plan", plan),
                    ("limits", &limits.join("; ")),
                    ("roles", &roles_for(Action::EditPlans)),
                ],
            )
        }
        Rejection::LimitReached {
            what,
            used,
            allowed,
            plan,
            raised_by,
        } => {
            let (used, allowed) = (used.to_string(), allowed.to_string());
            let fills = [
                ("what", limited(*what)),
                ("used", used.as_str()),
                ("allowed", allowed.as_str()),
                ("provider", raised_by.as_str()),
                ("plan", plan.as_deref().unwrap_or_default()),
            ];
            match plan {
                Some(_) => tf(m::REJECTION_LIMIT_REACHED, &fills),
                None => tf(m::REJECTION_NO_PLAN, &fills),
            }
        }
        Rejection::WorkspaceInUse { seats } => tn(m::REJECTION_WORKSPACE_IN_USE, u64::from(*seats)),
        Rejection::LastOwner => t(m::REJECTION_LAST_OWNER).to_owned(),
        Rejection::PlanArchived => tf(
            m::REJECTION_PLAN_ARCHIVED,
            &[("roles", &roles_for(Action::EditPlans))],
        ),
        Rejection::WrongStatus { status: is } => {
            tf(m::REJECTION_WRONG_STATUS, &[("status", status(*is))])
        }
        Rejection::TooLateToUndo => t(m::REJECTION_TOO_LATE_TO_UNDO).to_owned(),
        Rejection::InUse { clients } => tn(m::REJECTION_IN_USE, *clients),
        Rejection::LinkIsDead => t(m::REJECTION_LINK_IS_DEAD).to_owned(),
        Rejection::VisitsClosed => t(m::REJECTION_VISITS_CLOSED).to_owned(),
        Rejection::VisitUnderWay { company } => {
            tf(m::REJECTION_VISIT_UNDER_WAY, &[("company", company)])
        }
        Rejection::VisitOver => t(m::REJECTION_VISIT_OVER).to_owned(),
        Rejection::SomebodyElseHere => t(m::REJECTION_SOMEBODY_ELSE_HERE).to_owned(),
        Rejection::TicketIsDead => t(m::REJECTION_TICKET_IS_DEAD).to_owned(),
        Rejection::LastAdministrator => t(m::REJECTION_LAST_ADMINISTRATOR).to_owned(),
        Rejection::NotATable => t(m::REJECTION_NOT_A_TABLE).to_owned(),
        Rejection::NoRows => t(m::REJECTION_NO_ROWS).to_owned(),
        Rejection::PayoutTooSmall { payable, least } => {
            let (payable, least) = (money(*payable), money(*least));
            let values = [("payable", payable.as_str()), ("least", &least)];
            tf(m::REJECTION_PAYOUT_TOO_SMALL, &values)
        }
        Rejection::PayoutUnderWay => t(m::REJECTION_PAYOUT_UNDER_WAY).to_owned(),
        Rejection::CardNotOffered => t(m::REJECTION_CARD_NOT_OFFERED).to_owned(),
        Rejection::ProviderUnreachable => t(m::REJECTION_PROVIDER_UNREACHABLE).to_owned(),
        Rejection::PayoutOver => t(m::REJECTION_PAYOUT_OVER).to_owned(),
        Rejection::DomainNotProved => t(m::REJECTION_DOMAIN_NOT_PROVED).to_owned(),
        Rejection::TooMuch { max } => tf(m::REJECTION_TOO_MUCH, &[("max", &grouped(*max))]),
        Rejection::OrderWrongStatus { status } => tf(
            m::REJECTION_ORDER_WRONG_STATUS,
            &[("status", order_status(*status))],
        ),
        Rejection::OrderSentBefore { number } => sent_before(*number),
        Rejection::PlanChangeMoved { now } => change_moved(now),
        Rejection::ServiceWrongStatus { status } => tf(
            m::REJECTION_SERVICE_WRONG_STATUS,
            &[("status", service_status(*status))],
        ),
        Rejection::InvoiceWrongStatus { status } => tf(
            m::REJECTION_INVOICE_WRONG_STATUS,
            &[("status", invoice_status(*status))],
        ),
        Rejection::InvoiceInUse { number } => {
            tf(m::REJECTION_INVOICE_IN_USE, &[("number", number)])
        }
        Rejection::NothingToInvoice => t(m::REJECTION_NOTHING_TO_INVOICE).to_owned(),
        Rejection::SellerUnknown { missing } => {
            let missing: Vec<&str> = missing
                .iter()
                .map(|name| field(name).unwrap_or(name))
                .collect();
            tf(
                m::REJECTION_SELLER_UNKNOWN,
                &[
                    ("missing", &missing.join(", ")),
                    ("roles", &roles_for(Action::EditCompany)),
                ],
            )
        }
    }
}

fn sent_before(number: u32) -> String {
    let number = number.to_string();
    tf(m::REJECTION_ORDER_SENT_BEFORE, &[("number", &number)])
}

fn change_moved(now: &domain::subscriptions::Proration) -> String {
    let (due, days) = (money(now.due), now.days_left.to_string());
    let values = [("due", due.as_str()), ("days", &days)];
    tf(m::REJECTION_PLAN_CHANGE_MOVED, &values)
}

/// Why something was not done, in a sentence.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::SignedOut => t(m::REFUSAL_SIGNED_OUT).to_owned(),
        Refusal::NotFound => t(m::REFUSAL_NOT_FOUND).to_owned(),
        Refusal::Denied(why) => reason(why),
        Refusal::Conflict(_) => t(m::REFUSAL_CONFLICT).to_owned(),
        Refusal::Invalid(_) => t(m::REFUSAL_INVALID).to_owned(),
        Refusal::Rejected(why) => rejection(why),
        Refusal::TooOften { retry_seconds } => tn(m::REFUSAL_TOO_OFTEN, u64::from(*retry_seconds)),
    }
}

/// Why there is no answer, in a sentence.
pub fn error(error: &ApiError) -> String {
    match error {
        ApiError::Refused(why) => refusal(why),
        ApiError::Broken { incident } => tf(m::ERROR_BROKEN, &[("incident", incident)]),
        ApiError::Offline => t(m::ERROR_OFFLINE).to_owned(),
        ApiError::Outdated => t(m::ERROR_OUTDATED).to_owned(),
    }
}

/// A limit that the usage breaks: "Contacts: 1,200 used, 1,000 allowed".
pub fn overrun(overrun: &Overrun) -> String {
    tf(
        m::OVERRUN,
        &[
            ("what", limited(overrun.what)),
            ("used", &grouped(u64::from(overrun.used))),
            ("allowed", &grouped(u64::from(overrun.allowed))),
        ],
    )
}

/// One of the limited things.
pub fn limited(what: Limited) -> &'static str {
    t(match what {
        Limited::Workspaces => m::LIMITED_WORKSPACES,
        Limited::Seats => m::LIMITED_SEATS,
        Limited::Contacts => m::LIMITED_CONTACTS,
    })
}

/// The state of a client.
pub fn status(status: ClientStatus) -> &'static str {
    t(match status {
        ClientStatus::Trial => m::STATUS_TRIAL,
        ClientStatus::Active => m::STATUS_ACTIVE,
        ClientStatus::Blocked => m::STATUS_BLOCKED,
        ClientStatus::Closed => m::STATUS_CLOSED,
    })
}

/// Why a client is blocked.
pub fn block_kind(kind: BlockKind) -> &'static str {
    t(match kind {
        BlockKind::NonPayment => m::BLOCK_NON_PAYMENT,
        BlockKind::OnRequest => m::BLOCK_ON_REQUEST,
        BlockKind::Misuse => m::BLOCK_MISUSE,
        BlockKind::Other => m::BLOCK_OTHER,
    })
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

/// Those who can help: the roles that include an action.
fn roles_for(action: Action) -> String {
    roles(Role::ALL.into_iter().filter(|role| role.includes(action)))
}

fn roles(roles: impl Iterator<Item = Role>) -> String {
    roles.map(role).collect::<Vec<_>>().join(", ")
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

/// A section of the client's back office.
pub fn section(section: Section) -> &'static str {
    t(match section {
        Section::Design => m::SECTION_DESIGN,
        Section::Content => m::SECTION_CONTENT,
        Section::PushNotifications => m::SECTION_PUSH_NOTIFICATIONS,
        Section::Statistics => m::SECTION_STATISTICS,
        Section::Email => m::SECTION_EMAIL,
        Section::Contacts => m::SECTION_CONTACTS,
        Section::OnlineHelp => m::SECTION_ONLINE_HELP,
        Section::AddOns => m::SECTION_ADD_ONS,
    })
}

/// The symbol of a section of the client's back office.
pub const fn section_icon(section: Section) -> &'static str {
    match section {
        Section::Design => "palette",
        Section::Content => "file-text",
        Section::PushNotifications => "smartphone",
        Section::Statistics => "chart-column",
        Section::Email => "mail",
        Section::Contacts => "contact",
        Section::OnlineHelp => "life-buoy",
        Section::AddOns => "puzzle",
    }
}

/// An optional feature.
pub fn feature(feature: Feature) -> &'static str {
    t(match feature {
        Feature::SalesOptimizer => m::FEATURE_SALES_OPTIMIZER,
        Feature::EmailSyncs => m::FEATURE_EMAIL_SYNCS,
        Feature::RenderingTests => m::FEATURE_RENDERING_TESTS,
        Feature::StockImages => m::FEATURE_STOCK_IMAGES,
    })
}

/// An amount with its currency: "1,290.00 EUR".
pub fn money(money: Money) -> String {
    money.written(lang())
}

/// A day: "22 November 2026".
pub fn date(date: Date) -> String {
    date.written(lang())
}

/// A day, shorter: for tables.
pub fn short_date(date: Date) -> String {
    date.written_short(lang())
}

/// What becomes of a client when its trial is over: "It is charged".
pub fn after_trial(way: AfterTrial) -> &'static str {
    t(match way {
        AfterTrial::Charge => m::AFTER_TRIAL_CHARGE,
        AfterTrial::Stop => m::AFTER_TRIAL_STOP,
        AfterTrial::Block => m::AFTER_TRIAL_BLOCK,
    })
}

/// How often a plan is charged: "per month".
pub fn interval(interval: Interval) -> &'static str {
    t(match interval {
        Interval::Month => m::INTERVAL_MONTH,
        Interval::Year => m::INTERVAL_YEAR,
    })
}

/// What happened: "assigned a plan to", without actor and client, which the feed shows as links.
pub fn event(activity: &Activity) -> String {
    let subject = activity.subject.as_deref().unwrap_or_default();
    tf(event_text(activity.event), &[("subject", subject)])
}

#[expect(clippy::too_many_lines, reason = "one arm for each event")]
fn event_text(event: Event) -> Msg {
    match event {
        Event::OperatorCreated => m::EVENT_OPERATOR_CREATED,
        Event::PartnerCreated => m::EVENT_PARTNER_CREATED,
        Event::PartnerSuspended => m::EVENT_PARTNER_SUSPENDED,
        Event::PartnerResumed => m::EVENT_PARTNER_RESUMED,
        Event::CompanyEdited => m::EVENT_COMPANY_EDITED,
        Event::MemberInvited => m::EVENT_MEMBER_INVITED,
        Event::InvitationResent => m::EVENT_INVITATION_RESENT,
        Event::InvitationRevoked => m::EVENT_INVITATION_REVOKED,
        Event::MemberJoined => m::EVENT_MEMBER_JOINED,
        Event::MemberEdited => m::EVENT_MEMBER_EDITED,
        Event::MemberRemoved => m::EVENT_MEMBER_REMOVED,
        Event::SignedIn => m::EVENT_SIGNED_IN,
        Event::SignedOut => m::EVENT_SIGNED_OUT,
        Event::SignInFailed => m::EVENT_SIGN_IN_FAILED,
        Event::ResetRequested => m::EVENT_RESET_REQUESTED,
        Event::PasswordReset => m::EVENT_PASSWORD_RESET,
        Event::PasswordChanged => m::EVENT_PASSWORD_CHANGED,
        Event::ProfileEdited => m::EVENT_PROFILE_EDITED,
        Event::SessionEnded => m::EVENT_SESSION_ENDED,
        Event::ClientAdded => m::EVENT_CLIENT_ADDED,
        Event::ClientEdited => m::EVENT_CLIENT_EDITED,
        Event::PlanAssigned => m::EVENT_PLAN_ASSIGNED,
        Event::PlanChangePlanned => m::EVENT_PLAN_CHANGE_PLANNED,
        Event::PlanKept => m::EVENT_PLAN_KEPT,
        Event::ClientPriceSet => m::EVENT_CLIENT_PRICE_SET,
        Event::LicencePriceSet => m::EVENT_LICENCE_PRICE_SET,
        Event::TrialEnded => m::EVENT_TRIAL_ENDED,
        Event::ClientBlocked => m::EVENT_CLIENT_BLOCKED,
        Event::ClientUnblocked => m::EVENT_CLIENT_UNBLOCKED,
        Event::ClientClosed => m::EVENT_CLIENT_CLOSED,
        Event::ClientReopened => m::EVENT_CLIENT_REOPENED,
        Event::ClientsExported => m::EVENT_CLIENTS_EXPORTED,
        Event::ClientsImported => m::EVENT_CLIENTS_IMPORTED,
        Event::ImportUndone => m::EVENT_IMPORT_UNDONE,
        Event::ClientUserInvited => m::EVENT_CLIENT_USER_INVITED,
        Event::ClientInvitationResent => m::EVENT_CLIENT_INVITATION_RESENT,
        Event::ClientInvitationRevoked => m::EVENT_CLIENT_INVITATION_REVOKED,
        Event::ClientUserJoined => m::EVENT_CLIENT_USER_JOINED,
        Event::ClientUserEdited => m::EVENT_CLIENT_USER_EDITED,
        Event::ClientUserRemoved => m::EVENT_CLIENT_USER_REMOVED,
        Event::WorkspaceAdded => m::EVENT_WORKSPACE_ADDED,
        Event::WorkspaceRenamed => m::EVENT_WORKSPACE_RENAMED,
        Event::WorkspaceRemoved => m::EVENT_WORKSPACE_REMOVED,
        Event::ContactAdded => m::EVENT_CONTACT_ADDED,
        Event::ContactEdited => m::EVENT_CONTACT_EDITED,
        Event::ContactRemoved => m::EVENT_CONTACT_REMOVED,
        Event::ContactsRemoved => m::EVENT_CONTACTS_REMOVED,
        Event::ContactsImported => m::EVENT_CONTACTS_IMPORTED,
        Event::ContactsExported => m::EVENT_CONTACTS_EXPORTED,
        Event::SectionAsked => m::EVENT_SECTION_ASKED,
        Event::SectionOpened => m::EVENT_SECTION_OPENED,
        Event::VisitAsked => m::EVENT_VISIT_ASKED,
        Event::VisitAllowed => m::EVENT_VISIT_ALLOWED,
        Event::VisitDeclined => m::EVENT_VISIT_DECLINED,
        Event::VisitStarted => m::EVENT_VISIT_STARTED,
        Event::VisitEnded => m::EVENT_VISIT_ENDED,
        Event::VisitRuleChanged => m::EVENT_VISIT_RULE_CHANGED,
        Event::LevelMoved => m::EVENT_LEVEL_MOVED,
        Event::PayoutRequested => m::EVENT_PAYOUT_REQUESTED,
        Event::PayoutApproved => m::EVENT_PAYOUT_APPROVED,
        Event::PayoutPaid => m::EVENT_PAYOUT_PAID,
        Event::PayoutRejected => m::EVENT_PAYOUT_REJECTED,
        Event::CommissionTableSet => m::EVENT_COMMISSION_TABLE_SET,
        Event::CommissionSettingsEdited => m::EVENT_COMMISSION_SETTINGS_EDITED,
        Event::SectionConnected => m::EVENT_SECTION_CONNECTED,
        Event::SectionDisconnected => m::EVENT_SECTION_DISCONNECTED,
        Event::SectionKeyRenewed => m::EVENT_SECTION_KEY_RENEWED,
        Event::PlanAdded => m::EVENT_PLAN_ADDED,
        Event::PlanEdited => m::EVENT_PLAN_EDITED,
        Event::PlanArchived => m::EVENT_PLAN_ARCHIVED,
        Event::PlanRestored => m::EVENT_PLAN_RESTORED,
        Event::ItemAdded => m::EVENT_ITEM_ADDED,
        Event::ItemEdited => m::EVENT_ITEM_EDITED,
        Event::ItemArchived => m::EVENT_ITEM_ARCHIVED,
        Event::ItemRestored => m::EVENT_ITEM_RESTORED,
        Event::ServiceClassAdded => m::EVENT_SERVICE_CLASS_ADDED,
        Event::ServiceClassRenamed => m::EVENT_SERVICE_CLASS_RENAMED,
        Event::ServiceClassesReordered => m::EVENT_SERVICE_CLASSES_REORDERED,
        Event::MarginsSet => m::EVENT_MARGINS_SET,
        Event::RetailSet => m::EVENT_RETAIL_SET,
        Event::BillingEdited => m::EVENT_BILLING_EDITED,
        Event::ClientBillingEdited => m::EVENT_CLIENT_BILLING_EDITED,
        Event::OperatorBillingEdited => m::EVENT_OPERATOR_BILLING_EDITED,
        Event::TaxRateSet => m::EVENT_TAX_RATE_SET,
        Event::OrderDrafted => m::EVENT_ORDER_DRAFTED,
        Event::OrderEdited => m::EVENT_ORDER_EDITED,
        Event::OrderPlaced => m::EVENT_ORDER_PLACED,
        Event::OrderCanceled => m::EVENT_ORDER_CANCELED,
        Event::ServiceActivated => m::EVENT_SERVICE_ACTIVATED,
        Event::ServiceSuspended => m::EVENT_SERVICE_SUSPENDED,
        Event::ServiceResumed => m::EVENT_SERVICE_RESUMED,
        Event::ServiceEndSet => m::EVENT_SERVICE_END_SET,
        Event::ServiceCanceled => m::EVENT_SERVICE_CANCELED,
        Event::ServiceEdited => m::EVENT_SERVICE_EDITED,
        Event::ChargeAdded => m::EVENT_CHARGE_ADDED,
        Event::ChargeRemoved => m::EVENT_CHARGE_REMOVED,
        Event::BankStatementImported => m::EVENT_BANK_STATEMENT_IMPORTED,
        Event::PaymentExceeded => m::EVENT_PAYMENT_EXCEEDED,
        Event::PaymentProviderSet => m::EVENT_PAYMENT_PROVIDER_SET,
        Event::PaymentProviderRemoved => m::EVENT_PAYMENT_PROVIDER_REMOVED,
        Event::InvoicesExported => m::EVENT_INVOICES_EXPORTED,
        Event::InvoiceFinalized => m::EVENT_INVOICE_FINALIZED,
        Event::InvoiceDrafted => m::EVENT_INVOICE_DRAFTED,
        Event::InvoiceDiscarded => m::EVENT_INVOICE_DISCARDED,
        Event::InvoiceVoided => m::EVENT_INVOICE_VOIDED,
        Event::InvoiceCredited => m::EVENT_INVOICE_CREDITED,
        Event::InvoicePaid => m::EVENT_INVOICE_PAID,
        Event::InvoiceMailed => m::EVENT_INVOICE_MAILED,
        Event::ReminderSent => m::EVENT_REMINDER_SENT,
        Event::DunningEdited => m::EVENT_DUNNING_EDITED,
        Event::PaymentRecorded => m::EVENT_PAYMENT_RECORDED,
        Event::CustomFieldAdded => m::EVENT_CUSTOM_FIELD_ADDED,
        Event::CustomFieldEdited => m::EVENT_CUSTOM_FIELD_EDITED,
        Event::CustomFieldRemoved => m::EVENT_CUSTOM_FIELD_REMOVED,
        Event::SenderSaved => m::EVENT_SENDER_SAVED,
        Event::SenderTested => m::EVENT_SENDER_TESTED,
        Event::SenderFailed => m::EVENT_SENDER_FAILED,
        Event::SenderRemoved => m::EVENT_SENDER_REMOVED,
        Event::MailTemplateEdited => m::EVENT_MAIL_TEMPLATE_EDITED,
        Event::MailTemplateReset => m::EVENT_MAIL_TEMPLATE_RESET,
        Event::BrandEdited => m::EVENT_BRAND_EDITED,
        Event::BrandFileAdded => m::EVENT_BRAND_FILE_ADDED,
        Event::BrandFileRemoved => m::EVENT_BRAND_FILE_REMOVED,
        Event::BrandPublished => m::EVENT_BRAND_PUBLISHED,
        Event::BrandUndone => m::EVENT_BRAND_UNDONE,
        Event::LeaksMeasured => m::EVENT_LEAKS_MEASURED,
        Event::DomainAdded => m::EVENT_DOMAIN_ADDED,
        Event::DomainVerified => m::EVENT_DOMAIN_VERIFIED,
        Event::DomainActivated => m::EVENT_DOMAIN_ACTIVATED,
        Event::DomainServed => m::EVENT_DOMAIN_SERVED,
        Event::DomainFailing => m::EVENT_DOMAIN_FAILING,
        Event::DomainLapsed => m::EVENT_DOMAIN_LAPSED,
        Event::DomainRemoved => m::EVENT_DOMAIN_REMOVED,
    }
}

/// Why something is greyed; nothing when it is allowed.
pub fn why_not(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Allowed(_) => None,
        Verdict::SignedOut => Some(t(m::REFUSAL_SIGNED_OUT).to_owned()),
        Verdict::Hidden(why) | Verdict::Denied(why) => Some(reason(why)),
    }
}
