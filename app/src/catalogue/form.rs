use std::collections::BTreeMap;

use domain::{
    Currency, FieldErrors, ServiceClassId,
    catalogue::{ItemDraft, ItemKind, PriceSlot, ServiceClass, Term},
};
use leptos::prelude::*;

use crate::{
    i18n::{m, t},
    words,
};

/// The fields of the editor, one signal each.
#[derive(Debug, Clone, Copy)]
pub(super) struct ItemForm {
    pub(super) kind: RwSignal<String>,
    pub(super) class: RwSignal<String>,
    pub(super) name: RwSignal<String>,
    pub(super) description: RwSignal<String>,
    pub(super) tld: RwSignal<String>,
    prices: StoredValue<BTreeMap<PriceSlot, RwSignal<String>>>,
}

impl ItemForm {
    pub(super) fn new(draft: &ItemDraft) -> Self {
        let slots = Term::ALL
            .into_iter()
            .flat_map(|term| Currency::ALL.iter().map(move |c| (term, *c)))
            .map(|(term, currency)| PriceSlot { term, currency });
        let prices = slots.map(|slot| {
            let price = draft.prices.get(&slot).cloned().unwrap_or_default();
            (slot, RwSignal::new(price))
        });
        Self {
            kind: RwSignal::new(draft.kind.name().to_owned()),
            class: RwSignal::new(typed_class(draft.class)),
            name: RwSignal::new(draft.name.clone()),
            description: RwSignal::new(draft.description.clone()),
            tld: RwSignal::new(draft.tld.clone()),
            prices: StoredValue::new(prices.collect()),
        }
    }

    /// The kind that is chosen.
    pub(super) fn kind(self) -> ItemKind {
        ItemKind::named(&self.kind.read()).unwrap_or(ItemKind::Service)
    }

    /// What is typed as one of the prices.
    pub(super) fn price(self, slot: PriceSlot) -> RwSignal<String> {
        let known = self.prices.with_value(|prices| prices.get(&slot).copied());
        known.unwrap_or_default()
    }

    /// The item as typed: only what its kind has, and the prices that there are.
    pub(super) fn read(self) -> ItemDraft {
        let kind = self.kind();
        let is_domain = kind == ItemKind::Domain;
        let unless = |not: bool, value: RwSignal<String>| {
            if not { String::new() } else { value.get() }
        };
        let is_sold_so = |slot: &PriceSlot| kind.terms().any(|term| term == slot.term);
        let prices = self.prices.with_value(|prices| {
            let typed = prices.iter().map(|(slot, typed)| (*slot, typed.get()));
            typed
                .filter(|(slot, typed)| is_sold_so(slot) && !typed.trim().is_empty())
                .collect()
        });
        ItemDraft {
            kind,
            class: unless(is_domain, self.class).parse().ok(),
            name: unless(is_domain, self.name),
            description: self.description.get(),
            tld: unless(!is_domain, self.tld),
            prices,
        }
    }

    /// Fills every field.
    pub(super) fn write(self, draft: ItemDraft) {
        self.kind.set(draft.kind.name().to_owned());
        self.class.set(typed_class(draft.class));
        self.name.set(draft.name);
        self.description.set(draft.description);
        self.tld.set(draft.tld);
        let prices = draft.prices;
        self.prices.with_value(|signals| {
            for (slot, signal) in signals {
                let price = prices.get(slot).cloned().unwrap_or_default();
                if *signal.read_untracked() != price {
                    signal.set(price);
                }
            }
        });
    }
}

fn typed_class(class: Option<ServiceClassId>) -> String {
    class.map_or_else(String::new, |class| class.to_string())
}

/// What is wrong with a draft, field by field.
pub(super) fn problems(draft: &ItemDraft) -> FieldErrors {
    draft.validate().err().unwrap_or_default()
}

/// The label of a field, and its value as the reader knows it.
pub(super) fn words_of(
    field: &str,
    draft: &ItemDraft,
    classes: &[ServiceClass],
) -> (String, String) {
    if let Ok(slot) = field.parse::<PriceSlot>() {
        let price = draft.prices.get(&slot).cloned();
        return (label_of(slot), price.unwrap_or_default());
    }
    let class = || {
        let class = classes.iter().find(|class| Some(class.id) == draft.class);
        class.map_or_else(String::new, words::service_class)
    };
    let (label, value) = match field {
        "kind" => (m::CATALOGUE_KIND, words::item_kind(draft.kind).to_owned()),
        "class" => (m::CATALOGUE_CLASS, class()),
        "tld" => (m::CATALOGUE_ENDING, draft.tld.clone()),
        "description" => (m::FIELD_DESCRIPTION, draft.description.clone()),
        _ => (m::FIELD_NAME, draft.name.clone()),
    };
    (t(label).to_owned(), value)
}

/// The name of one of the prices: "Monthly, EUR".
pub(super) fn label_of(slot: PriceSlot) -> String {
    format!("{}, {}", words::term(slot.term), slot.currency)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn draft() -> ItemDraft {
        let class = domain::catalogue::ShippedClass::CloudVps.id();
        let slot = |text: &str| text.parse().expect("a slot");
        ItemDraft {
            class: Some(class),
            name: "VPS S".to_owned(),
            description: "Small".to_owned(),
            prices: [
                (slot("1-EUR"), "4.90".to_owned()),
                (slot("12-USD"), "49.00".to_owned()),
            ]
            .into(),
            ..ItemDraft::new(ItemKind::Service)
        }
    }

    #[test]
    fn a_form_reads_back_what_it_was_filled_with() {
        let owner = Owner::new();
        owner.set();
        let form = ItemForm::new(&ItemDraft::new(ItemKind::Service));
        form.write(draft());
        assert_eq!(form.read(), draft());
    }

    #[test]
    fn what_another_kind_has_is_left_out() {
        let owner = Owner::new();
        owner.set();
        let form = ItemForm::new(&draft());
        form.kind.set("domain".to_owned());
        let read = form.read();
        assert_eq!((read.class, read.name.as_str()), (None, ""));
        let slots: Vec<String> = read.prices.keys().map(ToString::to_string).collect();
        assert_eq!(slots, ["12-USD"], "no domain is bought by the month");
    }
}
