//! The additional fields in their order.

use domain::{
    CustomFieldId,
    custom_fields::{CustomField, Kind},
};
use leptos::prelude::*;

use super::{Parts, api};
use crate::{
    i18n::{m, t, tf},
    ui::{self, Confirm, IconButton, Menu, MenuItem},
};

/// The fields, each to be moved, edited or removed.
#[component]
pub(super) fn FieldList(found: Vec<CustomField>, parts: Parts) -> impl IntoView {
    let order: Vec<CustomFieldId> = found.iter().map(|field| field.id).collect();
    let order = StoredValue::new(order);
    let reorder = Action::new(move |order: &Vec<CustomFieldId>| {
        api::reorder(parts.slug.get_value(), order.clone())
    });
    let remove = Action::new(move |id: &CustomFieldId| api::remove(parts.slug.get_value(), *id));
    Effect::new(move |_| {
        if let Some(answer) = reorder.value().get() {
            parts.tell(answer, t(m::FIELDS_MOVED));
        }
    });
    Effect::new(move |_| {
        if let Some(answer) = remove.value().get() {
            parts.tell(answer, t(m::FIELDS_REMOVED));
        }
    });
    let move_up = move |place: usize| {
        reorder.dispatch(with_swapped(&order.read_value(), place));
    };
    let gone = RwSignal::new(None::<(CustomFieldId, String)>);
    let rows = found
        .into_iter()
        .enumerate()
        .map(|(place, field)| {
            let id = field.id;
            let shown = StoredValue::new(field.label.clone());
            view! {
                <Row
                    field
                    place
                    parts
                    move_up=Callback::new(move_up)
                    remove=Callback::new(move |()| gone.set(Some((id, shown.get_value()))))
                />
            }
        })
        .collect_view();
    view! {
        <ol class="row-list">
            {rows}
        </ol>
        <Confirm
            id="field-gone"
            asked=gone
            question=|field: &str| tf(m::FIELDS_REMOVE_TITLE, &[("field", field)])
            text=t(m::FIELDS_REMOVE_TEXT)
            action=t(m::UI_REMOVE)
            on_yes=move |id| { remove.dispatch(id); }
        />
    }
    .into_any()
}

/// The order with the field at `place` one place further up.
fn with_swapped(order: &[CustomFieldId], place: usize) -> Vec<CustomFieldId> {
    let mut order = order.to_vec();
    if place > 0 && place < order.len() {
        order.swap(place - 1, place);
    }
    order
}

#[component]
fn Row(
    field: CustomField,
    place: usize,
    parts: Parts,
    move_up: Callback<usize>,
    remove: Callback<()>,
) -> impl IntoView {
    let may_edit = parts.refused.with_value(Option::is_none);
    let label = field.label.clone();
    let moves = (may_edit && place > 0).then(|| {
        let name = tf(m::FIELDS_MOVE_UP, &[("field", &label)]);
        view! { <IconButton icon="arrow-up" label=name on_press=move || move_up.run(place) /> }
    });
    let details = details(&field);
    let menu = tf(m::TEAM_ACTIONS_FOR, &[("name", &label)]);
    let menu_id = format!("menu-{}", field.id);
    let stored = StoredValue::new(field);
    let actions = may_edit.then(|| {
        view! {
            <Menu id=menu_id label=menu icon="ellipsis" bare=true end=true kind=ui::Kind::Ghost>
                <MenuItem icon="pencil" on_press=move || parts.edit(Some(stored.get_value()))>
                    {t(m::FIELDS_EDIT)}
                </MenuItem>
                <MenuItem icon="trash-2" danger=true on_press=move || remove.run(())>
                    {t(m::FIELDS_REMOVE)}
                </MenuItem>
            </Menu>
        }
    });
    view! {
        <li class="row-item">
            <span class="row-item-name">{label}</span>
            <span class="row-item-note">{details}</span>
            {moves}
            {actions}
        </li>
    }
    .into_any()
}

/// "Choice: A, B · required".
fn details(field: &CustomField) -> String {
    let mut text = kind(&field.kind).to_owned();
    if let Kind::Choice(choices) = &field.kind {
        text = format!("{text}: {}", choices.join(", "));
    }
    if field.is_required {
        text = format!("{text} · {}", t(m::FIELDS_REQUIRED));
    }
    text
}

/// What a field holds, in a word.
pub(super) fn kind(kind: &Kind) -> &'static str {
    t(match kind {
        Kind::Text => m::FIELDS_KIND_TEXT,
        Kind::Number => m::FIELDS_KIND_NUMBER,
        Kind::Date => m::FIELDS_KIND_DATE,
        Kind::Choice(_) => m::FIELDS_KIND_CHOICE,
        Kind::YesNo => m::FIELDS_KIND_YES_NO,
    })
}
