use serde::{Deserialize, Serialize};

use crate::{
    Date, FieldErrors, Lang, Problem, Version,
    fields::{number, required},
};

/// Most steps of a partner.
pub const STEPS_MAX: usize = 6;
/// Earliest day of a step: so many days before the invoice is due.
pub const DAYS_MIN: i64 = -30;
/// Latest day of a step, after the invoice is due.
pub const DAYS_MAX: i64 = 120;
/// Days for which a step that was missed is caught up. What is older is left: nobody wants a
/// reminder of last year because steps were changed, or the portal was away.
pub const CATCH_UP_DAYS: i64 = 30;
/// Characters of a step's name.
const NAME_MAX: u32 = 60;

/// What happens at a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A message.
    #[default]
    Remind,
    /// A message, and the client is blocked until it has paid (P9).
    Block,
}

impl StepKind {
    /// Both, in the order offered.
    pub const ALL: [Self; 2] = [Self::Remind, Self::Block];

    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Remind => "remind",
            Self::Block => "block",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepDraft {
    /// What the client reads it is.
    pub name: String,
    /// Days after the invoice is due; below zero: before.
    pub days: String,
    /// What happens.
    pub kind: StepKind,
}

/// How a partner sends invoices and reminds of them, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DunningDraft {
    /// Whether clients get their invoices, and receipts of them, by mail.
    pub mails_invoices: bool,
    /// The steps, by their days.
    pub steps: Vec<StepDraft>,
}

/// A step, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct Step {
    pub name: String,
    pub days: i64,
    pub kind: StepKind,
}

/// How a partner sends invoices and reminds of them, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the draft")]
pub struct DunningValues {
    pub mails_invoices: bool,
    pub steps: Vec<Step>,
}

/// The same with its version, as the form is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Dunning {
    pub draft: DunningDraft,
    pub version: Version,
}

impl DunningDraft {
    /// What a partner begins with: three reminders and no block, named in the language of its
    /// invoices.
    #[must_use]
    pub fn usual(lang: Lang) -> Self {
        let names = match lang {
            Lang::En => ["Friendly reminder", "Second reminder", "Last reminder"],
            Lang::Es => [
                "Recordatorio amistoso",
                "Segundo recordatorio",
                "Último recordatorio",
            ],
            Lang::PtBr => ["Lembrete amigável", "Segundo lembrete", "Último lembrete"],
            Lang::Bg => [
                "Приятелско напомняне",
                "Второ напомняне",
                "Последно напомняне",
            ],
        };
        let steps = names.into_iter().zip(["3", "10", "21"]);
        Self {
            mails_invoices: true,
            steps: steps
                .map(|(name, days)| StepDraft {
                    name: name.to_owned(),
                    days: days.to_owned(),
                    kind: StepKind::Remind,
                })
                .collect(),
        }
    }

    /// Checks every field.
    ///
    /// # Errors
    /// All problems at once, those of a step at `steps.N.field`.
    pub fn validate(&self) -> Result<DunningValues, FieldErrors> {
        let mut errors = FieldErrors::default();
        if self.steps.len() > STEPS_MAX {
            let max = i64::try_from(STEPS_MAX).unwrap_or_default();
            errors.add("steps", Problem::TooLarge { max });
        }
        let mut steps: Vec<Step> = Vec::new();
        let last = self.steps.len().saturating_sub(1);
        for (at, typed) in self.steps.iter().enumerate() {
            let name = errors.take(&format!("steps.{at}.name"), required(&typed.name, NAME_MAX));
            let field = format!("steps.{at}.days");
            let parsed = days(&typed.days, typed.kind);
            let is_number = parsed.is_ok();
            let days = errors.take(&field, parsed);
            if let Some(before) = steps
                .last()
                .filter(|before| is_number && before.days >= days)
            {
                let min = before.days + 1;
                errors.add(&field, Problem::TooSmall { min });
            }
            if typed.kind == StepKind::Block && at != last {
                errors.add(&format!("steps.{at}.kind"), Problem::NotTheLast);
            }
            steps.push(Step {
                name,
                days,
                kind: typed.kind,
            });
        }
        errors.or(DunningValues {
            mails_invoices: self.mails_invoices,
            steps,
        })
    }

    /// Name and value of every field, in the order of the form: the steps as one text.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, String); 2] {
        let steps = self.steps.iter().map(|step| {
            let (name, days) = (&step.name, &step.days);
            match step.kind {
                StepKind::Remind => format!("{days}: {name}"),
                StepKind::Block => format!("{days}: {name} ({})", step.kind.name()),
            }
        });
        [
            ("mails_invoices", self.mails_invoices.to_string()),
            ("steps", steps.collect::<Vec<_>>().join(", ")),
        ]
    }
}

/// The day of a step: of a block, after the day on which the invoice was due.
fn days(text: &str, kind: StepKind) -> Result<i64, Problem> {
    let text = text.trim();
    let (sign, digits) = text
        .strip_prefix(['-', '−'])
        .map_or((1, text), |rest| (-1, rest));
    let most = DAYS_MAX.max(-DAYS_MIN).unsigned_abs();
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    let days = sign * i64::from(number(digits, 0, most)?);
    let min = match kind {
        StepKind::Remind => DAYS_MIN,
        StepKind::Block => 1,
    };
    if days < min {
        return Err(Problem::TooSmall { min });
    }
    if days > DAYS_MAX {
        return Err(Problem::TooLarge { max: DAYS_MAX });
    }
    Ok(days)
}

/// The last step that was done for an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Which: its days after the invoice was due.
    pub days: i64,
    /// When.
    pub on: Date,
}

/// The step to be done today for an invoice that is open, if any: the latest of those that are due,
/// so that after nights that were left out one message goes out and not all of them.
///
/// Nobody is blocked who was not reminded: where the reminder before the block was missed, it comes
/// first, and the block follows as many days later as the steps are apart.
#[must_use]
pub fn due_step(
    steps: &[Step],
    (issued_on, due_on): (Date, Date),
    today: Date,
    done: Option<Done>,
) -> Option<&Step> {
    let day = |step: &Step| due_on.plus_days(step.days);
    let is_possible = |step: &Step| {
        let is_next = done.is_none_or(|done| step.days > done.days);
        // On the day of the invoice itself nobody is reminded of it, and of a day to come only
        // before it is over.
        is_next && day(step) > issued_on && (step.days >= 0 || today <= due_on)
    };
    let is_fresh = |since: Date| (0..=CATCH_UP_DAYS).contains(&since.days_to(today));
    let step = steps
        .iter()
        .rev()
        .find(|step| is_possible(step) && day(step) <= today)?;
    if step.kind == StepKind::Remind {
        return is_fresh(day(step)).then_some(step);
    }
    let reminder = steps
        .iter()
        .rev()
        .find(|other| other.kind == StepKind::Remind && other.days >= 0 && day(other) > issued_on);
    let Some(reminder) = reminder else {
        return is_fresh(day(step)).then_some(step);
    };
    match done {
        Some(done) if done.days >= reminder.days => {
            let warned = done.on.plus_days(step.days - reminder.days);
            is_fresh(day(step).max(warned)).then_some(step)
        }
        _ => is_fresh(day(step)).then_some(reminder),
    }
}
