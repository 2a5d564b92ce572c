//! A client's own pages, on the host of its partner's brand: fewer words, larger targets.

pub mod api;
mod ask;
mod frame;
mod home;
mod people;
mod section;

pub use frame::{NoPlaces, Office};
pub use home::OfficeHomePage;
pub use people::OfficePeoplePage;
pub use section::SectionPage;
