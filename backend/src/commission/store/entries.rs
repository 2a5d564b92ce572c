//! The entries of the ledger: lists of them, one of them, and what they come to.

use domain::{
    ClientId, CommissionEntryId, Date, Money, PartnerId, PayoutId, Rate, ServiceClassId, Timestamp,
    commission::{Entry, EntryFilter, EntryKind, EntryState, Month, RateTable},
};
use uuid::Uuid;

use super::{
    ledger::{currency, rank},
    tables::small,
};
use crate::{
    Error, Result, args,
    db::{Tx, Value},
    statements,
};

/// Entries with the payout that they are in.
macro_rules! entries {
    ($which:literal) => {
        concat!(
            "SELECT e.id, e.number, e.kind, e.at, e.document, e.position, e.client_id, c.company,
                e.class_id, e.is_listed, e.currency, e.base_minor, e.rate, e.rank, e.counted,
                e.table_version, e.amount_minor, e.held_until, e.document_id, e.reverses_id,
                e.credited_before, e.reversed_before,
                (SELECT p.id FROM payout_items i
                    JOIN payouts p ON p.partner_id = i.partner_id AND p.id = i.payout_id
                    WHERE i.partner_id = e.partner_id AND i.entry_id = e.id
                        AND p.status <> 'rejected') AS payout_id,
                EXISTS (SELECT 1 FROM payout_items i
                    JOIN payouts p ON p.partner_id = i.partner_id AND p.id = i.payout_id
                    WHERE i.partner_id = e.partner_id AND i.entry_id = e.id
                        AND p.status = 'paid') AS is_paid,
                (SELECT CAST(coalesce(sum(r.amount_minor), 0) AS bigint)
                    FROM commission_entries r
                    WHERE r.partner_id = e.partner_id AND r.reverses_id = e.id) AS reversed
            FROM commission_entries e
            JOIN clients c ON c.partner_id = e.partner_id AND c.id = e.client_id
            WHERE e.partner_id = $1 AND ",
            $which
        )
    };
}

