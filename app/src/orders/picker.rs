use domain::{
    ItemId, ServiceClassId,
    catalogue::{ItemKind, Offer},
    orders::OrderLineDraft,
};
use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::open::{By, Open};
use crate::{
    i18n::{m, t, tf},
    ui::{EmptyState, TextInput},
    words,
};

/// The catalogue to choose from, by kind and class: each term of an item is a press away.
#[component]
pub(super) fn Picker(open: Open) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = typed.read().trim().to_lowercase();
        let currency = open.form.currency();
        let offers = open.offers.read();
        let fits = |offer: &&Offer| {
            offer.retail.currency == currency && offer.name.to_lowercase().contains(&wanted)
        };
        offers.iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    // Enter takes the first that fits, and never sends the form.
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            let first = found.with_untracked(|found| in_order(open, found).into_iter().next());
            if let Some(offer) = first {
                add(open, &offer);
                typed.set(String::new());
            }
        }
    };
    view! {
        <div class="offer-picker">
            <div on:keydown=enter>
                <TextInput
                    id="offer-search"
                    value=typed
                    kind="search"
                    icon="search"
                    label=t(m::ORDERS_SEARCH)
                    placeholder=t(m::ORDERS_SEARCH)
                    autocomplete="off"
                />
            </div>
            {move || groups(open, &found.read())}
        </div>
    }
    .into_any()
}

/// The offers by kind and class, each item's shortest term first.
fn in_order(open: Open, found: &[Offer]) -> Vec<Offer> {
    let mut found = found.to_vec();
    open.options.with_value(|options| {
        let place = |class: Option<ServiceClassId>| {
            options
                .classes
                .iter()
                .position(|known| Some(known.id) == class)
        };
        found.sort_by_key(|offer| {
            let kind = offer.kind;
            // Add-ons that fit any class come first.
            (
                kind,
                place(offer.class),
                offer.name.to_lowercase(),
                offer.item,
                offer.term,
            )
        });
    });
    found
}

fn groups(open: Open, found: &[Offer]) -> AnyView {
    if found.is_empty() {
        let none = match (open.offers.read_untracked().is_empty(), open.by) {
            (true, By::Team) => m::CATALOGUE_NOTHING_TO_SELL_TEXT,
            (true, By::Client) => m::ORDERS_OWN_NOTHING,
            (false, _) => m::ORDERS_NOTHING_FITS,
        };
        return view! { <EmptyState icon="tag" title=t(none) small=true /> }.into_any();
    }
    let ordered = in_order(open, found);
    let mut last = None;
    let items = ordered
        .chunk_by(|one, next| one.item == next.item)
        .map(|offers| {
            let Some(first) = offers.first() else {
                return ().into_any();
            };
            let group = (first.kind, first.class);
            let head = (last != Some(group)).then(|| head(open, group));
            last = Some(group);
            view! {
                {head}
                {item(open, first, offers)}
            }
            .into_any()
        });
    let items = items.collect_view();
    view! { <ul class="offer-list">{items}</ul> }.into_any()
}

/// What the items below are: "Services · Cloud VPS".
fn head(open: Open, (kind, class): (ItemKind, Option<ServiceClassId>)) -> AnyView {
    let class = open.options.with_value(|options| {
        let known = options.classes.iter().find(|known| Some(known.id) == class);
        known.map(words::service_class)
    });
    // All domains are of one class.
    let class = class.filter(|_| kind != ItemKind::Domain);
    let words = match class {
        Some(class) => format!("{} · {class}", words::item_kinds(kind)),
        None => words::item_kinds(kind).to_owned(),
    };
    view! { <li class="offer-group">{words}</li> }.into_any()
}

fn item(open: Open, first: &Offer, offers: &[Offer]) -> AnyView {
    let about = (!first.description.is_empty())
        .then(|| view! { <span class="muted small">{first.description.clone()}</span> });
    let chips = offers.iter().map(|offer| chip(open, offer)).collect_view();
    view! {
        <li class="offer">
            <div>
                <span>{first.name.clone()}</span>
                {about}
            </div>
            <div class="offer-terms">{chips}</div>
        </li>
    }
    .into_any()
}

fn chip(open: Open, offer: &Offer) -> AnyView {
    let (term, price) = (words::term(offer.term), words::money(offer.retail));
    let label = tf(
        m::ORDERS_ADD_OFFER,
        &[("name", &offer.name), ("term", &term), ("price", &price)],
    );
    let offer = StoredValue::new(offer.clone());
    let press = move |_| offer.with_value(|offer| add(open, offer));
    view! {
        <button type="button" class="chip" aria-label=label on:click=press>
            <span>{term}</span>
            " "
            <span class="number chip-value">{price}</span>
        </button>
    }
    .into_any()
}

/// Adds a line, and goes on there.
fn add(open: Open, offer: &Offer) {
    let line = open.form.add(&OrderLineDraft {
        item: offer.item,
        term: offer.term,
        label: String::new(),
        quantity: "1".to_owned(),
        discount: String::new(),
        extends: None,
    });
    show(&format!("{}-label", line.name()));
}

/// Puts the focus into a field, once it is there.
pub(super) fn show(id: &str) {
    let id = id.to_owned();
    let _ = request_animation_frame(move || {
        let field = document().get_element_by_id(&id);
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}

/// The offers of an item in a currency, shortest term first.
pub(super) fn terms_of(open: Open, item: ItemId) -> Vec<Offer> {
    let currency = open.form.currency();
    let offers = open.offers.read();
    let fits = |offer: &&Offer| offer.item == item && offer.retail.currency == currency;
    let mut terms: Vec<Offer> = offers.iter().filter(fits).cloned().collect();
    terms.sort_by_key(|offer| offer.term);
    terms
}
