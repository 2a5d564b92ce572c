use csv::StringRecord;
use domain::{
    ClientId, CustomFieldId, ImportId,
    clients::ClientDraft,
    imports::{Fate, ImportStatus, Mapping, Rehearsal, RehearsedRow},
    policy::Action,
    text::fold,
};

use super::{
    book::{Book, Decision, Known},
    reading::line,
    recipe::Recipe,
    store::{self, known::Names},
    waiting,
};
use crate::{Context, Result, custom_fields};

/// Most rows that a rehearsal shows.
const SHOWN: usize = 200;
/// Most plain additions among them.
const ADDITIONS: usize = 20;
/// How many rows are looked up at once.
const CHUNK: usize = 500;

/// What an import would do, without doing it. The mapping is remembered with the file.
pub async fn rehearse(cx: &Context, id: ImportId, mapping: Mapping) -> Result<Rehearsal> {
    let partner = cx.allow(Action::ImportClients)?;
    let staff = cx.staff()?;
    let mut tx = cx.read().await?;
    let (_, table) = waiting(&mut tx, cx, id).await?;
    let fields = custom_fields::all(&mut tx, partner).await?;
    let new_field = || CustomFieldId::from_uuid(cx.new_id());
    let recipe = Recipe::new(&mapping, table.headings.len(), fields, new_field)?;

    let mut book = Book::default();
    let mut report = Report::default();
    for rows in table.rows.chunks(CHUNK) {
        for known in store::known::known(&mut tx, staff, &names(&recipe, rows)).await? {
            book.learn(known);
        }
        for row in rows {
            let decision = book.decide(&recipe, row, mapping.duplicates);
            match &decision {
                Decision::Add(data) => {
                    book.note(Known::added(ClientId::from_uuid(cx.new_id()), data));
                }
                Decision::Update(update) => {
                    let before = &update.before;
                    book.note(before.changed_to(&update.data, before.version));
                }
                Decision::Duplicate(_) | Decision::Faulty(_) => {}
            }
            let company = recipe.fill(row, &ClientDraft::default()).company;
            report.note(line(row), company, decision);
        }
    }
    drop(tx);

    let mut tx = cx.begin().await?;
    store::set_mapping(&mut tx, (partner, id), ImportStatus::Draft, &mapping).await?;
    tx.commit().await?;
    Ok(report.finish())
}

/// The names by which rows may be about clients that are there.
pub(super) fn names(recipe: &Recipe, rows: &[StringRecord]) -> Names {
    let mut names = Names::default();
    for row in rows {
        let typed = recipe.fill(row, &ClientDraft::default());
        names.companies.push(fold(&typed.company));
        names.emails.push(fold(&typed.email));
    }
    names
}

#[derive(Debug, Default)]
struct Report {
    adds: u64,
    updates: u64,
    duplicates: u64,
    faulty: u64,
    faults: Vec<RehearsedRow>,
    meetings: Vec<RehearsedRow>,
    additions: Vec<RehearsedRow>,
}

impl Report {
    fn note(&mut self, line: u64, company: String, decision: Decision) {
        let (count, rows, most) = match decision {
            Decision::Add(_) => (&mut self.adds, &mut self.additions, ADDITIONS),
            Decision::Update(_) => (&mut self.updates, &mut self.meetings, SHOWN),
            Decision::Duplicate(_) => (&mut self.duplicates, &mut self.meetings, SHOWN),
            Decision::Faulty(_) => (&mut self.faulty, &mut self.faults, SHOWN),
        };
        *count += 1;
        if rows.len() >= most {
            return;
        }
        let (fate, diff) = match decision {
            Decision::Add(_) => (Fate::Add, Vec::new()),
            Decision::Update(update) => (Fate::Update, update.diff),
            Decision::Duplicate(of) => (Fate::Duplicate(of), Vec::new()),
            Decision::Faulty(faults) => (Fate::Faulty(faults), Vec::new()),
        };
        rows.push(RehearsedRow {
            line,
            company,
            fate,
            diff,
        });
    }

    fn finish(self) -> Rehearsal {
        let rows = self.faults.into_iter().chain(self.meetings);
        Rehearsal {
            adds: self.adds,
            updates: self.updates,
            duplicates: self.duplicates,
            faulty: self.faulty,
            rows: rows.chain(self.additions).take(SHOWN).collect(),
        }
    }
}
