use domain::{
    WorkspaceId,
    client_users::{Access, ClientRole},
    rights::Rights,
};
use leptos::prelude::*;

/// What somebody may do, on its way: what is chosen and ticked in their form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boxes {
    pub(super) role: RwSignal<String>,
    pub(super) rights: RwSignal<Rights>,
    pub(super) only_safe: RwSignal<bool>,
    pub(super) notices: RwSignal<bool>,
    pub(super) workspaces: RwSignal<Vec<WorkspaceId>>,
}

impl Boxes {
    /// The access to begin with.
    pub(super) fn new(access: &Access) -> Self {
        Self {
            role: RwSignal::new(access.role.name().to_owned()),
            rights: RwSignal::new(access.rights.clone()),
            only_safe: RwSignal::new(access.only_safe),
            notices: RwSignal::new(access.notices),
            workspaces: RwSignal::new(access.workspaces.clone()),
        }
    }

    /// The chosen role.
    pub(super) fn role(self) -> ClientRole {
        ClientRole::named(&self.role.read()).unwrap_or_default()
    }

    /// The access as it is chosen now.
    pub(super) fn access(self) -> Access {
        Access {
            role: self.role(),
            rights: self.rights.get(),
            only_safe: self.only_safe.get(),
            workspaces: self.workspaces.get(),
            notices: self.notices.get(),
        }
    }
}
