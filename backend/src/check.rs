//! Whether the database is whole: for the operator's own look at it, and after every rehearsal.

use uuid::Uuid;

use crate::{
    Result, args,
    db::{Db, Engine},
    statements,
};

statements! {
    INTEGRITY_SQLITE = "SELECT integrity_check AS text FROM pragma_integrity_check";
    FOREIGN_KEYS_SQLITE = "SELECT DISTINCT \"table\" || ' refers to a missing ' || parent AS text
        FROM pragma_foreign_key_check";
    DOCS_SQLITE = "SELECT count(*) AS rows FROM (
            SELECT partner_id, id FROM clients WHERE id <> $1
            EXCEPT SELECT partner_id, client_id FROM client_docs
        ) AS unsearchable";
    COUNTS = "SELECT count(*) AS rows FROM (
            SELECT partner_id FROM (
                SELECT partner_id, status, coalesce(plan_id, $1) AS plan_id,
                       coalesce(manager_id, $1) AS manager_id, 1 AS n
                FROM clients
                UNION ALL
                SELECT partner_id, status, plan_id, manager_id, -clients FROM client_counts
            ) AS counted
            GROUP BY partner_id, status, plan_id, manager_id HAVING sum(n) <> 0
        ) AS wrong";
    DAYS = "SELECT count(*) AS rows FROM (
            SELECT partner_id FROM (
                SELECT partner_id, created_at / 86400000000 AS day, 1 AS n FROM clients
                WHERE id <> $1
                UNION ALL
                SELECT partner_id, day, -added FROM client_days
            ) AS counted
            GROUP BY partner_id, day HAVING sum(n) <> 0
        ) AS wrong";
    SUMS = "SELECT count(*) AS rows FROM (
            SELECT partner_id FROM (
                SELECT partner_id, currency, coalesce(due_on, 0) AS due_on,
                    gross_minor - credited_minor AS invoiced,
                    CASE WHEN status = 'finalized'
                        THEN gross_minor - credited_minor - paid_minor ELSE 0 END AS open
                FROM invoices
                WHERE kind = 'invoice' AND status IN ('finalized', 'paid') AND id <> $1
                UNION ALL
                SELECT partner_id, currency, due_on, -invoiced_minor, -open_minor
                FROM invoice_days
            ) AS counted
            GROUP BY partner_id, currency, due_on HAVING sum(invoiced) <> 0 OR sum(open) <> 0
        ) AS wrong";
}

#[derive(Debug, sqlx::FromRow)]
struct TextRow {
    text: String,
}

#[derive(Debug, sqlx::FromRow)]
struct CountRow {
    rows: i64,
}

/// What each count is asked with: "none" in the rows that count clients.
const NONE: Uuid = Uuid::nil();

/// Looks through the whole database and says what is wrong with it, a line each.
///
/// # Errors
/// When it cannot be looked at.
pub async fn check(db: &Db) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    let mut tx = db.read().await?;
    let mut counts = vec![
        (COUNTS, "counts of clients differ from the clients"),
        (DAYS, "days differ from the clients added on them"),
        (SUMS, "sums of invoices differ from the invoices"),
    ];
    if db.engine() == Engine::Sqlite {
        let whole: Vec<TextRow> = tx.all(INTEGRITY_SQLITE, args![]).await?;
        findings.extend(
            whole
                .into_iter()
                .map(|row| row.text)
                .filter(|text| text != "ok"),
        );
        let orphans: Vec<TextRow> = tx.all(FOREIGN_KEYS_SQLITE, args![]).await?;
        findings.extend(orphans.into_iter().map(|row| row.text));
        counts.push((DOCS_SQLITE, "clients cannot be searched for"));
    }
    for (statement, what) in counts {
        let wrong: Option<CountRow> = tx.one(statement, args![NONE]).await?;
        match wrong.map_or(0, |row| row.rows) {
            0 => {}
            rows => findings.push(format!("{rows} {what}")),
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use domain::{clients::ClientDraft, policy::Role};

    use super::*;

    crate::stories! {
        async fn what_is_wrong_is_found(world: World) {
            let partner = world.partner("acme").await;
            let cx = world.member(partner, "Ana", Role::Administrator).await;
            let company = "Bakery".to_owned();
            let draft = ClientDraft { company, ..ClientDraft::default() };
            crate::clients::add(&cx, draft).await.unwrap();
            assert_eq!(check(world.portal().db()).await.unwrap(), Vec::<String>::new());

            let mut tx = world.portal().db().begin().await.unwrap();
            tx.run("UPDATE client_counts SET clients = clients + 1", args![]).await.unwrap();
            tx.run("DELETE FROM client_days", args![]).await.unwrap();
            tx.run(
                "INSERT INTO invoice_days (partner_id, currency, due_on, invoiced_minor, open_minor)
                SELECT partner_id, 'EUR', 0, 1, 0 FROM partners",
                args![],
            )
            .await
            .unwrap();
            tx.commit().await.unwrap();
            assert_eq!(check(world.portal().db()).await.unwrap().len(), 3);
        }
    }
}
