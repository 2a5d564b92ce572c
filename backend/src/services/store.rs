use domain::{
    ClientId, Date, InvoiceId, Money, OrderId, PartnerId, Rate, ServiceClassId, ServiceId,
    Timestamp, Version,
    catalogue::{ItemKind, Term},
    orders::OrderLine,
    services::{ServiceStatus, ServiceSummary, ServiceValues},
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

macro_rules! services {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.client_id, s.order_id, o.number, s.kind, s.class_id, s.name,
                s.label, s.months, s.quantity, s.currency, s.retail_minor, s.wholesale_minor,
                s.discount, s.status, s.extends_id, s.anchor, s.begun_on, s.renews_on, s.ends_on,
                s.version
            FROM services s JOIN orders o ON o.partner_id = s.partner_id AND o.id = s.order_id
            WHERE s.partner_id = $1 AND ",
            $rest
        )
    };
}

statements! {
    ONE = services!("s.id = $2");
    OF_CLIENT = services!("s.client_id = $2 ORDER BY s.kind, s.id DESC LIMIT 1000");
    OF_ORDER = services!("s.order_id = $2 ORDER BY s.position");
    // Several replicas renew at once: each takes what no other holds.
    DUE_SQLITE = services!("s.status = 'active' AND s.renews_on <= $2 ORDER BY s.id LIMIT $3");
    DUE_PG = services!(
        "s.status = 'active' AND s.renews_on <= $2 ORDER BY s.id LIMIT $3
        FOR UPDATE OF s SKIP LOCKED"
    );
    PENDING_ON_INVOICE = services!(
        "s.status = 'pending' AND s.id IN (SELECT c.service_id FROM charges c
            WHERE c.partner_id = $1 AND c.invoice_id = $2) ORDER BY s.id"
    );
    LIVING_OF_CLIENT = services!("s.client_id = $2 AND s.status <> 'canceled' ORDER BY s.id");
    ADD = "INSERT INTO services (partner_id, id, client_id, order_id, position, item_id, kind,
            class_id, name, label, months, quantity, currency, retail_minor, wholesale_minor,
            discount, status, extends_id, created_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'pending',
            $17, $18, 1)";
    SET_LIFE = "UPDATE services SET status = $4, anchor = $5, begun_on = $6, renews_on = $7,
            ends_on = $8, ended_on = $9, version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $3";
    SET_VALUES = "UPDATE services SET label = $4, retail_minor = $5, discount = $6,
            version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $3";
    PARTNERS_WITH_DUE = "SELECT DISTINCT partner_id AS id FROM services
        WHERE status = 'active' AND renews_on <= $1";
}

#[derive(sqlx::FromRow)]
struct ServiceRow {
    id: Uuid,
    client_id: Uuid,
    order_id: Uuid,
    number: i64,
    kind: String,
    class_id: Uuid,
    name: String,
    label: String,
    months: i64,
    quantity: i64,
    currency: String,
    retail_minor: i64,
    wholesale_minor: i64,
    discount: i64,
    status: String,
    extends_id: Option<Uuid>,
    anchor: Option<i64>,
    begun_on: Option<i64>,
    renews_on: Option<i64>,
    ends_on: Option<i64>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct Id {
    id: Uuid,
}

/// A service as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) told: ServiceSummary,
    /// The day of the month on which it is renewed.
    pub(super) anchor: i64,
    pub(super) ended_on: Option<Date>,
}

impl TryFrom<ServiceRow> for Service {
    type Error = Error;

    fn try_from(row: ServiceRow) -> Result<Self> {
        let corrupt = || Error::corrupt("services");
        let small = |n: i64| u32::try_from(n).map_err(|_| corrupt());
        let currency = row.currency.parse().map_err(|_| corrupt())?;
        let money = |minor| Money { minor, currency };
        let begun_on = row.begun_on.map(Date::from_days);
        Ok(Self {
            anchor: row.anchor.or(begun_on.map(Date::day)).unwrap_or(1),
            ended_on: None,
            told: ServiceSummary {
                id: ServiceId::from_uuid(row.id),
                client: ClientId::from_uuid(row.client_id),
                kind: ItemKind::named(&row.kind).ok_or_else(corrupt)?,
                class: ServiceClassId::from_uuid(row.class_id),
                name: row.name,
                label: row.label,
                term: Term::try_from(small(row.months)?).map_err(|_| corrupt())?,
                quantity: small(row.quantity)?,
                retail: money(row.retail_minor),
                wholesale: money(row.wholesale_minor),
                discount: Rate(small(row.discount)?),
                status: ServiceStatus::named(&row.status).ok_or_else(corrupt)?,
                begun_on,
                renews_on: row.renews_on.map(Date::from_days),
                ends_on: row.ends_on.map(Date::from_days),
                extends: row.extends_id.map(ServiceId::from_uuid),
                order: (OrderId::from_uuid(row.order_id), small(row.number)?),
                version: Version(row.version),
            },
        })
    }
}

