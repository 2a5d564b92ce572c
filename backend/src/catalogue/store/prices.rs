use domain::{
    ItemId, Money, PartnerId, Rate, ServiceClassId, Timestamp, Version,
    catalogue::{ItemKind, Margins, PriceSlot, PricedItem},
};
use uuid::Uuid;

use super::{kind, money, slot};
use crate::{
    Error, Result, args,
    db::{Engine, Tx},
    statements,
};

/// The prices in force of items on offer, with what a partner has set itself.
macro_rules! priced {
    ($which:literal) => {
        concat!(
            "SELECT i.id, i.kind, i.class_id, i.name, i.description, i.tld, p.months, p.currency,
                p.wholesale_minor, r.retail_minor
             FROM items i
             JOIN item_prices p ON p.item_id = i.id
             LEFT JOIN service_classes c ON c.id = i.class_id
             LEFT JOIN retail_prices r ON r.partner_id = $1 AND r.item_id = p.item_id
                AND r.months = p.months AND r.currency = p.currency
                AND NOT EXISTS (SELECT 1 FROM retail_prices y WHERE y.partner_id = $1
                    AND y.item_id = r.item_id AND y.months = r.months
                    AND y.currency = r.currency AND y.id > r.id)
             WHERE i.archived_at IS NULL AND p.wholesale_minor IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM item_prices y WHERE y.item_id = p.item_id
                    AND y.months = p.months AND y.currency = p.currency AND y.id > p.id)",
            $which,
            // What fits any service comes last.
            " ORDER BY c.position IS NULL, c.position, i.name_key, i.id, p.months, p.currency"
        )
    };
}

statements! {
    PRICED = priced!("");
    PRICED_AS = priced!(" AND i.id = $2 AND p.months = $3 AND p.currency = $4");
    MARGINS = "SELECT m.class_id, m.margin FROM margins m
        WHERE m.partner_id = $1 AND m.margin IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM margins y WHERE y.partner_id = $1
                AND y.class_id IS NOT DISTINCT FROM m.class_id AND y.id > m.id)
        ORDER BY m.id";
    // Rows are only added, so their number tells whether somebody was faster.
    MARGINS_VERSION = "SELECT count(*) AS n FROM margins WHERE partner_id = $1";
    // Whoever sets prices waits for whoever set some before.
    LOCK_PG = "SELECT partner_id FROM partners WHERE partner_id = $1 FOR UPDATE";
    SET_MARGIN = "INSERT INTO margins (partner_id, id, class_id, margin, since)
        VALUES ($1, $2, $3, $4, $5)";
    SET_RETAIL = "INSERT INTO retail_prices
            (partner_id, id, item_id, months, currency, retail_minor, since)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// An item at one of its prices, as the database keeps it.
#[derive(sqlx::FromRow)]
struct PricedRow {
    id: Uuid,
    kind: String,
    class_id: Option<Uuid>,
    name: String,
    description: String,
    tld: String,
    months: i64,
    currency: String,
    wholesale_minor: i64,
    retail_minor: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct MarginRow {
    class_id: Option<Uuid>,
    margin: i64,
}

#[derive(sqlx::FromRow)]
struct Number {
    n: i64,
}

impl TryFrom<PricedRow> for PricedItem {
    type Error = Error;

    fn try_from(row: PricedRow) -> Result<Self> {
        let slot = slot(row.months, &row.currency)?;
        Ok(Self {
            item: ItemId::from_uuid(row.id),
            kind: kind(&row.kind)?,
            class: row.class_id.map(ServiceClassId::from_uuid),
            name: row.name,
            description: row.description,
            tld: row.tld,
            term: slot.term,
            wholesale: money(slot, row.wholesale_minor),
            set: row.retail_minor.map(|minor| money(slot, minor)),
        })
    }
}

/// What can be had, in the order shown.
pub(in super::super) async fn priced(tx: &mut Tx, partner: PartnerId) -> Result<Vec<PricedItem>> {
    let mut rows: Vec<PricedRow> = tx.all(PRICED, args![partner]).await?;
    rows.sort_by_key(|row| ItemKind::named(&row.kind));
    rows.into_iter().map(PricedItem::try_from).collect()
}

/// An item at one of its prices, if it can be had so.
pub(in super::super) async fn priced_as(
    tx: &mut Tx,
    partner: PartnerId,
    item: ItemId,
    slot: PriceSlot,
) -> Result<Option<PricedItem>> {
    let args = args![partner, item, slot.term.months(), slot.currency.code()];
    let row: Option<PricedRow> = tx.one(PRICED_AS, args).await?;
    row.map(PricedItem::try_from).transpose()
}

/// What a partner puts on top, as it is in force.
pub(in super::super) async fn margins(tx: &mut Tx, partner: PartnerId) -> Result<Margins> {
    let rows: Vec<MarginRow> = tx.all(MARGINS, args![partner]).await?;
    let mut margins = Margins::default();
    for row in rows {
        let margin = u32::try_from(row.margin).map(Rate);
        let margin = margin.map_err(|_| Error::corrupt("margins.margin"))?;
        match row.class_id.map(ServiceClassId::from_uuid) {
            Some(class) => margins.on_classes.push((class, margin)),
            None => margins.on_all = margin,
        }
    }
    Ok(margins)
}

/// How often a partner's margins were changed.
pub(in super::super) async fn margins_version(tx: &mut Tx, partner: PartnerId) -> Result<Version> {
    let row: Option<Number> = tx.one(MARGINS_VERSION, args![partner]).await?;
    Ok(Version(row.map_or(0, |row| row.n)))
}

/// Nobody else sets prices or margins of the partner until the transaction ends.
pub(in super::super) async fn hold(tx: &mut Tx, partner: PartnerId) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        tx.run(LOCK_PG, args![partner]).await?;
    }
    Ok(())
}

/// A margin is from now on this: on a class, or on all. None is as on all.
pub(in super::super) async fn set_margin(
    tx: &mut Tx,
    partner: PartnerId,
    id: Uuid,
    class: Option<ServiceClassId>,
    margin: Option<Rate>,
    now: Timestamp,
) -> Result<()> {
    tx.run(SET_MARGIN, args![partner, id, class, margin, now])
        .await?;
    Ok(())
}

/// A retail price is from now on this. None is as the margin says.
pub(in super::super) async fn set_retail(
    tx: &mut Tx,
    partner: PartnerId,
    id: Uuid,
    (item, slot): (ItemId, PriceSlot),
    retail: Option<Money>,
    now: Timestamp,
) -> Result<()> {
    let row = args![
        partner,
        id,
        item,
        slot.term.months(),
        slot.currency.code(),
        retail.map(|retail| retail.minor),
        now
    ];
    tx.run(SET_RETAIL, row).await?;
    Ok(())
}
