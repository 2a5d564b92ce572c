use domain::services::{ServiceSummary, Step};
use leptos::{prelude::*, task::spawn_local};

use super::api;
use crate::{
    i18n::{Msg, m, tf},
    panel::Here,
    ui::Toasts,
    words,
};

/// What the rows of a list share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk {
    pub(super) here: Here,
    /// The service whose form is open.
    pub(super) edited: RwSignal<Option<ServiceSummary>>,
    /// The service that is about to be canceled, and its name.
    pub(super) canceled: RwSignal<Option<(ServiceSummary, String)>>,
    /// Called when something is otherwise than it is shown.
    pub(super) on_change: Callback<()>,
    pub(super) toasts: Toasts,
}

impl Desk {
    /// Takes a service a step on. What hangs on it may change with it, so all of it is asked anew.
    pub(super) fn step(self, service: &ServiceSummary, step: Step) {
        let (id, seen, name) = (service.id, service.version, service.title());
        spawn_local(async move {
            match api::step(self.here.slug_untracked(), id, step, seen).await {
                Ok(_) => self.toasts.say(tf(said(step), &[("name", &name)])),
                Err(error) => self.toasts.fail(words::error(&error)),
            }
            self.on_change.run(());
        });
    }
}

/// The symbol of a step and its words.
pub(super) const fn look(step: Step) -> (&'static str, Msg) {
    match step {
        Step::Activate => ("play", m::SERVICES_ACTIVATE),
        Step::Suspend => ("pause", m::SERVICES_SUSPEND),
        Step::Resume => ("play", m::SERVICES_RESUME),
        Step::CancelAtEnd => ("calendar", m::SERVICES_CANCEL_AT_END),
        Step::Keep => ("undo-2", m::SERVICES_KEEP),
        Step::Cancel => ("circle-x", m::SERVICES_CANCEL_ASK),
    }
}

/// What is said when a step was taken.
const fn said(step: Step) -> Msg {
    match step {
        Step::Activate => m::SERVICES_ACTIVATED,
        Step::Suspend => m::SERVICES_SUSPENDED,
        Step::Resume => m::SERVICES_RESUMED,
        Step::CancelAtEnd => m::SERVICES_ENDS,
        Step::Keep => m::SERVICES_KEPT,
        Step::Cancel => m::SERVICES_CANCELED,
    }
}
