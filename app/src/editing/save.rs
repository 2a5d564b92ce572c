use domain::{FieldErrors, Refusal, Version};
use leptos::prelude::*;

use super::{Draft, Editing};
use crate::{
    api_error::ApiError,
    i18n::{m, t},
    ui::toasts,
    words,
};

/// What saving a form answers: what was saved, or what somebody else had saved before.
pub type Saved<V> = Result<Result<V, V>, ApiError>;

/// The saving of a form: it says when it worked, tells problems at their fields, and brings what
/// somebody else saved meanwhile into the form, beside what was typed here. `save` gets the draft
/// and the version that was seen, `load` asks for what stands there now, `parts` takes an answer
/// apart.
pub fn saving<D, V, S, L>(
    editing: Editing<D>,
    errors: RwSignal<FieldErrors>,
    save: impl Fn(D, Version) -> S + Send + Sync + 'static,
    load: impl Fn() -> L + Send + Sync + 'static,
    parts: fn(V) -> (D, Version),
) -> Action<D, Saved<V>>
where
    D: Draft,
    V: Clone + Send + Sync + 'static,
    S: Future<Output = Result<V, ApiError>> + Send + 'static,
    L: Future<Output = Result<V, ApiError>> + Send + 'static,
{
    let load = StoredValue::new(load);
    let action = Action::new(move |draft: &D| {
        let saved = save(draft.clone(), editing.version());
        async move {
            match saved.await {
                Err(ApiError::Refused(Refusal::Conflict(_))) => {
                    let now = load.with_value(|load| load());
                    now.await.map(Err)
                }
                answer => answer.map(Ok),
            }
        }
    });
    let notices = toasts();
    Effect::new(move |_| match action.value().get() {
        Some(Ok(Ok(saved))) => {
            let (draft, version) = parts(saved);
            editing.saved(draft, version);
            notices.say(t(m::PROFILE_SAVED));
        }
        Some(Ok(Err(theirs))) => {
            let (draft, version) = parts(theirs);
            editing.rebase(draft, version);
        }
        Some(Err(ApiError::Refused(Refusal::Invalid(found)))) => errors.set(found),
        Some(Err(error)) => notices.fail(words::error(&error)),
        None => {}
    });
    action
}
