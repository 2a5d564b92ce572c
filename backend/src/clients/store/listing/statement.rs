use domain::{
    ClientId, Cursor, MembershipId, PartnerId,
    clients::{ClientQuery, PlanFilter, Sort},
};
use uuid::Uuid;

use crate::db::{Engine, Value};

/// A list of clients: whose, which, in which order, from where, and how it is walked.
#[derive(Debug, Clone)]
pub(in crate::clients) struct Listing {
    pub(in crate::clients) partner: PartnerId,
    pub(in crate::clients) query: ClientQuery,
    /// The folded text to be found, or empty.
    pub(in crate::clients) needle: String,
    pub(in crate::clients) after: Option<Place>,
    pub(in crate::clients) walk: Walk,
}

/// Through what the rows come. Every way is in the order of the list, so that the first page is
/// found without seeing the rest; they differ in how many rows are looked at in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::clients) enum Walk {
    /// All clients of the partner.
    All,
    /// Those of the status asked for.
    Status,
    /// Those of the plan asked for.
    Plan,
    /// Those of the manager asked for.
    Manager,
    /// Those listed for this member.
    Listed(MembershipId),
    /// Those the full-text table finds (`SQLite`).
    Text,
}

/// What a statement brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::clients) enum Found {
    /// What a list shows.
    Rows,
    /// Ids only.
    Ids,
}

/// The place of a client in a list; the next page starts after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::clients) struct Place {
    pub(in crate::clients) id: ClientId,
    /// Empty when the list is in the order of adding.
    pub(in crate::clients) name_key: String,
}

impl Place {
    /// As it stands in an address.
    pub(in crate::clients) fn cursor(&self) -> Cursor {
        Cursor(format!("{}{}", self.id.uuid().simple(), self.name_key))
    }

    /// The place a cursor means, or nothing when it cannot be read.
    pub(in crate::clients) fn of(cursor: &Cursor) -> Option<Self> {
        let (id, name_key) = cursor.0.split_at_checked(32)?;
        Some(Self {
            id: ClientId::from_uuid(Uuid::try_parse(id).ok()?),
            name_key: name_key.to_owned(),
        })
    }
}

const ROWS: &str = "SELECT c.id, c.company, c.contact, c.email, c.website, c.city, c.country, \
    c.status, c.trial_ends_at, c.plan_id, p.name AS plan_name, c.manager_id, \
    u.name AS manager_name, c.created_at, c.version, c.name_key FROM ";
const IDS: &str = "SELECT c.id FROM ";
const NAMES: &str = " LEFT JOIN plans p ON p.partner_id = c.partner_id AND p.id = c.plan_id \
    LEFT JOIN memberships m ON m.partner_id = c.partner_id AND m.id = c.manager_id \
    LEFT JOIN users u ON u.id = m.user_id";

/// A statement in the making: text, and the values of its placeholders.
struct Draft {
    sql: String,
    args: Vec<Value>,
}

impl Draft {
    fn push(&mut self, fragment: &str) {
        self.sql.push_str(fragment);
    }

    /// A fragment that ends with a placeholder.
    fn bind(&mut self, fragment: &str, value: impl Into<Value>) {
        self.args.push(value.into());
        self.sql.push_str(fragment);
        self.sql.push('$');
        self.sql.push_str(&self.args.len().to_string());
    }
}

impl Listing {
    /// The statement that brings the first `most` rows, for this engine.
    pub(super) fn statement(
        &self,
        engine: Engine,
        found: Found,
        most: i64,
    ) -> (String, Vec<Value>) {
        let mut draft = Draft {
            sql: String::with_capacity(1_000),
            args: vec![self.partner.into()],
        };
        draft.push(match found {
            Found::Rows => ROWS,
            Found::Ids => IDS,
        });
        draft.push(self.source(engine));
        if found == Found::Rows {
            draft.push(NAMES);
        }
        draft.push(" WHERE c.partner_id = $1");
        self.narrow(&mut draft);
        self.go_on(&mut draft);
        draft.push(" ORDER BY ");
        draft.push(self.order());
        draft.bind(" LIMIT ", most);
        (draft.sql, draft.args)
    }

    const fn is_by_name(&self) -> bool {
        matches!(self.query.sort, Sort::Name | Sort::NameDown)
    }

