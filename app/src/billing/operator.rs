//! Who the operator is on its invoices to partners, and the rates of tax.

use domain::{
    FieldErrors, Refusal,
    billing::{OperatorBilling, OperatorBillingDraft},
};
use leptos::prelude::*;

use super::{
    api,
    fields::{Fields, Inputs, label},
    rates::Rates,
};
use crate::{
    api_error::ApiError,
    editing::{Editing, EditingBar},
    failure::LoadError,
    i18n::{m, t},
    partners::{CompanyFields, CompanyInputs},
    subscriptions::{self, Licences},
    ui::{PageHeader, PageTitle, toasts},
    words,
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
    let errors = RwSignal::new(FieldErrors::default());
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
    let save = Action::new(move |draft: &OperatorBillingDraft| {
        let (draft, seen) = (draft.clone(), editing.version());
        async move {
            match api::edit_operator(draft, seen).await {
                // What the other person saved comes into the form, beside what was typed here.
                Err(ApiError::Refused(Refusal::Conflict(_))) => api::operator().await.map(Err),
                answer => answer.map(Ok),
            }
        }
    });
    let notices = toasts();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(Ok(billing))) => {
            editing.saved(billing.draft, billing.version);
            notices.say(t(m::PROFILE_SAVED));
        }
        Some(Ok(Err(theirs))) => editing.rebase(theirs.draft, theirs.version),
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    let submit = move || {
        let draft = editing.draft_untracked();
        match draft.validate() {
            Ok(_) => {
                errors.set(FieldErrors::default());
                save.dispatch(draft);
            }
            Err(found) => errors.set(found),
        }
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <CompanyInputs fields=company errors is_locked=false />
            <Inputs fields errors is_locked=false />
            <EditingBar
                editing
                words=|(name, _): (String, OperatorBillingDraft)| {
                    (label(&name).to_owned(), String::new())
                }
                busy=save.pending()
                on_save=submit
            />
        </form>
    }
    .into_any()
}
