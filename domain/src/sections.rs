//! Sections as the operator offers them: some are built in, the others lead to its own products.

use serde::{Deserialize, Serialize};

use crate::{
    FieldErrors, Problem, Version,
    fields::{required, website},
    inclusions::Section,
};

/// Seconds within which a hand-over must be taken up.
pub const HAND_OVER_SECONDS: i64 = 60;

/// A section that clients can be given, and whether somebody else's name can be seen there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// Which.
    pub section: Section,
    /// Whether it is white-label safe: only the partner's brand is seen there (G11).
    pub is_safe: bool,
}

impl Section {
    /// Whether the portal has the section itself, so that nothing needs to be connected.
    #[must_use]
    pub const fn is_built_in(self) -> bool {
        matches!(self, Self::Contacts)
    }
}

/// A section on the operator's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionLink {
    /// Which.
    pub section: Section,
    /// Where it leads; nothing while it is not connected, or built in.
    pub url: Option<String>,
    /// Whether it is white-label safe.
    pub is_safe: bool,
    /// To be named when saving; zero while there is no link.
    pub version: Version,
}

/// Where a section leads, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionLinkDraft {
    /// A web address.
    pub url: String,
}

impl SectionLinkDraft {
    /// Checks the address and brings it into the stored form.
    ///
    /// # Errors
    /// What is wrong with it: only https leads out of the portal, for a hand-over is a secret while
    /// it can be used.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let typed = errors.take("url", required(&self.url, 500));
        let url = if typed.is_empty() {
            typed
        } else {
            errors.take("url", website(&typed))
        };
        if !url.is_empty() && !url.starts_with("https://") {
            errors.add("url", Problem::NotAWebsite);
        }
        errors.or(Self { url })
    }
}

/// What was saved, and the key that signs hand-overs if a new one was made: it is told once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connected {
    /// The sections as they stand now.
    pub links: Vec<SectionLink>,
    /// The key, as base64url.
    pub key: Option<String>,
}

impl std::fmt::Debug for Connected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Connected(…)")
    }
}
