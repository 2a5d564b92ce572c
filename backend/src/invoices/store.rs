mod listing;

use domain::{
    ClientId, Currency, Date, InvoiceId, Money, PartnerId, ServiceClassId, ServiceId, Timestamp,
    Version,
    billing::Payer,
    invoices::{Document, DocumentKind, InvoiceStatus, InvoiceSummary},
    text::fold,
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};
#[cfg(test)]
pub(crate) use listing::STATEMENTS as LISTING_STATEMENTS;
pub(super) use listing::{open_of_clients, page, page_of_client, totals};

macro_rules! invoices {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.kind, i.status, i.payer, i.client_id, c.company, i.number, i.currency,
                i.gross_minor, i.paid_minor, i.credited_minor, i.issued_on, i.due_on, i.document,
                i.corrects_id, i.note, i.created_at, i.version
            FROM invoices i
            LEFT JOIN clients c ON c.partner_id = i.partner_id AND c.id = i.client_id
            WHERE i.partner_id = $1",
            $rest
        )
    };
}

statements! {
    ONE = invoices!(" AND i.id = $2");
    // Nobody else changes it until the transaction ends.
    HOLD = "UPDATE invoices SET version = version WHERE partner_id = $1 AND id = $2";
    COUNT_REMINDER = "UPDATE invoices SET reminders = reminders + 1
        WHERE partner_id = $1 AND id = $2 AND status = 'finalized'";
    ADD = "INSERT INTO invoices (partner_id, id, kind, status, payer, client_id, currency,
            net_minor, tax_minor, gross_minor, paid_minor, credited_minor, note, corrects_id,
            reminders, search_text, created_at, version)
        VALUES ($1, $2, $3, 'draft', $4, $5, $6, 0, 0, 0, 0, 0, $7, $8, 0, $9, $10, 1)";
    FINALIZE = "UPDATE invoices SET status = 'finalized', series = $3, number = $4, net_minor = $5,
            tax_minor = $6, gross_minor = $7, issued_on = $8, due_on = $9, document = $10,
            search_text = $11, finalized_at = $12, version = version + 1
        WHERE partner_id = $1 AND id = $2 AND status = 'draft'";
    ADD_LINE = "INSERT INTO invoice_lines (partner_id, invoice_id, position, client_id, charge_id,
            service_id, class_id, text, quantity, net_minor, tax_minor, corrects_position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    LINES = "SELECT position, client_id, service_id, class_id, text, quantity, net_minor, tax_minor
        FROM invoice_lines WHERE partner_id = $1 AND invoice_id = $2 ORDER BY position";
    CREDITED = "SELECT corrects_position AS position,
            CAST(sum(net_minor) AS bigint) AS net_minor,
            CAST(sum(tax_minor) AS bigint) AS tax_minor
        FROM invoice_lines
        WHERE partner_id = $1 AND corrects_position IS NOT NULL AND invoice_id IN (
            SELECT id FROM invoices WHERE partner_id = $1 AND corrects_id = $2)
        GROUP BY corrects_position";
    CORRECTIONS = "SELECT id, kind, number FROM invoices
        WHERE partner_id = $1 AND corrects_id = $2 ORDER BY id";
    SET_MONEY = "UPDATE invoices SET status = $3, paid_minor = $4, credited_minor = $5,
            paid_at = $6, voided_at = $7, version = version + 1
        WHERE partner_id = $1 AND id = $2";
    DISCARD = "DELETE FROM invoices WHERE partner_id = $1 AND id = $2 AND status = 'draft'";
    FOREIGN_TO_ORDER = "SELECT count(*) AS n FROM charges c
        LEFT JOIN services s ON s.partner_id = c.partner_id AND s.id = c.service_id
        WHERE c.partner_id = $1 AND c.invoice_id = $2
            AND (s.order_id IS NULL OR s.order_id <> $3)";
    OVERDUE_OF_CLIENT = "SELECT count(*) AS n FROM invoices
        WHERE partner_id = $1 AND client_id = $2 AND kind = 'invoice' AND status = 'finalized'
            AND due_on < $3";
    SLUG = "SELECT slug FROM partners WHERE partner_id = $1";
}

