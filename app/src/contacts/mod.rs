//! The contacts of a client, for its people (P16).

pub mod api;
mod form;
mod import;
mod listing;
mod page;
mod table;

pub use import::{ContactFilePage, ContactImportPage};
pub use page::ContactsPage;

use domain::{
    inclusions::Section,
    policy::{Action, ClientUser, decide_for_section},
    rights::Level,
};

use crate::{panel, words};

/// Why this person may remove no contacts; nothing when they may.
fn why_not_remove(person: &ClientUser) -> Option<String> {
    panel::why_not_own(person, Action::RemoveContacts)
}

/// Why this person may change no contacts; nothing when they may.
fn why_not_edit(person: &ClientUser) -> Option<String> {
    words::why_not(&decide_for_section(person, Section::Contacts, Level::Edit))
}
