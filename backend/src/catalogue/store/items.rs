use std::collections::HashMap;

use domain::{
    Currency, ItemId, Money, ServiceClassId, Timestamp, UserId, Version,
    catalogue::{ItemDraft, ItemKind, ItemSummary, ItemValues, PriceChange, PriceSlot},
    domains::DomainName,
    text::fold,
};
use uuid::Uuid;

use super::{Saved, kind, money, slot};
use crate::{
    Error, Result, args,
    db::{Tx, violates},
    statements,
};

/// Changes of prices that the editor tells of.
const HISTORY: i64 = 200;

/// Items, of a class that fits any service the last.
macro_rules! items {
    ($which:literal) => {
        concat!(
            "SELECT i.id, i.kind, i.class_id, i.name, i.description, i.tld, i.archived_at, i.version
             FROM items i LEFT JOIN service_classes c ON c.id = i.class_id
             WHERE ",
            $which,
            " ORDER BY c.position IS NULL, c.position, i.name_key, i.id"
        )
    };
}

/// The prices in force.
macro_rules! prices {
    ($which:literal) => {
        concat!(
            "SELECT p.item_id, p.months, p.currency, p.wholesale_minor FROM item_prices p
             WHERE p.wholesale_minor IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM item_prices y WHERE y.item_id = p.item_id
                    AND y.months = p.months AND y.currency = p.currency AND y.id > p.id)",
            $which,
            " ORDER BY p.months, p.currency"
        )
    };
}

