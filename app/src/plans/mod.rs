//! Plans: the list and the editor.

pub mod api;
mod card;
mod editor;
mod fields;
mod form;
mod list;
mod table;

pub use card::*;
pub use editor::*;
pub use fields::*;
pub use list::*;
pub use table::*;
