use std::collections::BTreeSet;

use domain::{
    Currency, Date, InvoiceId, Money, PartnerId, PaymentId,
    invoices::Payment,
    payments::{Method, PaymentValues},
};
use uuid::Uuid;

use crate::{Context, Error, Result, args, db::Tx, statements};

statements! {
    ADD = "INSERT INTO payments (partner_id, id, invoice_id, amount_minor, method, reference,
            external, on_day, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (partner_id, external) DO NOTHING";
    OF_INVOICE = "SELECT p.id, p.amount_minor, p.method, p.reference, p.on_day, u.name AS by_name
        FROM payments p LEFT JOIN users u ON u.id = p.recorded_by
        WHERE p.partner_id = $1 AND p.invoice_id = $2 ORDER BY p.id";
    KNOWN_SQLITE = "SELECT external FROM payments
        WHERE partner_id = $1 AND external IN (SELECT value FROM json_each($2))";
    KNOWN_PG = "SELECT external FROM payments
        WHERE partner_id = $1
            AND external IN (SELECT json_array_elements_text(CAST($2 AS json)))";
}

#[derive(sqlx::FromRow)]
struct PaymentRow {
    id: Uuid,
    amount_minor: i64,
    method: String,
    reference: String,
    on_day: i64,
    by_name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct KnownRow {
    external: String,
}

/// Adds a payment, unless its provider told of it before.
pub(super) async fn add(
    tx: &mut Tx,
    cx: &Context,
    (partner, id, invoice): (PartnerId, PaymentId, InvoiceId),
    values: &PaymentValues,
    external: Option<&str>,
) -> Result<bool> {
    let values = args![
        partner,
        id,
        invoice,
        values.amount.minor,
        values.method.name(),
        &values.reference,
        external,
        values.on,
        cx.actor().user(),
        cx.now()
    ];
    Ok(tx.run(ADD, values).await? == 1)
}

pub(super) async fn of_invoice(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: InvoiceId,
    currency: Currency,
) -> Result<Vec<Payment>> {
    let rows: Vec<PaymentRow> = tx.all(OF_INVOICE, args![partner, invoice]).await?;
    rows.into_iter()
        .map(|row| {
            let method = Method::named(&row.method);
            Ok(Payment {
                id: PaymentId::from_uuid(row.id),
                amount: Money {
                    minor: row.amount_minor,
                    currency,
                },
                method: method.ok_or_else(|| Error::corrupt("payments.method"))?,
                reference: row.reference,
                on: Date::from_days(row.on_day),
                by: row.by_name,
            })
        })
        .collect()
}

/// Those of the names that payments have.
pub(super) async fn known(
    tx: &mut Tx,
    partner: PartnerId,
    names: &[String],
) -> Result<BTreeSet<String>> {
    let sql = tx.pick(KNOWN_SQLITE, KNOWN_PG);
    let names = serde_json::to_string(names)?;
    let rows: Vec<KnownRow> = tx.all(sql, args![partner, names]).await?;
    Ok(rows.into_iter().map(|row| row.external).collect())
}
