//! Every statement of every feature is prepared on both engines, and binds its partner.

use crate::{args, db::Engine};

/// Features with their statements. A feature that is missing here is not counted: add it.
const FEATURES: &[(&str, &[(&str, &str)])] = &[
    ("audit", crate::audit::STATEMENTS),
    ("auth", crate::auth::STATEMENTS[0]),
    ("auth", crate::auth::STATEMENTS[1]),
    ("auth", crate::auth::STATEMENTS[2]),
    ("brands", crate::brands::STATEMENTS),
    ("billing", crate::billing::STATEMENTS),
    ("charges", crate::charges::STATEMENTS),
    ("catalogue", crate::catalogue::STATEMENTS[0]),
    ("catalogue", crate::catalogue::STATEMENTS[1]),
    ("catalogue", crate::catalogue::STATEMENTS[2]),
    ("check", crate::check::STATEMENTS),
    ("clients", crate::clients::STATEMENTS),
    ("clients", crate::clients::LISTING_STATEMENTS),
    ("clients", crate::clients::entitled::STATEMENTS),
    ("clients", crate::clients::managers::STATEMENTS),
    ("commission", crate::commission::STATEMENTS[0]),
    ("commission", crate::commission::STATEMENTS[1]),
    ("commission", crate::commission::STATEMENTS[2]),
    ("commission", crate::commission::STATEMENTS[3]),
    ("client_users", crate::client_users::STATEMENTS[0]),
    ("client_users", crate::client_users::STATEMENTS[1]),
    ("visits", crate::visits::STATEMENTS),
    ("workspaces", crate::workspaces::STATEMENTS),
    ("contacts", crate::contacts::STATEMENTS[0]),
    ("contacts", crate::contacts::STATEMENTS[1]),
    ("custom_fields", crate::custom_fields::STATEMENTS),
    ("dashboard", crate::dashboard::STATEMENTS),
    ("domains", crate::domains::STATEMENTS),
    ("dunning", crate::dunning::STATEMENTS),
    ("invoices", crate::invoices::STATEMENTS),
    ("invoices", crate::invoices::LISTING_STATEMENTS),
    ("imports", crate::imports::STATEMENTS[0]),
    ("imports", crate::imports::STATEMENTS[1]),
    ("imports", crate::imports::STATEMENTS[2]),
    ("imports", crate::imports::STATEMENTS[3]),
    ("office", crate::office::STATEMENTS),
    ("leaks", crate::leaks::STATEMENTS),
    ("mails", crate::mails::STATEMENTS),
    ("orders", crate::orders::STATEMENTS),
    ("payments", crate::payments::STATEMENTS),
    ("providers", crate::providers::STATEMENTS),
    ("series", crate::series::STATEMENTS),
    ("services", crate::services::STATEMENTS),
    ("subscriptions", crate::subscriptions::STATEMENTS),
    ("outbox", crate::outbox::STATEMENTS),
    ("partners", crate::partners::STATEMENTS),
    ("plans", crate::plans::STATEMENTS),
    ("sections", crate::sections::STATEMENTS),
    ("seed", crate::seed::STATEMENTS),
    ("team", crate::team::STATEMENTS[0]),
    ("team", crate::team::STATEMENTS[1]),
];

/// Statements on tenant tables that do not bind the partner as `$1`, and why.
const ACROSS_PARTNERS: &[(&str, &str, &str)] = &[
    (
        "brands",
        "FRONT_OF_SLUG",
        "finds the partner, by the name of its host",
    ),
    (
        "auth",
        "MEMBERSHIPS",
        "a person's own places, in the teams of several partners",
    ),
    (
        "auth",
        "SESSION",
        "finds the partner, by its slug and a person who is in its team",
    ),
    (
        "auth",
        "STAFF",
        "finds the partner, by its slug and a person who is in its team",
    ),
    (
        "check",
        "DOCS_SQLITE",
        "looks through everybody's rows, shows none",
    ),
    (
        "check",
        "COUNTS",
        "looks through everybody's rows, shows none",
    ),
    (
        "check",
        "DAYS",
        "looks through everybody's rows, shows none",
    ),
    (
        "check",
        "SUMS",
        "looks through everybody's rows, shows none",
    ),
    (
        "client_users",
        "REACHES_BEYOND",
        "asks whether a person has any place elsewhere, says none of them",
    ),
    (
        "client_users",
        "IS_ONLY_A_CLIENT_USER",
        "asks whether a person has any place of one kind, says none of them",
    ),
    (
        "clients",
        "PARTNERS_WITH_DUE_TRIALS",
        "finds the partners whose trials a job then ends one partner at a time",
    ),
    (
        "brands",
        "FRONT_OF_DOMAIN",
        "finds the partner, by a domain that it alone has proved",
    ),
    (
        "domains",
        "CLAIM",
        "a replica takes the next domain of whichever partner, and looks at that one alone",
    ),
    ("domains", "FORGET", "deletes everybody's tombstones"),
    (
        "imports",
        "CLAIM",
        "a replica takes the next import of whichever partner, and works for that one alone",
    ),
    (
        "visits",
        "ORPHANS",
        "a person's own visits, wherever: their session is over",
    ),
    (
        "visits",
        "RUN_OUT",
        "finds the visits of whichever partner whose end a job then writes down there",
    ),
    (
        "leaks",
        "OTHERS",
        "gathers the names that this partner's clients must not see",
    ),
    (
        "leaks",
        "DOMAINS_OF_OTHERS",
        "gathers the hosts that this partner's clients must not see",
    ),
    (
        "providers",
        "OF_SLUG",
        "finds the partner, by the short name in the address that its provider tells things at",
    ),
    (
        "services",
        "PARTNERS_WITH_DUE",
        "finds the partners whose services a job then renews one partner at a time",
    ),
    (
        "subscriptions",
        "PARTNERS_WITH_DUE",
        "finds the partners whose subscriptions a job then renews one partner at a time",
    ),
    (
        "charges",
        "OWING_CLIENTS",
        "finds the clients whose charges a job then invoices one client at a time",
    ),
    (
        "charges",
        "OWING_PARTNERS",
        "finds the partners whose charges a job then invoices one partner at a time",
    ),
    (
        "dunning",
        "OPEN",
        "finds the invoices of which a job then reminds one invoice at a time",
    ),
    (
        "commission",
        "WAITING",
        "the operator's list of payouts that wait",
    ),
    (
        "commission",
        "OVER",
        "the operator's list of payouts that are over",
    ),
    (
        "commission",
        "PARTNER_OF",
        "finds the partner, by a payout of the operator's list",
    ),
    (
        "commission",
        "TO_CHECK",
        "finds the partners whose clients a job then counts, one by one",
    ),
    ("partners", "PAGE", "the operator's list of all partners"),
    ("seed", "IS_EMPTY", "asks whether there is anybody at all"),
    (
        "team",
        "INVITATION_OF",
        "finds the partner, by a secret that only the invited person has",
    ),
];

