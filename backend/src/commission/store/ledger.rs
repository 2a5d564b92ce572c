//! What is written to the ledger, and what it is written from.

use domain::{
    ClientId, CommissionEntryId, Currency, Date, InvoiceId, Money, PartnerId, Rate, ServiceClassId,
    Timestamp,
    commission::{Accrued, Credited, EntryKind, LevelMoved, Rank, Reversed, Standing},
};
use uuid::Uuid;

use super::tables::small;
use crate::{
    Error, Result, args,
    db::{Engine, Tx},
    statements,
};

/// The partner's clients with an active service, but for the closed ones (B16).
macro_rules! deserving {
    ($and:literal) => {
        concat!(
            "SELECT DISTINCT s.client_id FROM services s
             JOIN clients c ON c.partner_id = s.partner_id AND c.id = s.client_id
             WHERE s.partner_id = $1 AND s.status = 'active' AND c.status <> 'closed'",
            $and
        )
    };
}

/// The clients that count now.
macro_rules! counting {
    ($and:literal) => {
        concat!(
            "SELECT n.client_id FROM commission_counts n
             WHERE n.partner_id = $1 AND n.counts AND NOT EXISTS (
                SELECT 1 FROM commission_counts l
                WHERE l.partner_id = n.partner_id AND l.client_id = n.client_id
                    AND l.number > n.number)",
            $and
        )
    };
}

statements! {
    BEGIN = "INSERT INTO commission_standings
            (partner_id, number, at, rank, below_since, counted, checked_on)
        VALUES ($1, 0, 0, 0, NULL, 0, 0) ON CONFLICT (partner_id) DO NOTHING";
    STANDING = "SELECT number, at, rank, below_since, counted, checked_on
        FROM commission_standings WHERE partner_id = $1";
    STANDING_TO_CHANGE_PG = "SELECT number, at, rank, below_since, counted, checked_on
        FROM commission_standings WHERE partner_id = $1 FOR UPDATE";
    SET_STANDING = "UPDATE commission_standings SET number = $2, at = $3, rank = $4,
            below_since = $5, counted = $6, checked_on = $7
        WHERE partner_id = $1";
    IS_COUNTING = counting!(" AND n.client_id = $2");
    IS_DESERVING = deserving!(" AND s.client_id = $2");
    BEGAN = concat!(deserving!(""), " AND s.client_id NOT IN (", counting!(""),
        ") ORDER BY s.client_id");
    CEASED = concat!(counting!(""), " AND n.client_id NOT IN (", deserving!(""),
        ") ORDER BY n.client_id");
    ADD_COUNT = "INSERT INTO commission_counts (partner_id, number, client_id, counts, at)
        VALUES ($1, $2, $3, $4, $5)";
    ADD_LEVEL = "INSERT INTO commission_levels (partner_id, number, from_rank, to_rank, counted,
            table_version, below_since, grace_days, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    // What a paid invoice can earn: lines with a class, of clients that are not closed (B6, B7), that
    // have earned nothing yet.
    PAID_LINES = "SELECT l.position, l.client_id, l.class_id, l.net_minor, i.number, i.currency
        FROM invoice_lines l
        JOIN invoices i ON i.partner_id = l.partner_id AND i.id = l.invoice_id
        JOIN clients c ON c.partner_id = l.partner_id AND c.id = l.client_id
        WHERE l.partner_id = $1 AND l.invoice_id = $2 AND l.class_id IS NOT NULL
            AND i.kind = 'invoice' AND i.status = 'paid' AND c.status <> 'closed'
            AND NOT EXISTS (SELECT 1 FROM commission_entries e
                WHERE e.partner_id = l.partner_id AND e.document_id = l.invoice_id
                    AND e.position = l.position AND e.kind = 'accrual')
        ORDER BY l.position";
    CLIENTS_ON = "SELECT DISTINCT client_id FROM invoice_lines
        WHERE partner_id = $1 AND invoice_id = $2 ORDER BY client_id";
    CREDIT_NOTES = "SELECT id FROM invoices
        WHERE partner_id = $1 AND corrects_id = $2 AND kind = 'credit_note'
            AND finalized_at IS NOT NULL
        ORDER BY finalized_at, id";
    // What a finalized credit note takes back: of lines that have earned something.
    CREDITED_LINES = "SELECT l.position, l.net_minor, i.number, e.id, e.client_id, e.class_id,
            e.is_listed, e.currency, e.base_minor, e.rank, e.counted, e.table_version, e.rate,
            e.amount_minor, e.held_until,
            (SELECT CAST(coalesce(sum(r.base_minor), 0) AS bigint) FROM commission_entries r
                WHERE r.partner_id = e.partner_id AND r.reverses_id = e.id) AS credited_before,
            (SELECT CAST(coalesce(sum(r.amount_minor), 0) AS bigint) FROM commission_entries r
                WHERE r.partner_id = e.partner_id AND r.reverses_id = e.id) AS reversed_before
        FROM invoice_lines l
        JOIN invoices i ON i.partner_id = l.partner_id AND i.id = l.invoice_id
        JOIN commission_entries e ON e.partner_id = l.partner_id AND e.document_id = i.corrects_id
            AND e.position = l.corrects_position AND e.kind = 'accrual'
        WHERE l.partner_id = $1 AND l.invoice_id = $2 AND l.position = $3
            AND i.kind = 'credit_note' AND i.finalized_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM commission_entries t
                WHERE t.partner_id = l.partner_id AND t.document_id = l.invoice_id
                    AND t.position = l.position AND t.kind = 'reversal')";
    POSITIONS = "SELECT position FROM invoice_lines WHERE partner_id = $1 AND invoice_id = $2
        ORDER BY position";
    ADD_ENTRY = "INSERT INTO commission_entries (partner_id, id, number, kind, document_id,
            position, document, client_id, class_id, is_listed, currency, base_minor, rank,
            counted, table_version, rate, amount_minor, held_until, at, reverses_id,
            credited_before, reversed_before)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22)";
    TO_CHECK = "SELECT p.partner_id AS id FROM partners p
        LEFT JOIN commission_standings s ON s.partner_id = p.partner_id
        WHERE s.checked_on IS NULL OR s.checked_on < $1
        ORDER BY p.partner_id";
    RUN_ONCE = "INSERT INTO job_runs (partner_id, job, period, subject, at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
}

