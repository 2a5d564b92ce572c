//! Contacts: the people a client writes to, up to the number of its plan (P16).

use serde::{Deserialize, Serialize};

use crate::{
    ContactFileId, ContactId, Cursor, FieldErrors, Limit, Page, Problem, Timestamp, Version,
    audit::Change,
    fields::{email, lines, optional, phone},
    refusal::Rejection,
};

/// Most rows of one file.
pub const ROWS_MAX: u64 = 10_000;
/// Largest file, in bytes.
pub const FILE_MAX: usize = 2 * 1024 * 1024;
/// Most contacts removed at once.
pub const REMOVE_MAX: usize = 500;

/// A contact as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContactDraft {
    /// The person's name; it, or an e-mail address, must be there.
    pub name: String,
    /// Their e-mail address, one of its kind at the client.
    pub email: String,
    /// Their phone number.
    pub phone: String,
    /// Where they work.
    pub organisation: String,
    /// What else is to be known of them.
    pub notes: String,
}

impl ContactDraft {
    /// The names of the fields, in the order they are shown and exported.
    pub const FIELDS: [&str; 5] = ["name", "email", "phone", "organisation", "notes"];

    /// Checks every field and brings it into the stored form.
    ///
    /// # Errors
    /// All problems at once.
    pub fn validate(&self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let address = match email(&self.email) {
            Err(Problem::Required) => Ok(String::new()),
            address => address,
        };
        let draft = Self {
            name: errors.take("name", optional(&self.name, 200)),
            email: errors.take("email", address),
            phone: errors.take("phone", phone(&self.phone)),
            organisation: errors.take("organisation", optional(&self.organisation, 200)),
            notes: errors.take("notes", lines(&self.notes, 5_000)),
        };
        if self.name.trim().is_empty() && self.email.trim().is_empty() {
            errors.add("name", Problem::Required);
        }
        errors.or(draft)
    }

    /// What the contact is called: by their name, or else by their address.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.name.is_empty() {
            &self.email
        } else {
            &self.name
        }
    }

    /// Every field with its value, in the order of [`ContactDraft::FIELDS`].
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 5] {
        let [name, email, phone, organisation, notes] = Self::FIELDS;
        [
            (name, &self.name),
            (email, &self.email),
            (phone, &self.phone),
            (organisation, &self.organisation),
            (notes, &self.notes),
        ]
    }

    /// The fields in which `after` differs.
    #[must_use]
    pub fn differences(&self, after: &Self) -> Vec<Change> {
        let pairs = self.fields().into_iter().zip(after.fields());
        pairs
            .filter(|((_, from), (_, to))| from != to)
            .map(|((field, from), (_, to))| Change {
                field: field.to_owned(),
                from: from.to_owned(),
                to: to.to_owned(),
            })
            .collect()
    }
}

/// A contact in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ContactSummary {
    pub id: ContactId,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub organisation: String,
    pub version: Version,
}

impl ContactSummary {
    /// What the contact is called: by their name, or else by their address.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.name.is_empty() {
            &self.email
        } else {
            &self.name
        }
    }
}

/// A contact with all that is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactDetails {
    /// Which.
    pub id: ContactId,
    /// Its fields, as a form shows them.
    pub draft: ContactDraft,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// To be named when saving.
    pub version: Version,
}

/// Which contacts a list shows, by name, and from where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContactQuery {
    /// Words of the name, address, phone number or organisation, in this order.
    pub search: String,
    /// Where the page starts.
    pub after: Option<Cursor>,
}

/// A page of contacts, and how many there may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactList {
    /// The page.
    pub page: Page<ContactSummary>,
    /// The contacts that the client has in all, searched for or not.
    pub used: u32,
    /// The contacts that its plan allows (P16).
    pub limit: Limit,
}

/// What will become of a row of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactFate {
    /// A new contact.
    Add,
    /// Left out: the address is there already, or stands in an earlier row.
    Duplicate,
    /// Left out: these fields cannot be read.
    Faulty(FieldErrors),
}

/// A row of the rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RehearsedContact {
    /// Its line in the file, from 1.
    pub line: u64,
    /// What it calls the contact.
    pub called: String,
    /// What will become of it.
    pub fate: ContactFate,
}

/// A dry run: what an import would do, without doing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRehearsal {
    /// Which file.
    pub id: ContactFileId,
    /// Its name.
    pub file: String,
    /// Its columns by their headings, each with the field it was recognised as; a column without
    /// one is left out.
    pub columns: Vec<(String, Option<String>)>,
    /// Rows that would add a contact.
    pub adds: u64,
    /// Rows left out as duplicates.
    pub duplicates: u64,
    /// Rows left out as faulty.
    pub faulty: u64,
    /// Rows worth looking at: faulty first, then duplicates, then a few additions; at most two
    /// hundred.
    pub rows: Vec<RehearsedContact>,
    /// Why nothing of it can be brought in: the plan has no room for all of it.
    pub refused: Option<Rejection>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsImported {
    /// Contacts it added.
    pub added: u64,
    /// Rows it left out.
    pub left_out: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, email: &str) -> ContactDraft {
        ContactDraft {
            name: name.to_owned(),
            email: email.to_owned(),
            ..ContactDraft::default()
        }
    }

    #[test]
    fn a_name_or_an_address_is_all_it_takes() {
        assert_eq!(
            named("  Ana  Ruiz ", "").validate(),
            Ok(named("Ana Ruiz", ""))
        );
        assert_eq!(
            named("", " ana@Example.COM ").validate(),
            Ok(named("", "ana@example.com"))
        );
        let nobody = named(" ", " ").validate().expect_err("nobody");
        assert_eq!(nobody, FieldErrors::one("name", Problem::Required));
    }

    #[test]
    fn every_problem_is_told_at_its_field() {
        let draft = ContactDraft {
            name: "x".repeat(201),
            email: "ana".to_owned(),
            phone: "none".to_owned(),
            notes: "x".repeat(5_001),
            ..ContactDraft::default()
        };
        let errors = draft.validate().expect_err("problems");
        assert_eq!(errors.of("name"), Some(Problem::TooLong { max: 200 }));
        assert_eq!(errors.of("email"), Some(Problem::NotAnEmail));
        assert_eq!(errors.of("phone"), Some(Problem::NotAPhone));
        assert_eq!(errors.of("notes"), Some(Problem::TooLong { max: 5_000 }));
        // A bad address alone is told as one, not as a missing name.
        let errors = named("", "ana").validate().expect_err("a problem");
        assert_eq!(errors, FieldErrors::one("email", Problem::NotAnEmail));
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let changes = named("Ana", "").differences(&named("Ana", "ana@example.com"));
        let fields: Vec<_> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["email"]);
    }
}