statements! {
    // A comparison comes before each test for nothing: it tells PostgreSQL the type.
    PAGE = entries!(
        "e.at >= $2 AND e.at < $3 AND (e.class_id = $4 OR $4 IS NULL)
            AND (e.client_id = $5 OR $5 IS NULL) AND e.number < $6
        ORDER BY e.number DESC LIMIT $7"
    );
    COUNT = "SELECT count(*) AS n FROM commission_entries e
        WHERE e.partner_id = $1 AND e.at >= $2 AND e.at < $3
            AND (e.class_id = $4 OR $4 IS NULL) AND (e.client_id = $5 OR $5 IS NULL)";
    ENTRY = entries!("e.id = $2");
    IN_TIME = entries!("e.at >= $2 AND e.at < $3 ORDER BY e.number");
    LINE_TEXT = "SELECT text FROM invoice_lines
        WHERE partner_id = $1 AND invoice_id = $2 AND position = $3";
    BALANCES = "SELECT currency, status, CAST(sum(amount_minor) AS bigint) AS amount_minor,
            min(held_until) AS first_day
        FROM (SELECT e.currency, e.amount_minor, e.held_until,
                coalesce((SELECT p.status FROM payout_items i
                    JOIN payouts p ON p.partner_id = i.partner_id AND p.id = i.payout_id
                    WHERE i.partner_id = e.partner_id AND i.entry_id = e.id
                        AND p.status <> 'rejected'),
                    CASE WHEN e.held_until > $2 THEN 'held' ELSE 'payable' END) AS status
            FROM commission_entries e WHERE e.partner_id = $1) s
        GROUP BY currency, status ORDER BY currency, status";
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: Uuid,
    number: i64,
    kind: String,
    at: i64,
    document: String,
    position: i64,
    client_id: Uuid,
    company: String,
    class_id: Uuid,
    is_listed: bool,
    currency: String,
    base_minor: i64,
    rate: i64,
    rank: i64,
    counted: i64,
    table_version: i64,
    amount_minor: i64,
    held_until: i64,
    document_id: Uuid,
    reverses_id: Option<Uuid>,
    credited_before: Option<i64>,
    reversed_before: Option<i64>,
    payout_id: Option<Uuid>,
    is_paid: bool,
    reversed: i64,
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

#[derive(sqlx::FromRow)]
struct TextRow {
    text: String,
}

#[derive(sqlx::FromRow)]
struct BalanceRow {
    currency: String,
    status: String,
    amount_minor: i64,
    first_day: i64,
}

/// An entry with what only its explanation and its statement show.
pub(in crate::commission) struct Stored {
    pub(in crate::commission) entry: Entry,
    pub(in crate::commission) number: i64,
    pub(in crate::commission) counted: u32,
    pub(in crate::commission) table: u32,
    pub(in crate::commission) held_until: Date,
    pub(in crate::commission) document: Uuid,
    /// Of a reversal: the entry it takes back, and what was taken before of net and commission.
    pub(in crate::commission) reverses: Option<(CommissionEntryId, Money, Money)>,
}

fn stored(row: EntryRow, tables: &[RateTable], today: Date) -> Result<Stored> {
    let kind = EntryKind::named(&row.kind);
    let currency = currency(&row.currency, "commission_entries.currency")?;
    let money = |minor| Money { minor, currency };
    let rank = rank(row.rank, "commission_entries.rank")?;
    let table = small(row.table_version, "commission_entries.table_version")?;
    let level = tables
        .iter()
        .find(|known| known.version == table)
        .and_then(|known| known.level(rank));
    let held_until = Date::from_days(row.held_until);
    let payout = row
        .payout_id
        .map(|id| (PayoutId::from_uuid(id), row.is_paid));
    let before = row.credited_before.zip(row.reversed_before);
    let reverses = row
        .reverses_id
        .zip(before)
        .map(|(id, (base, amount))| (CommissionEntryId::from_uuid(id), money(base), money(amount)));
    Ok(Stored {
        number: row.number,
        counted: small(row.counted, "commission_entries.counted")?,
        table,
        held_until,
        document: row.document_id,
        reverses,
        entry: Entry {
            id: CommissionEntryId::from_uuid(row.id),
            kind: kind.ok_or_else(|| Error::corrupt("commission_entries.kind"))?,
            at: Timestamp(row.at),
            document: row.document,
            position: small(row.position, "commission_entries.position")?,
            client: ClientId::from_uuid(row.client_id),
            client_name: row.company,
            class: ServiceClassId::from_uuid(row.class_id),
            is_listed: row.is_listed,
            base: money(row.base_minor),
            rate: Rate(small(row.rate, "commission_entries.rate")?),
            rank,
            level: level.map(|level| level.name.clone()).unwrap_or_default(),
            amount: money(row.amount_minor),
            state: EntryState::of(held_until, payout, today),
            is_reversed: row.amount_minor != 0 && row.amount_minor + row.reversed == 0,
        },
    })
}

/// The instants between which the entries of a filter lie, and its other values.
fn filtered(partner: PartnerId, filter: &EntryFilter) -> Vec<Value> {
    let begins = filter.month.map_or(Timestamp(i64::MIN), Month::begins);
    let ends = filter.month.map_or(Timestamp(i64::MAX), Month::ends);
    let values = args![partner, begins, ends, filter.class, filter.client];
    values.to_vec()
}

/// At most `most` entries before the one numbered `before`, the youngest first.
pub(in crate::commission) async fn page(
    tx: &mut Tx,
    partner: PartnerId,
    filter: &EntryFilter,
    (before, most): (i64, i64),
    (tables, today): (&[RateTable], Date),
) -> Result<Vec<Stored>> {
    let mut values = filtered(partner, filter);
    values.extend([Value::from(before), Value::from(most)]);
    let rows: Vec<EntryRow> = tx.all(PAGE, &values).await?;
    let rows = rows.into_iter();
    rows.map(|row| stored(row, tables, today)).collect()
}

pub(in crate::commission) async fn count(
    tx: &mut Tx,
    partner: PartnerId,
    filter: &EntryFilter,
) -> Result<u64> {
    let row: Option<CountRow> = tx.one(COUNT, &filtered(partner, filter)).await?;
    Ok(row.and_then(|row| u64::try_from(row.n).ok()).unwrap_or(0))
}

pub(in crate::commission) async fn entry(
    tx: &mut Tx,
    partner: PartnerId,
    id: CommissionEntryId,
    (tables, today): (&[RateTable], Date),
) -> Result<Option<Stored>> {
    let row: Option<EntryRow> = tx.one(ENTRY, args![partner, id]).await?;
    row.map(|row| stored(row, tables, today)).transpose()
}

/// The entries of a month, in their order.
pub(super) async fn in_month(
    tx: &mut Tx,
    partner: PartnerId,
    month: Month,
    tables: &[RateTable],
) -> Result<Vec<Stored>> {
    let values = args![partner, month.begins(), month.ends()];
    let rows: Vec<EntryRow> = tx.all(IN_TIME, values).await?;
    let rows = rows.into_iter();
    rows.map(|row| stored(row, tables, month.first_day()))
        .collect()
}

/// What a line of a document says.
pub(in crate::commission) async fn line_text(
    tx: &mut Tx,
    partner: PartnerId,
    document: Uuid,
    position: u32,
) -> Result<String> {
    let row: Option<TextRow> = tx
        .one(LINE_TEXT, args![partner, document, position])
        .await?;
    Ok(row.map(|row| row.text).unwrap_or_default())
}

/// What entries come to, by currency and by where they stand: `held`, `payable`, or the state of
/// their payout; each with the first day on which one of them can be paid out.
pub(in crate::commission) async fn balances(
    tx: &mut Tx,
    partner: PartnerId,
    today: Date,
) -> Result<Vec<(Money, String, Date)>> {
    let rows: Vec<BalanceRow> = tx.all(BALANCES, args![partner, today.days()]).await?;
    let balance = |row: BalanceRow| {
        let money = Money {
            minor: row.amount_minor,
            currency: currency(&row.currency, "commission_entries.currency")?,
        };
        Ok((money, row.status, Date::from_days(row.first_day)))
    };
    rows.into_iter().map(balance).collect()
}
