//! Clients: the list, the form, the page of one, and what is done to them.

pub mod api;
mod assign_plan;
mod block;
mod close;
mod failed;
mod form;
mod frame;
mod list;
mod page;
mod people;
mod rights;
mod status;
mod tabs;

pub use form::{EditClientPage, NewClientPage};
pub use frame::ClientFrame;
pub use list::{ClientsPage, ListMemory};
pub use page::ClientPage;
pub use people::ClientPeoplePage;
pub(crate) use rights::Rights;
use tabs::ClientTabs;
