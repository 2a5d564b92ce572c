use std::fmt::Write as _;

use domain::{
    ClientId, Currency, InvoiceId, ItemId, Money, OrderId, PartnerId, Rate, SendingId,
    ServiceClassId, ServiceId, Timestamp, UserId, Version,
    catalogue::{ItemKind, Term},
    orders::{
        Begins, Extends, OrderDraft, OrderLine, OrderQuery, OrderStatus, OrderSummary, OrderTotals,
    },
    policy::Staff,
};
use uuid::Uuid;

use crate::{
    Error, Result, args,
    db::{Tx, Value},
    statements,
};

macro_rules! orders {
    ($rest:literal) => {
        concat!(
            "SELECT o.id, o.number, o.client_id, c.company, o.status, o.currency, o.begins, o.note,
                o.has_services, o.has_add_ons, o.has_domains, o.retail_minor, o.created_at,
                o.placed_at, o.version, u.name AS by_name,
                (SELECT l.name FROM order_lines l WHERE l.partner_id = o.partner_id
                    AND l.order_id = o.id AND l.position = 0) AS first_name,
                (SELECT count(*) FROM order_lines l WHERE l.partner_id = o.partner_id
                    AND l.order_id = o.id) AS lines
            FROM orders o JOIN clients c ON c.partner_id = o.partner_id AND c.id = o.client_id
            LEFT JOIN users u ON u.id = o.created_by
            WHERE o.partner_id = $1",
            $rest
        )
    };
}

statements! {
    ONE = orders!(" AND o.id = $2");
    // Nobody else changes it until the transaction ends.
    HOLD = "UPDATE orders SET version = version WHERE partner_id = $1 AND id = $2";
    LINES = "SELECT position, item_id, kind, class_id, name, label, months, quantity, retail_minor,
            wholesale_minor, discount, extends_line, extends_id
        FROM order_lines WHERE partner_id = $1 AND order_id = $2 ORDER BY position";
    SENT = "SELECT id, number, sending_digest FROM orders
        WHERE partner_id = $1 AND client_id = $2 AND created_by = $3 AND sending_id = $4";
    ADD = "INSERT INTO orders (partner_id, id, number, client_id, status, currency, begins, note,
            has_services, has_add_ons, has_domains, retail_minor, wholesale_minor, created_by,
            created_at, sending_id, sending_digest, version)
        VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)";
    EDIT = "UPDATE orders SET currency = $4, begins = $5, note = $6, has_services = $7,
            has_add_ons = $8, has_domains = $9, retail_minor = $10, wholesale_minor = $11,
            version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $3 AND status = 'draft'";
    ADD_LINE = "INSERT INTO order_lines (partner_id, order_id, position, item_id, kind, class_id,
            name, label, months, quantity, retail_minor, wholesale_minor, discount, extends_line,
            extends_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    REMOVE_LINES = "DELETE FROM order_lines WHERE partner_id = $1 AND order_id = $2";
    SET_STATUS = "UPDATE orders SET status = $3, placed_at = $4, canceled_at = $5,
            version = version + 1
        WHERE partner_id = $1 AND id = $2";
    STATES = "SELECT count(*) AS services,
            coalesce(sum(CASE WHEN status = 'pending' THEN 1 ELSE 0 END), 0) AS pending,
            coalesce(sum(CASE WHEN begun_on IS NULL THEN 0 ELSE 1 END), 0) AS begun
        FROM services WHERE partner_id = $1 AND order_id = $2";
    INVOICES = "SELECT id, number FROM invoices WHERE partner_id = $1 AND id IN (
            SELECT invoice_id FROM charges WHERE partner_id = $1 AND service_id IN (
                SELECT id FROM services WHERE partner_id = $1 AND order_id = $2))
        ORDER BY id";
}

