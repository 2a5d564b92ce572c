use domain::{
    FieldErrors, Refusal,
    brands::{Brand, BrandDetails, BrandDraft},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api,
    fields::Fields,
    form::{BrandForm, so_far, words_of},
    preview::Preview,
    publication::Publication,
};
use crate::{
    api_error::ApiError,
    editing::{Editing, EditingBar, problem_of, tell},
    i18n::{m, t},
    panel::Here,
    ui::{Refused, Toasts, toasts},
    words,
};

/// What the parts of an open editor share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) here: Here,
    form: StoredValue<BrandForm>,
    editing: StoredValue<Editing<BrandDraft>>,
    /// What is saved and what is published, as known last.
    pub(super) details: RwSignal<BrandDetails>,
    /// The brand that the form shows so far.
    pub(super) brand: Memo<Brand>,
    /// The reader may only look.
    pub(super) is_locked: bool,
    pub(super) toasts: Toasts,
    busy: RwSignal<bool>,
    errors: RwSignal<FieldErrors>,
}

/// The editor of the brand, with its preview beside it.
#[component]
pub(super) fn Editor(
    here: Here,
    details: BrandDetails,
    /// Why the reader may only look.
    refused: Option<String>,
) -> impl IntoView {
    let form = BrandForm::new(details.draft.clone());
    let editing = Editing::new(
        &here.at("configuration/brand"),
        details.draft.clone(),
        details.version,
        move || form.read(),
        move |draft| form.write(draft),
    );
    let details = RwSignal::new(details);
    let open = Open {
        here,
        form: StoredValue::new(form),
        editing: StoredValue::new(editing),
        details,
        brand: Memo::new(move |_| so_far(editing.draft(), details.read().pictures.clone())),
        is_locked: refused.is_some(),
        toasts: toasts(),
        busy: RwSignal::new(false),
        errors: RwSignal::default(),
    };
    let bar = (!open.is_locked).then(|| {
        view! {
            <EditingBar
                editing
                words=|(name, draft): (String, BrandDraft)| words_of(&name, &draft)
                busy=open.busy
                on_save=move || open.save()
            />
        }
    });
    view! {
        <Publication open />
        <div class="brand-editor">
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    open.save();
                }
            >
                {refused.map(|text| view! { <Refused text /> })}
                <fieldset class="form" disabled=open.is_locked>
                    <Fields open />
                </fieldset>
                // Enter in a field saves, as in any form.
                <button type="submit" hidden></button>
                {bar}
            </form>
            <Preview open />
        </div>
    }
    .into_any()
}

impl Open {
    /// The fields.
    pub(super) fn form(self) -> BrandForm {
        self.form.get_value()
    }

    /// The form as it is being edited.
    pub(super) fn editing(self) -> Editing<BrandDraft> {
        self.editing.get_value()
    }

    /// What is wrong with a field, followed as it changes.
    pub(super) fn problem_of(self, name: &str) -> Signal<Option<String>> {
        problem_of(self.errors, name.to_owned())
    }

    /// Takes over what the server answered after the pictures or the publication changed.
    pub(super) fn know(self, now: BrandDetails) {
        self.details.set(now);
    }

    /// Saves what is right; shows what is not, at its field.
    fn save(self) {
        let draft = self.editing().draft_untracked();
        if let Err(found) = draft.validate() {
            self.errors.set(found);
            return;
        }
        self.errors.set(FieldErrors::default());
        if self.is_locked || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            self.send(draft).await;
            self.busy.try_set(false);
        });
    }

    async fn send(self, draft: BrandDraft) {
        let at = self.here.slug_untracked();
        match api::save_draft(at.clone(), draft, self.editing().version()).await {
            Ok(saved) => {
                self.editing().saved(saved.draft.clone(), saved.version);
                self.know(saved);
                self.toasts.say(t(m::BRAND_SAVED));
            }
            Err(ApiError::Refused(Refusal::Conflict(_))) => match api::brand(at).await {
                Ok(theirs) => {
                    self.editing().rebase(theirs.draft.clone(), theirs.version);
                    self.know(theirs);
                }
                Err(error) => self.toasts.fail(words::error(&error)),
            },
            Err(error) => tell(error, self.errors, self.toasts),
        }
    }
}
