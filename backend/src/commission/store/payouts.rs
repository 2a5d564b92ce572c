//! Payouts.

use domain::{
    Currency, Date, Money, PartnerId, PayoutId, Timestamp, UserId, Version,
    commission::{Payout, PayoutStatus, PayoutStep},
};
use uuid::Uuid;

use super::{ledger::currency, tables::small};
use crate::{Error, Result, args, db::Tx, statements};

/// The entries that can be paid out: those of a currency that are not held, and in no payout.
macro_rules! payable {
    ($select:literal) => {
        concat!(
            $select,
            " FROM commission_entries e
             WHERE e.partner_id = $1 AND e.currency = $2 AND e.held_until <= $3 AND NOT EXISTS (
                SELECT 1 FROM payout_items i
                JOIN payouts p ON p.partner_id = i.partner_id AND p.id = i.payout_id
                WHERE i.partner_id = e.partner_id AND i.entry_id = e.id
                    AND p.status <> 'rejected')"
        )
    };
}

statements! {
    PAYABLE = payable!("SELECT CAST(coalesce(sum(e.amount_minor), 0) AS bigint) AS amount_minor,
        count(*) AS entries");
    ADD = "INSERT INTO payouts
            (partner_id, id, currency, amount_minor, entries, status, requested_at, version)
        VALUES ($1, $2, $3, $4, $5, 'requested', $6, 1)";
    ADD_ITEMS = payable!("INSERT INTO payout_items (partner_id, payout_id, entry_id)
        SELECT e.partner_id, $4, e.id");
    SET_STATUS = "UPDATE payouts SET status = $3, version = version + 1
        WHERE partner_id = $1 AND id = $2 AND version = $4";
    ADD_STEP = "INSERT INTO payout_steps
            (partner_id, payout_id, status, number, note, at, taken_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    PAYOUT = "SELECT p.partner_id, p.id, r.name, p.currency, p.amount_minor, p.entries, p.status,
            p.version
        FROM payouts p JOIN partners r ON r.partner_id = p.partner_id
        WHERE p.partner_id = $1 AND p.id = $2";
    OF_PARTNER = "SELECT p.partner_id, p.id, r.name, p.currency, p.amount_minor, p.entries,
            p.status, p.version
        FROM payouts p JOIN partners r ON r.partner_id = p.partner_id
        WHERE p.partner_id = $1 ORDER BY p.id DESC LIMIT $2";
    WAITING = "SELECT p.partner_id, p.id, r.name, p.currency, p.amount_minor, p.entries, p.status,
            p.version
        FROM payouts p JOIN partners r ON r.partner_id = p.partner_id
        WHERE p.status IN ('requested', 'approved') ORDER BY p.id LIMIT $1";
    OVER = "SELECT p.partner_id, p.id, r.name, p.currency, p.amount_minor, p.entries, p.status,
            p.version
        FROM payouts p JOIN partners r ON r.partner_id = p.partner_id
        WHERE p.status IN ('paid', 'rejected') ORDER BY p.id DESC LIMIT $1";
    PARTNER_OF = "SELECT partner_id AS id FROM payouts WHERE id = $1";
    STEPS = "SELECT status, at, note FROM payout_steps WHERE partner_id = $1 AND payout_id = $2";
}

#[derive(sqlx::FromRow)]
struct SumRow {
    amount_minor: i64,
    entries: i64,
}

#[derive(sqlx::FromRow)]
struct PayoutRow {
    partner_id: Uuid,
    id: Uuid,
    name: String,
    currency: String,
    amount_minor: i64,
    entries: i64,
    status: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    status: String,
    at: i64,
    note: String,
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: Uuid,
}

/// What can be paid out in a currency, and how many entries that is.
pub(in crate::commission) async fn payable(
    tx: &mut Tx,
    partner: PartnerId,
    currency: Currency,
    today: Date,
) -> Result<(Money, u32)> {
    let values = args![partner, currency.code(), today.days()];
    let row: Option<SumRow> = tx.one(PAYABLE, values).await?;
    let (minor, entries) = row.map_or((0, 0), |row| (row.amount_minor, row.entries));
    Ok((
        Money { minor, currency },
        small(entries, "payouts.entries")?,
    ))
}

/// Adds a payout of all that can be paid out in its currency.
pub(in crate::commission) async fn add(
    tx: &mut Tx,
    partner: PartnerId,
    id: PayoutId,
    (amount, entries): (Money, u32),
    now: Timestamp,
) -> Result<()> {
    let code = amount.currency.code();
    let values = args![partner, id, code, amount.minor, entries, now];
    tx.run(ADD, values).await?;
    let values = args![partner, code, now.date().days(), id];
    let added = tx.run(ADD_ITEMS, values).await?;
    if added == u64::from(entries) {
        Ok(())
    } else {
        Err(Error::corrupt("payouts.entries"))
    }
}

/// Changes where a payout stands; false when it has another version by now.
pub(in crate::commission) async fn set_status(
    tx: &mut Tx,
    partner: PartnerId,
    id: PayoutId,
    status: PayoutStatus,
    seen: Version,
) -> Result<bool> {
    let values = args![partner, id, status.name(), seen];
    Ok(tx.run(SET_STATUS, values).await? == 1)
}

/// Writes down what happened to a payout; of a payment with its number among the events.
pub(in crate::commission) async fn add_step(
    tx: &mut Tx,
    partner: PartnerId,
    id: PayoutId,
    step: &PayoutStep,
    number: Option<i64>,
    by: Option<UserId>,
) -> Result<()> {
    let values = args![
        partner,
        id,
        step.status.name(),
        number,
        &step.note,
        step.at,
        by
    ];
    tx.run(ADD_STEP, values).await?;
    Ok(())
}

async fn with_log(tx: &mut Tx, rows: Vec<PayoutRow>) -> Result<Vec<Payout>> {
    let mut payouts = Vec::new();
    for row in rows {
        let partner = PartnerId::from_uuid(row.partner_id);
        let steps: Vec<StepRow> = tx.all(STEPS, args![partner, row.id]).await?;
        let step = |row: StepRow| -> Result<PayoutStep> {
            Ok(PayoutStep {
                status: status(&row.status)?,
                at: Timestamp(row.at),
                note: row.note,
            })
        };
        let mut log = steps.into_iter().map(step).collect::<Result<Vec<_>>>()?;
        log.sort_by_key(|step| (step.at, step.status));
        payouts.push(Payout {
            id: PayoutId::from_uuid(row.id),
            partner: row.name,
            amount: Money {
                minor: row.amount_minor,
                currency: currency(&row.currency, "payouts.currency")?,
            },
            status: status(&row.status)?,
            entries: small(row.entries, "payouts.entries")?,
            log,
            version: Version(row.version),
        });
    }
    Ok(payouts)
}

fn status(name: &str) -> Result<PayoutStatus> {
    PayoutStatus::named(name).ok_or_else(|| Error::corrupt("payouts.status"))
}

pub(in crate::commission) async fn payout(
    tx: &mut Tx,
    partner: PartnerId,
    id: PayoutId,
) -> Result<Option<Payout>> {
    let row: Option<PayoutRow> = tx.one(PAYOUT, args![partner, id]).await?;
    let found = with_log(tx, row.into_iter().collect()).await?;
    Ok(found.into_iter().next())
}

/// The last payouts of a partner, the youngest first.
pub(in crate::commission) async fn of_partner(
    tx: &mut Tx,
    partner: PartnerId,
    most: u32,
) -> Result<Vec<Payout>> {
    let rows: Vec<PayoutRow> = tx.all(OF_PARTNER, args![partner, most]).await?;
    with_log(tx, rows).await
}

/// Payouts of all partners that wait, the oldest first; then the last ones that are over.
pub(in crate::commission) async fn of_all(
    tx: &mut Tx,
    waiting: u32,
    over: u32,
) -> Result<Vec<Payout>> {
    let mut rows: Vec<PayoutRow> = tx.all(WAITING, args![waiting]).await?;
    rows.extend(tx.all::<PayoutRow>(OVER, args![over]).await?);
    with_log(tx, rows).await
}

/// Whose payout it is.
pub(in crate::commission) async fn partner_of(
    tx: &mut Tx,
    id: PayoutId,
) -> Result<Option<PartnerId>> {
    let row: Option<IdRow> = tx.one(PARTNER_OF, args![id]).await?;
    Ok(row.map(|row| PartnerId::from_uuid(row.id)))
}