#[derive(sqlx::FromRow)]
struct OrderRow {
    id: Uuid,
    number: i64,
    client_id: Uuid,
    company: String,
    status: String,
    currency: String,
    begins: String,
    note: String,
    has_services: bool,
    has_add_ons: bool,
    has_domains: bool,
    retail_minor: i64,
    created_at: i64,
    placed_at: Option<i64>,
    version: i64,
    by_name: Option<String>,
    first_name: Option<String>,
    lines: i64,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    item_id: Uuid,
    kind: String,
    class_id: Uuid,
    name: String,
    label: String,
    months: i64,
    quantity: i64,
    retail_minor: i64,
    wholesale_minor: i64,
    discount: i64,
    extends_line: Option<i64>,
    extends_id: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct SentRow {
    id: Uuid,
    number: i64,
    sending_digest: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct StatesRow {
    services: i64,
    pending: i64,
    begun: i64,
}

#[derive(sqlx::FromRow)]
struct InvoiceRow {
    id: Uuid,
    number: Option<String>,
}

/// An order as it is stored, without its lines.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) summary: OrderSummary,
    pub(super) begins: Begins,
    pub(super) note: String,
    pub(super) by: Option<String>,
    pub(super) version: Version,
}

impl Order {
    /// Of every price in it.
    pub(super) const fn currency(&self) -> Currency {
        self.summary.retail.currency
    }
}

impl TryFrom<OrderRow> for Order {
    type Error = Error;

    fn try_from(row: OrderRow) -> Result<Self> {
        let corrupt = || Error::corrupt("orders");
        let kinds = [
            (row.has_services, ItemKind::Service),
            (row.has_add_ons, ItemKind::AddOn),
            (row.has_domains, ItemKind::Domain),
        ];
        let more = row.lines.saturating_sub(1);
        let first = row.first_name.unwrap_or_default();
        Ok(Self {
            summary: OrderSummary {
                id: OrderId::from_uuid(row.id),
                number: u32::try_from(row.number).map_err(|_| corrupt())?,
                client: (ClientId::from_uuid(row.client_id), row.company),
                status: OrderStatus::named(&row.status).ok_or_else(corrupt)?,
                kinds: kinds
                    .into_iter()
                    .filter_map(|(has, kind)| has.then_some(kind))
                    .collect(),
                holds: if more > 0 {
                    format!("{first} + {more}")
                } else {
                    first
                },
                retail: Money {
                    minor: row.retail_minor,
                    currency: row.currency.parse().map_err(|_| corrupt())?,
                },
                created_at: Timestamp(row.created_at),
                placed_at: row.placed_at.map(Timestamp),
            },
            begins: Begins::named(&row.begins).ok_or_else(corrupt)?,
            note: row.note,
            by: row.by_name,
            version: Version(row.version),
        })
    }
}

/// Waits until nobody else changes an order, and keeps it until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, partner: PartnerId, id: OrderId) -> Result<()> {
    tx.run(HOLD, args![partner, id]).await?;
    Ok(())
}

pub(super) async fn one(tx: &mut Tx, partner: PartnerId, id: OrderId) -> Result<Option<Order>> {
    let row: Option<OrderRow> = tx.one(ONE, args![partner, id]).await?;
    row.map(Order::try_from).transpose()
}

