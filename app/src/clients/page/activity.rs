use domain::{
    audit::Change,
    clients::{BlockKind, ClientDetails, ClientStatus},
    plans::{AfterTrial, Overrun},
    visits::VisitRule,
};
use leptos::prelude::*;

use super::super::form::shown::Shown;
use crate::{
    feed,
    i18n::{m, t},
    words,
};

/// What happened to the client: who, what, when, and what it was before.
#[component]
pub(super) fn Happened(client: ClientDetails) -> impl IntoView {
    let shown = Shown::of_fields(client.fields);
    feed::feed(client.activity, t(m::CLIENTS_NO_ACTIVITY), |change| {
        changed(change, &shown)
    })
}

fn changed(change: &Change, shown: &Shown) -> AnyView {
    if let Some(overrun) = Overrun::of_record(change) {
        return view! { <span class="feed-note">{words::overrun(&overrun)}</span> }.into_any();
    }
    let field = &change.field;
    feed::changed(label(field, shown), change, |value| {
        known(field, value).unwrap_or_else(|| shown.value(field, value))
    })
}

/// The label of a field, those of the dialogs included.
fn label(field: &str, shown: &Shown) -> String {
    match field {
        "reason" => t(m::CLIENTS_BLOCK_WHY).to_owned(),
        "note" => t(m::CLIENTS_BLOCK_NOTE).to_owned(),
        field => shown.label(field),
    }
}

/// The words for a stored name of a status or of a reason.
fn known(field: &str, value: &str) -> Option<String> {
    match field {
        "status" => ClientStatus::named(value).map(words::status),
        "reason" => BlockKind::named(value).map(words::block_kind),
        "after_trial" => AfterTrial::named(value).map(words::after_trial),
        "visits" => VisitRule::named(value).map(words::visit_rule),
        _ => None,
    }
    .map(ToOwned::to_owned)
}
