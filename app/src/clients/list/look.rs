use crate::i18n::{Msg, m};

/// A column of the list beside the client's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Status,
    Plan,
    Manager,
    Email,
    City,
    Added,
}

impl Column {
    /// Every column, in the order it is shown.
    pub(super) const ALL: [Self; 6] = [
        Self::Status,
        Self::Plan,
        Self::Manager,
        Self::Email,
        Self::City,
        Self::Added,
    ];

    /// The name under which a browser remembers it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Plan => "plan",
            Self::Manager => "manager",
            Self::Email => "email",
            Self::City => "city",
            Self::Added => "added",
        }
    }

    pub(super) const fn title(self) -> Msg {
        match self {
            Self::Status => m::FIELD_STATUS,
            Self::Plan => m::FIELD_PLAN,
            Self::Manager => m::FIELD_MANAGER,
            Self::Email => m::FIELD_EMAIL,
            Self::City => m::FIELD_CITY,
            Self::Added => m::CLIENTS_ADDED,
        }
    }
}

/// How a person likes the list to look; remembered in the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    columns: Vec<Column>,
    pub(super) compact: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            columns: vec![Column::Status, Column::Plan, Column::Manager, Column::Added],
            compact: false,
        }
    }
}

impl Look {
    /// The shown columns, in order.
    pub(super) fn columns(&self) -> Vec<Column> {
        let all = Column::ALL.into_iter();
        all.filter(|column| self.shows(*column)).collect()
    }

    pub(super) fn shows(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    pub(super) fn show(&mut self, column: Column, shown: bool) {
        self.columns.retain(|other| *other != column);
        if shown {
            self.columns.push(column);
        }
    }

    /// The form in which a browser keeps it: `compact status plan`.
    pub(super) fn to_text(&self) -> String {
        let density = if self.compact { "compact" } else { "roomy" };
        self.columns()
            .into_iter()
            .fold(density.to_owned(), |text, column| {
                format!("{text} {}", column.name())
            })
    }

    /// Reads the kept form; a column that no longer exists is left out.
    pub(super) fn from_text(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let all = Column::ALL.into_iter();
        Self {
            columns: all
                .filter(|column| words.contains(&column.name()))
                .collect(),
            compact: words.contains(&"compact"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gives_back_what_it_was_given() {
        let mut look = Look::default();
        look.show(Column::City, true);
        look.show(Column::Plan, false);
        look.compact = true;
        assert_eq!(look.to_text(), "compact status manager city added");
        let read = Look::from_text(&look.to_text());
        assert!(read.compact);
        assert_eq!(read.columns(), look.columns());
    }

    #[test]
    fn unknown_columns_are_left_out() {
        let look = Look::from_text("roomy status balance");
        assert_eq!(look.columns(), [Column::Status]);
        assert!(!look.compact);
    }
}
