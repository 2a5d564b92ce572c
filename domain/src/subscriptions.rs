//! Subscriptions: what a client owes for being on a plan (P8, P15, S12, S15).

use serde::{Deserialize, Serialize};

use crate::{
    Currency, Date, FieldErrors, Money, PlanId, Problem, Version,
    billing::Payer,
    clients::ClientStatus,
    fields::required,
    money::Overflow,
    plans::{Interval, PlanSummary},
};

/// Where a subscription is in its life, as the database keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nothing was charged yet.
    Trialing,
    /// Charged, period after period.
    Active,
    /// Over: the client is closed or without a plan.
    Canceled,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 3] = [Self::Trialing, Self::Active, Self::Canceled];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trialing => "trialing",
            Self::Active => "active",
            Self::Canceled => "canceled",
        }
    }

    /// The stage of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// The state of a subscription, as people see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionStatus {
    /// On the trial of its plan.
    Trialing,
    /// At work, and nothing is overdue.
    Active,
    /// An invoice of the client is open past its day.
    PastDue,
    /// The client is blocked.
    Blocked,
    /// Over.
    Canceled,
}

impl SubscriptionStatus {
    /// What follows of its stage, of the client, and of whether an invoice of it is overdue. Only
    /// the stage is kept: the rest would be old the moment somebody pays.
    #[must_use]
    pub const fn of(stage: Stage, client: ClientStatus, is_overdue: bool) -> Self {
        match (stage, client) {
            (Stage::Canceled, _) | (_, ClientStatus::Closed) => Self::Canceled,
            (_, ClientStatus::Blocked) => Self::Blocked,
            (Stage::Trialing, _) => Self::Trialing,
            (Stage::Active, _) if is_overdue => Self::PastDue,
            (Stage::Active, _) => Self::Active,
        }
    }
}

/// A period that is charged: what it costs as a whole, and when it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Its first day.
    pub from: Date,
    /// The first day after it, when the next is charged.
    pub next: Date,
    /// How long it is.
    pub interval: Interval,
    /// What all of it costs.
    pub price: Money,
}

impl Period {
    /// The period that begins on a day, in a life whose periods begin on `anchor` of the month, or
    /// on its last day if it is shorter.
    #[must_use]
    pub fn beginning(from: Date, anchor: i64, interval: Interval, price: Money) -> Self {
        Self {
            from,
            next: from.plus_months(i64::from(interval.months()), anchor),
            interval,
            price,
        }
    }

    /// Its days.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.from.days_to(self.next).max(1)
    }

    /// Those of them that are left, `on` among them.
    #[must_use]
    pub fn days_left(&self, on: Date) -> i64 {
        on.days_to(self.next).clamp(0, self.days())
    }

    /// The part of `price` that is for the days that are left, to the half of a minor unit.
    fn left_of(&self, price: Money, on: Date) -> Result<Money, Overflow> {
        price.scaled(i128::from(self.days_left(on)), i128::from(self.days()))
    }
}

/// What a change inside a period comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proration {
    /// Given back for the days that are left of what was charged.
    pub credit: Money,
    /// Asked for instead.
    pub charge: Money,
    /// The charge less the credit: below zero when more is given back than asked for.
    pub due: Money,
    /// Days that are left of the period, today among them.
    pub days_left: i64,
    /// Days of the period.
    pub days: i64,
    /// The day on which that period is over.
    pub ends_on: Date,
    /// The period that is charged from now on.
    pub period: Period,
}

