use domain::{Currency, FieldErrors, Lang, billing::BillingDraft, taxes::Prices};
use leptos::prelude::*;

use crate::{
    editing::problem_of,
    i18n::{m, t},
    ui::{Checkbox, Choice, Field, FormGroup, Select, TextArea, TextInput},
    words,
};

/// One signal per field of how a seller sells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    prices: RwSignal<String>,
    currency: RwSignal<String>,
    lang: RwSignal<String>,
    days_to_pay: RwSignal<String>,
    invoice_prefix: RwSignal<String>,
    credit_prefix: RwSignal<String>,
    bank_holder: RwSignal<String>,
    bank_iban: RwSignal<String>,
    bank_bic: RwSignal<String>,
    bank_name: RwSignal<String>,
    note: RwSignal<String>,
    publishes_invoices: RwSignal<bool>,
    client_may_order: RwSignal<bool>,
}

impl Fields {
    pub(super) fn new(draft: BillingDraft) -> Self {
        Self {
            prices: RwSignal::new(draft.prices.name().to_owned()),
            currency: RwSignal::new(draft.currency.code().to_owned()),
            lang: RwSignal::new(draft.lang.tag().to_owned()),
            days_to_pay: RwSignal::new(draft.days_to_pay),
            invoice_prefix: RwSignal::new(draft.invoice_prefix),
            credit_prefix: RwSignal::new(draft.credit_prefix),
            bank_holder: RwSignal::new(draft.bank_holder),
            bank_iban: RwSignal::new(draft.bank_iban),
            bank_bic: RwSignal::new(draft.bank_bic),
            bank_name: RwSignal::new(draft.bank_name),
            note: RwSignal::new(draft.note),
            publishes_invoices: RwSignal::new(draft.publishes_invoices),
            client_may_order: RwSignal::new(draft.client_may_order),
        }
    }

    pub(super) fn read(self) -> BillingDraft {
        BillingDraft {
            prices: Prices::named(&self.prices.get()).unwrap_or_default(),
            currency: self.currency.get().parse().unwrap_or(Currency::EUR),
            lang: self.lang.get().parse().unwrap_or_default(),
            days_to_pay: self.days_to_pay.get(),
            invoice_prefix: self.invoice_prefix.get(),
            credit_prefix: self.credit_prefix.get(),
            bank_holder: self.bank_holder.get(),
            bank_iban: self.bank_iban.get(),
            bank_bic: self.bank_bic.get(),
            bank_name: self.bank_name.get(),
            note: self.note.get(),
            publishes_invoices: self.publishes_invoices.get(),
            client_may_order: self.client_may_order.get(),
        }
    }

    pub(super) fn write(self, draft: BillingDraft) {
        self.prices.set(draft.prices.name().to_owned());
        self.currency.set(draft.currency.code().to_owned());
        self.lang.set(draft.lang.tag().to_owned());
        self.days_to_pay.set(draft.days_to_pay);
        self.invoice_prefix.set(draft.invoice_prefix);
        self.credit_prefix.set(draft.credit_prefix);
        self.bank_holder.set(draft.bank_holder);
        self.bank_iban.set(draft.bank_iban);
        self.bank_bic.set(draft.bank_bic);
        self.bank_name.set(draft.bank_name);
        self.note.set(draft.note);
        self.publishes_invoices.set(draft.publishes_invoices);
        self.client_may_order.set(draft.client_may_order);
    }
}

/// The label of a field, as the reader knows it. What is spoken and what is noted elsewhere is
/// written on invoices here.
pub(super) fn label(name: &str) -> &str {
    match name {
        "lang" => t(m::BILLING_LANG),
        "note" => t(m::BILLING_NOTE),
        _ => words::field(name).unwrap_or(name),
    }
}

/// Whether prices include tax, to choose from.
pub(super) fn prices(prices: Prices) -> &'static str {
    t(match prices {
        Prices::Net => m::BILLING_PRICES_NET,
        Prices::Gross => m::BILLING_PRICES_GROSS,
    })
}

