use leptos::prelude::*;

use crate::{
    api_error::ApiError,
    ui::{Callout, Tone},
    words,
};

/// Why something was not done, in the dialog or form that asked for it.
#[component]
pub(super) fn Failed(error: RwSignal<Option<ApiError>>) -> impl IntoView {
    move || {
        error.get().map(|error| {
            let text = words::error(&error);
            view! {
                <Callout tone=Tone::Danger>
                    <p>{text}</p>
                </Callout>
            }
        })
    }
}
