//! The rows of a file, and what becomes of each: the rehearsal and the import decide alike.

use std::collections::BTreeSet;

use domain::{
    contacts::{ContactDraft, ContactFate},
    text::fold,
};

use super::{columns::Columns, store::files::File};
use crate::{
    Result,
    imports::reading::{Table, line},
};

/// A file, understood.
#[derive(Debug)]
pub(super) struct Rows {
    /// Headings with the fields they were recognised as.
    pub(super) columns: Vec<(String, Option<String>)>,
    pub(super) rows: Vec<Row>,
}

/// A row, before anybody knows which addresses are there already.
#[derive(Debug)]
pub(super) struct Row {
    /// Its line in the file, from 1.
    pub(super) line: u64,
    /// In the stored form unless the row is faulty.
    pub(super) draft: ContactDraft,
    pub(super) fate: ContactFate,
}

impl Rows {
    /// Reads a stored file. Takes a while: on a thread of its own.
    pub(super) fn of(file: &File) -> Result<Self> {
        let table = Table::read(&file.content, file.delimiter, file.has_headings)?;
        let columns = Columns::recognise(&table);
        let fields = columns.fields(table.headings.len());
        let rows = table.rows.iter().map(|row| {
            let typed = columns.draft(row);
            let (draft, fate) = match typed.validate() {
                Ok(draft) => (draft, ContactFate::Add),
                Err(errors) => (typed, ContactFate::Faulty(errors)),
            };
            Row {
                line: line(row),
                draft,
                fate,
            }
        });
        let rows = rows.collect();
        let fields = fields.into_iter().map(|field| field.map(ToOwned::to_owned));
        Ok(Self {
            columns: table.headings.into_iter().zip(fields).collect(),
            rows,
        })
    }

    /// The folded addresses of the rows that may be added.
    pub(super) fn addresses(&self) -> Vec<String> {
        let rows = self.rows.iter().filter(|row| row.fate == ContactFate::Add);
        let addresses = rows.map(|row| fold(&row.draft.email));
        addresses.filter(|address| !address.is_empty()).collect()
    }

    /// Leaves out whose address is among the `known` ones or in an earlier row.
    pub(super) fn leave_out(&mut self, mut known: BTreeSet<String>) {
        for row in &mut self.rows {
            let address = fold(&row.draft.email);
            if row.fate == ContactFate::Add && !address.is_empty() && !known.insert(address) {
                row.fate = ContactFate::Duplicate;
            }
        }
    }

    /// How many rows have such a fate.
    pub(super) fn count(&self, is_it: impl Fn(&ContactFate) -> bool) -> u64 {
        let rows = self.rows.iter().filter(|row| is_it(&row.fate)).count();
        u64::try_from(rows).unwrap_or(u64::MAX)
    }
}
