//! Additional fields of the clients' form, as the partner defines them (B9).

pub mod api;
mod field_form;
mod list;

use domain::{custom_fields::CustomField, policy::Action};
use leptos::prelude::*;

use crate::{
    api_error::ApiError,
    configuration::ConfigurationHead,
    failure::LoadError,
    i18n::{m, t},
    panel::{may, use_here},
    ui::{Button, Dialog, EmptyState, Kind},
    words,
};
use field_form::FieldForm;
use list::FieldList;

/// The page of the additional fields.
#[component]
pub fn CustomFieldsPage() -> impl IntoView {
    let here = use_here();
    let fields = Resource::new(move || here.slug(), api::list);
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, fields.await) {
                (Ok((me, place)), Ok(found)) => {
                    let refused = words::why_not(&may(&me, &place, Action::EditCustomFields));
                    let parts = Parts {
                        slug: StoredValue::new(place.slug),
                        fields,
                        edited: RwSignal::new(None),
                        open: RwSignal::new(false),
                        refused: StoredValue::new(refused),
                    };
                    view! { <Content found parts /> }.into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! { <Transition>{content}</Transition> }
}

/// What the parts of the page share.
#[derive(Debug, Clone, Copy)]
struct Parts {
    slug: StoredValue<String>,
    fields: Resource<Result<Vec<CustomField>, ApiError>>,
    /// The field in the dialog: none for a new one.
    edited: RwSignal<Option<CustomField>>,
    open: RwSignal<bool>,
    /// Why this person may not change the fields; nothing when they may.
    refused: StoredValue<Option<String>>,
}

impl Parts {
    fn edit(self, field: Option<CustomField>) {
        self.edited.set(field);
        self.open.set(true);
    }

    /// Shows the fields as they are now, or says why nothing changed.
    fn tell(self, answer: Result<(), ApiError>, done: &'static str) {
        match answer {
            Ok(()) => {
                crate::ui::toasts().say(done);
                self.fields.refetch();
            }
            Err(error) => crate::ui::toasts().fail(words::error(&error)),
        }
    }
}

#[component]
fn Content(found: Vec<CustomField>, parts: Parts) -> impl IntoView {
    let title = Signal::derive(move || {
        t(if parts.edited.read().is_some() {
            m::FIELDS_EDIT
        } else {
            m::FIELDS_ADD
        })
        .to_owned()
    });
    let is_empty = found.is_empty();
    let content = if is_empty {
        view! {
            <EmptyState icon="list" title=t(m::FIELDS_EMPTY_TITLE) text=t(m::FIELDS_EMPTY_TEXT)>
                <AddButton parts id="field-add-first" />
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <FieldList found parts /> }.into_any()
    };
    view! {
        <ConfigurationHead>
            {(!is_empty).then(|| view! { <AddButton parts id="field-add" /> })}
        </ConfigurationHead>
        {content}
        <Dialog id="field" open=parts.open title keep=true>
            <FieldForm parts />
        </Dialog>
    }
    .into_any()
}

#[component]
fn AddButton(parts: Parts, id: &'static str) -> impl IntoView {
    view! {
        <Button
            kind=Kind::Primary
            icon="plus"
            id=id
            reason=Signal::stored(parts.refused.get_value())
            on_press=move || parts.edit(None)
        >
            {t(m::FIELDS_ADD)}
        </Button>
    }
    .into_any()
}
