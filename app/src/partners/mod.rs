//! Partners, as the operator sees them, and the company information, as a partner does.

pub mod api;
mod company;
mod frame;
mod list;
mod new;
mod page;

pub use company::{CompanyFields, CompanyInputs, CompanyPage};
pub use frame::*;
pub use list::*;
pub use new::*;
pub use page::*;
