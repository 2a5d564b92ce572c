//! A client's own pages: what stands on the first of them.

use serde::{Deserialize, Serialize};

use crate::{
    FieldErrors, Timestamp,
    fields::lines,
    inclusions::Section,
    plans::{Quotas, Usage},
};

/// What a client sees of its plan, and uses of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The plan's name and limits; nothing while there is none.
    pub plan: Option<(String, Quotas)>,
    /// What is used.
    pub usage: Usage,
    /// When the trial ends (P15).
    pub trial_ends_at: Option<Timestamp>,
    /// Sections the person asked for lately, and when (G13).
    pub asked: Vec<(Section, Timestamp)>,
}

/// A wish for a locked section, as typed (G13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionWish {
    /// Which section.
    pub section: Section,
    /// What the person needs it for.
    pub message: String,
}

impl SectionWish {
    /// Checks the message and brings it into the stored form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let message = errors.take("message", lines(&self.message, 1_000));
        errors.or(Self {
            section: self.section,
            message,
        })
    }
}
