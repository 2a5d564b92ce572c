//! Who is signed in, as the document itself tells it: both halves know it before they render.

use domain::auth::Me;

/// The signed-in person of the request being answered.
#[cfg(feature = "ssr")]
pub(super) fn me() -> Option<Me> {
    leptos::prelude::use_context::<Option<Me>>().flatten()
}

/// The signed-in person, from the document.
#[cfg(not(feature = "ssr"))]
pub(super) fn me() -> Option<Me> {
    let html = leptos::prelude::document().document_element()?;
    serde_json::from_str(&html.get_attribute("data-me")?).ok()
}
