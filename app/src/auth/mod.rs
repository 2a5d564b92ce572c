//! Signing in, resets, invitations, and one's own profile.

pub mod api;

use leptos::prelude::*;

/// The sign-in page: a plain form.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! { <h1>{crate::i18n::t(crate::i18n::m::AUTH_SIGN_IN)}</h1> }
}
