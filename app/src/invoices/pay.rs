use domain::{
    FieldErrors, Refusal,
    invoices::InvoiceDetails,
    payments::{Direction, Method, PaymentDraft},
};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{m, t},
    panel::use_here,
    ui::{
        Button, Callout, Choice, Dialog, DialogBody, DialogFoot, Field, Kind, Segmented, Select,
        TextInput, Tone, toasts,
    },
    words,
};

/// Records money that came in for an invoice, or went back.
#[component]
pub(super) fn PayDialog(
    open: RwSignal<bool>,
    invoice: StoredValue<InvoiceDetails>,
    on_done: Callback<(InvoiceDetails,)>,
) -> impl IntoView {
    view! {
        <Dialog id="record-payment-dialog" open title=t(m::INVOICES_RECORD_PAYMENT) keep=true>
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
    let (left, returnable) = (invoice.summary.open, invoice.returnable);
    let returns_only = left.minor == 0;
    let direction = RwSignal::new(if returns_only { "returned" } else { "received" }.to_owned());
    let amount = RwSignal::new(if returns_only { returnable } else { left }.to_input());
    let how = RwSignal::new(Method::default().name().to_owned());
    let reference = RwSignal::new(String::new());
    let on = RwSignal::new(String::new());
    let errors = RwSignal::new(FieldErrors::default());
    let failed = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    // Today where the reader is: the server says if that has not come where it is.
    Effect::new(move |_| on.set(today()));
    let id = invoice.summary.id;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let draft = PaymentDraft {
            invoice: id,
            direction: if direction.get_untracked() == "returned" {
                Direction::Returned
            } else {
                Direction::Received
            },
            amount: amount.get_untracked(),
            method: Method::named(&how.get_untracked()).unwrap_or_default(),
            reference: reference.get_untracked(),
            on: on.get_untracked(),
        };
        let at = here.slug_untracked();
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let answer = api::record_payment(at, draft).await;
            busy.set(false);
            match answer {
                Ok(now) => {
                    open.set(false);
                    toasts.say(t(m::INVOICES_PAYMENT_RECORDED));
                    on_done.run((now,));
                }
                Err(ApiError::Refused(Refusal::Invalid(found))) => errors.set(found),
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let error = move |field: &'static str| problem_of(errors, field);
    let methods: Vec<Choice> = Method::BY_HAND
        .into_iter()
        .map(|way| Choice::from((way.name(), words::payment_method(way))))
        .collect();
    let directions = (returnable.minor > 0 && !returns_only).then(|| {
        let options: Vec<Choice> = vec![
            Choice::from(("received", t(m::PAYMENTS_RECEIVED))),
            Choice::from(("returned", t(m::PAYMENTS_RETURNED))),
        ];
        view! {
            <Segmented
                name="direction"
                label=t(m::PAYMENTS_DIRECTION)
                value=direction
                options
            />
        }
    });
    let help = if returns_only {
        m::PAYMENTS_RETURN_HELP
    } else {
        m::PAYMENTS_HELP
    };
    let currency = left.currency.code();
    view! {
        <form novalidate on:submit=submit>
            <DialogBody>
                <p>{t(help)}</p>
                {move || {
                    let error = failed.get();
                    error
                        .map(|error| {
                            view! { <Callout tone=Tone::Danger>{words::error(&error)}</Callout> }
                        })
                }}
                {directions}
                <div class="form-grid">
                    <Field
                        id="amount"
                        label=t(m::PAYMENTS_AMOUNT)
                        error=error("amount")
                        required=true
                    >
                        <TextInput value=amount inputmode="decimal" number=true unit=currency />
                    </Field>
                    <Field id="on" label=t(m::PAYMENTS_ON) error=error("on") required=true>
                        <TextInput value=on kind="date" />
                    </Field>
                    <Field id="method" label=t(m::PAYMENTS_METHOD) error=error("method")>
                        <Select value=how options=methods />
                    </Field>
                    <Field id="reference" label=t(m::PAYMENTS_REFERENCE) error=error("reference")>
                        <TextInput value=reference autocomplete="off" />
                    </Field>
                </div>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy>
                    {t(m::INVOICES_RECORD_PAYMENT)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

/// The day where the reader is, as an input of that kind holds it.
fn today() -> String {
    let now = js_sys::Date::new_0();
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}