fn services(rows: Vec<ServiceRow>) -> Result<Vec<Service>> {
    rows.into_iter().map(Service::try_from).collect()
}

pub(super) async fn one(tx: &mut Tx, partner: PartnerId, id: ServiceId) -> Result<Option<Service>> {
    let row: Option<ServiceRow> = tx.one(ONE, args![partner, id]).await?;
    row.map(Service::try_from).transpose()
}

/// What a client has and had; the youngest first within its kind.
pub(super) async fn of_client(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<Service>> {
    services(tx.all(OF_CLIENT, args![partner, client]).await?)
}

/// What a client has that is not over.
pub(super) async fn living(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<Service>> {
    services(tx.all(LIVING_OF_CLIENT, args![partner, client]).await?)
}

/// What came of an order, in the order of its lines.
pub(super) async fn of_order(
    tx: &mut Tx,
    partner: PartnerId,
    order: OrderId,
) -> Result<Vec<Service>> {
    services(tx.all(OF_ORDER, args![partner, order]).await?)
}

/// What is to be renewed by a day and nobody else renews at this moment.
pub(super) async fn due(
    tx: &mut Tx,
    partner: PartnerId,
    today: Date,
    most: i64,
) -> Result<Vec<Service>> {
    let sql = tx.pick(DUE_SQLITE, DUE_PG);
    services(tx.all(sql, args![partner, today, most]).await?)
}

/// What has not begun and is charged on an invoice.
pub(super) async fn pending_on(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: InvoiceId,
) -> Result<Vec<Service>> {
    services(tx.all(PENDING_ON_INVOICE, args![partner, invoice]).await?)
}

/// Partners of whom something is to be renewed by a day.
pub(super) async fn partners_with_due(tx: &mut Tx, today: Date) -> Result<Vec<PartnerId>> {
    let rows: Vec<Id> = tx.all(PARTNERS_WITH_DUE, args![today]).await?;
    Ok(rows
        .into_iter()
        .map(|row| PartnerId::from_uuid(row.id))
        .collect())
}

/// Where a service comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    pub(super) partner: PartnerId,
    pub(super) client: ClientId,
    pub(super) order: OrderId,
    pub(super) position: u32,
}

pub(super) async fn add(
    tx: &mut Tx,
    origin: Origin,
    id: ServiceId,
    line: &OrderLine,
    extends: Option<ServiceId>,
    now: Timestamp,
) -> Result<()> {
    let values = args![
        origin.partner,
        id,
        origin.client,
        origin.order,
        origin.position,
        line.item,
        line.kind.name(),
        line.class,
        &line.name,
        &line.label,
        line.term.months(),
        line.quantity,
        line.retail.currency.code(),
        line.retail.minor,
        line.wholesale.minor,
        line.discount,
        extends,
        now
    ];
    tx.run(ADD, values).await?;
    Ok(())
}

/// Writes down where a service is in its life, unless somebody else was faster.
pub(super) async fn set_life(
    tx: &mut Tx,
    partner: PartnerId,
    service: &Service,
    seen: Version,
) -> Result<bool> {
    let told = &service.told;
    let values = args![
        partner,
        told.id,
        seen,
        told.status.name(),
        told.begun_on.map(|_| service.anchor),
        told.begun_on,
        told.renews_on,
        told.ends_on,
        service.ended_on
    ];
    Ok(tx.run(SET_LIFE, values).await? == 1)
}

pub(super) async fn set_values(
    tx: &mut Tx,
    partner: PartnerId,
    id: ServiceId,
    values: &ServiceValues,
    seen: Version,
) -> Result<bool> {
    let values = args![
        partner,
        id,
        seen,
        &values.label,
        values.retail.minor,
        values.discount
    ];
    Ok(tx.run(SET_VALUES, values).await? == 1)
}
