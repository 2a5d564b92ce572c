//! Pages of long lists, and versions of what people edit.

use serde::{Deserialize, Serialize};

/// How often something was changed; a save names the one it saw, and a stale one is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version(pub i64);

/// Where the next page starts: opaque outside the feature that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(pub String);

/// How many rows a list has in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The number of rows, or a lower bound of it.
    pub rows: u64,
    /// Whether `rows` is exact; else there are more.
    pub exact: bool,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
    /// How many rows the whole list has.
    pub total: Total,
}
