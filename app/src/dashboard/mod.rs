//! The first page of the panel.

pub mod api;

use leptos::prelude::*;

use crate::panel::use_here;

/// The dashboard (P4, P5).
#[component]
pub fn DashboardPage() -> impl IntoView {
    let here = use_here();
    view! { <h1>{move || here.slug()}</h1> }
}
