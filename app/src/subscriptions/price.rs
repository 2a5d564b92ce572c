use domain::{
    ClientId, FieldErrors, Refusal,
    subscriptions::{OwnPriceDraft, Subscription},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::api;
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{m, t, tf},
    panel::use_here,
    ui::{Button, Callout, Dialog, DialogBody, DialogFoot, Field, Kind, TextInput, Tone},
    words,
};

/// The dialog in which a client is given a price of its own (S12).
#[component]
pub(super) fn PriceDialog(
    client: ClientId,
    open: RwSignal<bool>,
    now: RwSignal<Subscription>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let plan = now.read().plan.name.clone();
        tf(m::SUBSCRIPTIONS_PRICE_TITLE, &[("plan", &plan)])
    });
    view! {
        <Dialog id="own-price" open=open title=title keep=true>
            {move || open.get().then(|| view! { <Form client open now /> })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(client: ClientId, open: RwSignal<bool>, now: RwSignal<Subscription>) -> impl IntoView {
    let here = use_here();
    let before = now.get_untracked();
    let OwnPriceDraft {
        price,
        reason,
        until,
    } = OwnPriceDraft::of(before.own.as_ref());
    let (price, reason, until) = (
        RwSignal::new(price),
        RwSignal::new(reason),
        RwSignal::new(until),
    );
    let errors = RwSignal::new(FieldErrors::default());
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (currency, today) = (before.plan.price.currency, before.today);
    let seen = before.version;
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = OwnPriceDraft {
            price: price.get_untracked(),
            reason: reason.get_untracked(),
            until: until.get_untracked(),
        };
        let found = draft.validate(currency, today).err().unwrap_or_default();
        let is_right = found.0.is_empty();
        errors.set(found);
        if !is_right || busy.get_untracked() {
            return;
        }
        let at = here.slug_untracked();
        busy.set(true);
        spawn_local(async move {
            match api::set_price(at, client, draft, seen).await {
                Ok(set) => {
                    open.set(false);
                    now.set(set);
                }
                Err(ApiError::Refused(Refusal::Invalid(found))) => errors.set(found),
                Err(error) => failed.set(Some(words::error(&error))),
            }
            busy.try_set(false);
        });
    };
    let error = move |name: &'static str| problem_of(errors, name);
    let usual = words::money(before.plan.price);
    let hint = tf(m::SUBSCRIPTIONS_PRICE_HINT, &[("price", &usual)]);
    view! {
        <form on:submit=save novalidate>
            <DialogBody>
                <p>{t(m::SUBSCRIPTIONS_PRICE_HELP)}</p>
                {move || {
                    failed
                        .get()
                        .map(|text| {
                            view! {
                                <Callout tone=Tone::Danger>
                                    <p>{text}</p>
                                </Callout>
                            }
                        })
                }}
                <Field id="own-price-price" label=t(m::FIELD_PRICE) hint=hint error=error("price")>
                    <TextInput
                        value=price
                        inputmode="decimal"
                        autocomplete="off"
                        number=true
                        unit=currency.code()
                        autofocus=true
                    />
                </Field>
                <Field id="own-price-reason" label=t(m::SUBSCRIPTIONS_REASON) error=error("reason")>
                    <TextInput value=reason autocomplete="off" />
                </Field>
                <Field
                    id="own-price-until"
                    label=t(m::SUBSCRIPTIONS_UNTIL)
                    hint=t(m::SUBSCRIPTIONS_UNTIL_HINT)
                    error=error("until")
                >
                    <TextInput value=until kind="date" />
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy>
                    {t(m::UI_SAVE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}
