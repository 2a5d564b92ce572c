//! What is read from the ledger: lists, sums, and the events of a month.

use domain::{
    ClientId, CommissionEntryId, Currency, Date, Money, PartnerId, PayoutId, Rate, ServiceClassId,
    Timestamp,
    commission::{
        Accrued, Counting, Entry, EntryFilter, EntryKind, EntryState, Event, LevelMoved, Month,
        Rank, RateTable, Reversed, What,
    },
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
    LEVEL_BEFORE = "SELECT to_rank FROM commission_levels WHERE partner_id = $1 AND at < $2
        ORDER BY number DESC LIMIT 1";
    COUNTED_BEFORE = "SELECT CAST(coalesce(sum(CASE WHEN counts THEN 1 ELSE -1 END), 0) AS bigint)
            AS n
        FROM commission_counts WHERE partner_id = $1 AND at < $2";
    COUNTING = "SELECT n.client_id, c.company FROM commission_counts n
        JOIN clients c ON c.partner_id = n.partner_id AND c.id = n.client_id
        WHERE n.partner_id = $1 AND n.number <= $2 AND n.counts AND NOT EXISTS (
            SELECT 1 FROM commission_counts l
            WHERE l.partner_id = n.partner_id AND l.client_id = n.client_id
                AND l.number > n.number AND l.number <= $2)
        ORDER BY c.name_key, c.id LIMIT $3";
    COUNTING_IDS = "SELECT n.client_id FROM commission_counts n
        WHERE n.partner_id = $1 AND n.number <= $2 AND n.counts AND NOT EXISTS (
            SELECT 1 FROM commission_counts l
            WHERE l.partner_id = n.partner_id AND l.client_id = n.client_id
                AND l.number > n.number AND l.number <= $2)
        ORDER BY n.client_id";
    COUNTS_IN_TIME = "SELECT number, at, client_id, counts FROM commission_counts
        WHERE partner_id = $1 AND at >= $2 AND at < $3";
    LEVELS_IN_TIME = "SELECT number, at, from_rank, to_rank, counted, table_version, below_since,
            grace_days
        FROM commission_levels WHERE partner_id = $1 AND at >= $2 AND at < $3";
    PAID_IN_TIME = "SELECT s.number, s.at, p.id, p.currency, p.amount_minor FROM payout_steps s
        JOIN payouts p ON p.partner_id = s.partner_id AND p.id = s.payout_id
        WHERE s.partner_id = $1 AND s.at >= $2 AND s.at < $3 AND s.number IS NOT NULL";
    NAMED_IN_TIME = "SELECT c.id AS client_id, c.company FROM clients c
        WHERE c.partner_id = $1 AND (c.id IN (
                SELECT client_id FROM commission_entries
                WHERE partner_id = $1 AND at >= $2 AND at < $3)
            OR c.id IN (
                SELECT client_id FROM commission_counts
                WHERE partner_id = $1 AND at >= $2 AND at < $3))
        ORDER BY c.id";
    LAST_BEFORE = "SELECT max(number) AS number FROM (
            SELECT max(number) AS number FROM commission_counts WHERE partner_id = $1 AND at < $2
            UNION ALL
            SELECT max(number) FROM commission_levels WHERE partner_id = $1 AND at < $2
            UNION ALL
            SELECT max(number) FROM commission_entries WHERE partner_id = $1 AND at < $2
            UNION ALL
            SELECT max(number) FROM payout_steps WHERE partner_id = $1 AND at < $2) n";
    OWED_BEFORE = "SELECT currency, CAST(sum(amount_minor) AS bigint) AS amount_minor FROM (
            SELECT currency, amount_minor FROM commission_entries
                WHERE partner_id = $1 AND at < $2
            UNION ALL
            SELECT p.currency, -p.amount_minor FROM payout_steps s
                JOIN payouts p ON p.partner_id = s.partner_id AND p.id = s.payout_id
                WHERE s.partner_id = $1 AND s.at < $2 AND s.number IS NOT NULL) o
        GROUP BY currency ORDER BY currency";
    FIRST = "SELECT min(at) AS at FROM (
            SELECT min(at) AS at FROM commission_counts WHERE partner_id = $1
            UNION ALL
            SELECT min(at) FROM commission_entries WHERE partner_id = $1) f";
    EARNING = "SELECT class_id, months, discount,
            CAST(sum(retail_minor * quantity) AS bigint) AS whole_minor
        FROM services
        WHERE partner_id = $1 AND currency = $2 AND status = 'active' AND months > 0
        GROUP BY class_id, months, discount ORDER BY class_id, months, discount";
    IDLE = "SELECT count(*) AS n FROM clients c
        WHERE c.partner_id = $1 AND c.status <> 'closed' AND NOT EXISTS (
            SELECT 1 FROM services s
            WHERE s.partner_id = c.partner_id AND s.client_id = c.id AND s.status = 'active')";
    CURRENCIES = "SELECT currency FROM services WHERE partner_id = $1 AND status = 'active'
        GROUP BY currency ORDER BY count(*) DESC, currency";
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

