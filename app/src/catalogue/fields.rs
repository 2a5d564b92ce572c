use domain::catalogue::{ItemKind, ServiceClass};
use leptos::prelude::*;

use super::{form::ItemForm, grid::ProblemOf};
use crate::{
    i18n::{m, t},
    ui::{Choice, Field, FormGroup, Segmented, Select, TextArea, TextInput},
    words,
};

/// What the item is: its kind, name, class and description.
#[component]
pub(super) fn About(
    form: ItemForm,
    classes: Vec<ServiceClass>,
    problem_of: ProblemOf,
    /// Whether it is only now added: then its kind is chosen.
    fresh: bool,
) -> impl IntoView {
    let kinds: Vec<Choice> = ItemKind::ALL
        .map(|kind| (kind.name(), words::item_kind(kind)).into())
        .into();
    let chosen = fresh.then(|| {
        view! {
            <div data-span="full">
                <Segmented name="kind" label=t(m::CATALOGUE_KIND) value=form.kind options=kinds />
            </div>
        }
    });
    let kind = Memo::new(move |_| form.kind());
    let classes = StoredValue::new(classes);
    let named = move || match kind.get() {
        ItemKind::Domain => ending(form, problem_of, fresh),
        kind => named(form, kind, &classes.read_value(), problem_of, fresh),
    };
    let error = error_of(problem_of, "description");
    view! {
        <FormGroup title=t(m::CATALOGUE_ABOUT) help=t(m::CATALOGUE_ABOUT_HELP)>
            <div class="form-grid">
                {chosen} {named}
                <Field id="description" label=t(m::FIELD_DESCRIPTION) error full=true>
                    <TextArea value=form.description name="description" />
                </Field>
            </div>
        </FormGroup>
    }
    .into_any()
}

fn error_of(problem_of: ProblemOf, name: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || problem_of.run((name.to_owned(),)))
}

/// The name of a service or add-on, and its class.
fn named(
    form: ItemForm,
    kind: ItemKind,
    classes: &[ServiceClass],
    problem_of: ProblemOf,
    fresh: bool,
) -> AnyView {
    let first = match kind {
        ItemKind::AddOn => t(m::CATALOGUE_ANY_CLASS),
        _ => t(m::CATALOGUE_CHOOSE),
    };
    let classes = classes.iter();
    let classes = classes.map(|class| (class.id.to_string(), words::service_class(class)).into());
    let options: Vec<Choice> = std::iter::once(("", first).into()).chain(classes).collect();
    let (label, hint) = match kind {
        ItemKind::AddOn => (m::CATALOGUE_FITS, m::CATALOGUE_FITS_HINT),
        _ => (m::CATALOGUE_CLASS, m::CATALOGUE_CLASS_HINT),
    };
    view! {
        <Field id="name" label=t(m::FIELD_NAME) error=error_of(problem_of, "name") required=true>
            <TextInput value=form.name name="name" required=true autofocus=fresh />
        </Field>
        <Field
            id="class"
            label=t(label)
            hint=t(hint)
            error=error_of(problem_of, "class")
            required=kind == ItemKind::Service
        >
            <Select value=form.class options name="class" />
        </Field>
    }
    .into_any()
}

/// What the names of a domain end with.
fn ending(form: ItemForm, problem_of: ProblemOf, fresh: bool) -> AnyView {
    view! {
        <Field
            id="tld"
            label=t(m::CATALOGUE_ENDING)
            hint=t(m::CATALOGUE_ENDING_HINT)
            error=error_of(problem_of, "tld")
            required=true
        >
            <TextInput value=form.tld name="tld" required=true autofocus=fresh />
        </Field>
    }
    .into_any()
}
