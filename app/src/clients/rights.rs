use domain::{
    auth::{Me, Membership},
    clients::ClientStatus,
    policy::Action,
};
use leptos::prelude::*;

use crate::{panel, words};

/// What the reader may do here: by the same rule as the server's, for controls that explain why
/// they are greyed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rights(StoredValue<(Me, Membership)>);

impl Rights {
    pub(super) fn new(staff: (Me, Membership)) -> Self {
        Self(StoredValue::new(staff))
    }

    /// Why the reader may not do something at their partner as a whole.
    pub(super) fn why_not(self, action: Action) -> Option<String> {
        self.0
            .with_value(|(me, place)| words::why_not(&panel::may(me, place, action)))
    }

    /// Why the reader may not do something to a client in this state.
    pub(crate) fn why_not_to(self, status: ClientStatus, action: Action) -> Option<String> {
        self.0.with_value(|(me, place)| {
            words::why_not(&panel::may_on_client(me, place, action, status))
        })
    }

    pub(super) fn may(self, action: Action) -> bool {
        self.why_not(action).is_none()
    }
}
