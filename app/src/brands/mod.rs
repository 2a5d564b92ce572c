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

use crate::{
    configuration::ConfigurationHead,
    failure::LoadError,
    panel::{use_here, why_not},
};
use editor::Editor;

pub use face::*;

/// The brand's page of the configuration.
#[component]
pub fn BrandPage() -> impl IntoView {
    let here = use_here();
    let brand = Resource::new(move || here.slug(), api::brand);
    let content = move || {
        Suspend::new(async move {
            match (here.staff().await, brand.await) {
                (Ok((me, place)), Ok(details)) => {
                    let refused = why_not(&me, &place, Action::EditBrand);
                    view! { <Editor here details refused /> }.into_any()
                }
                (Err(error), _) | (_, Err(error)) => view! { <LoadError error /> }.into_any(),
            }
        })
    };
    view! {
        <ConfigurationHead />
        <Suspense>{content}</Suspense>
    }
}
