//! The workspaces of a client, for its people (P13, P14).

pub mod api;
mod list;

pub use list::WorkspacesPage;
