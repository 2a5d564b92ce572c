use std::borrow::Cow;

use domain::{FieldErrors, Refusal};
use leptos::prelude::*;

use crate::{api_error::ApiError, ui::Toasts, words};

/// What is wrong with a field, as the reader is told; followed as it changes.
pub fn problem_of(
    errors: RwSignal<FieldErrors>,
    field: impl Into<Cow<'static, str>>,
) -> Signal<Option<String>> {
    let field = field.into();
    Signal::derive(move || errors.read().of(&field).map(words::problem))
}

/// Says why something was refused: problems at their fields, anything else as a notice.
pub fn tell(error: ApiError, errors: RwSignal<FieldErrors>, notices: Toasts) {
    match error {
        ApiError::Refused(Refusal::Invalid(found)) => errors.set(found),
        error => notices.fail(words::error(&error)),
    }
}
