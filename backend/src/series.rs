//! Numbers without gaps: taken in the transaction that uses them, and given back with it.

use domain::PartnerId;

use crate::{Error, Result, args, db::Tx, statements};

statements! {
    // Whoever takes a number holds the series until the transaction ends: another waits, and gets
    // the same number if this one fails. A sequence of the database would leave a gap.
    NEXT = "INSERT INTO series (partner_id, name, next) VALUES ($1, $2, 2)
        ON CONFLICT (partner_id, name) DO UPDATE SET next = series.next + 1
        RETURNING next - 1 AS number";
    HOLD = "INSERT INTO series (partner_id, name, next) VALUES ($1, $2, 1)
        ON CONFLICT (partner_id, name) DO UPDATE SET next = series.next";
}

#[derive(sqlx::FromRow)]
struct NumberRow {
    number: i64,
}

/// Nobody else takes a number of a series until the transaction ends; none is taken yet.
pub(crate) async fn hold(tx: &mut Tx, partner: PartnerId, name: &str) -> Result<()> {
    tx.run(HOLD, args![partner, name]).await?;
    Ok(())
}

/// The next number of a series of a partner; the first is 1.
pub(crate) async fn next(tx: &mut Tx, partner: PartnerId, name: &str) -> Result<u32> {
    let row: Option<NumberRow> = tx.one(NEXT, args![partner, name]).await?;
    let number = row.and_then(|row| u32::try_from(row.number).ok());
    number.ok_or_else(|| Error::corrupt("series.next"))
}
