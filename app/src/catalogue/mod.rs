//! What can be sold: the operator's catalogue, and what a partner makes of its prices (B13–B15).

pub mod api;
mod classes;
mod editor;
mod fields;
mod form;
mod grid;
mod history;
mod list;
mod margins;
mod prices;
mod retail;
mod row;

pub use editor::{ItemPage, NewItemPage};
pub use list::CataloguePage;
pub use prices::PricesPage;
