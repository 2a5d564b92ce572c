//! Works through the imports that run.
//!
//! A replica takes a running import by a lease and works in batches. One transaction writes the
//! clients of a batch, what became of its lines, and how far the import is; so a kill at any point
//! loses nothing and does nothing twice, and after the lease another replica goes on. The end of
//! the lease is also the token by which a replica that was held up learns that it lost the import.

use std::time::Duration;

use csv::StringRecord;
use domain::{
    ImportId, PartnerId, Timestamp, UserId,
    audit::Event,
    imports::{Duplicates, ImportStatus},
    policy::{Action, Actor},
};

use super::{
    book::{Book, Decision, Known},
    reading::{Table, line},
    recipe::{Recipe, without_missing},
    rehearse::names,
    store::{
        self,
        running::{Deed, Tally},
    },
    table,
};
use crate::{
    Context, Error, Portal, Result,
    audit::entry,
    clients::bulk_in::{Arrival, bring_in, update_from_import},
    custom_fields,
    db::Tx,
};

/// How many rows one transaction takes.
const BATCH: usize = 200;
/// Seconds for which a replica holds an import without a sign of life.
const LEASE: i64 = 60;
/// How long to wait for imports that another replica started or left.
const PAUSE: Duration = Duration::from_secs(5);

/// Works through running imports for ever.
pub async fn run_imports(portal: Portal) {
    loop {
        if let Err(error) = run_due(&portal).await {
            tracing::error!(%error, "an import was interrupted; it goes on after its lease");
        }
        let _ = tokio::time::timeout(PAUSE, portal.import_waits().notified()).await;
    }
}

/// Works through the running imports that no replica holds, until there are none.
///
/// # Errors
/// What broke; the import goes on after its lease.
pub async fn run_due(portal: &Portal) -> Result<()> {
    while run_batches(portal, usize::MAX).await? {}
    Ok(())
}

/// Takes one running import and works through at most so many of its batches; says whether there
/// was one.
pub(super) async fn run_batches(portal: &Portal, most: usize) -> Result<bool> {
    let Some(mut run) = Run::claim(portal).await? else {
        return Ok(false);
    };
    for _ in 0..most {
        if run.is_over() || !run.batch(portal).await? {
            break;
        }
    }
    Ok(true)
}

/// An import in the hands of this replica.
pub(super) struct Run {
    partner: PartnerId,
    id: ImportId,
    /// Who started it.
    user: UserId,
    file: String,
    held_until: Timestamp,
    table: Table,
    recipe: Recipe,
    duplicates: Duplicates,
    done: usize,
    is_finished: bool,
}

impl Run {
    pub(super) async fn claim(portal: &Portal) -> Result<Option<Self>> {
        let mut tx = portal.db().begin().await?;
        let held_until = portal.now().plus_seconds(LEASE);
        let claimed = store::running::claim(&mut tx, portal.now(), held_until).await?;
        tx.commit().await?;
        let Some((partner, id)) = claimed else {
            return Ok(None);
        };
        let mut tx = portal.db().read().await?;
        let import = super::found(&mut tx, partner, id).await?;
        let table = table(&mut tx, partner, &import).await?;
        let fields = custom_fields::all(&mut tx, partner).await?;
        let mapping = without_missing(import.mapping()?, &fields);
        let new_field = || domain::CustomFieldId::from_uuid(portal.new_id());
        let recipe = Recipe::new(&mapping, table.headings.len(), fields, new_field)?;
        Ok(Some(Self {
            partner,
            id,
            file: import.file.clone(),
            held_until,
            recipe,
            duplicates: mapping.duplicates,
            done: import.done()?,
            is_finished: import.status()? != ImportStatus::Running,
            table,
            user: import.created_by(),
        }))
    }

    const fn is_over(&self) -> bool {
        self.is_finished
    }

    /// Works through the next rows; no, when another replica took the import over.
    pub(super) async fn batch(&mut self, portal: &Portal) -> Result<bool> {
        let held_until = portal.now().plus_seconds(LEASE);
        let mut tx = portal.db().begin().await?;
        let import = (self.partner, self.id);
        if !store::running::hold(&mut tx, import, self.held_until, held_until).await? {
            return Ok(false);
        }
        let cx = self.importer(portal, &mut tx).await?;
        let all = self.table.rows.len();
        let (end, tally) = if cx.allow(Action::ImportClients).is_ok() {
            let end = (self.done + BATCH).min(all);
            let rows = self.table.rows.get(self.done..end).unwrap_or_default();
            (end, self.write(&mut tx, &cx, rows).await?)
        } else {
            // Whoever may not import any more has the rest left out.
            let skipped = u32::try_from(all - self.done).unwrap_or(u32::MAX);
            (
                all,
                Tally {
                    skipped,
                    ..Tally::default()
                },
            )
        };
        store::running::advance(&mut tx, self.partner, self.id, end, tally).await?;
        let is_finished = end == all;
        if is_finished {
            self.finish(&mut tx, &cx).await?;
        }
        tx.commit().await?;
        (self.done, self.held_until, self.is_finished) = (end, held_until, is_finished);
        Ok(true)
    }

    /// Who started it, with the rights they have by now: those of nobody in the team, once they
    /// have left it.
    async fn importer(&self, portal: &Portal, tx: &mut Tx) -> Result<Context> {
        let staff = store::running::importer(tx, self.partner, self.user).await?;
        Ok(portal.context(staff.map_or(Actor::Person(self.user), Actor::Staff)))
    }

    async fn write(&self, tx: &mut Tx, cx: &Context, rows: &[StringRecord]) -> Result<Tally> {
        let mut book = Book::default();
        let names = names(&self.recipe, rows);
        for known in store::known::known_to_change(tx, cx.staff()?, &names).await? {
            book.learn(known);
        }
        let mut tally = Tally::default();
        for row in rows {
            let (before, after) = match book.decide(&self.recipe, row, self.duplicates) {
                Decision::Duplicate(_) | Decision::Faulty(_) => {
                    tally.skipped += 1;
                    continue;
                }
                Decision::Add(data) => {
                    tally.added += 1;
                    let arrival = Arrival::with(self.id, cx);
                    let id = bring_in(tx, cx, self.partner, &data, arrival).await?;
                    (None, Known::added(id, &data))
                }
                Decision::Update(update) => {
                    tally.updated += 1;
                    let (known, data) = (update.before, update.data);
                    let place = (known.id, known.version);
                    let version =
                        update_from_import(tx, cx, self.partner, place, &known.draft, &data)
                            .await?;
                    let version = version.ok_or_else(|| Error::corrupt("a client that is held"))?;
                    let after = known.changed_to(&data, version);
                    (Some(known.draft), after)
                }
            };
            let deed = Deed {
                line: line(row),
                client: after.id,
                before: before.as_ref(),
                version_after: after.version,
            };
            store::running::record(tx, (self.partner, self.id), &deed).await?;
            book.note(after);
        }
        Ok(tally)
    }

    /// Marks the import as done and says in the partner's activity what it brought.
    async fn finish(&self, tx: &mut Tx, cx: &Context) -> Result<()> {
        store::running::finish(tx, self.partner, self.id).await?;
        let import = super::found(tx, self.partner, self.id).await?;
        let summary = import.summary(false)?;
        entry(Event::ClientsImported)
            .about(&self.file)
            .change("added", "", summary.added.to_string())
            .change("updated", "", summary.updated.to_string())
            .change("skipped", "", summary.skipped.to_string())
            .record_at(tx, cx, self.partner)
            .await
    }
}