/// A page of orders, newest first, and one more if there is one.
pub(super) async fn page(
    tx: &mut Tx,
    staff: &Staff,
    query: &OrderQuery,
    before: Option<OrderId>,
    most: i64,
) -> Result<Vec<OrderSummary>> {
    let mut sql = String::from(orders!(""));
    let mut values: Vec<Value> = vec![staff.partner.into()];
    let mut narrow = |text: &str, value: Option<Value>| {
        sql.push_str(text);
        if let Some(value) = value {
            values.push(value);
            let _ = write!(sql, "${}", values.len());
        }
    };
    match query.kind {
        Some(ItemKind::Service) => narrow(" AND o.has_services", None),
        Some(ItemKind::AddOn) => narrow(" AND o.has_add_ons", None),
        Some(ItemKind::Domain) => narrow(" AND o.has_domains", None),
        None => {}
    }
    if let Some(status) = query.status {
        narrow(" AND o.status = ", Some(status.name().into()));
    }
    if let Some(client) = query.client {
        narrow(" AND o.client_id = ", Some(client.into()));
    }
    if !staff.sees_all {
        narrow(
            " AND o.client_id IN (SELECT m.client_id FROM membership_clients m
                WHERE m.partner_id = $1 AND m.membership_id = ",
            Some(staff.membership.into()),
        );
        narrow(")", None);
    }
    if let Some(before) = before {
        narrow(" AND o.id < ", Some(before.into()));
    }
    narrow(" ORDER BY o.id DESC LIMIT ", Some(most.into()));
    let rows: Vec<OrderRow> = tx.all_of(sql, &values).await?;
    rows.into_iter()
        .map(|row| Ok(Order::try_from(row)?.summary))
        .collect()
}

/// The lines of an order, with the prices they have.
pub(super) async fn lines(
    tx: &mut Tx,
    partner: PartnerId,
    id: OrderId,
    currency: Currency,
) -> Result<Vec<OrderLine>> {
    let rows: Vec<LineRow> = tx.all(LINES, args![partner, id]).await?;
    rows.into_iter().map(|row| line(row, currency)).collect()
}

fn line(row: LineRow, currency: Currency) -> Result<OrderLine> {
    let corrupt = || Error::corrupt("order_lines");
    let small = |n: i64| u32::try_from(n).map_err(|_| corrupt());
    let money = |minor| Money { minor, currency };
    let extends = match (row.extends_line, row.extends_id) {
        (Some(at), _) => Some(Extends::Line(small(at)?)),
        (None, Some(id)) => Some(Extends::Service(ServiceId::from_uuid(id))),
        (None, None) => None,
    };
    Ok(OrderLine {
        item: ItemId::from_uuid(row.item_id),
        kind: ItemKind::named(&row.kind).ok_or_else(corrupt)?,
        class: ServiceClassId::from_uuid(row.class_id),
        name: row.name,
        label: row.label,
        term: Term::try_from(small(row.months)?).map_err(|_| corrupt())?,
        quantity: small(row.quantity)?,
        retail: money(row.retail_minor),
        wholesale: money(row.wholesale_minor),
        discount: Rate(small(row.discount)?),
        extends,
    })
}

/// An order about to be written.
#[derive(Debug)]
pub(super) struct NewOrder<'a> {
    pub(super) client: ClientId,
    pub(super) currency: Currency,
    pub(super) begins: Begins,
    pub(super) note: &'a str,
    pub(super) lines: &'a [OrderLine],
    pub(super) totals: &'a OrderTotals,
}

impl<'a> NewOrder<'a> {
    /// What was typed, with what it comes to.
    pub(super) const fn of(
        draft: &OrderDraft,
        note: &'a str,
        lines: &'a [OrderLine],
        totals: &'a OrderTotals,
    ) -> Self {
        Self {
            client: draft.client,
            currency: draft.currency,
            begins: draft.begins,
            note,
            lines,
            totals,
        }
    }
    fn has(&self, kind: ItemKind) -> bool {
        self.lines.iter().any(|line| line.kind == kind)
    }
}

/// A form that was sent: its sending, and the digest of what it held.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) id: SendingId,
    pub(super) digest: Vec<u8>,
}

/// The order that a person made for a client by the same sending: its number, and whether it was
/// the same wish.
pub(super) async fn sent(
    tx: &mut Tx,
    (partner, client): (PartnerId, ClientId),
    by: Option<UserId>,
    sent: &Sent,
) -> Result<Option<(OrderId, u32, bool)>> {
    let row: Option<SentRow> = tx.one(SENT, args![partner, client, by, sent.id]).await?;
    row.map(|row| {
        let number = u32::try_from(row.number).map_err(|_| Error::corrupt("orders.number"))?;
        let is_same = row.sending_digest.as_deref() == Some(&sent.digest);
        Ok((OrderId::from_uuid(row.id), number, is_same))
    })
    .transpose()
}

