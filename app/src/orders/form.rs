use domain::{
    ClientId, Currency, ItemId,
    catalogue::Term,
    orders::{Begins, Extends, OrderDraft, OrderLineDraft},
};
use leptos::prelude::*;

/// A line of the form, one signal for each field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineForm {
    /// Tells it from the others, wherever it stands.
    pub(super) key: u32,
    pub(super) item: ItemId,
    /// Months.
    pub(super) term: RwSignal<String>,
    pub(super) label: RwSignal<String>,
    pub(super) quantity: RwSignal<String>,
    pub(super) discount: RwSignal<String>,
    /// What it extends: [`LineForm::name`] of another line, or the id of a service.
    pub(super) extends: RwSignal<String>,
}

impl LineForm {
    /// What others call it, in ids of the page and in `extends`.
    pub(super) fn name(self) -> String {
        format!("line-{}", self.key)
    }

    /// The term that is chosen.
    pub(super) fn term(self) -> Term {
        read_term(&self.term.read())
    }
}

fn read_term(months: &str) -> Term {
    let months = months.parse::<u32>().ok();
    months
        .and_then(|months| Term::try_from(months).ok())
        .unwrap_or(Term::ONCE)
}

/// The fields of the order, one signal each.
#[derive(Debug, Clone, Copy)]
pub(super) struct OrderForm {
    client: ClientId,
    pub(super) currency: RwSignal<String>,
    pub(super) begins: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) lines: RwSignal<Vec<LineForm>>,
    next: StoredValue<u32>,
    /// Owns the signals of lines: whoever adds one, an effect or a press, may be gone before them.
    owner: StoredValue<Owner>,
}

impl OrderForm {
    pub(super) fn new(draft: &OrderDraft) -> Self {
        let owner = Owner::current().unwrap_or_default().child();
        let form = Self {
            client: draft.client,
            currency: RwSignal::new(draft.currency.code().to_owned()),
            begins: RwSignal::new(draft.begins.name().to_owned()),
            note: RwSignal::new(draft.note.clone()),
            lines: RwSignal::default(),
            next: StoredValue::new(0),
            owner: StoredValue::new(owner),
        };
        form.write_lines(&draft.lines);
        form
    }

    /// The currency that is chosen.
    pub(super) fn currency(self) -> Currency {
        self.currency.read().parse().unwrap_or(Currency::EUR)
    }

    /// The order as typed.
    pub(super) fn read(self) -> OrderDraft {
        let lines = self.lines.read();
        OrderDraft {
            client: self.client,
            currency: self.currency(),
            begins: Begins::named(&self.begins.read()).unwrap_or_default(),
            note: self.note.get(),
            lines: lines.iter().map(|line| typed(*line, &lines)).collect(),
        }
    }

    /// Fills every field.
    pub(super) fn write(self, draft: OrderDraft) {
        self.currency.set(draft.currency.code().to_owned());
        self.begins.set(draft.begins.name().to_owned());
        if untrack(|| self.read()).lines != draft.lines {
            self.write_lines(&draft.lines);
        }
        self.note.set(draft.note);
    }

    fn write_lines(self, drafts: &[OrderLineDraft]) {
        let first = self.next.get_value();
        let lines: Vec<LineForm> = drafts.iter().map(|draft| self.line(draft)).collect();
        for (line, draft) in lines.iter().zip(drafts) {
            line.extends.set(match draft.extends {
                None => String::new(),
                Some(Extends::Line(at)) => format!("line-{}", first.saturating_add(at)),
                Some(Extends::Service(service)) => service.to_string(),
            });
        }
        self.lines.set(lines);
    }

    /// Adds a line below the others.
    pub(super) fn add(self, draft: &OrderLineDraft) -> LineForm {
        let line = self.line(draft);
        self.lines.write().push(line);
        line
    }

    /// Takes a line out. What it was extended by extends nothing any more.
    pub(super) fn remove(self, key: u32) {
        self.lines.write().retain(|line| line.key != key);
        let name = format!("line-{key}");
        for line in self.lines.get_untracked() {
            if *line.extends.read_untracked() == name {
                line.extends.set(String::new());
            }
        }
    }

    fn line(self, draft: &OrderLineDraft) -> LineForm {
        let key = self.next.get_value();
        self.next.set_value(key.saturating_add(1));
        self.owner.get_value().with(|| LineForm {
            key,
            item: draft.item,
            term: RwSignal::new(draft.term.months().to_string()),
            label: RwSignal::new(draft.label.clone()),
            quantity: RwSignal::new(draft.quantity.clone()),
            discount: RwSignal::new(draft.discount.clone()),
            extends: RwSignal::new(String::new()),
        })
    }
}

fn typed(line: LineForm, all: &[LineForm]) -> OrderLineDraft {
    OrderLineDraft {
        item: line.item,
        term: line.term(),
        label: line.label.get(),
        quantity: line.quantity.get(),
        discount: line.discount.get(),
        extends: extended(&line.extends.read(), all),
    }
}

fn extended(typed: &str, all: &[LineForm]) -> Option<Extends> {
    match all.iter().position(|line| line.name() == typed) {
        Some(at) => u32::try_from(at).ok().map(Extends::Line),
        None => typed.parse().ok().map(Extends::Service),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::ServiceId;

    use super::*;

    fn line(extends: Option<Extends>) -> OrderLineDraft {
        OrderLineDraft {
            item: id(ItemId::PREFIX, 1),
            term: Term::YEAR,
            label: "web".to_owned(),
            quantity: "2".to_owned(),
            discount: "7.5".to_owned(),
            extends,
        }
    }

    fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(prefix: &str, number: u8) -> T {
        format!("{prefix}_{number:032x}").parse().expect("an id")
    }

    fn draft() -> OrderDraft {
        let service: ServiceId = id(ServiceId::PREFIX, 9);
        OrderDraft {
            client: id(ClientId::PREFIX, 2),
            currency: Currency::USD,
            begins: Begins::AtOnce,
            note: "Soon".to_owned(),
            lines: vec![
                line(None),
                line(Some(Extends::Line(0))),
                line(Some(Extends::Service(service))),
            ],
        }
    }

    #[test]
    fn a_form_reads_back_what_it_was_filled_with() {
        let owner = Owner::new();
        owner.set();
        let form = OrderForm::new(&draft());
        assert_eq!(form.read(), draft());
        let other = OrderDraft {
            lines: vec![line(None), line(None), line(Some(Extends::Line(1)))],
            ..draft()
        };
        form.write(other.clone());
        assert_eq!(form.read(), other);
    }

    #[test]
    fn what_is_taken_out_extends_nothing() {
        let owner = Owner::new();
        owner.set();
        let form = OrderForm::new(&draft());
        let first = form.lines.get_untracked()[0].key;
        form.remove(first);
        let left = form.read().lines;
        assert_eq!(left.len(), 2);
        assert_eq!(left[0].extends, None);
        assert!(matches!(left[1].extends, Some(Extends::Service(_))));
    }
}
