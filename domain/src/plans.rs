//! Plans: what a partner sells to its clients (P12–P18).

use serde::{Deserialize, Serialize};

use crate::{
    Currency, FieldErrors, Limit, Money, PlanId, Problem, Version,
    audit::Change,
    fields::{lines, number, required},
    inclusions::{Feature, Section},
    limit::LimitDraft,
};

/// How often a plan is charged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Every month.
    #[default]
    Month,
    /// Every year.
    Year,
}

impl Interval {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// How many months it has.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
        }
    }
}

/// What becomes of a client when the trial of its plan is over (P15).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterTrial {
    /// It stays on the plan and is charged.
    #[default]
    Charge,
    /// It is without a plan.
    Stop,
    /// It is blocked until somebody lets it in; then it is charged.
    Block,
}

impl AfterTrial {
    /// Every way, in the order offered.
    pub const ALL: [Self; 3] = [Self::Charge, Self::Stop, Self::Block];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::Stop => "stop",
            Self::Block => "block",
        }
    }

    /// The way of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// The limits of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotas {
    /// Workspaces per client (P13); never unlimited.
    pub workspaces: u32,
    /// Team users per workspace (P14).
    pub seats: Limit,
    /// Contacts (P16).
    pub contacts: Limit,
}

/// What a client uses today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Its workspaces.
    pub workspaces: u32,
    /// The team users of its fullest workspace.
    pub seats: u32,
    /// Its contacts.
    pub contacts: u32,
}

/// One of the limited things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limited {
    /// Workspaces per client.
    Workspaces,
    /// Team users per workspace.
    Seats,
    /// Contacts.
    Contacts,
}

impl Limited {
    /// The name under which the audit trail says that a client came over this limit.
    const fn over(self) -> &'static str {
        match self {
            Self::Workspaces => "over_workspaces",
            Self::Seats => "over_seats",
            Self::Contacts => "over_contacts",
        }
    }
}

/// A limit that the present usage breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrun {
    /// Of what.
    pub what: Limited,
    /// How many there are.
    pub used: u32,
    /// How many the plan allows.
    pub allowed: u32,
}

impl Overrun {
    /// How the audit trail keeps it: from what is allowed to what is used.
    #[must_use]
    pub fn recorded(&self) -> Change {
        Change {
            field: self.what.over().to_owned(),
            from: self.allowed.to_string(),
            to: self.used.to_string(),
        }
    }

    /// The overrun that a line of the audit trail tells of, if it tells of one.
    #[must_use]
    pub fn of_record(change: &Change) -> Option<Self> {
        let all = [Limited::Workspaces, Limited::Seats, Limited::Contacts];
        let what = all.into_iter().find(|what| what.over() == change.field)?;
        Some(Self {
            what,
            used: change.to.parse().ok()?,
            allowed: change.from.parse().ok()?,
        })
    }
}

impl Quotas {
    /// The limit of one thing.
    #[must_use]
    pub const fn limit(&self, what: Limited) -> Limit {
        match what {
            Limited::Workspaces => Limit::AtMost(self.workspaces),
            Limited::Seats => self.seats,
            Limited::Contacts => self.contacts,
        }
    }

    /// Every limit that `usage` breaks: a person should see all of them at once.
    #[must_use]
    pub fn overruns(&self, usage: &Usage) -> Vec<Overrun> {
        [
            (
                Limited::Workspaces,
                Limit::AtMost(self.workspaces),
                usage.workspaces,
            ),
            (Limited::Seats, self.seats, usage.seats),
            (Limited::Contacts, self.contacts, usage.contacts),
        ]
        .into_iter()
        .filter_map(|(what, limit, used)| match limit {
            Limit::AtMost(allowed) if !limit.fits(used) => Some(Overrun {
                what,
                used,
                allowed,
            }),
            _ => None,
        })
        .collect()
    }
}

/// A plan in a list or a dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PlanSummary {
    pub id: PlanId,
    pub name: String,
    pub price: Money,
    pub interval: Interval,
    pub quotas: Quotas,
    /// 0 = no trial (P15).
    pub trial_days: u32,
    pub after_trial: AfterTrial,
    pub is_archived: bool,
    /// Clients on it that are not closed.
    pub clients: u64,
}

/// A plan as the editor opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDetails {
    /// Which.
    pub id: PlanId,
    /// Its values, ready to be edited.
    pub draft: PlanDraft,
    /// Whether it takes no further clients.
    pub is_archived: bool,
    /// Clients on it that are not closed.
    pub clients: u64,
    /// How the heaviest of them uses it: what the editor warns about.
    pub peak: Usage,
    /// To be named when saving.
    pub version: Version,
}

/// A plan as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PlanDraft {
    pub name: String,
    pub description: String,
    pub price: String,
    pub currency: Currency,
    pub interval: Interval,
    pub workspaces: String,
    pub seats: LimitDraft,
    pub contacts: LimitDraft,
    pub trial_days: String,
    #[serde(default)]
    pub after_trial: AfterTrial,
    pub sections: Vec<Section>,
    pub features: Vec<Feature>,
}