/// Where a partner stands, and what the last event was.
#[derive(Debug, Clone, Copy)]
pub(in crate::commission) struct Kept {
    pub(in crate::commission) standing: Standing,
    pub(in crate::commission) number: i64,
    pub(in crate::commission) at: Timestamp,
    pub(in crate::commission) counted: u32,
    pub(in crate::commission) checked_on: Date,
}

/// A line of a paid invoice that can earn something.
#[derive(Debug)]
pub(in crate::commission) struct PaidLine {
    pub(in crate::commission) document: String,
    pub(in crate::commission) position: u32,
    pub(in crate::commission) client: ClientId,
    pub(in crate::commission) class: ServiceClassId,
    pub(in crate::commission) base: Money,
}

/// A line of a credit note, with the entry that it takes back.
#[derive(Debug)]
pub(in crate::commission) struct CreditedLine {
    pub(in crate::commission) document: String,
    pub(in crate::commission) position: u32,
    pub(in crate::commission) credited: Money,
    pub(in crate::commission) original: Accrued,
    pub(in crate::commission) before: Credited,
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    number: i64,
    at: i64,
    rank: i64,
    below_since: Option<i64>,
    counted: i64,
    checked_on: i64,
}

#[derive(sqlx::FromRow)]
struct ClientRow {
    client_id: Uuid,
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: Uuid,
}

#[derive(sqlx::FromRow)]
struct PositionRow {
    position: i64,
}

#[derive(sqlx::FromRow)]
struct PaidRow {
    position: i64,
    client_id: Uuid,
    class_id: Uuid,
    net_minor: i64,
    number: Option<String>,
    currency: String,
}

#[derive(sqlx::FromRow)]
struct CreditedRow {
    position: i64,
    net_minor: i64,
    number: Option<String>,
    id: Uuid,
    client_id: Uuid,
    class_id: Uuid,
    is_listed: bool,
    currency: String,
    base_minor: i64,
    rank: i64,
    counted: i64,
    table_version: i64,
    rate: i64,
    amount_minor: i64,
    held_until: i64,
    credited_before: i64,
    reversed_before: i64,
}

pub(in crate::commission) fn rank(number: i64, column: &'static str) -> Result<Rank> {
    let rank = u8::try_from(number)
        .ok()
        .and_then(|n| Rank::try_from(n).ok());
    rank.ok_or_else(|| Error::corrupt(column))
}

pub(in crate::commission) fn currency(code: &str, column: &'static str) -> Result<Currency> {
    code.parse().map_err(|_| Error::corrupt(column))
}

fn kept(row: &StandingRow) -> Result<Kept> {
    Ok(Kept {
        standing: Standing {
            rank: rank(row.rank, "commission_standings.rank")?,
            below_since: row.below_since.map(Date::from_days),
        },
        number: row.number,
        at: Timestamp(row.at),
        counted: small(row.counted, "commission_standings.counted")?,
        checked_on: Date::from_days(row.checked_on),
    })
}

