use domain::{
    FieldErrors, Refusal,
    catalogue::ItemKind,
    refusal::Conflict,
    services::{ServiceDraft, ServiceSummary},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{api, steps::Desk};
use crate::{
    api_error::ApiError,
    editing::problem_of,
    i18n::{m, t, tf},
    ui::{Button, Callout, Dialog, DialogBody, DialogFoot, Field, Kind, TextInput, Tone},
    words,
};

/// Changes what a service is called and what it costs.
#[component]
pub(super) fn EditDialog(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    // Each sets the other only when it has to: setting what is so already would go on forever.
    Effect::new(move |_| {
        if desk.edited.read().is_some() {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() && desk.edited.read_untracked().is_some() {
            desk.edited.set(None);
        }
    });
    let title = Signal::derive(move || {
        let edited = desk.edited.read();
        let name = edited
            .as_ref()
            .map_or_else(String::new, ServiceSummary::title);
        tf(m::SERVICES_EDIT_TITLE, &[("name", &name)])
    });
    let content = move || {
        let service = desk.edited.get_untracked()?;
        Some(view! { <Form desk service open /> })
    };
    view! {
        <Dialog id="edit-service" open title keep=true>
            {content}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(desk: Desk, service: ServiceSummary, open: RwSignal<bool>) -> impl IntoView {
    let before = ServiceDraft::of(&service);
    let (id, kind, currency) = (service.id, service.kind, service.retail.currency);
    let label = RwSignal::new(before.label);
    let retail = RwSignal::new(before.retail);
    let discount = RwSignal::new(before.discount);
    let version = RwSignal::new(service.version);
    let errors = RwSignal::new(FieldErrors::default());
    let theirs = RwSignal::new(None::<Conflict>);
    let failed = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = ServiceDraft {
            label: label.get_untracked(),
            retail: retail.get_untracked(),
            discount: discount.get_untracked(),
        };
        if let Err(found) = draft.validate(kind, currency) {
            errors.set(found);
            return;
        }
        if busy.get_untracked() {
            return;
        }
        errors.set(FieldErrors::default());
        failed.set(None);
        busy.set(true);
        spawn_local(async move {
            let seen = version.get_untracked();
            match api::edit(desk.here.slug_untracked(), id, draft, seen).await {
                Ok(now) => {
                    open.set(false);
                    desk.toasts
                        .say(tf(m::SERVICES_SAVED, &[("name", &now.title())]));
                    desk.on_change.run(());
                }
                Err(ApiError::Refused(Refusal::Invalid(found))) => errors.set(found),
                Err(ApiError::Refused(Refusal::Conflict(conflict))) => {
                    version.set(conflict.version);
                    theirs.set(Some(conflict));
                    desk.on_change.run(());
                }
                Err(error) => failed.set(Some(error)),
            }
            busy.try_set(false);
        });
    };
    let error = move |name: &'static str| problem_of(errors, name);
    let is_domain = kind == ItemKind::Domain;
    view! {
        <form on:submit=save novalidate>
            <DialogBody>
                <div class="stack">
                    {move || theirs.get().map(|conflict| meanwhile(&conflict))}
                    {move || failed.get().map(|error| view! {
                        <Callout tone=Tone::Danger>
                            <p>{words::error(&error)}</p>
                        </Callout>
                    })}
                    // The name of a domain stays what was ordered.
                    {(!is_domain)
                        .then(|| {
                            view! {
                                <Field id="service-label" label=t(m::FIELD_LABEL) hint=t(m::ORDERS_LABEL_HINT) error=error("label")>
                                    <TextInput value=label autocomplete="off" autofocus=true />
                                </Field>
                            }
                        })}
                    <Field id="service-retail" label=t(m::FIELD_PRICE) hint=t(m::SERVICES_PRICE_HINT) error=error("retail")>
                        <TextInput
                            value=retail
                            inputmode="decimal"
                            autocomplete="off"
                            number=true
                            unit=currency.code()
                        />
                    </Field>
                    <Field id="service-discount" label=t(m::ORDERS_DISCOUNT) error=error("discount")>
                        <TextInput
                            value=discount
                            inputmode="decimal"
                            autocomplete="off"
                            number=true
                            unit="%"
                        />
                    </Field>
                </div>
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

/// What somebody else has made of it: saving again overwrites that.
fn meanwhile(conflict: &Conflict) -> AnyView {
    let lines = conflict.changed.iter().filter_map(|changed| {
        let label = match changed.field.as_str() {
            "label" => m::FIELD_LABEL,
            "retail" => m::FIELD_PRICE,
            "discount" => m::ORDERS_DISCOUNT,
            _ => return None,
        };
        let (field, value) = (t(label), changed.now.as_str());
        let line = tf(
            m::EDITING_THEIR_VALUE,
            &[("field", field), ("value", value)],
        );
        Some(view! { <li>{line}</li> })
    });
    let lines = lines.collect_view();
    view! {
        <Callout tone=Tone::Warning title=t(m::EDITING_CHANGED_MEANWHILE)>
            <p>{t(m::SERVICES_OVERWRITES)}</p>
            <ul>{lines}</ul>
        </Callout>
    }
    .into_any()
}
