use domain::{
    ClientId, Date, InvoiceId, Lang, PartnerId, Timestamp, Version,
    dunning::{Done, DunningDraft, Reminder, Step, StepKind},
};
use uuid::Uuid;

use crate::{Error, Result, args, db::Tx, statements};

/// What the rows of this feature are called among those of all jobs.
const JOB: &str = "dunning";

statements! {
    SETTINGS = "SELECT settings, version FROM dunning_settings WHERE partner_id = $1";
    ADD_SETTINGS = "INSERT INTO dunning_settings (partner_id, settings, version)
        VALUES ($1, $2, 1) ON CONFLICT (partner_id) DO NOTHING";
    SET_SETTINGS = "UPDATE dunning_settings SET settings = $2, version = version + 1
        WHERE partner_id = $1 AND version = $3";
    OPEN = "SELECT i.partner_id, i.id, i.issued_on, i.due_on, r.days, r.on_day
        FROM invoices i
        JOIN partners p ON p.partner_id = i.partner_id AND p.status = 'active'
        LEFT JOIN reminders r ON r.partner_id = i.partner_id AND r.invoice_id = i.id
            AND NOT EXISTS (SELECT 1 FROM reminders y WHERE y.partner_id = i.partner_id
                AND y.invoice_id = i.id AND y.days > r.days)
        WHERE i.status = 'finalized' AND i.kind = 'invoice' AND i.payer = 'client'
            AND i.due_on BETWEEN $1 AND $2 AND (i.partner_id, i.id) > ($3, $4)
        ORDER BY i.partner_id, i.id LIMIT $5";
    LAST_DONE = "SELECT days, on_day FROM reminders WHERE partner_id = $1 AND invoice_id = $2
        ORDER BY days DESC LIMIT 1";
    RUN_ONCE = "INSERT INTO job_runs (partner_id, job, period, subject, at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    ADD_REMINDER = "INSERT INTO reminders (partner_id, invoice_id, days, name, kind, on_day, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    REMINDERS = "SELECT name, kind, at FROM reminders WHERE partner_id = $1 AND invoice_id = $2
        ORDER BY days";
    OWNERS = "SELECT u.email, u.lang FROM client_users cu JOIN users u ON u.id = cu.user_id
        WHERE cu.partner_id = $1 AND cu.client_id = $2 AND cu.role = 'owner'
        ORDER BY u.email LIMIT 20";
    FIRST_UNPAID = "SELECT i.id FROM invoices i
        JOIN clients c ON c.partner_id = i.partner_id AND c.id = i.client_id
        WHERE i.partner_id = $1 AND i.client_id = $2 AND i.status = 'finalized'
            AND i.kind = 'invoice' AND i.payer = 'client' AND c.status = 'blocked'
            AND c.block_kind = 'non_payment'
        ORDER BY i.due_on, i.id LIMIT 1";
}

#[derive(sqlx::FromRow)]
struct SettingsRow {
    settings: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    partner_id: Uuid,
    id: Uuid,
    issued_on: Option<i64>,
    due_on: Option<i64>,
    days: Option<i64>,
    on_day: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct DoneRow {
    days: i64,
    on_day: i64,
}

#[derive(sqlx::FromRow)]
struct ReminderRow {
    name: String,
    kind: String,
    at: i64,
}

#[derive(sqlx::FromRow)]
struct OwnerRow {
    email: String,
    lang: String,
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: Uuid,
}

/// An open invoice of a client, as far as it matters whether a step is due.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) partner: PartnerId,
    pub(super) id: InvoiceId,
    /// When it was issued, and when it is due.
    pub(super) dates: (Date, Date),
    pub(super) done: Option<Done>,
}

/// How a partner sends invoices and reminds of them; nothing while it has saved nothing.
pub(super) async fn settings(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Option<(DunningDraft, Version)>> {
    let row: Option<SettingsRow> = tx.one(SETTINGS, args![partner]).await?;
    let told = |row: SettingsRow| {
        let draft = serde_json::from_str(&row.settings)?;
        Ok((draft, Version(row.version)))
    };
    row.map(told).transpose()
}

/// Saves how a partner sends invoices, unless somebody else was faster.
pub(super) async fn set_settings(
    tx: &mut Tx,
    partner: PartnerId,
    draft: &DunningDraft,
    seen: Version,
) -> Result<bool> {
    let settings = serde_json::to_string(draft)?;
    let rows = if seen == Version(0) {
        tx.run(ADD_SETTINGS, args![partner, settings]).await?
    } else {
        tx.run(SET_SETTINGS, args![partner, settings, seen]).await?
    };
    Ok(rows == 1)
}

/// Open invoices of clients of any partner at work that are due between two days, after one.
pub(super) async fn open(
    tx: &mut Tx,
    (from, to): (Date, Date),
    after: (PartnerId, InvoiceId),
    most: i64,
) -> Result<Vec<Open>> {
    let rows: Vec<OpenRow> = tx
        .all(OPEN, args![from, to, after.0, after.1, most])
        .await?;
    rows.into_iter()
        .map(|row| {
            let dates = row.issued_on.zip(row.due_on);
            let (issued_on, due_on) = dates.ok_or_else(|| Error::corrupt("invoices.issued_on"))?;
            let done = row.days.zip(row.on_day);
            Ok(Open {
                partner: PartnerId::from_uuid(row.partner_id),
                id: InvoiceId::from_uuid(row.id),
                dates: (Date::from_days(issued_on), Date::from_days(due_on)),
                done: done.map(|(days, on_day)| done_on(days, on_day)),
            })
        })
        .collect()
}

/// The last step that was done for an invoice.
pub(super) async fn last_done(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: InvoiceId,
) -> Result<Option<Done>> {
    let row: Option<DoneRow> = tx.one(LAST_DONE, args![partner, invoice]).await?;
    Ok(row.map(|row| done_on(row.days, row.on_day)))
}

fn done_on(days: i64, on_day: i64) -> Done {
    Done {
        days,
        on: Date::from_days(on_day),
    }
}

/// Notes that a step is done for an invoice; false when it was before.
pub(super) async fn run_once(
    tx: &mut Tx,
    (partner, invoice): (PartnerId, InvoiceId),
    step: &Step,
    now: Timestamp,
) -> Result<bool> {
    let values = args![partner, JOB, step.days.to_string(), invoice, now];
    Ok(tx.run(RUN_ONCE, values).await? == 1)
}

pub(super) async fn add_reminder(
    tx: &mut Tx,
    (partner, invoice): (PartnerId, InvoiceId),
    step: &Step,
    now: Timestamp,
) -> Result<()> {
    let (days, name, kind) = (step.days, &step.name, step.kind.name());
    let values = args![partner, invoice, days, name, kind, now.date(), now];
    tx.run(ADD_REMINDER, values).await?;
    Ok(())
}

/// The reminders of an invoice, in order.
pub(crate) async fn reminders(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: InvoiceId,
) -> Result<Vec<Reminder>> {
    let rows: Vec<ReminderRow> = tx.all(REMINDERS, args![partner, invoice]).await?;
    rows.into_iter()
        .map(|row| {
            let kind = StepKind::named(&row.kind);
            Ok(Reminder {
                name: row.name,
                kind: kind.ok_or_else(|| Error::corrupt("reminders.kind"))?,
                at: Timestamp(row.at),
            })
        })
        .collect()
}

/// The addresses of a client's owners, each with their language.
pub(super) async fn owners(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Vec<(String, Lang)>> {
    let rows: Vec<OwnerRow> = tx.all(OWNERS, args![partner, client]).await?;
    rows.into_iter()
        .map(|row| {
            let lang = row.lang.parse();
            Ok((row.email, lang.map_err(|_| Error::corrupt("users.lang"))?))
        })
        .collect()
}

/// The open invoice that is due first of a client that is blocked for not paying.
pub(super) async fn first_unpaid(
    tx: &mut Tx,
    partner: PartnerId,
    client: ClientId,
) -> Result<Option<InvoiceId>> {
    let row: Option<IdRow> = tx.one(FIRST_UNPAID, args![partner, client]).await?;
    Ok(row.map(|row| InvoiceId::from_uuid(row.id)))
}
