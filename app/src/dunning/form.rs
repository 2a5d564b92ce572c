use domain::dunning::{DunningDraft, STEPS_MAX, StepDraft, StepKind};
use leptos::prelude::*;

/// A step of the form, one signal for each field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StepForm {
    /// Tells it from the others, wherever it stands.
    pub(super) key: u32,
    pub(super) name: RwSignal<String>,
    pub(super) days: RwSignal<String>,
    pub(super) kind: RwSignal<String>,
}

/// The fields of the form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) mails_invoices: RwSignal<bool>,
    pub(super) steps: RwSignal<Vec<StepForm>>,
    next: StoredValue<u32>,
    /// Owns the signals of steps: whoever adds one may be gone before them.
    owner: StoredValue<Owner>,
}

impl Fields {
    pub(super) fn new(draft: &DunningDraft) -> Self {
        let owner = Owner::current().unwrap_or_default().child();
        let fields = Self {
            mails_invoices: RwSignal::new(draft.mails_invoices),
            steps: RwSignal::default(),
            next: StoredValue::new(0),
            owner: StoredValue::new(owner),
        };
        fields.write_steps(&draft.steps);
        fields
    }

    pub(super) fn read(self) -> DunningDraft {
        let steps = self.steps.read();
        let typed = steps.iter().map(|step| StepDraft {
            name: step.name.get(),
            days: step.days.get(),
            kind: StepKind::named(&step.kind.read()).unwrap_or_default(),
        });
        DunningDraft {
            mails_invoices: self.mails_invoices.get(),
            steps: typed.collect(),
        }
    }

    pub(super) fn write(self, draft: &DunningDraft) {
        self.mails_invoices.set(draft.mails_invoices);
        if untrack(|| self.read()).steps != draft.steps {
            self.write_steps(&draft.steps);
        }
    }

    fn write_steps(self, drafts: &[StepDraft]) {
        self.steps
            .set(drafts.iter().map(|draft| self.step(draft)).collect());
    }

    /// Adds a step a week after the last one.
    pub(super) fn add(self) {
        let last = self.steps.read_untracked().last().copied();
        let days = last.and_then(|step| step.days.read_untracked().trim().parse::<i64>().ok());
        let step = self.step(&StepDraft {
            days: days.map_or_else(|| "3".to_owned(), |days| (days + 7).to_string()),
            ..StepDraft::default()
        });
        self.steps.write().push(step);
    }

    pub(super) fn remove(self, key: u32) {
        self.steps.write().retain(|step| step.key != key);
    }

    /// Where a step stands among the others, from 0.
    pub(super) fn place(self, key: u32) -> usize {
        let steps = self.steps.read();
        steps
            .iter()
            .position(|step| step.key == key)
            .unwrap_or_default()
    }

    /// Whether one more may be added.
    pub(super) fn has_room(self) -> bool {
        self.steps.read().len() < STEPS_MAX
    }

    fn step(self, draft: &StepDraft) -> StepForm {
        let key = self.next.get_value();
        self.next.set_value(key.saturating_add(1));
        self.owner.get_value().with(|| StepForm {
            key,
            name: RwSignal::new(draft.name.clone()),
            days: RwSignal::new(draft.days.clone()),
            kind: RwSignal::new(draft.kind.name().to_owned()),
        })
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::Lang;

    use super::*;

    #[test]
    fn a_form_reads_back_what_it_was_filled_with() {
        let owner = Owner::new();
        owner.set();
        let usual = DunningDraft::usual(Lang::En);
        let fields = Fields::new(&usual);
        assert_eq!(fields.read(), usual);
        fields.add();
        let added = fields.read().steps.pop().unwrap();
        assert_eq!((added.days.as_str(), added.kind), ("28", StepKind::Remind));
        let first = fields.steps.get_untracked()[0].key;
        fields.remove(first);
        assert_eq!(fields.read().steps.len(), 3);
        fields.write(&usual);
        assert_eq!(fields.read(), usual);
    }
}
