use domain::{
    audit::Change,
    custom_fields::{CustomField, CustomFieldDraft, Kind},
    refusal::Changed,
};

/// What differs between a field before and after, for the audit trail.
pub(super) fn changes(before: &CustomField, after: &CustomField) -> Vec<Change> {
    let before = shown(&before.label, &before.kind, before.is_required);
    let after = shown(&after.label, &after.kind, after.is_required);
    before
        .into_iter()
        .zip(after)
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| Change {
            field: field.to_owned(),
            from,
            to,
        })
        .collect()
}

/// The values in which a stale save differs from the field as it stands now.
pub(super) fn changed(typed: &CustomFieldDraft, now: &CustomField) -> Vec<Changed> {
    let typed = shown(&typed.label, &typed.kind, typed.is_required);
    let now = shown(&now.label, &now.kind, now.is_required);
    typed
        .into_iter()
        .zip(now)
        .filter(|((_, typed), (_, now))| typed != now)
        .map(|(_, (field, now))| Changed {
            field: field.to_owned(),
            now,
        })
        .collect()
}

fn shown(label: &str, kind: &Kind, is_required: bool) -> [(&'static str, String); 3] {
    let choices = match kind {
        Kind::Choice(choices) => choices.join(", "),
        _ => String::new(),
    };
    let required = if is_required { "yes" } else { "no" };
    [
        ("label", label.to_owned()),
        ("choices", choices),
        ("is_required", required.to_owned()),
    ]
}
