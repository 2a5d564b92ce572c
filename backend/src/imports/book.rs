use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;
use domain::{
    ClientId, Problem, Version,
    audit::Change,
    clients::{ClientDraft, NewClient},
    imports::Duplicates,
    text::fold,
};
use uuid::Uuid;

use super::recipe::Recipe;
use crate::clients::differences;

/// A client that rows may be about. Those that the importing member does not see are none: whether
/// they exist must not be found out by asking for many names (ADR 5).
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) id: ClientId,
    pub(super) version: Version,
    pub(super) draft: ClientDraft,
}

impl Known {
    /// A client that was just added.
    pub(super) fn added(id: ClientId, data: &NewClient) -> Self {
        Self {
            id,
            version: Version(1),
            draft: data.values().clone(),
        }
    }

    /// The client with new values.
    pub(super) fn changed_to(&self, data: &NewClient, version: Version) -> Self {
        Self {
            version,
            draft: data.values().clone(),
            ..*self
        }
    }
}

/// The clients that rows may be about, those of earlier rows included: rehearsing and importing
/// decide by the same book, so that they cannot differ.
#[derive(Debug, Default)]
pub(super) struct Book {
    clients: BTreeMap<ClientId, Known>,
    by_company: BTreeSet<(String, ClientId)>,
    by_email: BTreeSet<(String, ClientId)>,
}

/// What is done with a row.
#[derive(Debug)]
pub(super) enum Decision {
    Add(Box<NewClient>),
    Update(Box<Update>),
    /// Left out: this company is there already.
    Duplicate(String),
    /// Left out: these fields cannot be read.
    Faulty(Vec<(String, Problem)>),
}

/// New values for a client that is there.
#[derive(Debug)]
pub(super) struct Update {
    pub(super) before: Known,
    pub(super) data: NewClient,
    pub(super) diff: Vec<Change>,
}

impl Book {
    /// Notes a client as it now is; a later look at the database does not undo an earlier row.
    pub(super) fn learn(&mut self, known: Known) {
        if !self.clients.contains_key(&known.id) {
            self.note(known);
        }
    }

    /// Notes what a client has become.
    pub(super) fn note(&mut self, known: Known) {
        let id = known.id;
        if let Some(before) = self.clients.get(&id) {
            self.by_company.remove(&(fold(&before.draft.company), id));
            self.by_email.remove(&(fold(&before.draft.email), id));
        }
        self.by_company.insert((fold(&known.draft.company), id));
        if !known.draft.email.is_empty() {
            self.by_email.insert((fold(&known.draft.email), id));
        }
        self.clients.insert(id, known);
    }

    /// What is done with a row.
    pub(super) fn decide(
        &self,
        recipe: &Recipe,
        row: &StringRecord,
        duplicates: Duplicates,
    ) -> Decision {
        let typed = recipe.fill(row, &ClientDraft::default());
        let known = self.find(&typed);
        match (known, duplicates) {
            (Some(known), Duplicates::Update) => update(recipe, row, known),
            (None, _) | (_, Duplicates::Add) => match recipe.check(&typed) {
                Ok(data) => Decision::Add(Box::new(data)),
                Err(faults) => Decision::Faulty(faults),
            },
            (Some(known), _) => match recipe.check(&typed) {
                Ok(_) => Decision::Duplicate(known.draft.company.clone()),
                Err(faults) => Decision::Faulty(faults),
            },
        }
    }

    /// The client that a row is about: the first of this company, else of this e-mail address.
    fn find(&self, typed: &ClientDraft) -> Option<&Known> {
        let first = |names: &BTreeSet<(String, ClientId)>, name: &str| {
            let name = fold(name);
            let start = (name.clone(), ClientId::from_uuid(Uuid::nil()));
            let (found, id) = names.range(start..).next()?;
            (!name.is_empty() && *found == name).then_some(*id)
        };
        let id = first(&self.by_company, &typed.company)
            .or_else(|| first(&self.by_email, &typed.email))?;
        self.clients.get(&id)
    }
}

fn update(recipe: &Recipe, row: &StringRecord, known: &Known) -> Decision {
    let data = match recipe.check(&recipe.fill(row, &known.draft)) {
        Ok(data) => data,
        Err(faults) => return Decision::Faulty(faults),
    };
    let mut diff = differences(&known.draft, data.values());
    if diff.is_empty() {
        return Decision::Duplicate(known.draft.company.clone());
    }
    for change in &mut diff {
        change.field = recipe.label(std::mem::take(&mut change.field));
    }
    let before = known.clone();
    Decision::Update(Box::new(Update { before, data, diff }))
}
