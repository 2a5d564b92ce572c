use serde::{Deserialize, Serialize};

use super::{ClassRates, LEVELS, Level, RateTable};
use crate::{
    Currency, Date, FieldErrors, Money, Problem, Rate, ServiceClassId, Version,
    fields::{number, required},
};

/// The most clients at which a level can begin.
const FROM_MAX: u32 = 1_000_000;
/// The most days that can be set.
const DAYS_MAX: u32 = 365;
/// The longest name of a level.
const NAME_MAX: u32 = 40;

/// The next version of the table, as typed by the operator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableDraft {
    /// From this date.
    pub valid_from: String,
    /// The levels from the lowest: [`LEVELS`] of them.
    pub levels: Vec<LevelDraft>,
    /// The classes.
    pub rates: Vec<RatesDraft>,
}

/// A level as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelDraft {
    /// As it is called.
    pub name: String,
    /// From so many clients on.
    pub from: String,
}

/// The rates of a class as typed; all empty: the class is not in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatesDraft {
    /// The class.
    pub class: ServiceClassId,
    /// In percent, from the lowest level.
    pub rates: Vec<String>,
}

/// A version of the table, checked; it gets its number when it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the table")]
pub struct NewTable {
    pub valid_from: Date,
    pub levels: [Level; LEVELS],
    pub rates: Vec<ClassRates>,
}

impl TableDraft {
    /// The draft that shows `table`; what is not in it stays empty.
    #[must_use]
    pub fn of(table: &RateTable, classes: &[ServiceClassId]) -> Self {
        let level = |level: &Level| LevelDraft {
            name: level.name.clone(),
            from: level.from.to_string(),
        };
        let rates = |class: &ServiceClassId| {
            let row = table.rates.iter().find(|row| row.class == *class);
            RatesDraft {
                class: *class,
                rates: row.map_or_else(
                    || vec![String::new(); LEVELS],
                    |row| row.rates.map(Rate::to_input).to_vec(),
                ),
            }
        };
        Self {
            valid_from: String::new(),
            levels: table.levels.iter().map(level).collect(),
            rates: classes.iter().map(rates).collect(),
        }
    }

    /// Checks every field. A version begins tomorrow at the earliest: what was promised for today and
    /// before stays promised.
    ///
    /// # Errors
    /// All problems at once; fields are named `valid_from`, `name.0`, `from.0`, `rate.<class>.0`.
    pub fn validate(
        &self,
        today: Date,
        classes: &[ServiceClassId],
    ) -> Result<NewTable, FieldErrors> {
        let mut errors = FieldErrors::default();
        let valid_from = match self.valid_from.trim().parse::<Date>() {
            Ok(day) if day > today => day,
            Ok(_) => {
                errors.add("valid_from", Problem::NotInTheFuture);
                today
            }
            Err(_) => {
                errors.add("valid_from", Problem::NotADate);
                today
            }
        };
        let levels = self.levels(&mut errors);
        let rates = self.rates(&mut errors, classes);
        errors.or(NewTable {
            valid_from,
            levels,
            rates,
        })
    }

    fn levels(&self, errors: &mut FieldErrors) -> [Level; LEVELS] {
        let mut least = 1;
        std::array::from_fn(|at| {
            let draft = self.levels.get(at).cloned().unwrap_or_default();
            let name = errors.take(&format!("name.{at}"), required(&draft.name, NAME_MAX));
            let from = errors.take(&format!("from.{at}"), number(&draft.from, least, FROM_MAX));
            least = least.max(from.saturating_add(1));
            Level { name, from }
        })
    }

    fn rates(&self, errors: &mut FieldErrors, classes: &[ServiceClassId]) -> Vec<ClassRates> {
        let mut rows = Vec::new();
        for draft in &self.rates {
            let is_known = classes.contains(&draft.class);
            let is_twice = rows.iter().any(|row: &ClassRates| row.class == draft.class);
            if !is_known || is_twice {
                errors.add(&format!("rate.{}.0", draft.class), Problem::Unknown);
                continue;
            }
            if draft.rates.iter().all(|rate| rate.trim().is_empty()) {
                continue;
            }
            let rates = std::array::from_fn(|at| {
                let typed = draft.rates.get(at).map_or("", String::as_str);
                errors.take(&format!("rate.{}.{at}", draft.class), rate(typed))
            });
            rows.push(ClassRates {
                class: draft.class,
                rates,
            });
        }
        rows
    }
}

fn rate(typed: &str) -> Result<Rate, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Required);
    }
    let rate = Rate::parse(typed).map_err(|_| Problem::NotANumber)?;
    if rate > Rate::WHOLE {
        return Err(Problem::TooLarge { max: 100 });
    }
    Ok(rate)
}

/// What else the operator sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// For how many days an entry is held before it can be paid out.
    pub hold_days: u32,
    /// For how many days there may be too few clients before the level falls.
    pub grace_days: u32,
    /// The least that is paid out, for each currency that has a least.
    pub minimums: Vec<Money>,
    /// To be named when saving.
    pub version: Version,
}

impl Settings {
    /// The least that is paid out in a currency: something above nothing.
    #[must_use]
    pub fn minimum(&self, currency: Currency) -> Money {
        let set = self.minimums.iter().find(|set| set.currency == currency);
        set.copied().unwrap_or(Money { minor: 1, currency })
    }
}

/// Settings as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsDraft {
    /// See [`Settings::hold_days`].
    pub hold_days: String,
    /// See [`Settings::grace_days`].
    pub grace_days: String,
    /// One per currency that has a least.
    pub minimums: Vec<MinimumDraft>,
}

/// The least of a currency, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumDraft {
    /// The currency.
    pub currency: Currency,
    /// The amount; empty: no least.
    pub amount: String,
}

impl SettingsDraft {
    /// The draft that shows `settings`, with every currency in `currencies`.
    #[must_use]
    pub fn of(settings: &Settings, currencies: &[Currency]) -> Self {
        let minimum = |currency: &Currency| {
            let set = settings
                .minimums
                .iter()
                .find(|set| set.currency == *currency);
            MinimumDraft {
                currency: *currency,
                amount: set.map_or_else(String::new, |set| set.to_input()),
            }
        };
        Self {
            hold_days: settings.hold_days.to_string(),
            grace_days: settings.grace_days.to_string(),
            minimums: currencies.iter().map(minimum).collect(),
        }
    }

    /// Checks every field.
    ///
    /// # Errors
    /// All problems at once; the minimum of a currency is named `minimum.EUR`.
    pub fn validate(&self, seen: Version) -> Result<Settings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let hold_days = errors.take("hold_days", number(&self.hold_days, 0, DAYS_MAX));
        let grace_days = errors.take("grace_days", number(&self.grace_days, 0, DAYS_MAX));
        let mut minimums: Vec<Money> = Vec::new();
        for draft in &self.minimums {
            let field = format!("minimum.{}", draft.currency);
            if draft.amount.trim().is_empty() {
                continue;
            }
            match Money::parse(&draft.amount, draft.currency) {
                Ok(_) if minimums.iter().any(|set| set.currency == draft.currency) => {
                    errors.add(&field, Problem::Taken);
                }
                Ok(money) if money.minor > 0 => minimums.push(money),
                Ok(_) => {}
                Err(_) => errors.add(&field, Problem::NotMoney),
            }
        }
        errors.or(Settings {
            hold_days,
            grace_days,
            minimums,
            version: seen,
        })
    }
}
