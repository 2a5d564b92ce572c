//! What the demo's operator sells, and what its partners make of the prices.

use domain::{
    Currency, UserId,
    catalogue::{
        ItemDraft, ItemKind, MarginsDraft, PriceSlot, RetailDraft,
        ShippedClass::{self, CloudVps, DedicatedServers, DomainsSsl, SharedHosting},
        Term,
    },
    policy::{Actor, Staff},
};

use super::rehearsal::Rehearsal;
use crate::{Result, catalogue};

/// A service or add-on: class, name, description, and what it costs in EUR and in USD, each by the
/// month and by the year.
type Sold = (
    Option<ShippedClass>,
    &'static str,
    &'static str,
    [&'static str; 4],
);

const SERVICES: &[Sold] = &[
    (
        Some(SharedHosting),
        "Web Start",
        "One site, 10 GB, 5 mailboxes",
        ["3.00", "30.00", "3.30", "33.00"],
    ),
    (
        Some(SharedHosting),
        "Web Plus",
        "Five sites, 50 GB, 50 mailboxes",
        ["6.00", "60.00", "6.60", "66.00"],
    ),
    (
        Some(SharedHosting),
        "Web Pro",
        "Any number of sites, 200 GB, staging",
        ["12.00", "120.00", "13.20", "132.00"],
    ),
    (
        Some(DomainsSsl),
        "SSL Standard",
        "One name, renewed by itself",
        ["", "12.00", "", "13.00"],
    ),
    (
        Some(DomainsSsl),
        "SSL Wildcard",
        "A name and all below it",
        ["", "69.00", "", "75.00"],
    ),
    (
        Some(CloudVps),
        "VPS S",
        "2 cores, 4 GB, 40 GB NVMe",
        ["4.90", "49.00", "5.40", "54.00"],
    ),
    (
        Some(CloudVps),
        "VPS M",
        "4 cores, 8 GB, 80 GB NVMe",
        ["9.90", "99.00", "10.90", "109.00"],
    ),
    (
        Some(CloudVps),
        "VPS L",
        "8 cores, 16 GB, 160 GB NVMe",
        ["19.90", "199.00", "21.90", "219.00"],
    ),
    (
        Some(CloudVps),
        "VPS XL",
        "16 cores, 32 GB, 320 GB NVMe",
        ["39.90", "399.00", "43.90", "439.00"],
    ),
    (
        Some(DedicatedServers),
        "Server 8",
        "8 cores, 64 GB, two 1 TB NVMe",
        ["59.00", "590.00", "65.00", "650.00"],
    ),
    (
        Some(DedicatedServers),
        "Server 16",
        "16 cores, 128 GB, two 2 TB NVMe",
        ["99.00", "990.00", "109.00", "1090.00"],
    ),
    (
        Some(DedicatedServers),
        "Server 32",
        "32 cores, 256 GB, four 4 TB NVMe",
        ["179.00", "1790.00", "199.00", "1990.00"],
    ),
];

const ADD_ONS: &[Sold] = &[
    (
        None,
        "Daily backup",
        "Kept for 30 days in another building",
        ["2.00", "20.00", "2.20", "22.00"],
    ),
    (
        None,
        "Monitoring",
        "A look every minute, and a message at night",
        ["1.50", "15.00", "1.65", "16.50"],
    ),
    (
        Some(SharedHosting),
        "50 mailboxes",
        "10 GB each, with calendars",
        ["5.00", "50.00", "5.50", "55.00"],
    ),
    (
        Some(CloudVps),
        "Another IPv4 address",
        "",
        ["2.50", "25.00", "2.75", "27.50"],
    ),
    (
        Some(CloudVps),
        "100 GB storage",
        "NVMe, grows while the server runs",
        ["4.00", "40.00", "4.40", "44.00"],
    ),
    (
        Some(DedicatedServers),
        "Managed updates",
        "Installed at night, looked after by people",
        ["25.00", "250.00", "27.50", "275.00"],
    ),
];

/// An ending, and what it costs for one and for two years, in EUR and in USD.
const DOMAINS: &[(&str, [&str; 4])] = &[
    ("com", ["9.50", "19.00", "10.50", "21.00"]),
    ("net", ["11.00", "22.00", "12.00", "24.00"]),
    ("org", ["9.90", "19.80", "10.90", "21.80"]),
    ("eu", ["6.50", "13.00", "7.20", "14.40"]),
    ("es", ["7.90", "15.80", "8.70", "17.40"]),
    ("com.br", ["12.00", "24.00", "13.20", "26.40"]),
    ("bg", ["22.00", "44.00", "24.00", "48.00"]),
    ("io", ["34.00", "68.00", "37.00", "74.00"]),
];

/// Days ago, name, price by the month in EUR from then on.
const RISES: &[(i64, &str, &str)] = &[(64, "VPS S", "5.20"), (21, "VPS S", "5.00")];

/// The operator fills its catalogue.
pub(super) async fn opens(stage: &Rehearsal, operator: UserId) -> Result<()> {
    let cx = stage.portal.context(Actor::Operator(operator));
    let by_month = [Term::MONTH, Term::YEAR];
    for (kind, sold) in [(ItemKind::Service, SERVICES), (ItemKind::AddOn, ADD_ONS)] {
        for (class, name, description, prices) in sold {
            let draft = ItemDraft {
                class: class.map(ShippedClass::id),
                name: (*name).to_owned(),
                description: (*description).to_owned(),
                ..priced(kind, by_month, *prices)
            };
            catalogue::add(&cx, draft).await?;
        }
    }
    let two_years = Term::ALL.into_iter().find(|term| term.months() == 24);
    for (ending, prices) in DOMAINS {
        let terms = [Term::YEAR, two_years.unwrap_or(Term::YEAR)];
        let draft = ItemDraft {
            tld: (*ending).to_owned(),
            ..priced(ItemKind::Domain, terms, *prices)
        };
        catalogue::add(&cx, draft).await?;
    }
    Ok(())
}

fn priced(kind: ItemKind, terms: [Term; 2], prices: [&str; 4]) -> ItemDraft {
    let currencies = [Currency::EUR, Currency::USD];
    let slots = currencies
        .into_iter()
        .flat_map(|currency| terms.map(|term| PriceSlot { term, currency }));
    let typed = slots.zip(prices).filter(|(_, price)| !price.is_empty());
    let prices = typed.map(|(slot, price)| (slot, price.to_owned()));
    ItemDraft {
        prices: prices.collect(),
        ..ItemDraft::new(kind)
    }
}

/// What the operator changes on a day.
pub(super) async fn changes(stage: &Rehearsal, operator: UserId, days_ago: i64) -> Result<()> {
    for (_, name, price) in RISES.iter().filter(|rise| rise.0 == days_ago) {
        let cx = stage.portal.context(Actor::Operator(operator));
        let items = catalogue::list(&cx, false).await?.items;
        let Some(item) = items.iter().find(|item| item.name == *name) else {
            continue;
        };
        let details = catalogue::details(&cx, item.id).await?;
        let mut draft = details.draft;
        draft.prices.insert(monthly(), (*price).to_owned());
        catalogue::edit(&cx, item.id, draft, details.version).await?;
    }
    Ok(())
}

const fn monthly() -> PriceSlot {
    PriceSlot {
        term: Term::MONTH,
        currency: Currency::EUR,
    }
}

/// A partner puts its margins on the prices: on everything, and on two classes.
pub(super) async fn marks_up(
    stage: &Rehearsal,
    staff: &Staff,
    on_all: &str,
    on_classes: [(ShippedClass, &str); 2],
) -> Result<()> {
    let cx = stage.asks(staff);
    let seen = catalogue::price_list(&cx).await?.version;
    let on_classes = on_classes.map(|(class, margin)| (class.id(), margin.to_owned()));
    let draft = MarginsDraft {
        on_all: on_all.to_owned(),
        on_classes: on_classes.into(),
    };
    catalogue::set_margins(&cx, draft, seen).await?;
    Ok(())
}

/// A partner sets a price of its own, by the month in EUR.
pub(super) async fn prices(
    stage: &Rehearsal,
    staff: &Staff,
    name: &str,
    retail: &str,
) -> Result<()> {
    let cx = stage.asks(staff);
    let list = catalogue::price_list(&cx).await?;
    if let Some(item) = list.items.iter().find(|item| item.name == name) {
        let draft = RetailDraft {
            item: item.item,
            slot: monthly(),
            retail: retail.to_owned(),
            seen: None,
        };
        catalogue::set_retail(&cx, draft).await?;
    }
    Ok(())
}
