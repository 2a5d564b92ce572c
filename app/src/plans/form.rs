use domain::{
    Currency, FieldErrors,
    inclusions::{Feature, Section},
    limit::LimitDraft,
    plans::{AfterTrial, Interval, Overrun, PlanDraft, Usage},
};
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    words,
};

/// The fields of the editor, one signal each.
#[derive(Debug, Clone, Copy)]
pub struct PlanForm {
    pub(super) name: RwSignal<String>,
    pub(super) description: RwSignal<String>,
    pub(super) price: RwSignal<String>,
    pub(super) currency: RwSignal<String>,
    pub(super) interval: RwSignal<String>,
    pub(super) workspaces: RwSignal<String>,
    pub(super) seats: RwSignal<LimitDraft>,
    pub(super) contacts: RwSignal<LimitDraft>,
    pub(super) trial_days: RwSignal<String>,
    pub(super) after_trial: RwSignal<String>,
    sections: StoredValue<Vec<(Section, RwSignal<bool>)>>,
    features: StoredValue<Vec<(Feature, RwSignal<bool>)>>,
}

impl PlanForm {
    pub(super) fn new(draft: &PlanDraft) -> Self {
        let sections = Section::ALL
            .iter()
            .map(|section| (*section, RwSignal::new(draft.sections.contains(section))));
        let features = Feature::ALL
            .iter()
            .map(|feature| (*feature, RwSignal::new(draft.features.contains(feature))));
        Self {
            name: RwSignal::new(draft.name.clone()),
            description: RwSignal::new(draft.description.clone()),
            price: RwSignal::new(draft.price.clone()),
            currency: RwSignal::new(draft.currency.code().to_owned()),
            interval: RwSignal::new(draft.interval.name().to_owned()),
            workspaces: RwSignal::new(draft.workspaces.clone()),
            seats: RwSignal::new(draft.seats.clone()),
            contacts: RwSignal::new(draft.contacts.clone()),
            trial_days: RwSignal::new(draft.trial_days.clone()),
            after_trial: RwSignal::new(draft.after_trial.name().to_owned()),
            sections: StoredValue::new(sections.collect()),
            features: StoredValue::new(features.collect()),
        }
    }

    /// The sections with their boxes.
    pub(super) fn sections(self) -> Vec<(Section, RwSignal<bool>)> {
        self.sections.get_value()
    }

    /// The features with their boxes.
    pub(super) fn features(self) -> Vec<(Feature, RwSignal<bool>)> {
        self.features.get_value()
    }

    /// The plan as typed.
    pub(super) fn read(self) -> PlanDraft {
        PlanDraft {
            name: self.name.get(),
            description: self.description.get(),
            price: self.price.get(),
            currency: self.currency.read().parse().unwrap_or(Currency::EUR),
            interval: interval_named(&self.interval.read()),
            workspaces: self.workspaces.get(),
            seats: self.seats.get(),
            contacts: self.contacts.get(),
            trial_days: self.trial_days.get(),
            after_trial: AfterTrial::named(&self.after_trial.read()).unwrap_or_default(),
            sections: ticked(&self.sections()),
            features: ticked(&self.features()),
        }
    }

    /// Fills every field.
    pub(super) fn write(self, draft: PlanDraft) {
        self.name.set(draft.name);
        self.description.set(draft.description);
        self.price.set(draft.price);
        self.currency.set(draft.currency.code().to_owned());
        self.interval.set(draft.interval.name().to_owned());
        self.workspaces.set(draft.workspaces);
        self.seats.set(draft.seats);
        self.contacts.set(draft.contacts);
        self.trial_days.set(draft.trial_days);
        self.after_trial.set(draft.after_trial.name().to_owned());
        for (section, on) in self.sections() {
            on.set(draft.sections.contains(&section));
        }
        for (feature, on) in self.features() {
            on.set(draft.features.contains(&feature));
        }
    }
}

fn ticked<T: Copy>(boxes: &[(T, RwSignal<bool>)]) -> Vec<T> {
    boxes
        .iter()
        .filter(|(_, on)| on.get())
        .map(|(item, _)| *item)
        .collect()
}

fn interval_named(name: &str) -> Interval {
    if name == Interval::Year.name() {
        Interval::Year
    } else {
        Interval::Month
    }
}

/// What is wrong with a draft, field by field.
pub(super) fn problems(draft: &PlanDraft) -> FieldErrors {
    draft.validate().err().unwrap_or_default()
}

/// The limits of a draft that its heaviest client breaks already; none while it cannot be read.
pub(super) fn overruns(draft: &PlanDraft, peak: &Usage) -> Vec<Overrun> {
    draft
        .validate()
        .map(|values| values.quotas.overruns(peak))
        .unwrap_or_default()
}

/// The label of a field, and its value as the reader knows it.
pub(super) fn words_of(field: &str, draft: &PlanDraft) -> (String, String) {
    let value = match field {
        "name" => draft.name.clone(),
        "description" => draft.description.clone(),
        "price" => draft.price.clone(),
        "currency" => draft.currency.code().to_owned(),
        "interval" => words::interval(draft.interval).to_owned(),
        "workspaces" => draft.workspaces.clone(),
        "seats" => limit(&draft.seats),
        "contacts" => limit(&draft.contacts),
        "trial_days" => draft.trial_days.clone(),
        "after_trial" => words::after_trial(draft.after_trial).to_owned(),
        "sections" => list(&draft.sections, words::section),
        "features" => list(&draft.features, words::feature),
        _ => String::new(),
    };
    (words::field(field).unwrap_or_default().to_owned(), value)
}

fn limit(draft: &LimitDraft) -> String {
    if draft.unlimited {
        t(m::UI_UNLIMITED).to_owned()
    } else {
        draft.number.clone()
    }
}

fn list<T: Copy>(items: &[T], name: fn(T) -> &'static str) -> String {
    items
        .iter()
        .map(|item| name(*item))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::plans::Limited;

    use super::*;

    #[test]
    fn a_form_reads_back_what_it_was_filled_with() {
        let owner = Owner::new();
        owner.set();
        let form = PlanForm::new(&PlanDraft::default());
        let draft = PlanDraft {
            name: "Ръст".to_owned(),
            currency: Currency::CLP,
            interval: Interval::Year,
            after_trial: AfterTrial::Stop,
            seats: LimitDraft {
                unlimited: true,
                number: "7".to_owned(),
            },
            sections: vec![Section::Design, Section::Email],
            features: vec![Feature::StockImages],
            ..PlanDraft::default()
        };
        form.write(draft.clone());
        assert_eq!(form.read(), draft);
    }

    #[test]
    fn the_editor_warns_of_limits_below_the_heaviest_use() {
        let peak = Usage {
            workspaces: 1,
            seats: 6,
            contacts: 900,
        };
        let found = overruns(
            &PlanDraft {
                name: "Small".to_owned(),
                ..PlanDraft::default()
            },
            &peak,
        );
        let what: Vec<Limited> = found.iter().map(|overrun| overrun.what).collect();
        assert_eq!(what, [Limited::Seats]);
        assert!(
            overruns(&PlanDraft::default(), &peak).is_empty(),
            "it has no name yet"
        );
    }

    #[test]
    fn every_field_has_a_label() {
        use crate::editing::Draft as _;
        for field in PlanDraft::FIELDS {
            assert!(
                !words_of(field, &PlanDraft::default()).0.is_empty(),
                "{field}"
            );
        }
    }
}
