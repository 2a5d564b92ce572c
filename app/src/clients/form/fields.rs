use domain::{
    clients::ClientFormOptions,
    custom_fields::{CustomField, Kind},
};
use leptos::prelude::*;

use super::{cells::Cells, problems::Problems};
use crate::{
    countries,
    i18n::{m, t},
    ui::{Choice, Field, FormGroup, Select, TextArea, TextInput},
    words,
};

/// The fields in their groups: General, Address, Additional fields (B9).
#[component]
pub(super) fn Fields(
    cells: Cells,
    problems: Problems,
    options: ClientFormOptions,
    with_plan: bool,
) -> impl IntoView {
    let ClientFormOptions {
        fields,
        plans,
        managers,
        ..
    } = options;
    let plans = with_none(
        t(m::CLIENTS_WITHOUT_PLAN),
        plans
            .into_iter()
            .map(|plan| Choice::from((plan.id.to_string(), plan.name))),
    );
    let managers = with_none(
        t(m::CLIENTS_NOBODY),
        managers
            .into_iter()
            .map(|(id, name)| Choice::from((id.to_string(), name))),
    );
    let line = move |name: &'static str| Line {
        cells,
        problems,
        name,
    };
    view! {
        <FormGroup title=t(m::CLIENTS_GENERAL)>
            <div class="form-grid">
                {line("company").required().full().input("text", "organization")}
                {line("contact").with().input("text", "name")}
                {line("email").with().input("email", "email")}
                {line("phone").with().input("tel", "tel")}
                {line("website").with().input("text", "url")}
                {line("manager").hint(m::CLIENTS_MANAGER_HINT).select(managers)}
                {with_plan.then(|| line("plan").hint(m::CLIENTS_PLAN_HINT).select(plans))}
                {line("notes").hint(m::CLIENTS_NOTES_HINT).full().area()}
            </div>
        </FormGroup>
        <FormGroup title=t(m::CLIENTS_ADDRESS) help=t(m::CLIENTS_ADDRESS_HELP)>
            <div class="form-grid">
                {line("street").full().input("text", "street-address")}
                {line("city").with().input("text", "address-level2")}
                {line("postal_code").with().input("text", "postal-code")}
                {line("state").with().input("text", "address-level1")}
                {line("country").with().select(with_none(t(m::CLIENTS_NO_COUNTRY), countries::choices().into_iter()))}
            </div>
        </FormGroup>
        {(!fields.is_empty())
            .then(|| {
                view! {
                    <FormGroup title=t(m::CLIENTS_ADDITIONAL) help=t(m::CLIENTS_ADDITIONAL_HELP)>
                        <div class="form-grid">
                            {fields
                                .into_iter()
                                .map(|field| view! { <Additional cells problems field /> })
                                .collect_view()}
                        </div>
                    </FormGroup>
                }
            })}
    }
    .into_any()
}

fn with_none(none: &str, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::from(("", none)))
        .chain(choices)
        .collect()
}

/// A plain field on its way to be shown.
#[derive(Clone, Copy)]
struct Line {
    cells: Cells,
    problems: Problems,
    name: &'static str,
}

impl Line {
    const fn with(self) -> Framed {
        Framed {
            line: self,
            required: false,
            full: false,
            hint: None,
        }
    }

    const fn required(self) -> Framed {
        Framed {
            required: true,
            ..self.with()
        }
    }

    const fn full(self) -> Framed {
        self.with().full()
    }

    const fn hint(self, hint: crate::i18n::Msg) -> Framed {
        self.with().hint(hint)
    }
}

/// A plain field and how it is framed.
#[derive(Clone, Copy)]
struct Framed {
    line: Line,
    required: bool,
    full: bool,
    hint: Option<crate::i18n::Msg>,
}

impl Framed {
    const fn full(self) -> Self {
        Self { full: true, ..self }
    }

    const fn hint(self, hint: crate::i18n::Msg) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    fn input(self, kind: &'static str, autocomplete: &'static str) -> AnyView {
        let Line { problems, name, .. } = self.line;
        let value = self.value();
        let leave = move || problems.leave(name, value.read_untracked().trim().is_empty());
        self.frame(move || {
            view! { <TextInput value name kind autocomplete on_blur=leave /> }.into_any()
        })
    }

    fn area(self) -> AnyView {
        let name = self.line.name;
        let value = self.value();
        self.frame(move || view! { <TextArea value name /> }.into_any())
    }

    fn select(self, choices: Vec<Choice>) -> AnyView {
        let name = self.line.name;
        let value = self.value();
        self.frame(move || view! { <Select value name options=choices /> }.into_any())
    }

    fn value(self) -> RwSignal<String> {
        self.line.cells.cell(self.line.name)
    }

    fn frame(self, inside: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
        let Line { problems, name, .. } = self.line;
        let error = Signal::derive(move || problems.of(name));
        let label = words::field(name).unwrap_or_default();
        let (required, full) = (self.required, self.full);
        match self.hint {
            Some(hint) => view! {
                <Field id=id_of(name) label hint=t(hint) error full required>
                    {inside()}
                </Field>
            }
            .into_any(),
            None => view! {
                <Field id=id_of(name) label error full required>
                    {inside()}
                </Field>
            }
            .into_any(),
        }
    }
}

fn id_of(name: &str) -> String {
    format!("client-{name}")
}

/// A field that the partner defined (B9).
#[component]
fn Additional(cells: Cells, problems: Problems, field: CustomField) -> impl IntoView {
    let name = field.id.to_string();
    let value = cells.cell(&name);
    let id = id_of(&name);
    let own = name.clone();
    let error = Signal::derive(move || problems.of(&own));
    let leave = move || problems.leave(&name, value.read_untracked().trim().is_empty());
    // Made inside the field, whose label it takes from there.
    let control = move || match field.kind {
        Kind::Text => view! { <TextInput value on_blur=leave /> }.into_any(),
        Kind::Number => view! { <TextInput value inputmode="decimal" on_blur=leave /> }.into_any(),
        Kind::Date => view! { <TextInput value kind="date" on_blur=leave /> }.into_any(),
        Kind::Choice(choices) => {
            let choices = choices.into_iter().map(|it| Choice::from((it.clone(), it)));
            view! { <Select value options=with_none(t(m::CLIENTS_CHOOSE), choices) /> }.into_any()
        }
        Kind::YesNo => {
            let choices = [("yes", t(m::CLIENTS_YES)), ("no", t(m::CLIENTS_NO))].map(Choice::from);
            let options = with_none(t(m::CLIENTS_CHOOSE), choices.into_iter());
            view! { <Select value options /> }.into_any()
        }
    };
    view! {
        <Field id label=field.label error required=field.is_required>
            {control()}
        </Field>
    }
    .into_any()
}
