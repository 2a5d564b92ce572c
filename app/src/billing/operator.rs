//! Who the operator is on its invoices to partners, and the rates of tax.

use domain::billing::{OperatorBilling, OperatorBillingDraft};
use leptos::prelude::*;

use super::{
    api,
    fields::{Fields, Inputs, label},
    rates::Rates,
};
use crate::{
    editing::{Editing, SavedForm, Saving},
    failure::LoadError,
    i18n::{m, t},
    partners::{CompanyFields, CompanyInputs},
    subscriptions::{self, Licences},
    ui::{PageHeader, PageTitle},
};

/// The operator's page of billing.
#[component]
pub fn OperatorBillingPage() -> impl IntoView {
    let billing = Resource::new(|| (), |()| api::operator());
    let rates = Resource::new(|| (), |()| api::tax_rates());
    let licences = Resource::new(|| (), |()| subscriptions::api::licence_prices());
    let content = move || {
        Suspend::new(async move {
            match (billing.await, rates.await, licences.await) {
                (Ok(billing), Ok(rates), Ok(prices)) => view! {
                    <Form billing />
                    <Licences prices />
                    <Rates rates />
                }
                .into_any(),
                (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => {
                    view! { <LoadError error /> }.into_any()
                }
            }
        })
    };
    view! {
        <PageTitle text=t(m::BILLING_TITLE) />
        <div class="page">
            <PageHeader title=t(m::BILLING_TITLE) help=t(m::BILLING_OPERATOR_HELP) />
            <Suspense>{content}</Suspense>
        </div>
    }
}

#[component]
fn Form(billing: OperatorBilling) -> impl IntoView {
    let company = CompanyFields::new(billing.draft.company.clone());
    let fields = Fields::new(billing.draft.billing.clone());
    let editing = Editing::new(
        "operator-billing",
        billing.draft,
        billing.version,
        move || OperatorBillingDraft {
            company: company.read(),
            billing: fields.read(),
        },
        move |draft: OperatorBillingDraft| {
            company.write(draft.company);
            fields.write(draft.billing);
        },
    );
    let saving = Saving::new(
        editing,
        OperatorBillingDraft::validate,
        api::edit_operator,
        api::operator,
        |billing| (billing.draft, billing.version),
    );
    let errors = saving.errors;
    view! {
        <SavedForm saving words=label_alone refused=None>
            <CompanyInputs
                fields=company
                errors
                is_locked=false
                help=t(m::BILLING_OPERATOR_SEEN)
            />
            <Inputs fields errors is_locked=false />
        </SavedForm>
    }
}

/// The label of a group of fields: it has no one value to be shown.
fn label_alone(name: &str, _: &OperatorBillingDraft) -> (String, String) {
    (label(name).to_owned(), String::new())
}