/// Where a partner stands, for somebody who looks; nothing when nothing has happened yet.
pub(in crate::commission) async fn standing(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Option<Kept>> {
    let row: Option<StandingRow> = tx.one(STANDING, args![partner]).await?;
    row.as_ref().map(kept).transpose()
}

/// Where a partner stands, and nobody else writes its events until the transaction ends.
pub(in crate::commission) async fn hold(tx: &mut Tx, partner: PartnerId) -> Result<Kept> {
    tx.run(BEGIN, args![partner]).await?;
    let sql = match tx.engine() {
        // There is one writer.
        Engine::Sqlite => STANDING,
        Engine::Postgres => STANDING_TO_CHANGE_PG,
    };
    let row: Option<StandingRow> = tx.one(sql, args![partner]).await?;
    kept(&row.ok_or_else(|| Error::corrupt("commission_standings.partner_id"))?)
}

pub(in crate::commission) async fn set_standing(
    tx: &mut Tx,
    partner: PartnerId,
    kept: &Kept,
) -> Result<()> {
    let values = args![
        partner,
        kept.number,
        kept.at,
        i64::from(kept.standing.rank.number()),
        kept.standing.below_since.map(Date::days),
        kept.counted,
        kept.checked_on.days()
    ];
    tx.run(SET_STANDING, values).await?;
    Ok(())
}

/// Whether a client counts already, and whether it should.
pub(in crate::commission) async fn counting(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<(bool, bool)> {
    let counts: Option<ClientRow> = tx.one(IS_COUNTING, args![partner, client]).await?;
    let deserves: Option<ClientRow> = tx.one(IS_DESERVING, args![partner, client]).await?;
    Ok((counts.is_some(), deserves.is_some()))
}

/// The clients that should count and do not yet, and those that do and should not any more.
pub(in crate::commission) async fn miscounted(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<(Vec<ClientId>, Vec<ClientId>)> {
    let ids = |rows: Vec<ClientRow>| {
        let ids = rows
            .into_iter()
            .map(|row| ClientId::from_uuid(row.client_id));
        ids.collect()
    };
    let began = tx.all(BEGAN, args![partner]).await?;
    let ceased = tx.all(CEASED, args![partner]).await?;
    Ok((ids(began), ids(ceased)))
}

pub(in crate::commission) async fn add_count(
    tx: &mut Tx,
    partner: PartnerId,
    (number, at): (i64, Timestamp),
    client: ClientId,
    counts: bool,
) -> Result<()> {
    tx.run(ADD_COUNT, args![partner, number, client, counts, at])
        .await?;
    Ok(())
}

pub(in crate::commission) async fn add_level(
    tx: &mut Tx,
    partner: PartnerId,
    (number, at): (i64, Timestamp),
    moved: &LevelMoved,
) -> Result<()> {
    let values = args![
        partner,
        number,
        i64::from(moved.from.number()),
        i64::from(moved.to.number()),
        moved.counted,
        moved.table,
        moved.below_since.map(Date::days),
        moved.grace_days,
        at
    ];
    tx.run(ADD_LEVEL, values).await?;
    Ok(())
}

/// The clients whose lines stand on an invoice.
pub(in crate::commission) async fn clients_on(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: InvoiceId,
) -> Result<Vec<ClientId>> {
    let rows: Vec<ClientRow> = tx.all(CLIENTS_ON, args![partner, invoice]).await?;
    let ids = rows
        .into_iter()
        .map(|row| ClientId::from_uuid(row.client_id));
    Ok(ids.collect())
}

/// The lines of a paid invoice that can earn something and have not yet.
pub(in crate::commission) async fn paid_lines(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: InvoiceId,
) -> Result<Vec<PaidLine>> {
    let rows: Vec<PaidRow> = tx.all(PAID_LINES, args![partner, invoice]).await?;
    let line = |row: PaidRow| {
        Ok(PaidLine {
            document: row
                .number
                .ok_or_else(|| Error::corrupt("invoices.number"))?,
            position: small(row.position, "invoice_lines.position")?,
            client: ClientId::from_uuid(row.client_id),
            class: ServiceClassId::from_uuid(row.class_id),
            base: Money {
                minor: row.net_minor,
                currency: currency(&row.currency, "invoices.currency")?,
            },
        })
    };
    rows.into_iter().map(line).collect()
}

/// The finalized credit notes on an invoice, in their order.
pub(in crate::commission) async fn credit_notes(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: InvoiceId,
) -> Result<Vec<InvoiceId>> {
    let rows: Vec<IdRow> = tx.all(CREDIT_NOTES, args![partner, invoice]).await?;
    Ok(rows
        .into_iter()
        .map(|row| InvoiceId::from_uuid(row.id))
        .collect())
}

/// The lines of a document, by their position.
pub(in crate::commission) async fn positions(
    tx: &mut Tx,
    partner: PartnerId,
    document: InvoiceId,
) -> Result<Vec<u32>> {
    let rows: Vec<PositionRow> = tx.all(POSITIONS, args![partner, document]).await?;
    let position = |row: PositionRow| small(row.position, "invoice_lines.position");
    rows.into_iter().map(position).collect()
}

/// A line of a credit note that takes something back and has not yet.
pub(in crate::commission) async fn credited_line(
    tx: &mut Tx,
    partner: PartnerId,
    note: InvoiceId,
    position: u32,
) -> Result<Option<CreditedLine>> {
    let row: Option<CreditedRow> = tx
        .one(CREDITED_LINES, args![partner, note, position])
        .await?;
    row.map(credited).transpose()
}

fn credited(row: CreditedRow) -> Result<CreditedLine> {
    let currency = currency(&row.currency, "commission_entries.currency")?;
    let money = |minor| Money { minor, currency };
    let document = row
        .number
        .ok_or_else(|| Error::corrupt("invoices.number"))?;
    let position = small(row.position, "invoice_lines.position")?;
    Ok(CreditedLine {
        credited: money(row.net_minor),
        before: Credited {
            base: money(row.credited_before),
            // Kept as it moves the balance; counted here as it was taken.
            amount: money(row.reversed_before).negated(),
        },
        original: Accrued {
            entry: CommissionEntryId::from_uuid(row.id),
            document: String::new(),
            position,
            client: ClientId::from_uuid(row.client_id),
            class: ServiceClassId::from_uuid(row.class_id),
            is_listed: row.is_listed,
            base: money(row.base_minor),
            rank: rank(row.rank, "commission_entries.rank")?,
            counted: small(row.counted, "commission_entries.counted")?,
            table: small(row.table_version, "commission_entries.table_version")?,
            rate: Rate(small(row.rate, "commission_entries.rate")?),
            amount: money(row.amount_minor),
            held_until: Date::from_days(row.held_until),
        },
        document,
        position,
    })
}

pub(in crate::commission) async fn add_accrual(
    tx: &mut Tx,
    partner: PartnerId,
    (number, at): (i64, Timestamp),
    invoice: InvoiceId,
    line: &Accrued,
) -> Result<()> {
    let values = args![
        partner,
        line.entry,
        number,
        EntryKind::Accrual.name(),
        invoice,
        line.position,
        &line.document,
        line.client,
        line.class,
        line.is_listed,
        line.base.currency.code(),
        line.base.minor,
        i64::from(line.rank.number()),
        line.counted,
        line.table,
        line.rate.0,
        line.amount.minor,
        line.held_until.days(),
        at,
        None::<CommissionEntryId>,
        None::<i64>,
        None::<i64>
    ];
    tx.run(ADD_ENTRY, values).await?;
    Ok(())
}

/// Adds a reversal; level, table and class are those of what it takes back.
pub(in crate::commission) async fn add_reversal(
    tx: &mut Tx,
    partner: PartnerId,
    (number, at): (i64, Timestamp),
    note: InvoiceId,
    original: &Accrued,
    line: &Reversed,
) -> Result<()> {
    let values = args![
        partner,
        line.entry,
        number,
        EntryKind::Reversal.name(),
        note,
        line.position,
        &line.document,
        line.client,
        original.class,
        original.is_listed,
        line.base.currency.code(),
        line.base.minor,
        i64::from(original.rank.number()),
        original.counted,
        original.table,
        line.rate.0,
        line.amount.minor,
        line.held_until.days(),
        at,
        line.of,
        line.credited_before.minor,
        line.reversed_before.minor
    ];
    tx.run(ADD_ENTRY, values).await?;
    Ok(())
}

/// The partners whose clients were not all counted on this day yet.
pub(in crate::commission) async fn to_check(tx: &mut Tx, today: Date) -> Result<Vec<PartnerId>> {
    let rows: Vec<IdRow> = tx.all(TO_CHECK, args![today.days()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| PartnerId::from_uuid(row.id))
        .collect())
}

/// Whether this transaction is the one that does a job for a period.
pub(in crate::commission) async fn is_first_run(
    tx: &mut Tx,
    partner: PartnerId,
    job: &str,
    period: &str,
    now: Timestamp,
) -> Result<bool> {
    let values = args![partner, job, period, partner, now];
    Ok(tx.run(RUN_ONCE, values).await? == 1)
}
