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
    catalogue::Section,
    policy::{ClientUser, decide_for_section},
    rights::Level,
};

use crate::words;

/// Why somebody may not change contacts; nothing when they may.
fn why_not_edit(person: &ClientUser) -> Option<String> {
    words::why_not(&decide_for_section(person, Section::Contacts, Level::Edit))
}