#[derive(sqlx::FromRow)]
struct InvoiceRow {
    id: Uuid,
    kind: String,
    status: String,
    payer: String,
    client_id: Option<Uuid>,
    company: Option<String>,
    number: Option<String>,
    currency: String,
    gross_minor: i64,
    paid_minor: i64,
    credited_minor: i64,
    issued_on: Option<i64>,
    due_on: Option<i64>,
    document: Option<String>,
    corrects_id: Option<Uuid>,
    note: String,
    created_at: i64,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    position: i64,
    client_id: Uuid,
    service_id: Option<Uuid>,
    class_id: Option<Uuid>,
    text: String,
    quantity: i64,
    net_minor: i64,
    tax_minor: i64,
}

#[derive(sqlx::FromRow)]
struct CreditedRow {
    position: i64,
    net_minor: i64,
    tax_minor: i64,
}

#[derive(sqlx::FromRow)]
struct CorrectionRow {
    id: Uuid,
    kind: String,
    number: Option<String>,
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

#[derive(sqlx::FromRow)]
struct SlugRow {
    slug: String,
}

/// An invoice as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Invoice {
    pub(super) id: InvoiceId,
    pub(super) kind: DocumentKind,
    pub(super) status: InvoiceStatus,
    pub(super) payer: Payer,
    pub(super) client: Option<(ClientId, String)>,
    pub(super) number: Option<String>,
    pub(super) gross: Money,
    pub(super) paid: Money,
    pub(super) credited: Money,
    pub(super) issued_on: Option<Date>,
    pub(super) due_on: Option<Date>,
    pub(super) document: Option<Document>,
    pub(super) corrects: Option<InvoiceId>,
    pub(super) note: String,
    pub(super) created_at: Timestamp,
    pub(super) version: Version,
}

impl Invoice {
    /// Of every amount in it.
    pub(super) const fn currency(&self) -> Currency {
        self.gross.currency
    }

    /// What is still to be paid: below zero when more was paid than credit notes left.
    pub(super) const fn left(&self) -> Money {
        Money {
            minor: self.gross.minor - self.credited.minor - self.paid.minor,
            currency: self.gross.currency,
        }
    }

    /// What is still to be paid, and nothing of what is not.
    pub(super) fn open(&self) -> Money {
        let asks = self.kind == DocumentKind::Invoice && self.status == InvoiceStatus::Finalized;
        let left = self.left();
        Money {
            minor: if asks { left.minor.max(0) } else { 0 },
            ..left
        }
    }

    /// What was paid and is not asked for any more, since credit notes freed it or the invoice is
    /// void: what can go back.
    pub(super) fn returnable(&self) -> Money {
        if self.status == InvoiceStatus::Void {
            return self.paid;
        }
        let left = self.left();
        Money {
            minor: (-left.minor).max(0),
            ..left
        }
    }

    /// As a list shows it on a day.
    pub(super) fn summary(&self, today: Date) -> InvoiceSummary {
        let open = self.open();
        InvoiceSummary {
            id: self.id,
            kind: self.kind,
            status: self.status,
            payer: self.payer,
            number: self.number.clone(),
            client: self.client.clone(),
            gross: self.gross,
            open,
            issued_on: self.issued_on,
            due_on: self.due_on,
            is_overdue: open.minor > 0 && self.due_on.is_some_and(|due| due < today),
            created_at: self.created_at,
        }
    }
}

impl TryFrom<InvoiceRow> for Invoice {
    type Error = Error;

