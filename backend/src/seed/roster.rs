//! The clients of the demo, as they stand in two tables.

use domain::{
    MembershipId,
    clients::ClientDraft,
    custom_fields::{CustomField, CustomValues, Kind},
    plans::Usage,
};

use crate::{Error, Result};

/// A line of a table.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) days_ago: i64,
    pub(super) draft: ClientDraft,
    pub(super) plan: String,
    pub(super) usage: Usage,
    pub(super) manager: String,
    group: String,
    employees: String,
}

impl Entry {
    /// The client with its manager, and with values for the partner's fields: a choice is its
    /// group, a number its employees.
    pub(super) fn with(
        &self,
        manager: Option<MembershipId>,
        fields: &[CustomField],
    ) -> ClientDraft {
        let value = |kind: &Kind| match kind {
            Kind::Choice(_) => Some(self.group.clone()),
            Kind::Number => Some(self.employees.clone()),
            Kind::YesNo => Some(
                if self.usage.contacts > 1_000 {
                    "yes"
                } else {
                    "no"
                }
                .to_owned(),
            ),
            Kind::Text | Kind::Date => None,
        };
        let values = fields
            .iter()
            .filter_map(|field| Some((field.id, value(&field.kind)?)));
        ClientDraft {
            manager,
            custom: values.collect::<CustomValues>(),
            ..self.draft.clone()
        }
    }
}

/// The entries of a table, the oldest client first.
pub(super) fn read(table: &str) -> Result<Vec<Entry>> {
    table.lines().skip(1).map(entry).collect()
}

fn entry(line: &str) -> Result<Entry> {
    let mut cells = line.split('\t').map(str::to_owned);
    let mut cell = || cells.next().ok_or_else(|| Error::corrupt("a demo client"));
    let days_ago = number(&cell()?)?;
    let draft = ClientDraft {
        company: cell()?,
        contact: cell()?,
        email: cell()?,
        website: cell()?,
        phone: cell()?,
        country: cell()?,
        street: cell()?,
        city: cell()?,
        state: cell()?,
        postal_code: cell()?,
        ..ClientDraft::default()
    };
    Ok(Entry {
        days_ago,
        draft,
        plan: cell()?,
        usage: Usage {
            workspaces: number(&cell()?)?,
            seats: number(&cell()?)?,
            contacts: number(&cell()?)?,
        },
        manager: cell()?,
        group: cell()?,
        employees: cell()?,
    })
}

fn number<T: std::str::FromStr>(cell: &str) -> Result<T> {
    cell.parse()
        .map_err(|_| Error::corrupt("a number of a demo client"))
}
