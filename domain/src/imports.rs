//! Bringing a partner's real client list in: recognise, map, rehearse, import, undo.

use serde::{Deserialize, Serialize};

use crate::{CustomFieldId, ImportId, Problem, Timestamp};

/// Most rows of one file.
pub const ROWS_MAX: u64 = 50_000;
/// Most columns of a file.
pub const COLUMNS_MAX: usize = 200;
/// Largest file, in bytes.
pub const FILE_MAX: usize = 10 * 1024 * 1024;
/// Most files of a partner that wait for their import.
pub const WAITING_MAX: u64 = 20;

/// Where a column of the file goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Nowhere.
    Skip,
    /// A field of the client's form, by its name (`company`, `email` …).
    Field(String),
    /// An additional field that exists.
    Custom(CustomFieldId),
    /// An additional text field made on the spot, with this label.
    NewCustom(String),
}

/// The names a column can be mapped to, in the order they are offered.
pub const FIELDS: [&str; 11] = [
    "company",
    "contact",
    "email",
    "website",
    "phone",
    "country",
    "street",
    "city",
    "state",
    "postal_code",
    "notes",
];

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading, or a number when the file has no headings.
    pub heading: String,
    /// The first values in it; at most three.
    pub samples: Vec<String>,
    /// Where it goes: as recognised, until somebody changes it.
    pub target: Target,
}

/// A file that was read and waits to be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Which.
    pub id: ImportId,
    /// The file's name.
    pub file: String,
    /// What separates its columns.
    pub delimiter: char,
    /// The encoding that was found, by its WHATWG name.
    pub encoding: String,
    /// Whether its first row is headings.
    pub has_headings: bool,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, headings not counted.
    pub rows: u64,
}

/// Changes to how a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// One target for every column.
    pub targets: Vec<Target>,
    /// What happens to rows whose company or e-mail address is there already.
    pub duplicates: Duplicates,
}

/// What happens to rows whose company or e-mail address is there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duplicates {
    /// They are left out.
    #[default]
    Skip,
    /// They are added all the same.
    Add,
    /// Their values replace those of the client that is there.
    Update,
}

/// What will become of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// A new client.
    Add,
    /// Changes to the client that is there.
    Update,
    /// Left out: it is there already, as this company.
    Duplicate(String),
    /// Left out: these fields cannot be read.
    Faulty(Vec<(String, Problem)>),
}

/// A row of the rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RehearsedRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The company it names.
    pub company: String,
    /// What will become of it.
    pub fate: Fate,
    /// Field, before and after, where it changes a client that is there.
    pub diff: Vec<crate::audit::Change>,
}

/// A dry run: what the import would do, without doing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// Rows that would add a client.
    pub adds: u64,
    /// Rows that would change one.
    pub updates: u64,
    /// Rows left out as duplicates.
    pub duplicates: u64,
    /// Rows left out as faulty.
    pub faulty: u64,
    /// Rows worth looking at: faulty first, then duplicates and changes, then a few additions;
    /// at most two hundred.
    pub rows: Vec<RehearsedRow>,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Read, waiting for its mapping.
    Draft,
    /// On its way in.
    Running,
    /// In.
    Done,
    /// Taken back as a whole.
    Undone,
}

impl ImportStatus {
    /// The stable name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Running => "running",
            Self::Done => "done",
            Self::Undone => "undone",
        }
    }

    /// The state of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Draft, Self::Running, Self::Done, Self::Undone]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

/// An import in the list, and what its progress bar shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ImportSummary {
    pub id: ImportId,
    pub file: String,
    pub status: ImportStatus,
    /// Rows of the file.
    pub rows: u64,
    /// Rows worked through so far.
    pub done: u64,
    pub added: u64,
    pub updated: u64,
    pub skipped: u64,
    pub by: String,
    pub created_at: Timestamp,
    /// Whether nothing yet depends on what it brought, so that it can be undone as a whole.
    pub can_undo: bool,
}
