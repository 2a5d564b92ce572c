//! Visits: a member of the partner's team enters the pages of a client, openly and for a while (B3).

use serde::{Deserialize, Serialize};

use crate::{
    ClientId, FieldErrors, Problem, Timestamp, VisitId,
    audit::Activity,
    fields::{lines, required},
};

/// Longest visit, in minutes (security.md §1.2).
pub const MINUTES_MAX: u32 = 60;
/// Minutes that the form suggests.
pub const MINUTES_USUAL: u32 = 30;
/// Seconds for which a ticket from the panel to the brand's host is good, once.
pub const TICKET_SECONDS: i64 = 60;
/// Hours for which a request waits for its answer, and an answer for its visit.
pub const ANSWER_HOURS: i64 = 24;
/// Characters of a reason.
const REASON_MAX: u32 = 300;

/// What a client wants of visits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitRule {
    /// The partner may come in; the client sees it afterwards.
    #[default]
    Always,
    /// An owner of the client is asked before.
    Ask,
    /// Nobody comes in.
    Never,
}

impl VisitRule {
    /// Every rule, from the most open.
    pub const ALL: [Self; 3] = [Self::Always, Self::Ask, Self::Never];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Ask => "ask",
            Self::Never => "never",
        }
    }

    /// The rule of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// How far a visit is (docs/state-machines.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// An owner of the client was asked.
    Asked,
    /// An owner said yes: it may begin.
    Allowed,
    /// An owner said no.
    Declined,
    /// A ticket is on its way to the brand's host.
    Ticketed,
    /// Somebody is in.
    UnderWay,
    /// It is over.
    Over,
}

impl VisitState {
    /// Every state, in the order of a visit's life.
    pub const ALL: [Self; 6] = [
        Self::Asked,
        Self::Allowed,
        Self::Declined,
        Self::Ticketed,
        Self::UnderWay,
        Self::Over,
    ];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Allowed => "allowed",
            Self::Declined => "declined",
            Self::Ticketed => "ticketed",
            Self::UnderWay => "under_way",
            Self::Over => "over",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A wish to visit a client, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitDraft {
    /// The client.
    pub client: ClientId,
    /// Why: the client reads it.
    pub reason: String,
    /// For how many minutes.
    pub minutes: String,
    /// The visitor's own password (step-up, security.md §1.2).
    pub password: String,
}

impl std::fmt::Debug for VisitDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VisitDraft(…)")
    }
}

/// A checked wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitWish {
    /// The client.
    pub client: ClientId,
    /// Why.
    pub reason: String,
    /// For how many minutes, 1 to [`MINUTES_MAX`].
    pub minutes: u32,
}

impl VisitDraft {
    /// Checks reason, minutes and that there is a password.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<VisitWish, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reason = lines(&self.reason, REASON_MAX).and_then(|reason| {
            if reason.is_empty() {
                Err(Problem::Required)
            } else {
                Ok(reason)
            }
        });
        let wish = VisitWish {
            client: self.client,
            reason: errors.take("reason", reason),
            minutes: errors.take("minutes", minutes(&self.minutes)),
        };
        if self.password.is_empty() {
            errors.add("password", Problem::Required);
        }
        errors.or(wish)
    }
}

fn minutes(typed: &str) -> Result<u32, Problem> {
    let typed = required(typed, 20)?;
    match typed.parse() {
        Ok(0) => Err(Problem::TooSmall { min: 1 }),
        Ok(minutes) if minutes > MINUTES_MAX => Err(Problem::TooLarge {
            max: i64::from(MINUTES_MAX),
        }),
        Ok(minutes) => Ok(minutes),
        Err(_) => Err(Problem::NotANumber),
    }
}

/// What became of a wish to visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Started {
    /// The address that leads in: it holds a ticket, good once and for [`TICKET_SECONDS`].
    Enter(String),
    /// The client's owners were asked.
    Asked,
}

/// What a member of the team has to know before a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prospect {
    /// What the client wants of visits.
    pub rule: VisitRule,
    /// The member's own request that waits, or was answered lately.
    pub request: Option<Request>,
    /// The visit that the member is on, wherever.
    pub under_way: Option<Whereabouts>,
}

/// A request to visit, as its sender sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Asked, allowed or declined.
    pub state: VisitState,
    /// Why.
    pub reason: String,
    /// For how many minutes.
    pub minutes: u32,
    /// Until when it waits for its answer, or may begin.
    pub until: Timestamp,
}

/// Where somebody is on a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// Which client.
    pub client: ClientId,
    /// Its name.
    pub company: String,
    /// Until when.
    pub ends_at: Timestamp,
}

/// What the banner of a visit says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visiting {
    /// Why.
    pub reason: String,
    /// When it is over by itself.
    pub ends_at: Timestamp,
    /// Where the visitor came from.
    pub back: String,
}

/// A visit as the client sees it: the receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which.
    pub id: VisitId,
    /// Who came, or wants to.
    pub visitor: String,
    /// Why.
    pub reason: String,
    /// For how many minutes.
    pub minutes: u32,
    /// How far it is.
    pub state: VisitState,
    /// When it was asked for, or began.
    pub at: Timestamp,
    /// When it was over, or will be by itself.
    pub ends_at: Option<Timestamp>,
    /// What was changed, the last first.
    pub changes: Vec<Activity>,
    /// Whether more was changed than that.
    pub has_more: bool,
}

/// What the owners of a client see of it: what was done there, and who was in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientActivity {
    /// What the client wants of visits.
    pub rule: VisitRule,
    /// Requests that wait and visits, the last first.
    pub visits: Vec<Receipt>,
    /// What happened otherwise, the last first.
    pub activity: Vec<Activity>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(reason: &str, minutes: &str, password: &str) -> VisitDraft {
        VisitDraft {
            client: ClientId::from_uuid(uuid::Uuid::from_u128(1)),
            reason: reason.to_owned(),
            minutes: minutes.to_owned(),
            password: password.to_owned(),
        }
    }

    #[test]
    fn a_visit_has_a_reason_and_an_hour_at_most() {
        let wish = draft(" A broken import ", "60", "x").validate().unwrap();
        assert_eq!(
            (wish.reason.as_str(), wish.minutes),
            ("A broken import", 60)
        );
        for (minutes, problem) in [
            ("", Problem::Required),
            ("soon", Problem::NotANumber),
            ("0", Problem::TooSmall { min: 1 }),
            ("61", Problem::TooLarge { max: 60 }),
        ] {
            let errors = draft("Why", minutes, "x").validate().unwrap_err();
            assert_eq!(errors.of("minutes"), Some(problem), "{minutes}");
        }
        let errors = draft(" \n ", "5", "").validate().unwrap_err();
        assert_eq!(errors.of("reason"), Some(Problem::Required));
        assert_eq!(errors.of("password"), Some(Problem::Required));
        let long = "x".repeat(301);
        let errors = draft(&long, "5", "x").validate().unwrap_err();
        assert_eq!(errors.of("reason"), Some(Problem::TooLong { max: 300 }));
    }

    #[test]
    fn names_are_found_again() {
        for rule in VisitRule::ALL {
            assert_eq!(VisitRule::named(rule.name()), Some(rule));
        }
        for state in VisitState::ALL {
            assert_eq!(VisitState::named(state.name()), Some(state));
        }
    }
}
