use domain::{
    ClientId, Currency, OrderId, Refusal,
    catalogue::Offer,
    orders::{Begins, OrderDetails, OrderDraft, OrderOptions, OrderStatus},
    refusal::Rejection,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api,
    client_picker::ClientPicker,
    line::Lines,
    open::{By, Open},
    picker::Picker,
    totals::Totals,
};
use crate::{
    api_error::ApiError,
    editing::EditingBar,
    failure::LoadError,
    i18n::{m, t, tf},
    panel::{Here, use_here},
    ui::{
        Bone, Button, Callout, Choice, Field, FormGroup, Kind, PageHeader, PageTitle, Section,
        Segmented, Select, Skeleton, TextArea, Tone,
    },
    words,
};

/// A new order: first for whom, then what (B4).
#[component]
pub fn NewOrderPage() -> impl IntoView {
    let here = use_here();
    let query = use_query_map();
    let client = Memo::new(move |_| {
        let query = query.read();
        query
            .get_str("client")
            .and_then(|id| id.parse::<ClientId>().ok())
    });
    let options = Resource::new(
        move || (here.slug(), client.get()),
        |(at, client)| async move {
            match client {
                Some(client) => api::options(at, client).await.map(Some),
                None => Ok(None),
            }
        },
    );
    view! {
        <PageTitle text=t(m::ORDERS_NEW) />
        <div class="page">
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    match options.await {
                        Ok(Some(options)) => {
                            let draft = new_draft(&options);
                            view! { <Editor options draft /> }.into_any()
                        }
                        Ok(None) => view! { <Whom here /> }.into_any(),
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// A draft of an order, to be put together further.
#[component]
pub fn EditOrderPage() -> impl IntoView {
    let here = use_here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("order").unwrap_or_default());
    let draft = Resource::new(move || (here.slug(), id.get()), |(at, id)| draft(at, id));
    view! {
        <div class="page">
            <Transition fallback=bones>
                {move || Suspend::new(async move {
                    match draft.await {
                        Ok((order, options)) => {
                            let draft = OrderDraft::of(&order);
                            view! { <Editor options draft order /> }.into_any()
                        }
                        Err(error) => view! { <LoadError error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

async fn draft(at: String, id: String) -> Result<(OrderDetails, OrderOptions), ApiError> {
    let id = id.parse::<OrderId>().map_err(|_| Refusal::NotFound)?;
    let order = api::details(at.clone(), id).await?;
    let status = order.summary.status;
    if status != OrderStatus::Draft {
        return Err(Refusal::Rejected(Rejection::OrderWrongStatus { status }).into());
    }
    let options = api::options(at, order.summary.client.0).await?;
    Ok((order, options))
}

/// An order of nothing, in the currency that most is sold in.
pub(super) fn new_draft(options: &OrderOptions) -> OrderDraft {
    OrderDraft {
        client: options.client.0,
        currency: currencies(&options.offers)
            .first()
            .copied()
            .unwrap_or(Currency::EUR),
        begins: if options.client_pays {
            Begins::WhenPaid
        } else {
            Begins::AtOnce
        },
        note: String::new(),
        lines: Vec::new(),
    }
}

/// The currencies that something is sold in, the commonest first.
fn currencies(offers: &[Offer]) -> Vec<Currency> {
    let count = |currency: Currency| {
        let offers = offers.iter();
        offers
            .filter(|offer| offer.retail.currency == currency)
            .count()
    };
    let mut all: Vec<(usize, Currency)> = Currency::ALL
        .iter()
        .map(|currency| (count(*currency), *currency))
        .filter(|(count, _)| *count > 0)
        .collect();
    all.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    all.into_iter().map(|(_, currency)| currency).collect()
}

/// Asks for whom the order is.
#[component]
fn Whom(here: Here) -> impl IntoView {
    let href = move |client: ClientId| here.at(&format!("orders/new?client={client}"));
    view! {
        <PageHeader
            title=t(m::ORDERS_NEW)
            above=(here.at("orders"), t(m::ORDERS_TITLE).to_owned())
            help=t(m::ORDERS_WHOM_HELP)
        />
        <Section title=t(m::ORDERS_WHOM)>
            <ClientPicker id="order-client" href />
        </Section>
    }
    .into_any()
}

#[component]
fn Editor(
    options: OrderOptions,
    draft: OrderDraft,
    /// The draft that is edited; none for a new order.
    #[prop(optional)]
    order: Option<OrderDetails>,
) -> impl IntoView {
    let here = use_here();
    let known = order
        .as_ref()
        .map(|order| (order.summary.id, order.version));
    let number = order.map(|order| order.summary.number.to_string());
    let (client, company) = options.client.clone();
    let (client_pays, prices) = (options.client_pays, options.prices);
    let open = Open::new(here, By::Team, options, draft, known);
    let save = Callback::new(move |()| open.save());
    let title = number.map_or_else(
        || t(m::ORDERS_NEW).to_owned(),
        |number| tf(m::ORDERS_ORDER, &[("number", &number)]),
    );
    let above = match open.id {
        Some(id) => (here.at(&format!("orders/{id}")), title.clone()),
        None => (here.at("orders"), t(m::ORDERS_TITLE).to_owned()),
    };
    let href = here.at(&format!("clients/{client}"));
    let meta = move || view! { <a href=href>{company}</a> };
    let totals = move || match open.worked.get().totals {
        Some(totals) => view! { <Totals totals prices=Some(prices) by=By::Team /> }.into_any(),
        None => view! { <p class="muted">"–"</p> }.into_any(),
    };
    view! {
        <PageTitle text=title.clone() />
        <PageHeader title above meta=ViewFnOnce::from(meta)>
            <Button busy=open.busy on_press=save>
                {t(m::ORDERS_SAVE_DRAFT)}
            </Button>
            <Button kind=Kind::Primary busy=open.busy on_press=move || open.place()>
                {t(m::ORDERS_PLACE)}
            </Button>
        </PageHeader>
        <div class="editor">
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    save.run(());
                }
            >
                <FormGroup title=t(m::ORDERS_LINES) help=t(m::ORDERS_LINES_HELP)>
                    <Lines open />
                </FormGroup>
                <FormGroup title=t(m::CATALOGUE_TITLE) help=t(m::ORDERS_CATALOGUE_HELP)>
                    <CurrencyField open />
                    <Picker open />
                </FormGroup>
                <FormGroup title=t(m::ORDERS_TERMS)>
                    <Beginning open client_pays />
                    <Field
                        id="order-note"
                        label=t(m::ORDERS_NOTE)
                        hint=t(m::ORDERS_NOTE_HINT)
                        error=Signal::derive(move || open.problem_of("note"))
                    >
                        <TextArea value=open.form.note />
                    </Field>
                </FormGroup>
                // Enter in a field saves, as in any form.
                <button type="submit" hidden></button>
                {move || open.moved.get().map(moved)}
                <EditingBar
                    editing=open.editing
                    words=move |field: String, draft: OrderDraft| words_of(&field, &draft)
                    busy=open.busy
                    on_save=save
                />
            </form>
            <aside class="editor-preview" aria-label=t(m::ORDERS_TOTALS) aria-live="polite">
                <p class="editor-preview-title">{t(m::ORDERS_TOTALS)}</p>
                {totals}
            </aside>
        </div>
    }
    .into_any()
}

/// Said when the prices are others than those that were shown.
pub(super) fn moved(total: domain::Money) -> AnyView {
    let text = tf(
        m::ORDERS_PRICES_MOVED_TEXT,
        &[("total", &words::money(total))],
    );
    view! {
        <Callout tone=Tone::Danger title=t(m::ORDERS_PRICES_MOVED)>
            <p>{text}</p>
        </Callout>
    }
    .into_any()
}

/// The currency, where there is more than one to choose from.
#[component]
pub(super) fn CurrencyField(open: Open) -> impl IntoView {
    let all = Memo::new(move |_| currencies(&open.offers.read()));
    move || {
        (all.read().len() > 1).then(|| {
            let choices = all.get().into_iter();
            let choices: Vec<Choice> = choices
                .map(|currency| Choice::from((currency.code(), currency.code())))
                .collect();
            view! {
                <Field id="order-currency" label=t(m::FIELD_CURRENCY) hint=t(m::ORDERS_CURRENCY_HINT)>
                    <Select value=open.form.currency options=choices />
                </Field>
            }
        })
    }
}

/// When everything of the order begins.
#[component]
fn Beginning(open: Open, client_pays: bool) -> impl IntoView {
    if !client_pays {
        return view! { <p class="muted">{t(m::ORDERS_PARTNER_PAYS)}</p> }.into_any();
    }
    let options = Begins::ALL.map(|begins| Choice::from((begins.name(), begins_words(begins))));
    view! {
        <div class="stack" data-gap="small">
            <Segmented
                name="order-begins"
                label=t(m::ORDERS_BEGINS)
                value=open.form.begins
                options=options.to_vec()
            />
            <p class="field-hint">{t(m::ORDERS_BEGINS_HINT)}</p>
        </div>
    }
    .into_any()
}

/// When an order begins.
pub(super) fn begins_words(begins: Begins) -> &'static str {
    t(match begins {
        Begins::WhenPaid => m::ORDERS_WHEN_PAID,
        Begins::AtOnce => m::ORDERS_AT_ONCE,
    })
}

/// The label of a field, and its value as the reader knows it.
fn words_of(field: &str, draft: &OrderDraft) -> (String, String) {
    let (label, value) = match field {
        "currency" => (m::FIELD_CURRENCY, draft.currency.code().to_owned()),
        "begins" => (m::ORDERS_BEGINS, begins_words(draft.begins).to_owned()),
        "lines" => (m::ORDERS_LINES, draft.lines.len().to_string()),
        _ => (m::ORDERS_NOTE, draft.note.clone()),
    };
    (t(label).to_owned(), value)
}

pub(super) fn bones() -> AnyView {
    view! {
        <Skeleton bone=Bone::Title />
        <div class="editor">
            <Skeleton bone=Bone::Block />
            <Skeleton bone=Bone::Block />
        </div>
    }
    .into_any()
}
