use domain::{catalogue::ItemKind, orders::OrderLine};
use leptos::prelude::*;

use super::{
    form::LineForm,
    open::{By, Open},
    picker::{show, terms_of},
};
use crate::{
    i18n::{m, t, tf},
    ui::{Choice, EmptyState, Field, Icon, IconButton, Select, TextInput},
    words,
};

/// The lines of the order, or where they come from.
#[component]
pub(super) fn Lines(open: Open) -> impl IntoView {
    let is_empty = Memo::new(move |_| open.form.lines.read().is_empty());
    let problem = move || {
        open.problem_of("lines").map(|problem| {
            view! {
                <p class="field-error" role="alert">
                    <Icon name="circle-alert" />
                    <span>{problem}</span>
                </p>
            }
        })
    };
    view! {
        {move || {
            is_empty
                .get()
                .then(|| {
                    view! { <EmptyState icon="shopping-cart" title=t(m::ORDERS_NO_LINES) small=true /> }
                })
        }}
        <ol class="order-lines">
            <For each=move || open.form.lines.get() key=|line| line.key let:line>
                <Line open line />
            </For>
        </ol>
        {problem}
    }
    .into_any()
}

/// A line with its fields and its price.
#[component]
fn Line(open: Open, line: LineForm) -> impl IntoView {
    let at = Memo::new(move |_| {
        let lines = open.form.lines.read();
        lines.iter().position(|known| known.key == line.key)
    });
    let error = move |field: &'static str| {
        Signal::derive(move || open.problem_of(&format!("lines.{}.{field}", at.get()?)))
    };
    let priced = Memo::new(move |_| -> Option<OrderLine> {
        let worked = open.worked.read();
        worked.lines.get(at.get()?)?.clone()
    });
    // What it is does not change, so its name stays while it is not on offer.
    let about = untrack(|| {
        let offers = open.offers.read();
        let offer = offers.iter().find(|offer| offer.item == line.item);
        offer.map(|offer| (offer.kind, offer.name.clone()))
    });
    let (kind, name) = about.unwrap_or((ItemKind::Service, t(m::CLIENTS_UNKNOWN).to_owned()));
    let price = move || {
        let price = priced.get().and_then(|line| line.price().ok());
        price.map_or_else(|| "–".to_owned(), words::money)
    };
    let remove_label = tf(m::ORDERS_REMOVE_LINE, &[("name", &name)]);
    let remove = move || {
        open.form.remove(line.key);
        show("offer-search");
    };
    let id = move |field: &str| format!("{}-{field}", line.name());
    let on_offer = error("item");
    let note = move || {
        on_offer.get().map(|_| {
            view! {
                <p class="field-error">
                    <Icon name="circle-alert" />
                    <span>{t(m::ORDERS_NOT_ON_OFFER)}</span>
                </p>
            }
        })
    };
    view! {
        <li class="order-line">
            <div class="order-line-head">
                <strong>{name}</strong>
                <span class="muted small">{words::item_kind(kind)}</span>
                <span class="number push">{price}</span>
                <IconButton icon="trash-2" label=remove_label on_press=remove />
            </div>
            <div class="order-line-fields">
                <Label line kind error=error("label") />
                <Field id=id("term") label=t(m::CATALOGUE_CHARGED)>
                    <Select value=line.term options=Signal::derive(move || terms(open, line)) />
                </Field>
                {(kind != ItemKind::Domain)
                    .then(|| {
                        view! {
                            <Field id=id("quantity") label=t(m::ORDERS_QUANTITY) error=error("quantity")>
                                <TextInput
                                    value=line.quantity
                                    inputmode="numeric"
                                    autocomplete="off"
                                    number=true
                                />
                            </Field>
                        }
                    })}
                {(open.by == By::Team)
                    .then(|| {
                        view! {
                            <Field id=id("discount") label=t(m::ORDERS_DISCOUNT) error=error("discount")>
                                <TextInput
                                    value=line.discount
                                    inputmode="decimal"
                                    autocomplete="off"
                                    number=true
                                    unit="%"
                                />
                            </Field>
                        }
                    })}
                {(kind == ItemKind::AddOn)
                    .then(|| {
                        let extended = move || {
                            let all = open.extendable(line.key).into_iter();
                            all.map(Choice::from).collect::<Vec<_>>()
                        };
                        view! {
                            <Field id=id("extends") label=t(m::ORDERS_EXTENDS) error=error("extends") full=true>
                                <Select value=line.extends options=Signal::derive(extended) />
                            </Field>
                        }
                    })}
            </div>
            {note}
        </li>
    }
    .into_any()
}

/// What tells a line from others; of a domain, its name.
#[component]
fn Label(line: LineForm, kind: ItemKind, error: Signal<Option<String>>) -> impl IntoView {
    let is_domain = kind == ItemKind::Domain;
    let (label, hint) = if is_domain {
        (m::ORDERS_DOMAIN, m::ORDERS_DOMAIN_HINT)
    } else {
        (m::FIELD_LABEL, m::ORDERS_LABEL_HINT)
    };
    view! {
        <Field
            id=format!("{}-label", line.name())
            label=t(label)
            hint=t(hint)
            required=is_domain
            full=true
            error
        >
            <TextInput value=line.label autocomplete="off" />
        </Field>
    }
    .into_any()
}

/// The terms of a line's item with their prices, and the one it has though it is not offered.
fn terms(open: Open, line: LineForm) -> Vec<Choice> {
    let offers = terms_of(open, line.item);
    let chosen = line.term();
    let is_offered = offers.iter().any(|offer| offer.term == chosen);
    let own =
        (!is_offered).then(|| Choice::from((chosen.months().to_string(), words::term(chosen))));
    let offered = offers.into_iter().map(|offer| {
        let words = format!(
            "{} · {}",
            words::term(offer.term),
            words::money(offer.retail)
        );
        Choice::from((offer.term.months().to_string(), words))
    });
    own.into_iter().chain(offered).collect()
}
