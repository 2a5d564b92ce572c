//! What a client has: its services, add-ons and domains, and what is done with them (B5).

pub mod api;
mod edit;
mod page;
mod row;
mod steps;

use domain::{catalogue::ItemKind, services::ServiceStatus};
use leptos::prelude::*;

use crate::{
    ui::{Badge, Tone},
    words,
};

pub use page::{ClientAddOnsPage, ClientDomainsPage, ClientServicesPage};

/// The address of what a client has of a kind, below the client's.
pub(crate) const fn path_of(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Service => "services",
        ItemKind::AddOn => "add-ons",
        ItemKind::Domain => "domains",
    }
}

/// The state of a service, add-on or domain.
#[component]
pub(crate) fn ServiceBadge(status: ServiceStatus) -> impl IntoView {
    let tone = match status {
        ServiceStatus::Pending => Tone::Info,
        ServiceStatus::Active => Tone::Success,
        ServiceStatus::Suspended => Tone::Warning,
        ServiceStatus::Canceled => Tone::Neutral,
    };
    view! { <Badge tone>{words::service_status(status)}</Badge> }.into_any()
}