statements! {
    OFFERED = items!("i.archived_at IS NULL");
    ARCHIVED = items!("i.archived_at IS NOT NULL");
    ITEM = items!("i.id = $1");
    COUNT = "SELECT count(*) AS n FROM items WHERE archived_at IS NULL";
    ADD = "INSERT INTO items
            (id, kind, class_id, name, name_key, description, tld, created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
        ON CONFLICT (kind, name_key) WHERE archived_at IS NULL DO NOTHING";
    EDIT = "UPDATE items SET class_id = $2, name = $3, name_key = $4, description = $5, tld = $6,
            version = version + 1
        WHERE id = $1 AND version = $7";
    SET_ARCHIVED = "UPDATE items SET archived_at = $2 WHERE id = $1";
    PRICES = prices!("");
    PRICES_OF = prices!(" AND p.item_id = $1");
    CURRENCIES = "SELECT DISTINCT currency FROM item_prices ORDER BY currency";
    SET_PRICE = "INSERT INTO item_prices
            (id, item_id, months, currency, wholesale_minor, since, set_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    HISTORY_OF = "SELECT h.since, u.name AS set_by, h.months, h.currency, h.was, h.wholesale_minor
        FROM (SELECT id, since, set_by, months, currency, wholesale_minor,
                lag(wholesale_minor) OVER (PARTITION BY months, currency ORDER BY id) AS was
            FROM item_prices WHERE item_id = $1) h
        LEFT JOIN users u ON u.id = h.set_by
        ORDER BY h.id DESC LIMIT $2";
}

/// An item as the database keeps it.
#[derive(Debug, sqlx::FromRow)]
pub(in super::super) struct ItemRow {
    id: Uuid,
    kind: String,
    class_id: Option<Uuid>,
    name: String,
    description: String,
    tld: String,
    archived_at: Option<i64>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct PriceRow {
    item_id: Uuid,
    months: i64,
    currency: String,
    wholesale_minor: i64,
}

#[derive(sqlx::FromRow)]
struct ChangeRow {
    since: i64,
    set_by: Option<String>,
    months: i64,
    currency: String,
    was: Option<i64>,
    wholesale_minor: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Number {
    n: i64,
}

#[derive(sqlx::FromRow)]
struct CurrencyRow {
    currency: String,
}

/// Prices in force, in the order of their terms.
type Prices = Vec<(PriceSlot, Money)>;

impl ItemRow {
    pub(in super::super) const fn is_archived(&self) -> bool {
        self.archived_at.is_some()
    }

    pub(in super::super) fn name(&self) -> &str {
        &self.name
    }

    pub(in super::super) const fn version(&self) -> Version {
        Version(self.version)
    }

    pub(in super::super) fn kind(&self) -> Result<ItemKind> {
        kind(&self.kind)
    }

    fn class(&self) -> Option<ServiceClassId> {
        self.class_id.map(ServiceClassId::from_uuid)
    }

    /// Its values, ready to be edited.
    pub(in super::super) fn draft(&self, prices: Prices) -> Result<ItemDraft> {
        let kind = self.kind()?;
        let is_domain = kind == ItemKind::Domain;
        let typed = |(slot, price): (PriceSlot, Money)| (slot, price.to_input());
        Ok(ItemDraft {
            kind,
            class: self.class().filter(|_| !is_domain),
            name: if is_domain {
                String::new()
            } else {
                self.name.clone()
            },
            description: self.description.clone(),
            tld: if is_domain {
                DomainName::shown(&self.tld)
            } else {
                String::new()
            },
            prices: prices.into_iter().map(typed).collect(),
        })
    }

    fn summary(self, prices: Prices) -> Result<ItemSummary> {
        Ok(ItemSummary {
            id: ItemId::from_uuid(self.id),
            kind: self.kind()?,
            class: self.class(),
            is_archived: self.is_archived(),
            name: self.name,
            prices,
        })
    }
}

impl PriceRow {
    fn price(&self) -> Result<(PriceSlot, Money)> {
        let slot = slot(self.months, &self.currency)?;
        Ok((slot, money(slot, self.wholesale_minor)))
    }
}

/// The items that can be ordered, or those that cannot any more, with their prices in force.
pub(in super::super) async fn items(tx: &mut Tx, archived: bool) -> Result<Vec<ItemSummary>> {
    let sql = if archived { ARCHIVED } else { OFFERED };
    let mut rows: Vec<ItemRow> = tx.all(sql, args![]).await?;
    rows.sort_by_key(|row| ItemKind::named(&row.kind));
    let mut prices: HashMap<Uuid, Prices> = HashMap::new();
    let in_force: Vec<PriceRow> = tx.all(PRICES, args![]).await?;
    for row in in_force {
        prices.entry(row.item_id).or_default().push(row.price()?);
    }
    let summary = |row: ItemRow| {
        let prices = prices.remove(&row.id).unwrap_or_default();
        row.summary(prices)
    };
    rows.into_iter().map(summary).collect()
}

/// How many items can be ordered.
pub(in super::super) async fn count(tx: &mut Tx) -> Result<usize> {
    let row: Option<Number> = tx.one(COUNT, args![]).await?;
    let n = row.map_or(0, |row| row.n);
    usize::try_from(n).map_err(|_| Error::corrupt("a number of items"))
}

pub(in super::super) async fn item(tx: &mut Tx, id: ItemId) -> Result<Option<ItemRow>> {
    tx.one(ITEM, args![id]).await
}

/// The prices of an item that are in force.
pub(in super::super) async fn prices(tx: &mut Tx, id: ItemId) -> Result<Prices> {
    let rows: Vec<PriceRow> = tx.all(PRICES_OF, args![id]).await?;
    rows.iter().map(PriceRow::price).collect()
}

/// The currencies that something is or was priced in.
pub(in super::super) async fn currencies(tx: &mut Tx) -> Result<Vec<Currency>> {
    let rows: Vec<CurrencyRow> = tx.all(CURRENCIES, args![]).await?;
    rows.iter()
        .map(|row| row.currency.parse())
        .collect::<std::result::Result<_, _>>()
        .map_err(|_| Error::corrupt("item_prices.currency"))
}

/// How the prices of an item came about, the last change first.
pub(in super::super) async fn history(tx: &mut Tx, id: ItemId) -> Result<Vec<PriceChange>> {
    let rows: Vec<ChangeRow> = tx.all(HISTORY_OF, args![id, HISTORY]).await?;
    let change = |row: ChangeRow| {
        let slot = slot(row.months, &row.currency)?;
        let money = |minor| money(slot, minor);
        Ok(PriceChange {
            since: Timestamp(row.since),
            by: row.set_by,
            slot,
            was: row.was.map(money),
            now: row.wholesale_minor.map(money),
        })
    };
    rows.into_iter().map(change).collect()
}

/// Adds an item without prices, or says that its name is taken among those on offer.
pub(in super::super) async fn add(
    tx: &mut Tx,
    id: ItemId,
    values: &ItemValues,
    now: Timestamp,
) -> Result<bool> {
    let row = args![
        id,
        values.kind.name(),
        values.class,
        &values.name,
        fold(&values.name),
        &values.description,
        &values.tld,
        now
    ];
    Ok(tx.run(ADD, row).await? == 1)
}

/// Changes everything but the prices.
pub(in super::super) async fn edit(
    tx: &mut Tx,
    id: ItemId,
    values: &ItemValues,
    seen: Version,
) -> Result<Saved> {
    let row = args![
        id,
        values.class,
        &values.name,
        fold(&values.name),
        &values.description,
        &values.tld,
        seen
    ];
    match tx.run(EDIT, row).await {
        Ok(0) => Ok(Saved::Stale),
        Ok(_) => Ok(Saved::Yes),
        Err(error) if is_name_taken(&error) => Ok(Saved::NameTaken),
        Err(error) => Err(error),
    }
}

/// Archives an item at a time, or offers it again; says whether its name was free for that.
pub(in super::super) async fn set_archived(
    tx: &mut Tx,
    id: ItemId,
    at: Option<Timestamp>,
) -> Result<bool> {
    match tx.run(SET_ARCHIVED, args![id, at]).await {
        Ok(_) => Ok(true),
        Err(error) if is_name_taken(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A price is from now on this, or there is none any more.
pub(in super::super) async fn set_price(
    tx: &mut Tx,
    id: Uuid,
    item: ItemId,
    slot: PriceSlot,
    price: Option<Money>,
    (now, by): (Timestamp, Option<UserId>),
) -> Result<()> {
    let row = args![
        id,
        item,
        slot.term.months(),
        slot.currency.code(),
        price.map(|price| price.minor),
        now,
        by
    ];
    tx.run(SET_PRICE, row).await?;
    Ok(())
}

fn is_name_taken(error: &Error) -> bool {
    violates(error, "one_offered_item_per_name", "items.name_key")
}
