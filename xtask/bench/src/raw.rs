//! The bare statements that answer each scenario, without rights, rules or HTTP.

use std::time::{Duration, Instant};

use backend::db::{Tx, Value};
use domain::{ClientId, PartnerId, PlanId};

use crate::load::median;

const COLUMNS: &str =
    "SELECT c.company, c.contact, c.email, c.status, c.trial_ends_at, c.created_at,
    p.name AS plan, u.name AS manager FROM clients c
    LEFT JOIN plans p ON p.partner_id = c.partner_id AND p.id = c.plan_id
    LEFT JOIN memberships m ON m.partner_id = c.partner_id AND m.id = c.manager_id
    LEFT JOIN users u ON u.id = m.user_id";
const TOTAL: &str = "SELECT CAST(sum(clients) AS bigint) AS n FROM client_counts
    WHERE partner_id = $1";

/// A row of a list, as wide as the list shows it.
type Row = (
    String,
    String,
    String,
    String,
    Option<i64>,
    i64,
    Option<String>,
    Option<String>,
);

/// What a bare statement is about.
pub(crate) struct About {
    pub(crate) partner: PartnerId,
    pub(crate) plan: PlanId,
    pub(crate) client: ClientId,
}

/// What is asked of the database.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Statement {
    List,
    Filter,
    Deep,
    Client,
}

/// The median time of a bare statement, in microseconds.
pub(crate) async fn time(
    tx: &mut Tx,
    statement: Statement,
    about: &About,
    time: Duration,
) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    let start = Instant::now();
    while start.elapsed() < time {
        let asked = Instant::now();
        ask(tx, statement, about).await?;
        times.push(asked.elapsed());
    }
    Ok(median(&mut times).unwrap_or_default())
}

async fn ask(tx: &mut Tx, statement: Statement, about: &About) -> backend::Result<()> {
    let partner = Value::from(about.partner);
    match statement {
        Statement::List => {
            rows(
                tx,
                "WHERE c.partner_id = $1 AND c.status <> 'closed' ORDER BY c.id DESC",
                std::slice::from_ref(&partner),
            )
            .await?;
            total(tx, partner).await
        }
        Statement::Filter => {
            let rest = "WHERE c.partner_id = $1 AND c.plan_id = $2 AND c.status = 'active'
                ORDER BY c.id DESC";
            rows(tx, rest, &[partner.clone(), about.plan.into()]).await?;
            total(tx, partner).await
        }
        Statement::Deep => {
            let rest = "WHERE c.partner_id = $1 AND c.id < $2 AND c.status <> 'closed'
                ORDER BY c.id DESC";
            rows(tx, rest, &[partner.clone(), about.client.into()]).await?;
            total(tx, partner).await
        }
        Statement::Client => {
            rows(
                tx,
                "WHERE c.partner_id = $1 AND c.id = $2",
                &[partner, about.client.into()],
            )
            .await
        }
    }
}

async fn rows(tx: &mut Tx, rest: &str, args: &[Value]) -> backend::Result<()> {
    let rows: Vec<Row> = tx
        .all_of(format!("{COLUMNS} {rest} LIMIT 51"), args)
        .await?;
    std::hint::black_box(rows);
    Ok(())
}

async fn total(tx: &mut Tx, partner: Value) -> backend::Result<()> {
    let total: Option<(i64,)> = tx.one(TOTAL, &[partner]).await?;
    std::hint::black_box(total);
    Ok(())
}
