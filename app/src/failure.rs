//! What a page shows when its data does not come.

use domain::Refusal;
use leptos::prelude::*;

use crate::{
    api_error::ApiError,
    i18n::{Msg, m, t},
    ui::PageTitle,
    words,
};

/// Says what is missing, why, and what to do about it.
#[component]
pub fn LoadError(
    /// Why there is nothing else to show.
    error: ApiError,
) -> impl IntoView {
    if error == ApiError::Refused(Refusal::SignedOut) {
        sign_in_again();
    }
    #[cfg(feature = "ssr")]
    crate::desk::set_status(&error);
    let title = t(title(&error));
    let text = words::error(&error);
    let reloads = matches!(error, ApiError::Outdated | ApiError::Offline);
    view! {
        <PageTitle text=title />
        <section class="empty-state" role="alert">
            <h1 class="empty-state-title" tabindex="-1">{title}</h1>
            <p class="empty-state-text">{text}</p>
            <p>
                {if reloads {
                    view! { <a class="button" rel="external" href="">{t(m::ERROR_RELOAD)}</a> }.into_any()
                } else {
                    view! { <a class="button" rel="external" href="/">{t(m::ERROR_BACK)}</a> }.into_any()
                }}
            </p>
        </section>
    }
}

const fn title(error: &ApiError) -> Msg {
    match error {
        ApiError::Refused(Refusal::Denied(_)) => m::ERROR_DENIED_TITLE,
        ApiError::Refused(_) => m::ERROR_NOT_FOUND_TITLE,
        ApiError::Broken { .. } => m::ERROR_BROKEN_TITLE,
        ApiError::Offline => m::ERROR_OFFLINE_TITLE,
        ApiError::Outdated => m::ERROR_OUTDATED_TITLE,
    }
}

/// Goes to the sign-in page, which leads back here. In the browser only: on the server the
/// middleware has done it before.
pub fn sign_in_again() {
    Effect::new(|_| {
        let location = window().location();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let next = String::from(js_sys::encode_uri_component(&here));
        let _ = location.set_href(&format!("/sign-in?next={next}"));
    });
}

/// The page of an address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <main id="content">
            <LoadError error=ApiError::Refused(Refusal::NotFound) />
        </main>
    }
}
