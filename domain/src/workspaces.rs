//! Workspaces: where the people of a client have their seats (P13, P14).

use serde::{Deserialize, Serialize};

use crate::{FieldErrors, Timestamp, Version, WorkspaceId, fields::required};

/// A workspace of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceSummary {
    /// Which.
    pub id: WorkspaceId,
    /// Its name, one of its kind at the client.
    pub name: String,
    /// Seats taken: those who are in, and those who were asked (P14).
    pub seats: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// To be named when renaming.
    pub version: Version,
}

/// A workspace as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceDraft {
    /// Its name.
    pub name: String,
}

impl WorkspaceDraft {
    /// Checks the name and brings it into the stored form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", required(&self.name, 80));
        errors.or(Self { name })
    }
}
