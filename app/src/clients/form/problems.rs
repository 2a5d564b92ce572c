use domain::{FieldErrors, clients::ClientDraft, custom_fields::CustomField};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use crate::{editing::Editing, words};

/// What is wrong with the form, field by field. The same check as the server's runs while one
/// types, but speaks of a field only once it was left or the form was sent.
#[derive(Clone, Copy)]
pub(super) struct Problems {
    editing: Editing<ClientDraft>,
    found: Memo<FieldErrors>,
    told: RwSignal<Option<(FieldErrors, ClientDraft)>>,
    sent: RwSignal<bool>,
    left: RwSignal<Vec<String>>,
}

impl Problems {
    pub(super) fn new(editing: Editing<ClientDraft>, fields: Vec<CustomField>) -> Self {
        let found = Memo::new(move |_| check(&editing.draft(), &fields));
        Self {
            editing,
            found,
            told: RwSignal::new(None),
            sent: RwSignal::new(false),
            left: RwSignal::default(),
        }
    }

    /// Whether the form may be sent; if not, every problem shows and the first has the focus.
    pub(super) fn check(self) -> bool {
        self.sent.set(true);
        let fine = self.found.read_untracked().0.is_empty();
        if !fine {
            show_first();
        }
        fine
    }

    /// Takes what the server found; it holds until the form is changed.
    pub(super) fn tell(self, errors: FieldErrors) {
        self.told
            .set(Some((errors, self.editing.draft_untracked())));
        show_first();
    }

    /// A field was left: its problem may show now, unless it is only empty yet.
    pub(super) fn leave(self, field: &str, is_empty: bool) {
        if !is_empty && !self.left.read_untracked().iter().any(|left| left == field) {
            self.left.write().push(field.to_owned());
        }
    }

    /// What to say at a field.
    pub(super) fn of(self, field: &str) -> Option<String> {
        let speaks = self.sent.get() || self.left.read().iter().any(|left| left == field);
        let found = self.found.read().of(field).filter(|_| speaks);
        let told = || {
            let told = self.told.read();
            let (errors, draft) = told.as_ref()?;
            errors.of(field).filter(|_| *draft == self.editing.draft())
        };
        found.or_else(told).map(words::problem)
    }
}

fn check(draft: &ClientDraft, fields: &[CustomField]) -> FieldErrors {
    draft.validate(fields).err().unwrap_or_default()
}

/// The first field with a problem gets the focus, once the problem is on the page.
fn show_first() {
    let _ = request_animation_frame(|| {
        let first = document()
            .query_selector("form [aria-invalid=true]")
            .ok()
            .flatten()
            .and_then(|field| field.dyn_into::<HtmlElement>().ok());
        if let Some(first) = first {
            let _ = first.focus();
        }
    });
}
