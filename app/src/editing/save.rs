use std::sync::Arc;

use domain::{FieldErrors, Refusal, Version};
use leptos::prelude::*;

use super::{Draft, Editing, tell};
use crate::{
    api_error::ApiError,
    i18n::{m, t},
    ui::toasts,
};

/// The saving of a form: it says when it worked, tells problems at their fields, and brings what
/// somebody else saved meanwhile into the form, beside what was typed here.
pub struct Saving<D: Draft> {
    pub(super) editing: Editing<D>,
    /// What is wrong with the fields.
    pub errors: RwSignal<FieldErrors>,
    pub(super) submit: Callback<()>,
    pub(super) busy: Signal<bool>,
}

impl<D: Draft> std::fmt::Debug for Saving<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Saving").finish_non_exhaustive()
    }
}

impl<D: Draft> Saving<D> {
    /// `check` finds what is wrong before anything is sent, `save` gets the draft and the version
    /// that was seen, `load` asks for what stands there now, `parts` takes an answer apart.
    pub fn new<C, V, S, L>(
        editing: Editing<D>,
        check: fn(&D) -> Result<C, FieldErrors>,
        save: impl Fn(D, Version) -> S + Send + Sync + 'static,
        load: impl Fn() -> L + Send + Sync + 'static,
        parts: fn(V) -> (D, Version),
    ) -> Self
    where
        C: 'static,
        V: Clone + Send + Sync + 'static,
        S: Future<Output = Result<V, ApiError>> + Send + 'static,
        L: Future<Output = Result<V, ApiError>> + Send + 'static,
    {
        let errors = RwSignal::new(FieldErrors::default());
        let load = Arc::new(load);
        // What was saved, or what somebody else had saved before.
        let action = Action::new(move |draft: &D| {
            let saved = save(draft.clone(), editing.version());
            let load = Arc::clone(&load);
            async move {
                match saved.await {
                    Err(ApiError::Refused(Refusal::Conflict(_))) => load().await.map(Err),
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
            Some(Err(error)) => tell(error, errors, notices),
            None => {}
        });
        let submit = move |()| {
            let draft = editing.draft_untracked();
            match check(&draft) {
                Ok(_) => {
                    errors.set(FieldErrors::default());
                    action.dispatch(draft);
                }
                Err(found) => errors.set(found),
            }
        };
        Self {
            editing,
            errors,
            submit: Callback::new(submit),
            busy: action.pending().into(),
        }
    }
}
