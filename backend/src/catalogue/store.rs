use domain::{
    Currency, ItemId, Money, PartnerId, Rate, ServiceClassId, Version,
    catalogue::{ItemKind, Margins, Offer, ServiceClass, ShippedClass, Term},
};
use uuid::Uuid;

use super::beyond_counting;
use crate::{Error, Result, args, db::Tx, statements};

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
    CLASSES = "SELECT id, key, name, version FROM service_classes ORDER BY position, id";
    PRICED = priced!("");
    PRICED_AS = priced!(" AND i.id = $2 AND p.months = $3 AND p.currency = $4");
    MARGINS = "SELECT m.class_id, m.margin FROM margins m
        WHERE m.partner_id = $1 AND m.margin IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM margins y WHERE y.partner_id = $1
                AND y.class_id IS NOT DISTINCT FROM m.class_id AND y.id > m.id)
        ORDER BY m.id";
}

#[derive(sqlx::FromRow)]
struct ClassRow {
    id: Uuid,
    key: String,
    name: String,
    version: i64,
}

/// An item at one of its prices, as the database keeps it.
#[derive(sqlx::FromRow)]
pub(super) struct PricedRow {
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

impl PricedRow {
    pub(super) fn offer(self, margins: &Margins) -> Result<Offer> {
        let class = self.class_id.map(ServiceClassId::from_uuid);
        let currency = currency(&self.currency)?;
        let money = |minor| Money { minor, currency };
        let wholesale = money(self.wholesale_minor);
        let retail = margins.retail(class, wholesale, self.retail_minor.map(money));
        Ok(Offer {
            item: ItemId::from_uuid(self.id),
            kind: kind(&self.kind)?,
            class,
            name: self.name,
            description: self.description,
            tld: self.tld,
            term: term(self.months)?,
            wholesale,
            retail: retail.map_err(beyond_counting)?,
        })
    }
}

fn kind(name: &str) -> Result<ItemKind> {
    ItemKind::named(name).ok_or_else(|| Error::corrupt("items.kind"))
}

fn currency(code: &str) -> Result<Currency> {
    let currency = code.parse();
    currency.map_err(|_| Error::corrupt("a currency of the catalogue"))
}

fn term(months: i64) -> Result<Term> {
    let months = u32::try_from(months).ok();
    let term = months.and_then(|months| Term::try_from(months).ok());
    term.ok_or_else(|| Error::corrupt("a term of the catalogue"))
}

pub(super) async fn classes(tx: &mut Tx) -> Result<Vec<ServiceClass>> {
    let rows: Vec<ClassRow> = tx.all(CLASSES, args![]).await?;
    let class = |row: ClassRow| ServiceClass {
        id: ServiceClassId::from_uuid(row.id),
        shipped: ShippedClass::keyed(&row.key),
        name: row.name,
        version: Version(row.version),
    };
    Ok(rows.into_iter().map(class).collect())
}

/// What can be had, in the order shown.
pub(super) async fn priced(tx: &mut Tx, partner: PartnerId) -> Result<Vec<PricedRow>> {
    let mut rows: Vec<PricedRow> = tx.all(PRICED, args![partner]).await?;
    rows.sort_by_key(|row| ItemKind::named(&row.kind));
    Ok(rows)
}

pub(super) async fn priced_as(
    tx: &mut Tx,
    partner: PartnerId,
    item: ItemId,
    term: Term,
    currency: Currency,
) -> Result<Option<PricedRow>> {
    let args = args![partner, item, term.months(), currency.code()];
    tx.one(PRICED_AS, args).await
}

/// What a partner puts on top, as it is in force.
pub(super) async fn margins(tx: &mut Tx, partner: PartnerId) -> Result<Margins> {
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
