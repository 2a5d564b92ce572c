//! Company information: what clients see of the partner (P11).

use domain::{
    FieldErrors,
    partners::{Company, CompanyDraft},
    policy::Action,
};
use leptos::prelude::*;

use super::api;
use crate::{
    configuration::configured,
    countries,
    editing::{Editing, SavedForm, Saving, problem_of},
    i18n::{m, t},
    panel::use_here,
    ui::{Choice, Field, FormGroup, Select, TextInput},
    words,
};

/// The company's page of the configuration.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let here = use_here();
    let company = Resource::new(move || here.slug(), api::company);
    configured(company, Action::EditCompany, |slug, company, refused| {
        view! { <Form slug company refused /> }.into_any()
    })
}

/// One signal per field.
#[derive(Debug, Clone, Copy)]
pub struct CompanyFields {
    name: RwSignal<String>,
    support_email: RwSignal<String>,
    phone: RwSignal<String>,
    website: RwSignal<String>,
    country: RwSignal<String>,
    street: RwSignal<String>,
    city: RwSignal<String>,
    state: RwSignal<String>,
    postal_code: RwSignal<String>,
    tax_id: RwSignal<String>,
}

impl CompanyFields {
    /// Holds a draft.
    pub fn new(draft: CompanyDraft) -> Self {
        Self {
            name: RwSignal::new(draft.name),
            support_email: RwSignal::new(draft.support_email),
            phone: RwSignal::new(draft.phone),
            website: RwSignal::new(draft.website),
            country: RwSignal::new(draft.country),
            street: RwSignal::new(draft.street),
            city: RwSignal::new(draft.city),
            state: RwSignal::new(draft.state),
            postal_code: RwSignal::new(draft.postal_code),
            tax_id: RwSignal::new(draft.tax_id),
        }
    }

    /// What the fields hold.
    pub fn read(self) -> CompanyDraft {
        CompanyDraft {
            name: self.name.get(),
            support_email: self.support_email.get(),
            phone: self.phone.get(),
            website: self.website.get(),
            country: self.country.get(),
            street: self.street.get(),
            city: self.city.get(),
            state: self.state.get(),
            postal_code: self.postal_code.get(),
            tax_id: self.tax_id.get(),
        }
    }

    /// Fills the fields.
    pub fn write(self, draft: CompanyDraft) {
        self.name.set(draft.name);
        self.support_email.set(draft.support_email);
        self.phone.set(draft.phone);
        self.website.set(draft.website);
        self.country.set(draft.country);
        self.street.set(draft.street);
        self.city.set(draft.city);
        self.state.set(draft.state);
        self.postal_code.set(draft.postal_code);
        self.tax_id.set(draft.tax_id);
    }
}

/// The label of a field and its value in a draft, as the reader knows them.
fn label_and_value(name: &str, draft: &CompanyDraft) -> (String, String) {
    let label = words::field(name).unwrap_or(name).to_owned();
    let value = draft.fields().into_iter().find(|(known, _)| *known == name);
    let value = value.map_or("", |(_, value)| value);
    let value = if name == "country" {
        countries::name(value)
    } else {
        value
    };
    (label, value.to_owned())
}

#[component]
fn Form(slug: String, company: Company, refused: Option<String>) -> impl IntoView {
    let fields = CompanyFields::new(company.values.clone());
    let editing = Editing::new(
        &format!("company:{slug}"),
        company.values,
        company.version,
        move || fields.read(),
        move |draft| fields.write(draft),
    );
    let again = slug.clone();
    let saving = Saving::new(
        editing,
        CompanyDraft::validate,
        move |draft, seen| api::edit_company(slug.clone(), draft, seen),
        move || api::company(again.clone()),
        |company| (company.values, company.version),
    );
    let (errors, is_locked) = (saving.errors, refused.is_some());
    view! {
        <SavedForm saving words=label_and_value refused>
            <CompanyInputs fields errors is_locked />
        </SavedForm>
    }
}

/// The fields of a company.
#[component]
pub fn CompanyInputs(
    fields: CompanyFields,
    errors: RwSignal<FieldErrors>,
    is_locked: bool,
    /// Who sees this.
    #[prop(optional, into)]
    help: Option<String>,
) -> impl IntoView {
    let input = move |name: &'static str,
                      value: RwSignal<String>,
                      kind: &'static str,
                      full: bool| {
        let error = problem_of(errors, name);
        view! {
            <Field id=name label=words::field(name).unwrap_or(name) error full required=name == "name">
                <TextInput value kind readonly=is_locked />
            </Field>
        }
    };
    let error = problem_of(errors, "country");
    let mut countries = vec![Choice::from(("", ""))];
    countries.extend(countries::choices());
    view! {
        <FormGroup title=t(m::COMPANY_GENERAL) help=help.unwrap_or_else(|| t(m::COMPANY_GENERAL_HELP).to_owned())>
            <div class="form-grid">
                {input("name", fields.name, "text", true)}
                {input("support_email", fields.support_email, "email", false)}
                {input("phone", fields.phone, "tel", false)}
                {input("website", fields.website, "url", false)}
                {input("tax_id", fields.tax_id, "text", false)}
            </div>
        </FormGroup>
        <FormGroup title=t(m::COMPANY_ADDRESS)>
            <div class="form-grid">
                {input("street", fields.street, "text", true)}
                {input("postal_code", fields.postal_code, "text", false)}
                {input("city", fields.city, "text", false)}
                {input("state", fields.state, "text", false)}
                <Field id="country" label=t(m::FIELD_COUNTRY) error>
                    <Select value=fields.country options=countries disabled=is_locked />
                </Field>
            </div>
        </FormGroup>
    }
    .into_any()
}