pub(super) async fn add(
    tx: &mut Tx,
    (partner, id): (PartnerId, OrderId),
    number: u32,
    order: &NewOrder<'_>,
    (by, now): (Option<UserId>, Timestamp),
    sent: Option<&Sent>,
) -> Result<()> {
    let values = args![
        partner,
        id,
        number,
        order.client,
        order.currency.code(),
        order.begins.name(),
        order.note,
        order.has(ItemKind::Service),
        order.has(ItemKind::AddOn),
        order.has(ItemKind::Domain),
        order.totals.retail.minor,
        order.totals.wholesale.minor,
        by,
        now,
        sent.map(|sent| sent.id),
        sent.map(|sent| sent.digest.clone())
    ];
    tx.run(ADD, values).await?;
    add_lines(tx, partner, id, order.lines).await
}

/// Writes a draft anew, unless somebody else was faster or it is none any more.
pub(super) async fn edit(
    tx: &mut Tx,
    (partner, id): (PartnerId, OrderId),
    order: &NewOrder<'_>,
    seen: Version,
) -> Result<bool> {
    let values = args![
        partner,
        id,
        seen,
        order.currency.code(),
        order.begins.name(),
        order.note,
        order.has(ItemKind::Service),
        order.has(ItemKind::AddOn),
        order.has(ItemKind::Domain),
        order.totals.retail.minor,
        order.totals.wholesale.minor
    ];
    if tx.run(EDIT, values).await? == 0 {
        return Ok(false);
    }
    tx.run(REMOVE_LINES, args![partner, id]).await?;
    add_lines(tx, partner, id, order.lines).await?;
    Ok(true)
}

async fn add_lines(
    tx: &mut Tx,
    partner: PartnerId,
    id: OrderId,
    lines: &[OrderLine],
) -> Result<()> {
    for (line, position) in lines.iter().zip(0_u32..) {
        let (on_line, on_service) = match line.extends {
            None => (None, None),
            Some(Extends::Line(at)) => (Some(at), None),
            Some(Extends::Service(service)) => (None, Some(service)),
        };
        let values = args![
            partner,
            id,
            position,
            line.item,
            line.kind.name(),
            line.class,
            &line.name,
            &line.label,
            line.term.months(),
            line.quantity,
            line.retail.minor,
            line.wholesale.minor,
            line.discount,
            on_line,
            on_service
        ];
        tx.run(ADD_LINE, values).await?;
    }
    Ok(())
}

pub(super) async fn set_status(
    tx: &mut Tx,
    partner: PartnerId,
    id: OrderId,
    status: OrderStatus,
    (placed, canceled): (Option<Timestamp>, Option<Timestamp>),
) -> Result<()> {
    let values = args![partner, id, status.name(), placed, canceled];
    tx.run(SET_STATUS, values).await?;
    Ok(())
}

/// How many services came of an order; how many of them wait, and how many ever began.
pub(super) async fn states(
    tx: &mut Tx,
    partner: PartnerId,
    id: OrderId,
) -> Result<(i64, i64, i64)> {
    let row: Option<StatesRow> = tx.one(STATES, args![partner, id]).await?;
    Ok(row.map_or((0, 0, 0), |row| (row.services, row.pending, row.begun)))
}

/// The invoices that something of an order is on.
pub(super) async fn invoices(
    tx: &mut Tx,
    partner: PartnerId,
    id: OrderId,
) -> Result<Vec<(InvoiceId, String)>> {
    let rows: Vec<InvoiceRow> = tx.all(INVOICES, args![partner, id]).await?;
    let told = |row: InvoiceRow| (InvoiceId::from_uuid(row.id), row.number.unwrap_or_default());
    Ok(rows.into_iter().map(told).collect())
}