    fn try_from(row: InvoiceRow) -> Result<Self> {
        let corrupt = || Error::corrupt("invoices");
        let currency = row.currency.parse().map_err(|_| corrupt())?;
        let money = |minor| Money { minor, currency };
        let document = row.document.map(|json| serde_json::from_str(&json));
        Ok(Self {
            id: InvoiceId::from_uuid(row.id),
            kind: DocumentKind::named(&row.kind).ok_or_else(corrupt)?,
            status: InvoiceStatus::named(&row.status).ok_or_else(corrupt)?,
            payer: Payer::named(&row.payer).ok_or_else(corrupt)?,
            client: row.client_id.map(ClientId::from_uuid).zip(row.company),
            number: row.number,
            gross: money(row.gross_minor),
            paid: money(row.paid_minor),
            credited: money(row.credited_minor),
            issued_on: row.issued_on.map(Date::from_days),
            due_on: row.due_on.map(Date::from_days),
            document: document.transpose()?,
            corrects: row.corrects_id.map(InvoiceId::from_uuid),
            note: row.note,
            created_at: Timestamp(row.created_at),
            version: Version(row.version),
        })
    }
}

pub(super) async fn one(tx: &mut Tx, partner: PartnerId, id: InvoiceId) -> Result<Option<Invoice>> {
    let row: Option<InvoiceRow> = tx.one(ONE, args![partner, id]).await?;
    row.map(Invoice::try_from).transpose()
}

/// An invoice that nobody else changes until the transaction ends.
pub(super) async fn held(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Option<Invoice>> {
    tx.run(HOLD, args![partner, id]).await?;
    one(tx, partner, id).await
}

/// Counts a reminder of an invoice that is open; nobody else changes it until the transaction ends.
pub(super) async fn count_reminder(tx: &mut Tx, partner: PartnerId, id: InvoiceId) -> Result<bool> {
    Ok(tx.run(COUNT_REMINDER, args![partner, id]).await? == 1)
}

/// A draft about to be written.
#[derive(Debug)]
pub(super) struct NewInvoice<'a> {
    pub(super) kind: DocumentKind,
    pub(super) payer: Payer,
    pub(super) client: Option<ClientId>,
    pub(super) currency: Currency,
    pub(super) note: &'a str,
    pub(super) corrects: Option<InvoiceId>,
}

pub(super) async fn add(
    tx: &mut Tx,
    (partner, id): (PartnerId, InvoiceId),
    invoice: &NewInvoice<'_>,
    now: Timestamp,
) -> Result<()> {
    let values = args![
        partner,
        id,
        invoice.kind.name(),
        invoice.payer.name(),
        invoice.client,
        invoice.currency.code(),
        invoice.note,
        invoice.corrects,
        "",
        now
    ];
    tx.run(ADD, values).await?;
    Ok(())
}

/// Gives a draft its number and what it says, for good; says whether it was still a draft.
pub(super) async fn finalize(
    tx: &mut Tx,
    (partner, id): (PartnerId, InvoiceId),
    series: &str,
    document: &Document,
    now: Timestamp,
) -> Result<bool> {
    let values = args![
        partner,
        id,
        series,
        &document.number,
        document.net.minor,
        document.tax.minor,
        document.gross.minor,
        document.issued_on,
        document.due_on,
        serde_json::to_string(document)?,
        fold(&format!("{} {}", document.number, document.buyer.name)),
        now
    ];
    Ok(tx.run(FINALIZE, values).await? == 1)
}

/// A line as it is stored beside the document: for sums, commission and credit notes.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) client: ClientId,
    pub(super) charge: Option<domain::ChargeId>,
    pub(super) service: Option<ServiceId>,
    pub(super) class: Option<ServiceClassId>,
    pub(super) text: String,
    pub(super) quantity: u32,
    pub(super) net: i64,
    pub(super) tax: i64,
    pub(super) corrects: Option<u32>,
}

pub(super) async fn add_lines(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvoiceId,
    lines: &[Line],
) -> Result<()> {
    for (line, position) in lines.iter().zip(0_u32..) {
        let values = args![
            partner,
            id,
            position,
            line.client,
            line.charge,
            line.service,
            line.class,
            &line.text,
            line.quantity,
            line.net,
            line.tax,
            line.corrects
        ];
        tx.run(ADD_LINE, values).await?;
    }
    Ok(())
}

