//! The leak meter: whether somebody else's name can be seen where a partner's clients look
//! (product.md, "zero leaks").

use serde::{Deserialize, Serialize};

use crate::{Lang, Timestamp, inclusions::Section};

/// Findings that a report keeps; there being more is said.
pub const FINDINGS_MAX: usize = 200;

/// What clients come across.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// A page, the icon in it included.
    Page,
    /// A page that says what went wrong.
    ErrorPage,
    /// What a page asks for while it is open, and files taken out.
    Answer,
    /// The headers of an answer.
    Header,
    /// What a browser is told to keep.
    Cookie,
    /// A style sheet.
    Style,
    /// A script.
    Script,
    /// The program that browsers run, by the texts in it.
    Program,
    /// A picture, a typeface, any other file.
    File,
    /// A message, by its headers and each of its parts.
    Mail,
    /// The name of a plan.
    Plan,
    /// The address that a section leads to.
    Section,
}

/// Whose name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The operator's.
    Operator,
    /// The product's.
    Product,
    /// Another partner's.
    AnotherPartner,
}

/// A trace of somebody else, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// On what.
    pub surface: Surface,
    /// Which of them: an address with who opened it, or the kind of a message.
    pub at: String,
    /// The section that it belongs to, if to one.
    pub section: Option<Section>,
    /// Whose name it is.
    pub whose: Whose,
    /// The name, as it was searched for.
    pub name: String,
    /// What stands around it.
    pub excerpt: String,
    /// In which languages; none where nothing is said in any.
    pub langs: Vec<Lang>,
    /// Whether the partner typed that name itself, somewhere in its brand or its messages.
    pub is_typed: bool,
}

impl Finding {
    /// Whether it is another partner's name that this partner typed itself. Only the operator is
    /// told: else a partner could find out who the other partners are, name by name.
    #[must_use]
    pub const fn tells_of_others(&self) -> bool {
        matches!(self.whose, Whose::AnotherPartner) && self.is_typed
    }
}

/// What leaks on a section, so that it is not white-label safe (G12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionLeak {
    /// Which section.
    pub section: Section,
    /// The page, or the address that it leads to.
    pub at: String,
    /// Whose names can be seen.
    pub whose: Vec<Whose>,
}

/// What the meter saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When.
    pub at: Timestamp,
    /// Of which build.
    pub build: String,
    /// How many surfaces were looked at: each page in each language and for each kind of visitor,
    /// the headers of each answer, each file, each part of a message.
    pub looked_at: u32,
    /// How many of them have a trace of somebody else.
    pub leaking: u32,
    /// The traces, [`FINDINGS_MAX`] at most.
    pub findings: Vec<Finding>,
    /// How many more there were.
    pub more: u32,
    /// The sections that are not white-label safe, with what leaks.
    pub sections: Vec<SectionLeak>,
}

impl Report {
    /// How many of a hundred surfaces are clean, rounded down: 100 means no trace at all.
    #[must_use]
    pub fn score(&self) -> u8 {
        let clean = u64::from(self.looked_at.saturating_sub(self.leaking));
        let score = (clean * 100).checked_div(u64::from(self.looked_at));
        u8::try_from(score.unwrap_or(0)).unwrap_or(100)
    }

    /// Whether nothing was found where something was looked at.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.leaking == 0 && self.looked_at > 0
    }
}

/// The meter on a partner's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// What it saw last; nothing before it was first asked.
    pub report: Option<Report>,
    /// Whether the brand was published, or the program renewed, since then.
    pub is_outdated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(looked_at: u32, leaking: u32) -> Report {
        Report {
            at: Timestamp(0),
            build: String::new(),
            looked_at,
            leaking,
            findings: Vec::new(),
            more: 0,
            sections: Vec::new(),
        }
    }

    #[test]
    fn only_no_trace_at_all_is_a_hundred() {
        for (looked_at, leaking, score) in [
            (0, 0, 0),
            (1, 0, 100),
            (1, 1, 0),
            (1_000, 0, 100),
            (1_000, 1, 99),
            (3, 1, 66),
            (1_000, 999, 0),
            (1, 2, 0),
        ] {
            assert_eq!(
                report(looked_at, leaking).score(),
                score,
                "{leaking} of {looked_at}"
            );
        }
        assert!(report(1, 0).is_clean());
        assert!(!report(0, 0).is_clean() && !report(2, 1).is_clean());
    }
}
