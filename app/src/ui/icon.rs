use leptos::prelude::*;

use crate::ui::Size;

/// A picture from the sprite; it says nothing to a screen reader.
#[component]
pub fn Icon(
    /// The id of a symbol in `icons.svg`.
    name: &'static str,
    #[prop(optional)] size: Size,
) -> impl IntoView {
    let href = format!("{}#{name}", crate::assets::url("icons.svg"));
    view! {
        <svg class="icon" data-size=size.name() aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}
