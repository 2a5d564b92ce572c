//! What the demo's clients ordered, and what became of it.

use domain::{
    ClientId, Currency,
    catalogue::{Offer, Term},
    orders::{Begins, Extends, OrderDetails, OrderDraft, OrderLineDraft, OrderWish},
    policy::Staff,
    services::Step,
};

use super::{rehearsal::Rehearsal, work::Work};
use crate::{Error, Result, orders, services};

/// What an order comes to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Draft,
    /// Placed; its services wait for the money.
    Waits,
    Begins,
    /// Begun, and its first service is stopped for a time.
    Stops,
    Canceled,
}

/// A line: the item, months, what tells it from others, how many, percent off. An add-on extends
/// the first line.
type Line = (&'static str, u32, &'static str, &'static str, &'static str);

/// Days ago, company, what becomes of it, and what is in it.
type Ordered = (i64, &'static str, Fate, &'static [Line]);

const NORTHWIND: &[Ordered] = &[
    (
        62,
        "Greenleaf Organics",
        Fate::Begins,
        &[
            ("VPS S", 1, "shop", "1", ""),
            ("Daily backup", 1, "", "1", ""),
            (".com", 12, "greenleaf-organics.com", "1", ""),
        ],
    ),
    (
        48,
        "Harbour Street Dental",
        Fate::Stops,
        &[("Web Plus", 1, "booking", "1", "")],
    ),
    (
        34,
        "Müller Präzisionstechnik GmbH",
        Fate::Begins,
        &[
            ("Server 16", 1, "", "1", "10"),
            ("Managed updates", 1, "", "1", ""),
            ("SSL Wildcard", 12, "", "1", ""),
        ],
    ),
    (
        26,
        "Lumière & Fils",
        Fate::Begins,
        &[
            ("Web Pro", 12, "boutique", "1", ""),
            (".eu", 24, "lumiere-fils.eu", "1", ""),
        ],
    ),
    (
        12,
        "Ristorante Da Nonna Pina",
        Fate::Waits,
        &[("Web Start", 12, "menu", "1", "")],
    ),
    (
        9,
        "Zwart & Wit Fotografie",
        Fate::Canceled,
        &[("VPS XL", 1, "", "2", "")],
    ),
    (
        2,
        "Lumière & Fils",
        Fate::Draft,
        &[("VPS M", 1, "stock", "2", "5")],
    ),
];

/// What is ordered on a day.
pub(super) async fn places(stage: &Rehearsal, work: &Work, days_ago: i64) -> Result<()> {
    let seller = work.person("Mateo")?;
    for (_, company, fate, lines) in NORTHWIND.iter().filter(|order| order.0 == days_ago) {
        let client = work.client(company)?;
        let order = saved(stage, seller, client, *fate, lines).await?;
        let (id, seen) = (order.summary.id, order.version);
        match fate {
            Fate::Draft | Fate::Waits | Fate::Begins => {}
            Fate::Stops => stops(stage, seller, &order).await?,
            Fate::Canceled => {
                orders::cancel(&stage.asks(seller), id, seen).await?;
            }
        }
    }
    Ok(())
}

async fn saved(
    stage: &Rehearsal,
    seller: &Staff,
    client: ClientId,
    fate: Fate,
    lines: &[Line],
) -> Result<OrderDetails> {
    let offers = orders::options(&stage.asks(seller), client).await?.offers;
    let lines = lines
        .iter()
        .enumerate()
        .map(|(at, line)| drafted(&offers, at, line))
        .collect::<Result<_>>()?;
    let wish = OrderWish {
        order: None,
        draft: OrderDraft {
            client,
            currency: Currency::EUR,
            begins: match fate {
                Fate::Begins | Fate::Stops => Begins::AtOnce,
                _ => Begins::WhenPaid,
            },
            note: String::new(),
            lines,
        },
        place: None,
        sending: None,
    };
    let draft = orders::save(&stage.asks(seller), wish.clone()).await?;
    if matches!(fate, Fate::Draft | Fate::Canceled) {
        return Ok(draft);
    }
    let placed = OrderWish {
        order: Some((draft.summary.id, draft.version)),
        place: Some(draft.totals.retail),
        ..wish
    };
    orders::save(&stage.asks(seller), placed).await
}

fn drafted(
    offers: &[Offer],
    at: usize,
    (name, months, label, quantity, discount): &Line,
) -> Result<OrderLineDraft> {
    let term = Term::try_from(*months).map_err(|_| Error::corrupt("a term of the demo"))?;
    let offer = offers.iter().find(|offer| offer.name == *name);
    let offer = offer.ok_or_else(|| Error::corrupt("an item of the demo"))?;
    let is_add_on = offer.kind == domain::catalogue::ItemKind::AddOn;
    Ok(OrderLineDraft {
        item: offer.item,
        term,
        label: (*label).to_owned(),
        quantity: (*quantity).to_owned(),
        discount: (*discount).to_owned(),
        extends: (is_add_on && at > 0).then_some(Extends::Line(0)),
    })
}

async fn stops(stage: &Rehearsal, seller: &Staff, order: &OrderDetails) -> Result<()> {
    let cx = stage.asks(seller);
    let has = services::of_client(&cx, order.summary.client.0).await?;
    let of_order = has.iter().find(|has| has.order.0 == order.summary.id);
    let service = of_order.ok_or_else(|| Error::corrupt("a service of the demo"))?;
    services::step(&cx, service.id, Step::Suspend, service.version).await?;
    Ok(())
}