    /// The tables in the order in which they are walked. `SQLite` takes `CROSS JOIN` as an order
    /// and `INDEXED BY` as a promise; `PostgreSQL` has statistics and chooses by itself.
    const fn source(&self, engine: Engine) -> &'static str {
        match (self.walk, engine, self.is_by_name()) {
            (Walk::Listed(_), ..) => "membership_clients l CROSS JOIN clients c",
            (Walk::Text, ..) => "client_search s CROSS JOIN client_docs d CROSS JOIN clients c",
            (_, Engine::Postgres, _) | (Walk::All, _, false) => "clients c",
            (Walk::All, _, true) => "clients c INDEXED BY clients_by_name",
            (Walk::Status, _, false) => "clients c INDEXED BY clients_by_status",
            (Walk::Status, _, true) => "clients c INDEXED BY clients_by_status_name",
            (Walk::Plan, _, false) => "clients c INDEXED BY clients_by_plan",
            (Walk::Plan, _, true) => "clients c INDEXED BY clients_by_plan_name",
            (Walk::Manager, _, false) => "clients c INDEXED BY clients_by_manager",
            (Walk::Manager, _, true) => "clients c INDEXED BY clients_by_manager_name",
        }
    }

    /// Which clients.
    fn narrow(&self, draft: &mut Draft) {
        if let Walk::Listed(member) = self.walk {
            draft.push(" AND l.partner_id = $1 AND c.id = l.client_id");
            draft.bind(" AND l.membership_id = ", member);
        }
        match self.query.status {
            Some(status) => draft.bind(" AND c.status = ", status.name()),
            None => draft.push(" AND c.status <> 'closed'"),
        }
        match self.query.plan {
            Some(PlanFilter::On(plan)) => draft.bind(" AND c.plan_id = ", plan),
            Some(PlanFilter::Without) => draft.push(" AND c.plan_id IS NULL"),
            None => {}
        }
        if let Some(manager) = self.query.manager {
            draft.bind(" AND c.manager_id = ", manager);
        }
        if self.walk == Walk::Text {
            draft.push(" AND d.partner_id = $1 AND d.doc = s.rowid AND c.id = d.client_id");
            draft.bind(" AND s.search_text MATCH ", phrase(&self.needle));
        } else if !self.needle.is_empty() {
            draft.bind(" AND c.search_text LIKE ", pattern(&self.needle));
            draft.push(" ESCAPE '\\'");
        }
    }

    /// From where.
    fn go_on(&self, draft: &mut Draft) {
        let Some(after) = &self.after else {
            return;
        };
        let beyond = match self.query.sort {
            Sort::Newest | Sort::NameDown => "<",
            Sort::Oldest | Sort::Name => ">",
        };
        if self.is_by_name() {
            draft.push(" AND (c.name_key, c.id) ");
            draft.push(beyond);
            draft.bind(" (", &after.name_key);
            draft.bind(", ", after.id);
            draft.push(")");
            return;
        }
        match self.walk {
            Walk::Text => {
                draft.push(" AND s.rowid ");
                draft.push(beyond);
                draft.bind(
                    " (SELECT doc FROM client_docs WHERE partner_id = $1 AND client_id = ",
                    after.id,
                );
                draft.push(")");
            }
            Walk::Listed(_) => {
                draft.push(" AND l.client_id ");
                draft.push(beyond);
                draft.bind(" ", after.id);
            }
            Walk::All | Walk::Status | Walk::Plan | Walk::Manager => {
                draft.push(" AND c.id ");
                draft.push(beyond);
                draft.bind(" ", after.id);
            }
        }
    }

    /// In which order. Ids grow with time, and so do the rows of the full-text table.
    const fn order(&self) -> &'static str {
        match (self.query.sort, self.walk) {
            (Sort::Newest, Walk::Text) => "s.rowid DESC",
            (Sort::Oldest, Walk::Text) => "s.rowid",
            (Sort::Newest, Walk::Listed(_)) => "l.client_id DESC",
            (Sort::Oldest, Walk::Listed(_)) => "l.client_id",
            (Sort::Newest, _) => "c.id DESC",
            (Sort::Oldest, _) => "c.id",
            (Sort::Name, _) => "c.name_key, c.id",
            (Sort::NameDown, _) => "c.name_key DESC, c.id DESC",
        }
    }
}

#[cfg(test)]
impl Listing {
    /// Both statements, for tests that look at their plans.
    pub(in crate::clients) fn statements(&self, engine: Engine) -> [(String, Vec<Value>); 2] {
        [Found::Rows, Found::Ids].map(|found| self.statement(engine, found, 51))
    }
}

/// A text to be found anywhere, for `LIKE … ESCAPE '\'`.
fn pattern(needle: &str) -> String {
    let mut pattern = String::with_capacity(needle.len() + 2);
    pattern.push('%');
    for c in needle.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// A text to be found anywhere, as a phrase of the full-text table.
pub(in crate::clients) fn phrase(needle: &str) -> String {
    format!("\"{}\"", needle.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_engines_are_only_signs() {
        assert_eq!(pattern(r"100%_\"), r"%100\%\_\\%");
        assert_eq!(phrase(r#"the "best""#), r#""the ""best""""#);
    }

    #[test]
    fn a_cursor_is_read_back() {
        let place = Place {
            id: ClientId::from_uuid(Uuid::from_u128(7)),
            name_key: "щърк еоод".to_owned(),
        };
        assert_eq!(Place::of(&place.cursor()), Some(place));
        assert_eq!(Place::of(&Cursor("щ".repeat(40))), None);
        assert_eq!(Place::of(&Cursor(String::new())), None);
    }
}
