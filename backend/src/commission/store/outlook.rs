//! What the services of today bring in: what looking ahead begins with.

use domain::{Currency, Money, PartnerId, Rate, ServiceClassId};
use uuid::Uuid;

use super::{ledger::currency, tables::small};
use crate::{Result, args, db::Tx, statements};

statements! {
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
struct CountRow {
    n: i64,
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
