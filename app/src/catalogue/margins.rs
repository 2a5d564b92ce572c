use domain::{
    ServiceClassId,
    catalogue::{MarginsDraft, ServiceClass},
};
use leptos::prelude::*;

use super::list::class_words;
use crate::{
    i18n::{m, t},
    ui::{Field, FormGroup, TextInput},
    words,
};

/// The margins as typed, one signal each.
#[derive(Debug, Clone, Copy)]
pub(super) struct MarginsForm {
    on_all: RwSignal<String>,
    on_classes: StoredValue<Vec<(ServiceClassId, RwSignal<String>)>>,
}

impl MarginsForm {
    pub(super) fn new(draft: &MarginsDraft, classes: &[ServiceClass]) -> Self {
        let typed = |class: &ServiceClass| {
            let typed = draft.on_classes.get(&class.id).cloned();
            (class.id, RwSignal::new(typed.unwrap_or_default()))
        };
        Self {
            on_all: RwSignal::new(draft.on_all.clone()),
            on_classes: StoredValue::new(classes.iter().map(typed).collect()),
        }
    }

    /// The margins as typed, without what is as on all.
    pub(super) fn read(self) -> MarginsDraft {
        let typed = self.on_classes.with_value(|classes| {
            let typed = classes.iter().map(|(class, typed)| (*class, typed.get()));
            typed
                .filter(|(_, typed)| !typed.trim().is_empty())
                .collect()
        });
        MarginsDraft {
            on_all: self.on_all.get(),
            on_classes: typed,
        }
    }

    /// Fills every field.
    pub(super) fn write(self, mut draft: MarginsDraft) {
        self.on_all.set(draft.on_all);
        self.on_classes.with_value(|classes| {
            for (class, typed) in classes {
                typed.set(draft.on_classes.remove(class).unwrap_or_default());
            }
        });
    }
}

/// The label of a margin, and its value as the reader knows it.
pub(super) fn words_of(
    field: &str,
    draft: &MarginsDraft,
    classes: &[ServiceClass],
) -> (String, String) {
    let percent = |typed: &str| format!("{typed} %");
    if let Ok(class) = field.parse::<ServiceClassId>() {
        let typed = draft.on_classes.get(&class);
        let value = typed.map_or_else(String::new, |typed| percent(typed));
        return (class_words(Some(class), classes), value);
    }
    (t(m::CATALOGUE_ON_ALL).to_owned(), percent(&draft.on_all))
}

/// What the partner puts on top: on all, and on each class.
#[component]
pub(super) fn MarginFields(
    form: MarginsForm,
    classes: Vec<ServiceClass>,
    /// The problem of a margin, in words.
    problem_of: Callback<(String,), Option<String>>,
    locked: bool,
) -> impl IntoView {
    let field =
        |name: String, label: String, value: RwSignal<String>, placeholder: &'static str| {
            let id = format!("margin-{name}");
            let error = Signal::derive(move || problem_of.run((name.clone(),)));
            view! {
                <Field id label error>
                    <TextInput
                        value
                        placeholder
                        inputmode="decimal"
                        autocomplete="off"
                        number=true
                        unit="%"
                        readonly=locked
                    />
                </Field>
            }
        };
    let on_classes = form.on_classes.get_value().into_iter().zip(&classes);
    let on_classes = on_classes.map(|((id, value), class)| {
        let label = words::service_class(class);
        field(id.to_string(), label, value, t(m::CATALOGUE_AS_ON_ALL))
    });
    let on_classes = on_classes.collect_view();
    let on_all = field(
        "on_all".to_owned(),
        t(m::CATALOGUE_ON_ALL).to_owned(),
        form.on_all,
        "0",
    );
    view! {
        <FormGroup title=t(m::CATALOGUE_MARGINS) help=t(m::CATALOGUE_MARGINS_HELP)>
            <div class="margins">{on_all} {on_classes}</div>
        </FormGroup>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::{Version, catalogue::ShippedClass};

    use super::*;

    #[test]
    fn a_form_reads_back_what_it_was_filled_with() {
        let owner = Owner::new();
        owner.set();
        let classes = ShippedClass::ALL.map(|shipped| ServiceClass {
            id: shipped.id(),
            shipped: Some(shipped),
            name: String::new(),
            version: Version(1),
        });
        let form = MarginsForm::new(&MarginsDraft::default(), &classes);
        let draft = MarginsDraft {
            on_all: "20".to_owned(),
            on_classes: [(ShippedClass::CloudVps.id(), "7.5".to_owned())].into(),
        };
        form.write(draft.clone());
        assert_eq!(form.read(), draft);
        form.write(MarginsDraft::default());
        assert_eq!(form.read(), MarginsDraft::default());
    }
}
