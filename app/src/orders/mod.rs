//! Orders: the list, the form with its live totals, the page of one, and those of a client (B4).

pub mod api;
mod client_picker;
mod details;
mod editor;
mod filters;
mod form;
mod line;
mod list;
mod listing;
mod of_client;
mod open;
mod own;
mod picker;
mod table;
mod totals;

pub use details::OrderPage;
pub use editor::{EditOrderPage, NewOrderPage};
pub use list::OrdersPage;
pub use of_client::ClientOrdersPage;
pub(crate) use of_client::{failed, new_order};
pub use own::OwnOrderPage;