impl Proration {
    /// A change on a day from a period to what costs `price` for an interval. Within the same
    /// interval the period stays, and both are counted by its days; another interval begins anew
    /// that day, and is charged as a whole.
    ///
    /// # Errors
    /// [`Overflow`], also when something was charged in another currency.
    pub fn of(old: &Period, price: Money, interval: Interval, on: Date) -> Result<Self, Overflow> {
        let credit = if old.price.minor == 0 {
            Money::zero(price.currency)
        } else {
            old.left_of(old.price, on)?
        };
        let (period, charge) = if interval == old.interval {
            (Period { price, ..*old }, old.left_of(price, on)?)
        } else {
            (Period::beginning(on, on.day(), interval, price), price)
        };
        Ok(Self {
            credit,
            charge,
            due: charge.minus(credit)?,
            days_left: old.days_left(on),
            days: old.days(),
            ends_on: old.next,
            period,
        })
    }
}

/// When another plan counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// From today on, counted by days.
    Now,
    /// From the next period on.
    AtEnd,
}

impl Timing {
    /// When a change counts unless somebody says otherwise: what is cheaper per month waits until
    /// what is charged is over.
    #[must_use]
    pub fn usual(old: &Period, price: Money, interval: Interval) -> Self {
        if Self::must_wait(old, price) {
            return Self::AtEnd;
        }
        let per_month = |price: Money, other: Interval| {
            i128::from(price.minor).saturating_mul(i128::from(other.months()))
        };
        if per_month(price, old.interval) < per_month(old.price, interval) {
            Self::AtEnd
        } else {
            Self::Now
        }
    }

    /// Whether the change can only wait: what was charged in one currency is not given back in
    /// another.
    #[must_use]
    pub fn must_wait(old: &Period, price: Money) -> bool {
        old.price.minor != 0 && old.price.currency != price.currency
    }
}

/// Who is charged for the plans of a client, and by which prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pricing {
    /// Who.
    pub payer: Payer,
    /// The operator's price of a client on a plan, for one month, by currency.
    pub licences: Vec<Money>,
}

impl Pricing {
    /// What one interval costs whoever pays: the client its price, the partner the licence in the
    /// currency of that price, which is nothing where the operator asks nothing.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn of(&self, retail: Money, interval: Interval) -> Result<Money, Overflow> {
        match self.payer {
            Payer::Client => Ok(retail),
            Payer::Partner => {
                let mut licences = self.licences.iter().copied();
                let licence = licences.find(|licence| licence.currency == retail.currency);
                licence
                    .unwrap_or(Money::zero(retail.currency))
                    .times(interval.months())
            }
        }
    }
}

/// A price that one client has instead of its plan's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OwnPrice {
    pub price: Money,
    pub reason: String,
    /// The last day on which a period can begin at it; none: for as long as it is on the plan.
    pub until: Option<Date>,
}

impl OwnPrice {
    /// Whether a period that begins on a day, on a plan of this currency, costs this.
    #[must_use]
    pub fn counts(&self, from: Date, currency: Currency) -> bool {
        self.price.currency == currency && self.until.is_none_or(|until| from <= until)
    }
}

/// The same, as typed. Without a price, the plan's counts again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OwnPriceDraft {
    pub price: String,
    pub reason: String,
    /// `YYYY-MM-DD`, or nothing.
    pub until: String,
}

impl OwnPriceDraft {
    /// The present values, ready to be edited.
    #[must_use]
    pub fn of(own: Option<&OwnPrice>) -> Self {
        own.map_or_else(Self::default, |own| Self {
            price: own.price.to_input(),
            reason: own.reason.clone(),
            until: own.until.map_or_else(String::new, |day| day.to_string()),
        })
    }

    /// Checks every field; nothing when the plan's price is to count again.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(
        &self,
        currency: Currency,
        today: Date,
    ) -> Result<Option<OwnPrice>, FieldErrors> {
        if self.price.trim().is_empty() {
            return Ok(None);
        }
        let mut errors = FieldErrors::default();
        let price = Money::parse(&self.price, currency).map_err(|_| Problem::NotMoney);
        let until = match self.until.trim() {
            "" => Ok(None),
            typed => match typed.parse::<Date>() {
                Ok(day) if day < today => Err(Problem::InThePast),
                Ok(day) => Ok(Some(day)),
                Err(_) => Err(Problem::NotADate),
            },
        };
        let price = price.unwrap_or_else(|problem| {
            errors.add("price", problem);
            Money::zero(currency)
        });
        let values = OwnPrice {
            price,
            reason: errors.take("reason", required(&self.reason, 200)),
            until: errors.take("until", until),
        };
        errors.or(Some(values))
    }
}

