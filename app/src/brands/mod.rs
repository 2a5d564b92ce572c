//! The brand: what clients see (P11, G10). Its editor, and its face on the pages of its host.

pub mod api;
mod contrast;
mod editor;
mod face;
mod fields;
mod form;
mod pictures;
mod preview;
mod publication;
mod samples;
mod upload;

use domain::policy::Action;
use leptos::prelude::*;

use crate::{configuration::configured, panel::use_here};
use editor::Editor;

pub use face::*;

/// The brand's page of the configuration.
#[component]
pub fn BrandPage() -> impl IntoView {
    let here = use_here();
    let brand = Resource::new(move || here.slug(), api::brand);
    configured(brand, Action::EditBrand, |_, details, refused| {
        view! { <Editor here=use_here() details refused /> }.into_any()
    })
}
