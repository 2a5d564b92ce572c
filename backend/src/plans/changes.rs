use domain::{audit::Change, limit::LimitDraft, plans::PlanDraft, refusal::Changed};

/// The fields that differ, with the value before and after: for the audit trail.
pub(super) fn changes(before: &PlanDraft, after: &PlanDraft) -> Vec<Change> {
    differing(before, after)
        .map(|(field, from, to)| Change {
            field: field.to_owned(),
            from,
            to,
        })
        .collect()
}

/// The fields in which a stale save differs from the plan as it stands now.
pub(super) fn changed(typed: &PlanDraft, now: &PlanDraft) -> Vec<Changed> {
    differing(typed, now)
        .map(|(field, _, now)| Changed {
            field: field.to_owned(),
            now,
        })
        .collect()
}

fn differing<'a>(
    one: &'a PlanDraft,
    other: &'a PlanDraft,
) -> impl Iterator<Item = (&'static str, String, String)> + use<'a> {
    shown(one)
        .into_iter()
        .zip(shown(other))
        .filter(|((_, one), (_, other))| one != other)
        .map(|((field, one), (_, other))| (field, one, other))
}

/// Name and value of every field, as the editor shows them.
fn shown(draft: &PlanDraft) -> [(&'static str, String); 12] {
    let sections = draft.sections.iter().map(|section| section.key());
    let features = draft.features.iter().map(|feature| feature.key());
    [
        ("name", draft.name.clone()),
        ("description", draft.description.clone()),
        ("price", draft.price.clone()),
        ("currency", draft.currency.code().to_owned()),
        ("interval", draft.interval.name().to_owned()),
        ("workspaces", draft.workspaces.clone()),
        ("seats", limit(&draft.seats)),
        ("contacts", limit(&draft.contacts)),
        ("trial_days", draft.trial_days.clone()),
        ("after_trial", draft.after_trial.name().to_owned()),
        ("sections", sections.collect::<Vec<_>>().join(", ")),
        ("features", features.collect::<Vec<_>>().join(", ")),
    ]
}

fn limit(draft: &LimitDraft) -> String {
    if draft.unlimited {
        "unlimited".to_owned()
    } else {
        draft.number.clone()
    }
}
