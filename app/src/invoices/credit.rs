use domain::{
    FieldErrors, Refusal,
    invoices::{CreditDraft, InvoiceDetails},
};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{m, t, tf},
    panel::use_here,
    ui::{
        Button, Callout, Dialog, DialogBody, DialogFoot, Field, Kind, Size, TextInput, Tone, toasts,
    },
    words,
};

/// Takes an invoice back by a credit note, wholly or line by line.
#[component]
pub(super) fn CreditDialog(
    open: RwSignal<bool>,
    invoice: StoredValue<InvoiceDetails>,
    on_done: Callback<(InvoiceDetails,)>,
) -> impl IntoView {
    view! {
        <Dialog id="credit-dialog" open title=t(m::INVOICES_CREDIT) keep=true large=true>
            {move || view! { <Form open invoice=invoice.get_value() on_done /> }}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(
    open: RwSignal<bool>,
    invoice: InvoiceDetails,
    on_done: Callback<(InvoiceDetails,)>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let nets: Vec<RwSignal<String>> = invoice
        .creditable
        .iter()
        .map(|_| RwSignal::new(String::new()))
        .collect();
    let reason = RwSignal::new(String::new());
    let errors = RwSignal::new(FieldErrors::default());
    let failed = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let kept = StoredValue::new((nets.clone(), invoice.creditable.clone()));
    let everything = move || {
        kept.with_value(|(nets, left)| {
            for (net, left) in nets.iter().zip(left) {
                net.set(left.to_input());
            }
        });
    };
    let (id, seen) = (invoice.summary.id, invoice.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let nets =
            kept.with_value(|(nets, _)| nets.iter().map(|net| net.get_untracked()).collect());
        let draft = CreditDraft {
            invoice: id,
            nets,
            reason: reason.get_untracked(),
            seen,
        };
        if let Err(found) = kept.with_value(|(_, left)| draft.validate(left)) {
            errors.set(found);
            return;
        }
        let at = here.slug_untracked();
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let answer = api::credit(at, draft).await;
            busy.set(false);
            match answer {
                Ok(now) => {
                    open.set(false);
                    toasts.say(t(m::INVOICES_WAS_CREDITED));
                    on_done.run((now,));
                }
                Err(ApiError::Refused(Refusal::Invalid(found))) => errors.set(found),
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let lines = invoice
        .document
        .lines
        .iter()
        .zip(&invoice.creditable)
        .zip(nets)
        .enumerate()
        .map(|(at, ((line, left), net))| {
            let field = format!("nets.{at}");
            let error = problem_of(errors, field);
            let hint = tf(m::INVOICES_CREDITABLE, &[("amount", &words::money(*left))]);
            let currency = left.currency.code();
            view! {
                <Field id=format!("net-{at}") label=line.text.clone() hint error full=true>
                    <TextInput value=net inputmode="decimal" number=true unit=currency />
                </Field>
            }
        })
        .collect_view();
    let none = Signal::derive(move || errors.read().of("nets").is_some());
    let why = problem_of(errors, "reason");
    view! {
        <form novalidate on:submit=submit>
            <DialogBody>
                <p>{t(m::INVOICES_CREDIT_HELP)}</p>
                {move || {
                    let error = failed.get();
                    error
                        .map(|error| {
                            view! { <Callout tone=Tone::Danger>{words::error(&error)}</Callout> }
                        })
                }}
                {move || {
                    none.get()
                        .then(|| {
                            view! {
                                <Callout tone=Tone::Danger>{t(m::INVOICES_CREDIT_NOTHING)}</Callout>
                            }
                        })
                }}
                <Button size=Size::Small on_press=everything>
                    {t(m::INVOICES_CREDIT_ALL)}
                </Button>
                <div class="form-grid">
                    {lines}
                    <Field
                        id="credit-reason"
                        label=t(m::INVOICES_CREDIT_REASON)
                        hint=t(m::INVOICES_CREDIT_REASON_HINT)
                        error=why
                        required=true
                        full=true
                    >
                        <TextInput value=reason />
                    </Field>
                </div>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy>
                    {t(m::INVOICES_CREDIT)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}
