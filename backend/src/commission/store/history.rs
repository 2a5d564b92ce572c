//! What happened in a month, and how things stood before it: what a statement is made of.

use domain::{
    ClientId, Date, Money, PartnerId, PayoutId, Timestamp,
    commission::{Accrued, Counting, Event, LevelMoved, Month, Rank, RateTable, Reversed, What},
};
use uuid::Uuid;

use super::{
    entries::{self, Stored},
    ledger::{currency, rank},
    tables::small,
};
use crate::{Error, Result, args, db::Tx, statements};

statements! {
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
}

#[derive(sqlx::FromRow)]
struct RankRow {
    to_rank: i64,
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
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
    for stored in entries::in_month(tx, partner, month, tables).await? {
        let (number, at) = (stored.number, stored.entry.at.0);
        let what = told(tx, partner, stored, tables).await?;
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
    let original = entries::entry(tx, partner, of, (tables, stored.held_until)).await?;
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
