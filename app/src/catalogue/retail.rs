//! A price of the partner's own.

use domain::{
    FieldErrors, Money, Refusal,
    catalogue::{RetailDraft, margin_between, with_margin},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::prices::{Desk, Row};
use crate::{
    api_error::ApiError,
    catalogue::api,
    editing::problem_of,
    i18n::{m, t, tf},
    ui::{Button, Callout, Dialog, DialogBody, DialogFoot, Field, Kind, TextInput, Tone},
    words,
};

/// The dialog in which the price of a row is set.
#[component]
pub(super) fn RetailDialog(desk: Desk) -> impl IntoView {
    let title = Signal::derive(move || {
        let row = desk.priced.get();
        row.map_or_else(String::new, |row| {
            let name = row.item.with_value(|item| item.name.clone());
            let term = words::term(row.slot().term).to_lowercase();
            tf(m::CATALOGUE_PRICE_OF, &[("name", &name), ("term", &term)])
        })
    });
    view! {
        <Dialog id="retail" open=desk.open title keep=true>
            {move || desk.priced.get().map(|row| view! { <Form row desk /> })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(row: Row, desk: Desk) -> impl IntoView {
    let wholesale = row.wholesale();
    let currency = wholesale.currency;
    let set = row.set.get_untracked();
    let typed = RwSignal::new(set.map_or_else(String::new, Money::to_input));
    let errors = RwSignal::new(FieldErrors::default());
    let busy = RwSignal::new(false);
    let class = row.item.with_value(|item| item.class);
    let by_margin = Memo::new(move |_| {
        let margin = desk.margins.read().on(class);
        with_margin(wholesale, margin).ok()
    });
    // What clients would pay: as typed, or by the margin while nothing is typed.
    let asked = Memo::new(move |_| {
        let typed = typed.read();
        if typed.trim().is_empty() {
            by_margin.get()
        } else {
            Money::parse(&typed, currency).ok()
        }
    });
    let draft = move |retail: String| RetailDraft {
        item: row.item.with_value(|item| item.item),
        slot: row.slot(),
        retail,
        seen: row.set.get_untracked(),
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = draft(typed.get_untracked());
        match draft.validate() {
            Ok(_) if busy.get_untracked() => {}
            Ok(_) => {
                errors.set(FieldErrors::default());
                busy.set(true);
                spawn_local(async move {
                    if let Some(found) = put(desk, row, draft, true).await {
                        errors.set(found);
                    }
                    busy.try_set(false);
                });
            }
            Err(found) => errors.set(found),
        }
    };
    let error = problem_of(errors, "retail");
    let hint = move || {
        let margin = by_margin.get_untracked();
        let margin = margin.map_or_else(String::new, words::money);
        tf(m::CATALOGUE_RETAIL_HINT, &[("price", &margin)])
    };
    view! {
        <form on:submit=save novalidate>
            <DialogBody>
                <dl class="description-list">
                    <dt>{t(m::CATALOGUE_WHOLESALE)}</dt>
                    <dd class="number">{words::money(wholesale)}</dd>
                </dl>
                <Field id="retail-price" label=t(m::CATALOGUE_RETAIL) hint=hint() error>
                    <TextInput
                        value=typed
                        inputmode="decimal"
                        autocomplete="off"
                        number=true
                        unit=currency.code()
                        autofocus=true
                    />
                </Field>
                {move || asked.get().map(|asked| outcome(wholesale, asked))}
            </DialogBody>
            <DialogFoot>
                <Button on_press=move || desk.open.set(false)>{t(m::UI_CANCEL)}</Button>
                <Button kind=Kind::Primary submit=true busy>
                    {t(m::UI_SAVE)}
                </Button>
            </DialogFoot>
        </form>
    }
    .into_any()
}

/// What a price leaves the partner, or costs it.
fn outcome(wholesale: Money, asked: Money) -> AnyView {
    let Ok(left) = asked.minus(wholesale) else {
        return ().into_any();
    };
    if left.minor < 0 {
        let text = tf(
            m::CATALOGUE_LOSS_TEXT,
            &[("amount", &words::money(left.negated()))],
        );
        return view! {
            <Callout tone=Tone::Warning title=t(m::CATALOGUE_LOSS)>
                <p>{text}</p>
            </Callout>
        }
        .into_any();
    }
    let percent = margin_between(wholesale, asked).map_or_else(|| "–".to_owned(), words::percent);
    let text = tf(
        m::CATALOGUE_EARNED,
        &[("amount", &words::money(left)), ("percent", &percent)],
    );
    view! { <p class="number">{text}</p> }.into_any()
}

/// Sets a price and shows it in its row; gives what is wrong with it. A notice takes it back.
async fn put(desk: Desk, row: Row, draft: RetailDraft, may_undo: bool) -> Option<FieldErrors> {
    let before = draft.seen;
    match api::set_retail(desk.slug.get_value(), draft.clone()).await {
        Ok(now) => {
            let seen = now.set;
            desk.open.set(false);
            let text = tf(m::CATALOGUE_RETAIL_SAVED, &[("name", &now.name)]);
            desk.take(row, now);
            if !may_undo {
                return None;
            }
            let undo = move || {
                let back = RetailDraft {
                    retail: before.map_or_else(String::new, Money::to_input),
                    seen,
                    ..draft.clone()
                };
                spawn_local(async move {
                    Box::pin(put(desk, row, back, false)).await;
                });
            };
            desk.toasts.say_with_undo(text, undo);
            None
        }
        Err(ApiError::Refused(Refusal::Invalid(found))) => Some(found),
        Err(error) => {
            desk.open.set(false);
            desk.toasts.fail(words::error(&error));
            if matches!(error, ApiError::Refused(Refusal::Conflict(_))) {
                desk.refresh.run(());
            }
            None
        }
    }
}
