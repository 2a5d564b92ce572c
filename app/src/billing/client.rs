//! Who pays for a client, and what it was charged (S6, C13).

use domain::{
    ClientId, FieldErrors, Lang, Refusal,
    billing::{ClientBilling, ClientBillingDraft, Payer},
    charges::MonthOfCharges,
    policy::Action,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api,
    fields::{label, languages},
    month::Month,
};
use crate::{
    api_error::ApiError,
    clients::ClientFrame,
    editing::{Editing, SavedForm, Saving, problem_of},
    failure::LoadError,
    i18n::{m, t},
    invoices,
    panel::{use_here, why_not},
    ui::{Choice, ChoiceCard, Field, FormGroup, Select, TextInput},
};

/// The billing of one client.
#[component]
pub fn ClientBillingPage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let client = move || {
        params
            .read()
            .get("client")
            .and_then(|id| id.parse::<ClientId>().ok())
    };
    let billing = Resource::new(
        move || (here.slug(), client()),
        |(at, client)| async move {
            match client {
                Some(client) => api::of_client(at, client).await,
                None => not_found(),
            }
        },
    );
    let month = Resource::new(
        move || (here.slug(), client()),
        |(at, client)| async move {
            match client {
                Some(client) => invoices::api::charges(at, client, None).await,
                None => Err(Refusal::NotFound.into()),
            }
        },
    );
    let content = move || {
        Suspend::new(async move {
            let staff = here.staff().await;
            let (billing, month) = (billing.await, month.await);
            let client = params.read_untracked().get("client");
            let client = client.and_then(|id| id.parse::<ClientId>().ok());
            let client = client.ok_or(ApiError::Refused(Refusal::NotFound));
            match staff.and_then(|staff| Ok((staff, client?, billing?, month?))) {
                Ok(((me, place), client, billing, month)) => {
                    let edits = why_not(&me, &place, Action::EditBilling);
                    let bills = why_not(&me, &place, Action::ManageInvoices);
                    view! { <Content client billing month edits bills /> }.into_any()
                }
                Err(error) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <ClientFrame>
            <Transition>{content}</Transition>
        </ClientFrame>
    }
}

fn not_found() -> Result<ClientBilling, ApiError> {
    #[cfg(feature = "ssr")]
    return crate::desk::answer(Err(Refusal::NotFound.into()));
    #[cfg(not(feature = "ssr"))]
    return Err(Refusal::NotFound.into());
}

#[component]
fn Content(
    client: ClientId,
    billing: ClientBilling,
    month: MonthOfCharges,
    /// Why the reader may not change who pays.
    edits: Option<String>,
    /// Why the reader may not charge.
    bills: Option<String>,
) -> impl IntoView {
    view! {
        <div class="stack" data-gap="large">
            <Month client month bills />
            <Form client billing refused=edits />
        </div>
    }
    .into_any()
}

/// One signal per field.
#[derive(Debug, Clone, Copy)]
struct Fields {
    payer: RwSignal<String>,
    tax_id: RwSignal<String>,
    exempt_reason: RwSignal<String>,
    lang: RwSignal<String>,
}

impl Fields {
    fn new(draft: ClientBillingDraft) -> Self {
        Self {
            payer: RwSignal::new(draft.payer.name().to_owned()),
            tax_id: RwSignal::new(draft.tax_id),
            exempt_reason: RwSignal::new(draft.exempt_reason),
            lang: RwSignal::new(draft.lang.map_or("", Lang::tag).to_owned()),
        }
    }

    fn read(self) -> ClientBillingDraft {
        ClientBillingDraft {
            payer: Payer::named(&self.payer.get()).unwrap_or_default(),
            tax_id: self.tax_id.get(),
            exempt_reason: self.exempt_reason.get(),
            lang: self.lang.get().parse().ok(),
        }
    }

    fn write(self, draft: ClientBillingDraft) {
        self.payer.set(draft.payer.name().to_owned());
        self.tax_id.set(draft.tax_id);
        self.exempt_reason.set(draft.exempt_reason);
        self.lang.set(draft.lang.map_or("", Lang::tag).to_owned());
    }
}

fn label_and_value(name: &str, draft: &ClientBillingDraft) -> (String, String) {
    let value = draft.fields().into_iter().find(|(known, _)| *known == name);
    let value = value.map_or("", |(_, value)| value);
    (label(name).to_owned(), value.to_owned())
}

#[component]
fn Form(client: ClientId, billing: ClientBilling, refused: Option<String>) -> impl IntoView {
    let here = use_here();
    let fields = Fields::new(billing.draft.clone());
    let editing = Editing::new(
        &format!("client-billing:{client}"),
        billing.draft,
        billing.version,
        move || fields.read(),
        move |draft| fields.write(draft),
    );
    let saving = Saving::new(
        editing,
        ClientBillingDraft::validate,
        move |draft, seen| api::edit_of_client(here.slug_untracked(), client, draft, seen),
        move || api::of_client(here.slug_untracked(), client),
        |billing| (billing.draft, billing.version),
    );
    let (errors, is_locked) = (saving.errors, refused.is_some());
    view! {
        <SavedForm saving words=label_and_value refused>
            <Inputs fields errors is_locked />
        </SavedForm>
    }
}

#[component]
fn Inputs(fields: Fields, errors: RwSignal<FieldErrors>, is_locked: bool) -> impl IntoView {
    let card = move |payer: Payer, title, text| {
        view! {
            <ChoiceCard
                name="payer"
                title=t(title)
                text=t(text)
                value=payer.name()
                chosen=fields.payer
                disabled=is_locked
            />
        }
    };
    let input = move |name: &'static str, value: RwSignal<String>, hint: &'static str| {
        let error = problem_of(errors, name);
        view! {
            <Field id=name label=label(name) hint error>
                <TextInput value readonly=is_locked />
            </Field>
        }
    };
    let mut langs = vec![Choice::from(("", t(m::BILLING_LANG_USUAL)))];
    langs.extend(languages());
    view! {
        <FormGroup title=t(m::BILLING_PAYER) help=t(m::BILLING_PAYER_HELP)>
            <div class="stack" data-gap="small" role="radiogroup" aria-label=t(m::BILLING_PAYER)>
                {card(Payer::Client, m::BILLING_PAYER_CLIENT, m::BILLING_PAYER_CLIENT_TEXT)}
                {card(Payer::Partner, m::BILLING_PAYER_PARTNER, m::BILLING_PAYER_PARTNER_TEXT)}
            </div>
        </FormGroup>
        <FormGroup title=t(m::BILLING_TAX) help=t(m::BILLING_TAX_HELP)>
            <div class="form-grid">
                {input("tax_id", fields.tax_id, t(m::BILLING_TAX_ID_HINT))}
                {input("exempt_reason", fields.exempt_reason, t(m::BILLING_EXEMPT_HINT))}
                <Field id="lang" label=label("lang")>
                    <Select value=fields.lang options=langs disabled=is_locked />
                </Field>
            </div>
        </FormGroup>
    }
    .into_any()
}
