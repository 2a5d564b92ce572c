use std::collections::{HashMap, hash_map::Entry};

use domain::{
    InvoiceId, PartnerId,
    audit::Event,
    dunning::{CATCH_UP_DAYS, DAYS_MAX, DAYS_MIN, DunningValues, StepKind, due_step},
    policy::Actor,
};
use uuid::Uuid;

use super::{
    letters, settings,
    store::{self, Open},
};
use crate::{Context, Portal, Result, audit::entry, clients, db::Tx, invoices};

/// Invoices looked at in one go.
const BATCH: i64 = 1_000;

/// Does the step that is due for each open invoice of a client, and says how many were done. Each is
/// done in a transaction of its own, with the row that says so: once, on any number of replicas.
pub async fn remind_due(portal: &Portal) -> Result<u64> {
    let cx = portal.context(Actor::Anonymous);
    let today = cx.now().date();
    // A block can be later than its day by as long as the reminder before it was late.
    let between = (
        today.plus_days(-2 * (DAYS_MAX + CATCH_UP_DAYS)),
        today.plus_days(-DAYS_MIN),
    );
    let mut after = (
        PartnerId::from_uuid(Uuid::nil()),
        InvoiceId::from_uuid(Uuid::nil()),
    );
    let mut steps: HashMap<PartnerId, DunningValues> = HashMap::new();
    let mut done = 0;
    loop {
        let mut tx = cx.read().await?;
        let batch = store::open(&mut tx, between, after, BATCH).await?;
        let Some(last) = batch.last() else {
            return Ok(done);
        };
        after = (last.partner, last.id);
        let mut due = Vec::new();
        for open in batch {
            let values = match steps.entry(open.partner) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    unknown.insert(settings::values(&mut tx, open.partner).await?)
                }
            };
            if due_step(&values.steps, open.dates, today, open.done).is_some() {
                due.push(open);
            }
        }
        drop(tx);
        for open in due {
            match remind_one(&cx, &open).await {
                Ok(is_done) => done += u64::from(is_done),
                // One invoice that cannot be reminded of holds up none of the others.
                Err(error) => {
                    tracing::error!(%error, invoice = %open.id, "a reminder failed; trying again soon");
                }
            }
        }
    }
}

/// Does the step that is due for an invoice now that nobody else changes it; says whether there was
/// one.
async fn remind_one(cx: &Context, open: &Open) -> Result<bool> {
    let mut tx = cx.begin().await?;
    let is_done = remind_in(&mut tx, cx, open).await?;
    if is_done {
        tx.commit().await?;
    }
    Ok(is_done)
}

pub(super) async fn remind_in(tx: &mut Tx, cx: &Context, open: &Open) -> Result<bool> {
    let (partner, id) = (open.partner, open.id);
    let Some(asked) = invoices::hold_for_reminder(tx, partner, id).await? else {
        return Ok(false);
    };
    let values = settings::values(tx, partner).await?;
    let done = store::last_done(tx, partner, id).await?;
    let today = cx.now().date();
    let Some(step) = due_step(&values.steps, open.dates, today, done) else {
        return Ok(false);
    };
    if !store::run_once(tx, (partner, id), step, cx.now()).await? {
        return Ok(false);
    }
    store::add_reminder(tx, (partner, id), step, cx.now()).await?;
    entry(Event::ReminderSent)
        .client(asked.client)
        .about(&step.name)
        .change("invoice", "", &asked.document.number)
        .record_at(tx, cx, partner)
        .await?;
    letters::remind(tx, cx, partner, &asked, step).await?;
    if step.kind == StepKind::Block {
        clients::block_debtor(tx, cx, partner, asked.client).await?;
    }
    Ok(true)
}
