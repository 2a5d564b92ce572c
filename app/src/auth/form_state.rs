//! What a plain form shows again after it was refused.

use std::collections::BTreeMap;

use domain::{FieldErrors, Refusal, dunning::InvoiceToPay, team::InvitationOffer};

/// The state of a plain form: what was typed, what is wrong with it, what it is about.
///
/// The handler of a POST that fails puts it into the request's extensions and renders the same page
/// again; passwords are never in it.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    /// What was typed, by field; never a password.
    pub values: BTreeMap<String, String>,
    /// What is wrong, by field.
    pub errors: FieldErrors,
    /// Why the whole form was refused: a dead link, too many tries.
    pub refusal: Option<Refusal>,
    /// Whether it was done: the reset mail is on its way.
    pub is_done: bool,
    /// The invitation the page is about.
    pub invitation: Option<InvitationOffer>,
    /// The invoice the page is about, and the address of its PDF.
    pub invoice: Option<(InvoiceToPay, String)>,
}

impl FormState {
    /// What was typed into a field.
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).cloned().unwrap_or_default()
    }
}
