use domain::{limit::LimitDraft, plans::PlanDraft};

/// Name and value of every field, as the editor shows them.
pub(super) fn fields(draft: &PlanDraft) -> [(&'static str, String); 12] {
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
