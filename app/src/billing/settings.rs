//! How the partner sells (P1).

use domain::{
    FieldErrors,
    billing::{Billing, BillingDraft},
    policy,
};
use leptos::prelude::*;

use super::{
    api,
    fields::{Fields, Inputs, label},
};
use crate::{
    configuration::ConfigurationHead,
    editing::{Editing, EditingBar, saving},
    failure::LoadError,
    invoices::Missing,
    panel::{may, use_here},
    providers::{self, CardKeys},
    ui::Refused,
    words,
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
                    let refused = words::why_not(&may(&me, &place, policy::Action::EditBilling));
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
pub(super) fn label_and_value(name: &str, draft: &BillingDraft) -> (String, String) {
    let value = draft.fields().into_iter().find(|(known, _)| *known == name);
    let value = value.map_or_else(String::new, |(_, value)| value);
    (label(name).to_owned(), value)
}

#[component]
fn Form(slug: String, billing: Billing, refused: Option<String>) -> impl IntoView {
    let here = use_here();
    let fields = Fields::new(billing.draft.clone());
    let errors = RwSignal::new(FieldErrors::default());
    let missing = billing.missing;
    let editing = Editing::new(
        &format!("billing:{slug}"),
        billing.draft,
        billing.version,
        move || fields.read(),
        move |draft| fields.write(draft),
    );
    let again = slug.clone();
    let save = saving(
        editing,
        errors,
        move |draft, seen| api::edit(slug.clone(), draft, seen),
        move || api::billing(again.clone()),
        |billing| (billing.draft, billing.version),
    );
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
    let is_locked = refused.is_some();
    let bar = (!is_locked).then(|| {
        view! {
            <EditingBar
                editing
                words=|(name, draft): (String, BillingDraft)| label_and_value(&name, &draft)
                busy=save.pending()
                on_save=submit
            />
        }
    });
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            {refused.map(|text| view! { <Refused text /> })}
            {(!missing.is_empty()).then(|| view! { <Missing here fields=missing /> })}
            <Inputs fields errors is_locked to_clients=true />
            {bar}
        </form>
    }
    .into_any()
}