/// The lines of what is finalized, in their order.
pub(super) async fn lines(tx: &mut Tx, partner: PartnerId, id: InvoiceId) -> Result<Vec<Line>> {
    let rows: Vec<LineRow> = tx.all(LINES, args![partner, id]).await?;
    rows.into_iter()
        .zip(0_i64..)
        .map(|(row, at)| {
            if row.position != at {
                return Err(Error::corrupt("invoice_lines.position"));
            }
            Ok(Line {
                client: ClientId::from_uuid(row.client_id),
                charge: None,
                service: row.service_id.map(ServiceId::from_uuid),
                class: row.class_id.map(ServiceClassId::from_uuid),
                text: row.text,
                quantity: u32::try_from(row.quantity)
                    .map_err(|_| Error::corrupt("invoice_lines.quantity"))?,
                net: row.net_minor,
                tax: row.tax_minor,
                corrects: None,
            })
        })
        .collect()
}

/// What credit notes took back of each line that any took something of: net and tax.
pub(super) async fn credited(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Vec<(usize, i64, i64)>> {
    let rows: Vec<CreditedRow> = tx.all(CREDITED, args![partner, id]).await?;
    let told = |row: CreditedRow| {
        let at = usize::try_from(row.position);
        at.map(|at| (at, row.net_minor, row.tax_minor))
    };
    let all: std::result::Result<Vec<_>, _> = rows.into_iter().map(told).collect();
    all.map_err(|_| Error::corrupt("invoice_lines.corrects_position"))
}

/// The credit notes of an invoice.
pub(super) async fn corrections(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Vec<(InvoiceId, DocumentKind, String)>> {
    let rows: Vec<CorrectionRow> = tx.all(CORRECTIONS, args![partner, id]).await?;
    rows.into_iter()
        .map(|row| {
            let kind = DocumentKind::named(&row.kind);
            Ok((
                InvoiceId::from_uuid(row.id),
                kind.ok_or_else(|| Error::corrupt("invoices.kind"))?,
                row.number.unwrap_or_default(),
            ))
        })
        .collect()
}

/// Writes down what was paid and credited, and the state that follows of it.
pub(super) async fn set_money(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: &Invoice,
    now: Timestamp,
) -> Result<()> {
    let at = |status| (invoice.status == status).then_some(now);
    let values = args![
        partner,
        invoice.id,
        invoice.status.name(),
        invoice.paid.minor,
        invoice.credited.minor,
        at(InvoiceStatus::Paid),
        at(InvoiceStatus::Void)
    ];
    tx.run(SET_MONEY, values).await?;
    Ok(())
}

/// Removes a draft.
pub(super) async fn discard(tx: &mut Tx, partner: PartnerId, id: InvoiceId) -> Result<bool> {
    Ok(tx.run(DISCARD, args![partner, id]).await? == 1)
}

/// Whether an invoice holds something that did not come of this order.
pub(super) async fn holds_more_than(
    tx: &mut Tx,
    partner: PartnerId,
    id: InvoiceId,
    order: domain::OrderId,
) -> Result<bool> {
    let row: Option<CountRow> = tx.one(FOREIGN_TO_ORDER, args![partner, id, order]).await?;
    Ok(row.is_none_or(|row| row.n > 0))
}

/// How many invoices of a client are open past their day.
pub(super) async fn overdue_of(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
    today: Date,
) -> Result<i64> {
    let values = args![partner, client, today];
    let row: Option<CountRow> = tx.one(OVERDUE_OF_CLIENT, values).await?;
    Ok(row.map_or(0, |row| row.n))
}

/// The partner's short name: what the operator's numbers tell it by.
pub(super) async fn slug(tx: &mut Tx, partner: PartnerId) -> Result<String> {
    let row: Option<SlugRow> = tx.one(SLUG, args![partner]).await?;
    row.map(|row| row.slug)
        .ok_or_else(|| Error::corrupt("partners.partner_id"))
}