impl Default for PlanDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            price: "0.00".to_owned(),
            currency: Currency::EUR,
            interval: Interval::Month,
            workspaces: "1".to_owned(),
            seats: LimitDraft {
                unlimited: false,
                number: "5".to_owned(),
            },
            contacts: LimitDraft {
                unlimited: false,
                number: "1000".to_owned(),
            },
            trial_days: "0".to_owned(),
            after_trial: AfterTrial::default(),
            sections: Vec::new(),
            features: Vec::new(),
        }
    }
}

/// A plan's values, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct PlanValues {
    pub name: String,
    pub description: String,
    pub price: Money,
    pub interval: Interval,
    pub quotas: Quotas,
    /// The number behind the toggle, also while it is on (P17: toggling remembers it).
    pub seats_number: u32,
    /// The number behind the toggle, also while it is on.
    pub contacts_number: u32,
    pub trial_days: u32,
    pub after_trial: AfterTrial,
    pub sections: Vec<Section>,
    pub features: Vec<Feature>,
}

/// Most workspaces a plan can allow.
pub const WORKSPACES_MAX: u32 = 1_000;
/// Highest number of seats or contacts short of unlimited.
pub const LIMIT_MAX: u32 = 1_000_000_000;
/// Longest trial.
pub const TRIAL_DAYS_MAX: u32 = 365;

impl PlanDraft {
    /// Checks every field.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<PlanValues, FieldErrors> {
        let mut errors = FieldErrors::default();
        let price = Money::parse(&self.price, self.currency).unwrap_or_else(|_| {
            errors.add("price", Problem::NotMoney);
            Money::zero(self.currency)
        });
        let (seats, seats_number) = limit(&mut errors, "seats", &self.seats);
        let (contacts, contacts_number) = limit(&mut errors, "contacts", &self.contacts);
        let sorted = |mut sections: Vec<Section>| {
            sections.sort_unstable();
            sections.dedup();
            sections
        };
        let mut features = self.features.clone();
        features.sort_unstable();
        features.dedup();
        let values = PlanValues {
            name: errors.take("name", required(&self.name, 80)),
            description: errors.take("description", lines(&self.description, 500)),
            price,
            interval: self.interval,
            quotas: Quotas {
                workspaces: errors.take("workspaces", number(&self.workspaces, 1, WORKSPACES_MAX)),
                seats,
                contacts,
            },
            seats_number,
            contacts_number,
            trial_days: errors.take("trial_days", number(&self.trial_days, 0, TRIAL_DAYS_MAX)),
            after_trial: self.after_trial,
            sections: sorted(self.sections.clone()),
            features,
        };
        errors.or(values)
    }
}

/// The limit of a draft, and the number it remembers. While the toggle is on, an unreadable number
/// is no problem: nobody sees it.
fn limit(errors: &mut FieldErrors, field: &str, draft: &LimitDraft) -> (Limit, u32) {
    let typed = number(&draft.number, 0, LIMIT_MAX);
    if draft.unlimited {
        (Limit::Unlimited, typed.unwrap_or_default())
    } else {
        let most = errors.take(field, typed);
        (Limit::AtMost(most), most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_overrun_is_named() {
        let quotas = Quotas {
            workspaces: 1,
            seats: Limit::AtMost(5),
            contacts: Limit::Unlimited,
        };
        let usage = Usage {
            workspaces: 2,
            seats: 6,
            contacts: u32::MAX,
        };
        assert_eq!(
            quotas.overruns(&usage),
            [
                Overrun {
                    what: Limited::Workspaces,
                    used: 2,
                    allowed: 1
                },
                Overrun {
                    what: Limited::Seats,
                    used: 6,
                    allowed: 5
                },
            ]
        );
        assert!(
            quotas
                .overruns(&Usage {
                    workspaces: 1,
                    seats: 5,
                    contacts: 0
                })
                .is_empty()
        );
    }

    #[test]
    fn the_toggle_remembers_the_number() {
        let mut draft = PlanDraft {
            name: "Pro".to_owned(),
            ..PlanDraft::default()
        };
        draft.contacts = LimitDraft {
            unlimited: true,
            number: "250".to_owned(),
        };
        let values = draft.validate().unwrap();
        assert_eq!(values.quotas.contacts, Limit::Unlimited);
        assert_eq!(values.contacts_number, 250);
    }

    #[test]
    fn unlimited_workspaces_do_not_exist() {
        let draft = PlanDraft {
            workspaces: String::new(),
            ..PlanDraft::default()
        };
        let errors = draft.validate().unwrap_err();
        assert_eq!(errors.of("workspaces"), Some(Problem::Required));
        assert_eq!(errors.of("name"), Some(Problem::Required));
    }
}
