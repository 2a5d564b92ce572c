//! What the database holds of a partner, whatever its tables are: read from the schema itself, so
//! that a table of tomorrow is looked at too.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{PartnerInWorld, World};
use crate::{args, db::Engine};

#[derive(Debug, sqlx::FromRow)]
struct Column {
    /// Its table.
    place: String,
    name: String,
    is_text: bool,
}

#[derive(Debug, sqlx::FromRow)]
struct Line {
    line: String,
}

/// Tables whose rows change by being looked at: a session notes when it was used last.
const NOTED: [&str; 1] = ["sessions"];

impl World {
    /// Every row of a partner and of its people, each with the name of its table. What others were
    /// refused must leave it as it was.
    pub async fn rows_of(&self, partner: PartnerInWorld) -> BTreeSet<String> {
        let columns = self.columns().await;
        let tables: BTreeSet<&str> = columns
            .iter()
            .map(|column| column.place.as_str())
            .filter(|table| !NOTED.contains(table))
            .collect();
        let people = "WHERE id IN (SELECT user_id FROM memberships WHERE partner_id = $1
             UNION SELECT user_id FROM client_users WHERE partner_id = $1)";
        let mut parts = vec![self.line("users", &["id", "email", "name", "lang"], people)];
        for table in tables {
            let names: Vec<&str> = columns
                .iter()
                .filter(|column| column.place == table)
                .map(|column| column.name.as_str())
                .collect();
            parts.push(self.line(table, &names, "WHERE partner_id = $1"));
        }
        self.lines(parts.join(" UNION ALL "), partner).await
    }

    /// The columns of texts, as `table.column`, in which no row of a partner holds `mark`.
    pub async fn texts_without(&self, partner: PartnerInWorld, mark: &str) -> BTreeSet<String> {
        let columns = self.columns().await;
        let texts = columns.iter().filter(|column| column.is_text);
        let parts: Vec<String> = texts
            .map(|Column { place, name, .. }| {
                format!(
                    "SELECT '{place}.{name}' AS line WHERE NOT EXISTS (SELECT 1 FROM {place}
                     WHERE partner_id = $1 AND lower(\"{name}\") LIKE '%{mark}%')"
                )
            })
            .collect();
        self.lines(parts.join(" UNION ALL "), partner).await
    }

    /// The columns of every table that belongs to partners.
    async fn columns(&self) -> Vec<Column> {
        let mut tx = self.portal.db().read().await.expect("a connection");
        let sql = tx.pick(
            "SELECT m.name AS place, c.name, c.type = 'TEXT' AS is_text
             FROM sqlite_schema m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND EXISTS
                 (SELECT 1 FROM pragma_table_info(m.name) p WHERE p.name = 'partner_id')
             ORDER BY m.name, c.cid",
            "SELECT c.table_name::text AS place, c.column_name::text AS name,
                 c.data_type = 'text' AS is_text
             FROM information_schema.columns c JOIN information_schema.columns p
                 ON p.table_schema = c.table_schema AND p.table_name = c.table_name
                 AND p.column_name = 'partner_id'
             WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position",
        );
        tx.all(sql, args![]).await.expect("the schema")
    }

    /// A statement that gives each row of a table as one text.
    fn line(&self, table: &str, columns: &[&str], which: &str) -> String {
        let mut line = format!("'{table}'");
        for column in columns {
            let text = match self.portal.db().engine() {
                Engine::Sqlite => format!("quote(\"{column}\")"),
                Engine::Postgres => format!("coalesce(CAST(\"{column}\" AS text), 'NULL')"),
            };
            write!(line, " || ' {column}=' || {text}").expect("a text");
        }
        format!("SELECT {line} AS line FROM {table} {which}")
    }

    async fn lines(&self, sql: String, partner: PartnerInWorld) -> BTreeSet<String> {
        let mut tx = self.portal.db().read().await.expect("a connection");
        let rows: Vec<Line> = tx
            .all_of(sql, args![partner.id])
            .await
            .expect("the partner's rows");
        rows.into_iter().map(|row| row.line).collect()
    }
}
