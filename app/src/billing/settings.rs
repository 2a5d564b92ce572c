//! How the partner sells (P1).

use domain::{
    billing::{Billing, BillingDraft},
    policy::Action,
};
use leptos::prelude::*;

use super::{
    api,
    fields::{Fields, Inputs, label},
};
use crate::{
    configuration::ConfigurationHead,
    editing::{Editing, SavedForm, Saving},
    failure::LoadError,
    invoices::Missing,
    panel::{use_here, why_not},
    providers::{self, CardKeys},
};

/// The page of billing in the configuration.
#[component]
pub fn BillingPage() -> impl IntoView {
    let here = use_here();
    let billing = Resource::new(move || here.slug(), api::billing);
    let cards = Resource::new(move || here.slug(), providers::api::overview);
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, billing.await, cards.await) {
                (Ok((me, place)), Ok(billing), Ok(settings)) => {
                    let refused = why_not(&me, &place, Action::EditBilling);
                    let is_locked = refused.is_some();
                    view! {
                        <Form slug=place.slug.clone() billing refused />
                        <CardKeys slug=place.slug settings is_locked />
                    }
                    .into_any()
                }
                (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => {
                    view! { <LoadError error /> }.into_any()
                }
            }
        })
    };
    view! {
        <ConfigurationHead />
        <Suspense>{content}</Suspense>
    }
}

/// The label of a field and its value in a draft, as the reader knows them.
fn label_and_value(name: &str, draft: &BillingDraft) -> (String, String) {
    let value = draft.fields().into_iter().find(|(known, _)| *known == name);
    let value = value.map_or_else(String::new, |(_, value)| value);
    (label(name).to_owned(), value)
}

#[component]
fn Form(slug: String, billing: Billing, refused: Option<String>) -> impl IntoView {
    let here = use_here();
    let fields = Fields::new(billing.draft.clone());
    let missing = billing.missing;
    let editing = Editing::new(
        &format!("billing:{slug}"),
        billing.draft,
        billing.version,
        move || fields.read(),
        move |draft| fields.write(draft),
    );
    let again = slug.clone();
    let saving = Saving::new(
        editing,
        BillingDraft::validate,
        move |draft, seen| api::edit(slug.clone(), draft, seen),
        move || api::billing(again.clone()),
        |billing| (billing.draft, billing.version),
    );
    let (errors, is_locked) = (saving.errors, refused.is_some());
    view! {
        <SavedForm saving words=label_and_value refused>
            {(!missing.is_empty()).then(|| view! { <Missing here fields=missing /> })}
            <Inputs fields errors is_locked to_clients=true />
        </SavedForm>
    }
}