const TENANT_TABLES: &[&str] = &[
    "memberships",
    "invitations",
    "custom_fields",
    "plans",
    "imports",
    "clients",
    "membership_clients",
    "client_users",
    "client_invitations",
    "workspaces",
    "workspace_seats",
    "section_requests",
    "visits",
    "visit_rules",
    "contacts",
    "contact_files",
    "import_rows",
    "client_counts",
    "client_days",
    "audit_events",
    "senders",
    "mail_templates",
    "brands",
    "brand_files",
    "leak_reports",
    "domains",
    "retail_prices",
    "margins",
    "series",
    "orders",
    "order_lines",
    "services",
    "partner_billing",
    "client_billing",
    "invoices",
    "invoice_lines",
    "invoice_days",
    "charges",
    "payments",
    "job_runs",
    "commission_standings",
    "commission_counts",
    "commission_levels",
    "commission_entries",
    "payouts",
    "payout_items",
    "payout_steps",
    "subscriptions",
    "dunning_settings",
    "reminders",
    "payment_providers",
    "card_payments",
];

/// Keys of tenant tables that cannot begin with the partner, because they find it.
const FINDS_THE_PARTNER: &[(&str, &str)] = &[("domains", "name")];

#[test]
fn every_statement_on_a_tenant_table_binds_its_partner() {
    for (feature, statements) in FEATURES {
        for (name, sql) in *statements {
            let words: Vec<&str> = sql
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .collect();
            let touches = TENANT_TABLES.iter().any(|table| words.contains(table));
            let allowed = ACROSS_PARTNERS
                .iter()
                .any(|(f, n, _)| f == feature && n == name);
            let compact = sql.split_whitespace().collect::<Vec<_>>().join(" ");
            let binds = compact.contains("partner_id = $1")
                || (compact.starts_with("INSERT INTO") && compact.contains("(partner_id, "));
            assert!(
                !touches || binds || allowed,
                "{feature}::{name} must bind the partner as $1, or be explained in ACROSS_PARTNERS"
            );
        }
    }
}

crate::stories! {
    async fn every_statement_is_prepared(world: World) {
        let mut tx = world.portal().db().begin().await.unwrap();
        for (feature, statements) in FEATURES {
            for (name, sql) in *statements {
                let other = match tx.engine() {
                    Engine::Sqlite => "_PG",
                    Engine::Postgres => "_SQLITE",
                };
                // A statement that truly differs is named for its engine.
                if !name.ends_with(other) {
                    tx.prepare(sql).await.unwrap_or_else(|e| panic!("{feature}::{name}: {e}"));
                }
            }
        }
    }
}

#[derive(Debug, sqlx::FromRow)]
struct Key {
    table_name: String,
    first_column: String,
}

crate::stories! {
    async fn every_key_of_a_tenant_table_begins_with_its_partner(world: World) {
        let mut tx = world.portal().db().read().await.unwrap();
        let sql = tx.pick(
            "SELECT m.name AS table_name, i.name AS first_column
             FROM sqlite_schema m JOIN pragma_index_list(m.name) l ON l.\"unique\" = 1
             JOIN pragma_index_info(l.name) i ON i.seqno = 0
             WHERE m.type = 'table'
             UNION ALL
             SELECT m.name, f.\"from\" FROM sqlite_schema m
             JOIN pragma_foreign_key_list(m.name) f ON f.seq = 0
             WHERE m.type = 'table' AND f.\"table\" NOT IN ('users')",
            "SELECT t.relname::text AS table_name, a.attname::text AS first_column
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
             JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
             WHERE i.indisunique
             UNION ALL
             SELECT t.relname::text, a.attname::text FROM pg_constraint c
             JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND r.relname <> 'users'",
        );
        let keys: Vec<Key> = tx.all(sql, args![]).await.unwrap();
        let mut seen = 0;
        for Key { table_name, first_column } in keys {
            let key = (table_name.as_str(), first_column.as_str());
            if TENANT_TABLES.contains(&key.0) && !FINDS_THE_PARTNER.contains(&key) {
                seen += 1;
                assert_eq!(first_column, "partner_id", "a key of {table_name}");
            }
        }
        assert!(seen >= TENANT_TABLES.len(), "only {seen} keys found");
    }
}