#[derive(sqlx::FromRow)]
struct RankRow {
    to_rank: i64,
}

#[derive(sqlx::FromRow)]
struct NamedRow {
    client_id: Uuid,
    company: String,
}

impl From<NamedRow> for Counting {
    fn from(row: NamedRow) -> Self {
        Self {
            id: ClientId::from_uuid(row.client_id),
            name: row.company,
        }
    }
}

#[derive(sqlx::FromRow)]
struct ClientRow {
    client_id: Uuid,
}

#[derive(sqlx::FromRow)]
struct CountedRow {
    number: i64,
    at: i64,
    client_id: Uuid,
    counts: bool,
}

#[derive(sqlx::FromRow)]
struct LevelRow {
    number: i64,
    at: i64,
    from_rank: i64,
    to_rank: i64,
    counted: i64,
    table_version: i64,
    below_since: Option<i64>,
    grace_days: i64,
}

#[derive(sqlx::FromRow)]
struct PaidRow {
    number: i64,
    at: i64,
    id: Uuid,
    currency: String,
    amount_minor: i64,
}

#[derive(sqlx::FromRow)]
struct NumberRow {
    number: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct OwedRow {
    currency: String,
    amount_minor: i64,
}

#[derive(sqlx::FromRow)]
struct AtRow {
    at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct EarningRow {
    class_id: Uuid,
    months: i64,
    discount: i64,
    whole_minor: i64,
}

#[derive(sqlx::FromRow)]
struct CurrencyRow {
    currency: String,
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

/// The level and the number of clients that counted just before an instant.
pub(in crate::commission) async fn stood_before(
    tx: &mut Tx,
    partner: PartnerId,
    at: Timestamp,
) -> Result<(Rank, u32)> {
    let level: Option<RankRow> = tx.one(LEVEL_BEFORE, args![partner, at]).await?;
    let counted: Option<CountRow> = tx.one(COUNTED_BEFORE, args![partner, at]).await?;
    let level = level.map(|row| rank(row.to_rank, "commission_levels.to_rank"));
    let counted = counted.map_or(0, |row| row.n);
    Ok((
        level.transpose()?.unwrap_or_default(),
        small(counted, "commission_counts.counts")?,
    ))
}

/// The clients that counted after the event of a number, by name: the first of them.
pub(in crate::commission) async fn counting(
    tx: &mut Tx,
    partner: PartnerId,
    number: i64,
    most: u32,
) -> Result<Vec<Counting>> {
    let rows: Vec<NamedRow> = tx.all(COUNTING, args![partner, number, most]).await?;
    Ok(rows.into_iter().map(Counting::from).collect())
}

/// The clients that something happened to in a month.
pub(in crate::commission) async fn named_in(
    tx: &mut Tx,
    partner: PartnerId,
    month: Month,
) -> Result<Vec<Counting>> {
    let values = args![partner, month.begins(), month.ends()];
    let rows: Vec<NamedRow> = tx.all(NAMED_IN_TIME, values).await?;
    Ok(rows.into_iter().map(Counting::from).collect())
}

/// All clients that counted after the event of a number, in the order of their identifiers.
pub(in crate::commission) async fn counting_ids(
    tx: &mut Tx,
    partner: PartnerId,
    number: i64,
) -> Result<Vec<ClientId>> {
    let rows: Vec<ClientRow> = tx.all(COUNTING_IDS, args![partner, number]).await?;
    let ids = rows
        .into_iter()
        .map(|row| ClientId::from_uuid(row.client_id));
    Ok(ids.collect())
}

/// The number of the last event before an instant; 0 when there was none.
pub(in crate::commission) async fn last_before(
    tx: &mut Tx,
    partner: PartnerId,
    at: Timestamp,
) -> Result<i64> {
    let row: Option<NumberRow> = tx.one(LAST_BEFORE, args![partner, at]).await?;
    Ok(row.and_then(|row| row.number).unwrap_or(0))
}

/// What was owed just before an instant, by currency.
pub(in crate::commission) async fn owed_before(
    tx: &mut Tx,
    partner: PartnerId,
    at: Timestamp,
) -> Result<Vec<Money>> {
    let rows: Vec<OwedRow> = tx.all(OWED_BEFORE, args![partner, at]).await?;
    let owed = |row: OwedRow| {
        Ok(Money {
            minor: row.amount_minor,
            currency: currency(&row.currency, "commission_entries.currency")?,
        })
    };
    rows.into_iter().map(owed).collect()
}

/// When the first thing happened, if anything has.
pub(in crate::commission) async fn first(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Option<Timestamp>> {
    let row: Option<AtRow> = tx.one(FIRST, args![partner]).await?;
    Ok(row.and_then(|row| row.at).map(Timestamp))
}

/// Everything that happened in a month, in its order.
pub(in crate::commission) async fn events(
    tx: &mut Tx,
    partner: PartnerId,
    month: Month,
    tables: &[RateTable],
) -> Result<Vec<Event>> {
    let time = args![partner, month.begins(), month.ends()].to_vec();
    let mut events = Vec::new();
    let counts: Vec<CountedRow> = tx.all(COUNTS_IN_TIME, &time).await?;
    for row in counts {
        let client = ClientId::from_uuid(row.client_id);
        let what = if row.counts {
            What::Counts(client)
        } else {
            What::CountsNoMore(client)
        };
        events.push(event(row.number, row.at, what)?);
    }
    let levels: Vec<LevelRow> = tx.all(LEVELS_IN_TIME, &time).await?;
    for row in levels {
        let moved = LevelMoved {
            from: rank(row.from_rank, "commission_levels.from_rank")?,
            to: rank(row.to_rank, "commission_levels.to_rank")?,
            counted: small(row.counted, "commission_levels.counted")?,
            table: small(row.table_version, "commission_levels.table_version")?,
            below_since: row.below_since.map(Date::from_days),
            grace_days: small(row.grace_days, "commission_levels.grace_days")?,
        };
        events.push(event(row.number, row.at, What::Level(moved))?);
    }
    let entries: Vec<EntryRow> = tx.all(IN_TIME, &time).await?;
    for row in entries {
        let (number, at) = (row.number, row.at);
        let what = told(tx, partner, stored(row, tables, month.first_day())?, tables).await?;
        events.push(event(number, at, what)?);
    }
    let paid: Vec<PaidRow> = tx.all(PAID_IN_TIME, &time).await?;
    for row in paid {
        let amount = Money {
            minor: row.amount_minor,
            currency: currency(&row.currency, "payouts.currency")?,
        };
        let payout = PayoutId::from_uuid(row.id);
        events.push(event(row.number, row.at, What::PaidOut { payout, amount })?);
    }
    events.sort_by_key(|event| event.number);
    Ok(events)
}

fn event(number: i64, at: i64, what: What) -> Result<Event> {
    let number = u64::try_from(number).map_err(|_| Error::corrupt("commission_events.number"))?;
    Ok(Event {
        number,
        at: Timestamp(at),
        what,
    })
}

/// An entry as a statement tells of it.
async fn told(
    tx: &mut Tx,
    partner: PartnerId,
    stored: Stored,
    tables: &[RateTable],
) -> Result<What> {
    let entry = stored.entry;
    let Some((of, credited_before, reversed_before)) = stored.reverses else {
        return Ok(What::Accrued(Accrued {
            entry: entry.id,
            document: entry.document,
            position: entry.position,
            client: entry.client,
            class: entry.class,
            is_listed: entry.is_listed,
            base: entry.base,
            rank: entry.rank,
            counted: stored.counted,
            table: stored.table,
            rate: entry.rate,
            amount: entry.amount,
            held_until: stored.held_until,
        }));
    };
    let original = self::entry(tx, partner, of, (tables, stored.held_until)).await?;
    let original = original.ok_or_else(|| Error::corrupt("commission_entries.reverses_id"))?;
    Ok(What::Reversed(Reversed {
        entry: entry.id,
        document: entry.document,
        position: entry.position,
        client: entry.client,
        of,
        of_base: original.entry.base,
        rate: entry.rate,
        of_amount: original.entry.amount,
        credited_before,
        reversed_before,
        base: entry.base,
        amount: entry.amount,
        held_until: stored.held_until,
    }))
}

/// What the active services bring in one charge of all, by class, months between charges and
/// discount, in a currency.
pub(in crate::commission) async fn earning(
    tx: &mut Tx,
    partner: PartnerId,
    currency: Currency,
) -> Result<Vec<(ServiceClassId, u32, Rate, Money)>> {
    let rows: Vec<EarningRow> = tx.all(EARNING, args![partner, currency.code()]).await?;
    let earning = |row: EarningRow| {
        let whole = Money {
            minor: row.whole_minor,
            currency,
        };
        Ok((
            ServiceClassId::from_uuid(row.class_id),
            small(row.months, "services.months")?,
            Rate(small(row.discount, "services.discount")?),
            whole,
        ))
    };
    rows.into_iter().map(earning).collect()
}

/// How many open clients have no active service.
pub(in crate::commission) async fn idle(tx: &mut Tx, partner: PartnerId) -> Result<u32> {
    let row: Option<CountRow> = tx.one(IDLE, args![partner]).await?;
    small(row.map_or(0, |row| row.n), "clients.status")
}

/// The currencies of the active services, the most used first.
pub(in crate::commission) async fn currencies(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Vec<Currency>> {
    let rows: Vec<CurrencyRow> = tx.all(CURRENCIES, args![partner]).await?;
    let rows = rows.into_iter();
    rows.map(|row| currency(&row.currency, "services.currency"))
        .collect()
}
