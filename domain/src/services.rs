//! Services, add-ons and domains that a client has, each with a life of its own (B5).

use serde::{Deserialize, Serialize};

use crate::{
    ClientId, Currency, Date, FieldErrors, Money, OrderId, Problem, Rate, ServiceClassId,
    ServiceId, Version,
    catalogue::{ItemKind, Term},
    fields::optional,
    money::Overflow,
};

/// The state of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStatus {
    /// Ordered, and not begun.
    Pending,
    /// At work.
    Active,
    /// Stopped for a time; it is not charged meanwhile.
    Suspended,
    /// Over.
    Canceled,
}

impl ServiceStatus {
    /// Every state, in the order it is offered as a filter.
    pub const ALL: [Self; 4] = [Self::Active, Self::Pending, Self::Suspended, Self::Canceled];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Canceled => "canceled",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether `step` leads on from here.
    #[must_use]
    pub const fn takes(self, step: Step) -> bool {
        match step {
            Step::Activate => matches!(self, Self::Pending),
            Step::Resume => matches!(self, Self::Suspended),
            Step::Cancel => !matches!(self, Self::Canceled),
            Step::Suspend | Step::CancelAtEnd | Step::Keep => matches!(self, Self::Active),
        }
    }
}

/// What can be done with a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It begins today.
    Activate,
    /// It stops for a time.
    Suspend,
    /// It goes on.
    Resume,
    /// It is over today.
    Cancel,
    /// It is over when what is charged is over.
    CancelAtEnd,
    /// It goes on after all.
    Keep,
}

impl Step {
    /// Every step, in the order offered.
    pub const ALL: [Self; 6] = [
        Self::Activate,
        Self::Suspend,
        Self::Resume,
        Self::CancelAtEnd,
        Self::Keep,
        Self::Cancel,
    ];
}

/// A service, add-on or domain of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ServiceSummary {
    pub id: ServiceId,
    pub client: ClientId,
    pub kind: ItemKind,
    pub class: ServiceClassId,
    pub name: String,
    pub label: String,
    pub term: Term,
    pub quantity: u32,
    /// What the client is asked for one and one term.
    pub retail: Money,
    /// What the partner is asked for one and one term.
    pub wholesale: Money,
    /// Off the retail price.
    pub discount: Rate,
    pub status: ServiceStatus,
    pub begun_on: Option<Date>,
    /// When it is charged next.
    pub renews_on: Option<Date>,
    /// When it ends instead of being charged again.
    pub ends_on: Option<Date>,
    pub extends: Option<ServiceId>,
    pub order: (OrderId, u32),
    pub version: Version,
}

impl ServiceSummary {
    /// What its client is told of it: not what the partner pays.
    #[must_use]
    pub fn for_client(self) -> Self {
        Self {
            wholesale: Money::zero(self.wholesale.currency),
            ..self
        }
    }

    /// What it is called: the domain's name, or its item's name and what tells it from others.
    #[must_use]
    pub fn title(&self) -> String {
        title(self.kind, &self.name, &self.label)
    }

    /// What the client is asked for a term, discount taken off.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn price(&self) -> Result<Money, Overflow> {
        let whole = self.retail.times(self.quantity)?;
        whole.minus(self.discount.of(whole)?)
    }

    /// Whether `step` can be taken: what is never charged again has no end to wait for, and what
    /// ends anyhow need not be told so twice.
    #[must_use]
    pub fn takes(&self, step: Step) -> bool {
        self.status.takes(step)
            && match step {
                Step::CancelAtEnd => self.ends_on.is_none() && self.renews_on.is_some(),
                Step::Keep => self.ends_on.is_some(),
                _ => true,
            }
    }
}

/// What a service, add-on or domain is called.
#[must_use]
pub fn title(kind: ItemKind, name: &str, label: &str) -> String {
    match (kind, label.is_empty()) {
        (_, true) => name.to_owned(),
        (ItemKind::Domain, false) => label.to_owned(),
        (_, false) => format!("{name} · {label}"),
    }
}

/// What can be changed on a service, as typed: from the next charge on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ServiceDraft {
    pub label: String,
    /// For one and one term, in the currency of the service.
    pub retail: String,
    /// Percent off it; empty is none.
    pub discount: String,
}

/// The same, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct ServiceValues {
    pub label: String,
    pub retail: Money,
    pub discount: Rate,
}

impl ServiceDraft {
    /// The present values, ready to be edited.
    #[must_use]
    pub fn of(service: &ServiceSummary) -> Self {
        Self {
            label: service.label.clone(),
            retail: service.retail.to_input(),
            discount: if service.discount == Rate::ZERO {
                String::new()
            } else {
                service.discount.to_input()
            },
        }
    }

    /// Checks every field. The name of a domain stays what was ordered.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(
        &self,
        kind: ItemKind,
        currency: Currency,
    ) -> Result<ServiceValues, FieldErrors> {
        let mut errors = FieldErrors::default();
        let retail = Money::parse(&self.retail, currency).unwrap_or_else(|_| {
            errors.add("retail", Problem::NotMoney);
            Money::zero(currency)
        });
        let discount = match self.discount.trim() {
            "" => Ok(Rate::ZERO),
            typed => Rate::parse(typed).map_err(|_| Problem::NotANumber),
        };
        let discount = discount.and_then(|rate| {
            if rate > Rate::WHOLE {
                Err(Problem::TooLarge { max: 100 })
            } else {
                Ok(rate)
            }
        });
        let label = optional(
            &self.label,
            if kind == ItemKind::Domain { 253 } else { 120 },
        );
        let values = ServiceValues {
            label: errors.take("label", label),
            retail,
            discount: errors.take("discount", discount),
        };
        errors.or(values)
    }
}

/// The time that a charge is for: its first and last day, and the first day of the next. Nothing
/// that is charged once has an end.
#[must_use]
pub fn period(from: Date, term: Term, anchor: i64) -> Option<(Date, Date, Date)> {
    if !term.recurs() {
        return None;
    }
    let next = from.plus_months(i64::from(term.months()), anchor);
    Some((from, next.plus_days(-1), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_follow_each_other_over_month_ends_and_leap_days() {
        let from: Date = "2027-08-31".parse().unwrap();
        let mut at = from;
        let mut seen = Vec::new();
        for _ in 0..7 {
            let (first, last, next) = period(at, Term::MONTH, from.day()).unwrap();
            assert_eq!(last.plus_days(1), next);
            assert!(first < next);
            seen.push(next.to_string());
            at = next;
        }
        let all = [
            "2027-09-30",
            "2027-10-31",
            "2027-11-30",
            "2027-12-31",
            "2028-01-31",
            "2028-02-29",
            "2028-03-31",
        ];
        assert_eq!(seen, all);
        assert_eq!(period(from, Term::ONCE, 31), None);
    }
}
