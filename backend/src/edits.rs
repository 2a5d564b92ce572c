//! What an edit changed, field by field: for the audit trail, and for whoever was slower.

use domain::{
    Refusal, Version,
    audit::Change,
    refusal::{Changed, Conflict},
};

/// The fields that differ, with their value before and after. Both sides name the same fields in
/// the same order.
pub(crate) fn changes<V: Into<String>>(
    before: impl IntoIterator<Item = (&'static str, V)>,
    after: impl IntoIterator<Item = (&'static str, V)>,
) -> Vec<Change> {
    let pairs = before.into_iter().zip(after);
    pairs
        .map(|((field, from), (_, to))| Change {
            field: field.to_owned(),
            from: from.into(),
            to: to.into(),
        })
        .filter(|change| change.from != change.to)
        .collect()
}

/// Somebody else was faster: what stands there now, in the fields that differ from what was wanted.
pub(crate) fn conflict<V: Into<String>>(
    now: impl IntoIterator<Item = (&'static str, V)>,
    wanted: impl IntoIterator<Item = (&'static str, V)>,
    version: Version,
) -> Refusal {
    let changed = changes(wanted, now).into_iter().map(|change| Changed {
        field: change.field,
        now: change.to,
    });
    Refusal::Conflict(Conflict {
        version,
        changed: changed.collect(),
    })
}