/// The subscription of a client, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// What it is for.
    pub plan: PlanSummary,
    /// Its state.
    pub status: SubscriptionStatus,
    /// The day on which its trial ends, while it is on one.
    pub trial_ends_on: Option<Date>,
    /// The period that is charged.
    pub period: Option<Period>,
    /// Who is charged, and by which prices.
    pub pricing: Pricing,
    /// A price of the client's own.
    pub own: Option<OwnPrice>,
    /// The plan from the next period on, where that is another.
    pub next: Option<(PlanId, String)>,
    /// The day on which it was as it is shown here.
    pub today: Date,
    /// When it is charged next, and how much.
    pub next_charge: Option<(Date, Money)>,
    /// To be named when changing it.
    pub version: Version,
}

impl Subscription {
    /// The period that is charged, unless it is over.
    #[must_use]
    pub fn charged(&self) -> Option<Period> {
        self.period
            .filter(|_| self.status != SubscriptionStatus::Canceled)
    }

    /// What a change to a plan on a day comes to; nothing when nothing is charged yet.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn change_to(
        &self,
        plan: &PlanSummary,
        on: Date,
    ) -> Result<Option<(Timing, Proration)>, Overflow> {
        let Some(period) = self.charged() else {
            return Ok(None);
        };
        let price = self.pricing.of(plan.price, plan.interval)?;
        if Timing::must_wait(&period, price) {
            return Ok(None);
        }
        let usual = Timing::usual(&period, price, plan.interval);
        let proration = Proration::of(&period, price, plan.interval, on)?;
        Ok(Some((usual, proration)))
    }
}

/// What the operator asks a partner for each client and month, as typed: from today on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct LicencePriceDraft {
    pub price: String,
    pub currency: Currency,
}

