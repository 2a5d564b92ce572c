use leptos::prelude::*;

use super::{Draft, EditingBar, Saving};
use crate::ui::Refused;

/// A form that is saved as a whole: its fields, and below them what changed and the way to save it;
/// for whoever may only look, the reason above them.
///
/// `words` gives the label of a field and its value in a draft, as the reader knows them.
#[component]
pub fn SavedForm<D: Draft>(
    saving: Saving<D>,
    words: fn(&str, &D) -> (String, String),
    /// Why the reader may only look.
    refused: Option<String>,
    children: Children,
) -> impl IntoView {
    let Saving {
        editing,
        submit,
        busy,
        ..
    } = saving;
    let bar = refused.is_none().then(|| {
        view! {
            <EditingBar
                editing
                words=move |(name, draft): (String, D)| words(&name, &draft)
                busy
                on_save=submit
            />
            // Enter saves.
            <button type="submit" hidden></button>
        }
        .into_any()
    });
    frame(submit, refused, children(), bar)
}

/// Apart from the form, for it is the same for every draft.
fn frame(
    submit: Callback<()>,
    refused: Option<String>,
    fields: AnyView,
    bar: Option<AnyView>,
) -> AnyView {
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit.run(());
            }
        >
            {refused.map(|text| view! { <Refused text /> })}
            {fields}
            {bar}
        </form>
    }
    .into_any()
}
