pub mod api;
mod company;

pub use company::CompanyPage;
