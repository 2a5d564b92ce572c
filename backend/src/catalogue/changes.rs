use std::collections::BTreeSet;

use domain::{
    audit::Change,
    catalogue::{ItemDraft, Margins, PriceSlot, ServiceClass},
    refusal::Changed,
};

/// The fields that differ, with the value before and after: for the audit trail.
pub(super) fn changes(
    before: &ItemDraft,
    after: &ItemDraft,
    classes: &[ServiceClass],
) -> Vec<Change> {
    differing(before, after, classes)
        .map(|(field, from, to)| Change { field, from, to })
        .collect()
}

/// The fields in which a stale save differs from the item as it stands now.
pub(super) fn changed(
    typed: &ItemDraft,
    now: &ItemDraft,
    classes: &[ServiceClass],
) -> Vec<Changed> {
    differing(typed, now, classes)
        .map(|(field, _, now)| Changed { field, now })
        .collect()
}

fn differing(
    one: &ItemDraft,
    other: &ItemDraft,
    classes: &[ServiceClass],
) -> impl Iterator<Item = (String, String, String)> {
    let slots: BTreeSet<PriceSlot> = (one.prices.keys())
        .chain(other.prices.keys())
        .copied()
        .collect();
    shown(one, &slots, classes)
        .into_iter()
        .zip(shown(other, &slots, classes))
        .filter(|((_, one), (_, other))| one != other)
        .map(|((field, one), (_, other))| (field, one, other))
}

/// Name and value of every field, as the editor shows them.
fn shown(
    draft: &ItemDraft,
    slots: &BTreeSet<PriceSlot>,
    classes: &[ServiceClass],
) -> Vec<(String, String)> {
    let class = classes.iter().find(|class| Some(class.id) == draft.class);
    let mut fields = vec![
        ("name".to_owned(), draft.name.clone()),
        ("class".to_owned(), class.map_or("", name_of).to_owned()),
        ("description".to_owned(), draft.description.clone()),
        ("tld".to_owned(), draft.tld.clone()),
    ];
    fields.extend(slots.iter().map(|slot| {
        let price = draft.prices.get(slot).map(|price| price.trim());
        (slot.to_string(), price.unwrap_or_default().to_owned())
    }));
    fields
}

/// The margins that differ, in percent: for the audit trail.
pub(super) fn of_margins(
    before: &Margins,
    after: &Margins,
    classes: &[ServiceClass],
) -> Vec<Change> {
    let on_all = ("on_all".to_owned(), Some(before.on_all), Some(after.on_all));
    let on_classes = classes.iter().map(|class| {
        let (was, is) = (before.of(class.id), after.of(class.id));
        (name_of(class).to_owned(), was, is)
    });
    std::iter::once(on_all)
        .chain(on_classes)
        .filter(|(_, was, is)| was != is)
        .map(|(field, was, is)| Change {
            field,
            from: was.map_or_else(String::new, |rate| format!("{} %", rate.to_input())),
            to: is.map_or_else(String::new, |rate| format!("{} %", rate.to_input())),
        })
        .collect()
}

/// A name of a class that the audit trail keeps.
pub(super) fn name_of(class: &ServiceClass) -> &str {
    match class.shipped {
        Some(shipped) if class.name.is_empty() => shipped.key(),
        _ => &class.name,
    }
}