/// The languages of documents, to choose from.
pub(super) fn languages() -> Vec<Choice> {
    let all = Lang::ALL.into_iter();
    all.map(|lang| Choice::from((lang.tag(), lang.own_name())))
        .collect()
}

/// The fields; those for clients only where clients are sold to.
#[component]
pub(super) fn Inputs(
    fields: Fields,
    errors: RwSignal<FieldErrors>,
    is_locked: bool,
    /// Whether it is a partner that sells to clients.
    #[prop(optional)]
    to_clients: bool,
) -> impl IntoView {
    let input = move |name: &'static str, value: RwSignal<String>, hint: Option<&'static str>| {
        let error = problem_of(errors, name);
        match hint {
            Some(hint) => view! {
                <Field id=name label=label(name) hint error>
                    <TextInput value readonly=is_locked />
                </Field>
            }
            .into_any(),
            None => view! {
                <Field id=name label=label(name) error>
                    <TextInput value readonly=is_locked />
                </Field>
            }
            .into_any(),
        }
    };
    let select = move |name: &'static str, value: RwSignal<String>, options: Vec<Choice>| {
        view! {
            <Field id=name label=label(name)>
                <Select value options disabled=is_locked />
            </Field>
        }
        .into_any()
    };
    let kinds = [Prices::Net, Prices::Gross];
    let kinds = kinds.map(|kind| Choice::from((kind.name(), prices(kind))));
    let currencies = Currency::ALL.iter();
    let currencies = currencies
        .map(|it| Choice::from((it.code(), it.code())))
        .collect();
    let note = problem_of(errors, "note");
    let locked = Signal::stored(is_locked.then(|| t(m::BILLING_LOCKED).to_owned()));
    view! {
        <FormGroup title=t(m::BILLING_SELLING) help=t(m::BILLING_SELLING_HELP)>
            <div class="form-grid">
                {select("prices", fields.prices, kinds.to_vec())}
                {select("currency", fields.currency, currencies)}
                {input("days_to_pay", fields.days_to_pay, None)}
                {select("lang", fields.lang, languages())}
            </div>
        </FormGroup>
        <FormGroup title=t(m::BILLING_NUMBERS) help=t(m::BILLING_NUMBERS_HELP)>
            <div class="form-grid">
                {input("invoice_prefix", fields.invoice_prefix, Some(t(m::BILLING_PREFIX_HINT)))}
                {input("credit_prefix", fields.credit_prefix, None)}
            </div>
        </FormGroup>
        <FormGroup title=t(m::BILLING_BANK) help=t(m::BILLING_BANK_HELP)>
            <div class="form-grid">
                {input("bank_holder", fields.bank_holder, None)}
                {input("bank_name", fields.bank_name, None)}
                {input("bank_iban", fields.bank_iban, None)}
                {input("bank_bic", fields.bank_bic, None)}
            </div>
        </FormGroup>
        <FormGroup title=t(m::BILLING_NOTE) help=t(m::BILLING_NOTE_HELP)>
            <Field id="note" label=label("note") error=note full=true>
                <TextArea value=fields.note readonly=is_locked />
            </Field>
        </FormGroup>
        {to_clients
            .then(|| {
                view! {
                    <FormGroup title=t(m::BILLING_CLIENTS) help=t(m::BILLING_CLIENTS_HELP)>
                        <div class="stack">
                            <Checkbox
                                id="publishes_invoices"
                                label=label("publishes_invoices")
                                hint=t(m::BILLING_PUBLISHES_HINT)
                                value=fields.publishes_invoices
                                reason=locked
                            />
                            <Checkbox
                                id="client_may_order"
                                label=label("client_may_order")
                                hint=t(m::BILLING_CLIENT_MAY_ORDER_HINT)
                                value=fields.client_may_order
                                reason=locked
                            />
                        </div>
                    </FormGroup>
                }
            })}
    }
    .into_any()
}
