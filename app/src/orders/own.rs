//! What a client's own people order (G5).

use domain::{Refusal, orders::OrderOptions};
use leptos::prelude::*;

use super::{
    api,
    editor::{CurrencyField, bones, moved, new_draft},
    line::Lines,
    open::{By, Open},
    picker::Picker,
    totals::Totals,
};
use crate::{
    api_error::ApiError,
    failure::LoadError,
    i18n::{m, t},
    panel::use_here,
    ui::{Button, EmptyState, Field, FormGroup, Kind, PageHeader, PageTitle, TextArea},
};

/// An order of the client, for its owners.
#[component]
pub fn OwnOrderPage() -> impl IntoView {
    let here = use_here();
    let options = Resource::new(
        move || here.client(),
        |client| async move {
            let client = client.ok_or(ApiError::Refused(Refusal::NotFound))?;
            api::own_options(client).await
        },
    );
    view! {
        <PageTitle text=t(m::ORDERS_OWN_TITLE) />
        <div class="page">
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    let place = untrack(|| here.office());
                    match place.and(options.await) {
                        Ok(options) if options.offers.is_empty() => nothing(),
                        Ok(options) => view! { <Editor options /> }.into_any(),
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

fn nothing() -> AnyView {
    view! {
        <PageHeader title=t(m::ORDERS_OWN_TITLE) />
        <EmptyState icon="shopping-cart" title=t(m::ORDERS_OWN_NOTHING) />
    }
    .into_any()
}

#[component]
fn Editor(options: OrderOptions) -> impl IntoView {
    let prices = options.prices;
    let draft = new_draft(&options);
    let open = Open::new(use_here(), By::Client, options, draft, None);
    let totals = move || {
        let totals = open.worked.get().totals;
        totals.map(|totals| view! { <Totals totals prices=Some(prices) by=By::Client /> })
    };
    view! {
        <PageHeader title=t(m::ORDERS_OWN_TITLE) help=t(m::ORDERS_OWN_HELP) />
        <div class="editor">
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    open.place();
                }
            >
                <FormGroup title=t(m::ORDERS_OWN_LINES) help=t(m::ORDERS_OWN_LINES_HELP)>
                    <Lines open />
                </FormGroup>
                <FormGroup title=t(m::ORDERS_OWN_OFFERS) help=t(m::ORDERS_CATALOGUE_HELP)>
                    <CurrencyField open />
                    <Picker open />
                </FormGroup>
                // Enter in a field orders, as in any form.
                <button type="submit" hidden></button>
            </form>
            <aside class="editor-preview" aria-label=t(m::ORDERS_TOTALS)>
                <p class="editor-preview-title">{t(m::ORDERS_TOTALS)}</p>
                <div aria-live="polite">{totals}</div>
                <p class="muted small">{t(m::ORDERS_OWN_BEGINS)}</p>
                <Field
                    id="order-note"
                    label=t(m::ORDERS_OWN_NOTE)
                    error=Signal::derive(move || open.problem_of("note"))
                >
                    <TextArea value=open.form.note />
                </Field>
                {move || open.moved.get().map(moved)}
                <Button kind=Kind::Primary busy=open.busy on_press=move || open.place()>
                    {t(m::ORDERS_OWN_PLACE)}
                </Button>
            </aside>
        </div>
    }
    .into_any()
}
