//! Additional fields of the clients' form, defined by the partner (B9).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    CustomFieldId, FieldErrors, Problem, Version,
    fields::{optional, required},
    time::Date,
};

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Text,
    /// A decimal number, kept as typed.
    Number,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// One of these.
    Choice(Vec<String>),
    /// `yes` or `no`.
    YesNo,
}

impl Kind {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Choice(_) => "choice",
            Self::YesNo => "yes_no",
        }
    }

    /// Brings a typed value into the stored form; empty stays empty.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(&self, value: &str) -> Result<String, Problem> {
        let value = optional(value, 500)?;
        if value.is_empty() {
            return Ok(value);
        }
        match self {
            Self::Text => Ok(value),
            Self::Number => {
                let plain = value.strip_prefix('-').unwrap_or(&value).replace(',', ".");
                let digits = plain.bytes().filter(u8::is_ascii_digit).count();
                let points = plain.bytes().filter(|b| *b == b'.').count();
                let fits = digits >= 1 && points <= 1 && digits + points == plain.len();
                if fits {
                    Ok(value.replace(',', "."))
                } else {
                    Err(Problem::NotANumber)
                }
            }
            Self::Date => value
                .parse::<Date>()
                .map(|date| date.to_string())
                .map_err(|_| Problem::NotADate),
            Self::Choice(choices) => {
                if choices.contains(&value) {
                    Ok(value)
                } else {
                    Err(Problem::NotAChoice)
                }
            }
            Self::YesNo => match value.to_lowercase().as_str() {
                "yes" | "true" | "1" | "on" => Ok("yes".to_owned()),
                "no" | "false" | "0" | "off" => Ok("no".to_owned()),
                _ => Err(Problem::NotAChoice),
            },
        }
    }
}

/// A field the partner defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CustomField {
    pub id: CustomFieldId,
    pub label: String,
    pub kind: Kind,
    pub is_required: bool,
    /// Its place in the form, from 0.
    pub position: i64,
    pub version: Version,
}

/// The values of a client's additional fields, by field; empty values are left out.
pub type CustomValues = BTreeMap<CustomFieldId, String>;

/// Most additional fields of a partner.
pub const FIELDS_MAX: usize = 200;

/// A field as the partner edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomFieldDraft {
    /// What stands before the field.
    pub label: String,
    /// What it holds. The kind of an existing field cannot change: its values would be lost.
    pub kind: Kind,
    /// Whether a client cannot be saved without it.
    pub is_required: bool,
}

impl CustomFieldDraft {
    /// Checks every field and brings it into the stored form.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let label = errors.take("label", required(&self.label, 80));
        let kind = match &self.kind {
            Kind::Choice(choices) => {
                let mut kept: Vec<String> = Vec::new();
                for choice in choices {
                    let choice = errors.take("choices", optional(choice, 80));
                    if !choice.is_empty() && !kept.contains(&choice) {
                        kept.push(choice);
                    }
                }
                if kept.len() < 2 {
                    errors.add("choices", Problem::TooSmall { min: 2 });
                }
                if kept.len() > 100 {
                    errors.add("choices", Problem::TooLarge { max: 100 });
                }
                Kind::Choice(kept)
            }
            other => other.clone(),
        };
        errors.or(Self {
            label,
            kind,
            is_required: self.is_required,
        })
    }
}

/// Checks the values of a form against the partner's fields; a problem's field is the field's id.
/// Values of fields that no longer exist are dropped.
pub fn check_values(
    fields: &[CustomField],
    values: &CustomValues,
    errors: &mut FieldErrors,
) -> CustomValues {
    let mut checked = CustomValues::new();
    for field in fields {
        let typed = values.get(&field.id).map_or("", String::as_str);
        let value = errors.take(&field.id.to_string(), field.kind.parse(typed));
        if value.is_empty() {
            if field.is_required && errors.of(&field.id.to_string()).is_none() {
                errors.add(&field.id.to_string(), Problem::Required);
            }
        } else {
            checked.insert(field.id, value);
        }
    }
    checked
}
