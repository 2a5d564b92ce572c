//! The words of the domain in the reader's language: one place for every page.

mod catalogue;
mod device;
mod events;
mod fields;
mod rights;
mod selling;

use domain::{
    Date, Money, Problem, Refusal,
    clients::{BlockKind, ClientStatus},
    inclusions::{Feature, Section},
    plans::{AfterTrial, Interval, Limited, Overrun},
    policy::Action,
    refusal::Rejection,
};

use crate::{
    api_error::ApiError,
    i18n::{grouped, lang, m, t, tf, tn},
};

pub use catalogue::{item_kind, item_kinds, percent, service_class, term};
pub use device::device;
pub use events::event;
pub use fields::field;
use rights::roles_for;
pub use rights::{
    client_role, gate, hard_deny, preset, reason, role, role_hint, visit_rule, why_not,
};
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