impl LicencePriceDraft {
    /// Checks the price.
    ///
    /// # Errors
    /// What is no amount.
    pub fn validate(&self) -> Result<Money, FieldErrors> {
        Money::parse(&self.price, self.currency)
            .map_err(|_| FieldErrors::one("price", Problem::NotMoney))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money {
            minor,
            currency: Currency::EUR,
        }
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn interval() -> impl Strategy<Value = Interval> {
        prop_oneof![Just(Interval::Month), Just(Interval::Year)]
    }

    proptest! {
        #[test]
        fn a_change_and_back_on_one_day_loses_nothing(
            start in 19_000_i64..40_000, into in 0_i64..366,
            old in 0_i64..10_000_000, new in 0_i64..10_000_000, interval in interval(),
        ) {
            let from = Date::from_days(start);
            let period = Period::beginning(from, from.day(), interval, eur(old));
            let on = from.plus_days(into.min(period.days() - 1));
            let there = Proration::of(&period, eur(new), interval, on).unwrap();
            let back = Proration::of(&there.period, eur(old), interval, on).unwrap();
            prop_assert_eq!(there.due.plus(back.due).unwrap(), eur(0));
            prop_assert_eq!(back.period, period);
        }

        #[test]
        fn what_is_given_back_was_charged(
            start in 19_000_i64..40_000, into in -5_i64..400,
            old in 0_i64..10_000_000, new in 0_i64..10_000_000,
            was in interval(), is in interval(),
        ) {
            let from = Date::from_days(start);
            let period = Period::beginning(from, from.day(), was, eur(old));
            let on = from.plus_days(into);
            let change = Proration::of(&period, eur(new), is, on).unwrap();
            prop_assert!((0..=old).contains(&change.credit.minor));
            prop_assert!((0..=new).contains(&change.charge.minor));
            prop_assert!(change.days_left <= change.days);
            prop_assert_eq!(change.due, change.charge.minus(change.credit).unwrap());
        }

        #[test]
        fn periods_follow_each_other_without_gap(start in 19_000_i64..40_000, interval in interval()) {
            let from = Date::from_days(start);
            let mut period = Period::beginning(from, from.day(), interval, eur(1));
            for _ in 0..30 {
                let next = Period::beginning(period.next, from.day(), interval, eur(1));
                prop_assert_eq!(period.next, next.from);
                prop_assert!(next.from < next.next);
                prop_assert!(next.from.day() == from.day() || next.from.plus_days(1).day() == 1);
                period = next;
            }
        }
    }

    #[test]
    fn the_days_of_short_months_and_leap_years_count() {
        let month = |from: &str| Period::beginning(date(from), 31, Interval::Month, eur(2_900));
        let february = month("2028-01-31");
        assert_eq!(february.next, date("2028-02-29"));
        assert_eq!(month("2028-02-29").next, date("2028-03-31"));
        let change = Proration::of(&february, eur(5_800), Interval::Month, date("2028-02-28"));
        let change = change.unwrap();
        assert_eq!((change.days_left, change.days), (1, 29));
        assert_eq!((change.credit, change.charge), (eur(100), eur(200)));
        let year = Period::beginning(date("2028-02-29"), 29, Interval::Year, eur(36_600));
        assert_eq!(year.next, date("2029-02-28"));
        assert_eq!(year.days(), 365);
    }

    #[test]
    fn another_interval_begins_anew() {
        let period = Period::beginning(date("2027-03-01"), 1, Interval::Month, eur(3_100));
        let change = Proration::of(&period, eur(30_000), Interval::Year, date("2027-03-11"));
        let change = change.unwrap();
        assert_eq!((change.credit, change.charge), (eur(2_100), eur(30_000)));
        assert_eq!(change.period.next, date("2028-03-11"));
    }

    #[test]
    fn what_is_cheaper_per_month_waits() {
        let period = Period::beginning(date("2027-03-01"), 1, Interval::Month, eur(1_000));
        let usual = |minor, interval| Timing::usual(&period, eur(minor), interval);
        assert_eq!(usual(999, Interval::Month), Timing::AtEnd);
        assert_eq!(usual(1_000, Interval::Month), Timing::Now);
        assert_eq!(usual(11_999, Interval::Year), Timing::AtEnd);
        assert_eq!(usual(12_000, Interval::Year), Timing::Now);
        let dollars = Money {
            currency: Currency::USD,
            ..eur(9_999)
        };
        assert_eq!(
            Timing::usual(&period, dollars, Interval::Month),
            Timing::AtEnd
        );
    }

    #[test]
    fn a_price_of_ones_own_has_a_reason_and_perhaps_a_last_day() {
        let today = date("2027-03-01");
        let draft = OwnPriceDraft {
            price: "9,90".to_owned(),
            reason: "First year".to_owned(),
            until: "2027-03-01".to_owned(),
        };
        let own = draft.validate(Currency::EUR, today).unwrap().unwrap();
        assert!(own.counts(today, Currency::EUR));
        assert!(!own.counts(today.plus_days(1), Currency::EUR));
        assert!(!own.counts(today, Currency::USD));
        let wrong = OwnPriceDraft {
            price: "-1".to_owned(),
            reason: String::new(),
            until: "2027-02-28".to_owned(),
        };
        let errors = wrong.validate(Currency::EUR, today).unwrap_err();
        assert_eq!(errors.of("price"), Some(Problem::NotMoney));
        assert_eq!(errors.of("reason"), Some(Problem::Required));
        assert_eq!(errors.of("until"), Some(Problem::InThePast));
        let none = OwnPriceDraft::default();
        assert_eq!(none.validate(Currency::EUR, today), Ok(None));
    }
}
