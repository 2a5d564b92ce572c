//! Role and scope as one edits them.

use domain::{ClientId, FieldErrors, policy::Role, team::Scope};
use leptos::prelude::*;

use super::scope_picker::ScopePicker;
use crate::{
    editing::problem_of,
    i18n::{m, t, tn},
    ui::{Callout, Choice, ChoiceCard, Field, Select, Tone},
    words,
};

/// A role and a scope on their way: what is chosen, with the names of the listed clients.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rights {
    role: RwSignal<String>,
    reach: RwSignal<String>,
    listed: RwSignal<Vec<(ClientId, String)>>,
}

impl Rights {
    /// The rights to begin with.
    pub(super) fn new(role: Role, scope: &Scope, names: &[String]) -> Self {
        let (reach, listed) = match scope {
            Scope::All => ("all", Vec::new()),
            Scope::Listed(ids) => (
                "listed",
                ids.iter().copied().zip(names.iter().cloned()).collect(),
            ),
        };
        Self {
            role: RwSignal::new(role.name().to_owned()),
            reach: RwSignal::new(reach.to_owned()),
            listed: RwSignal::new(listed),
        }
    }

    /// The chosen role.
    pub(super) fn role(self) -> Role {
        Role::named(&self.role.read_untracked()).unwrap_or(Role::JuniorSalesperson)
    }

    /// The chosen scope.
    pub(super) fn scope(self) -> Scope {
        if *self.reach.read_untracked() == "all" {
            Scope::All
        } else {
            Scope::Listed(
                self.listed
                    .read_untracked()
                    .iter()
                    .map(|(id, _)| *id)
                    .collect(),
            )
        }
    }
}

/// Role and scope, with the warning of G3: who sees all clients sees so many.
#[component]
pub(super) fn RightsFields(
    rights: Rights,
    /// The prefix of the ids.
    id: &'static str,
    slug: String,
    /// How many "all clients" are today.
    clients: u64,
    errors: RwSignal<FieldErrors>,
) -> impl IntoView {
    let roles: Vec<Choice> = Role::ALL
        .into_iter()
        .map(|role| Choice::from((role.name(), words::role(role))))
        .collect();
    let hint = move || {
        Role::named(&rights.role.read())
            .map(words::role_hint)
            .unwrap_or_default()
    };
    let problem = problem_of(errors, "scope");
    let is_all = move || *rights.reach.read() == "all";
    let picker = move || {
        let slug = slug.clone();
        if is_all() {
            view! {
                <Callout tone=Tone::Warning>
                    <p>{tn(m::TEAM_SEES_ALL, clients)}</p>
                </Callout>
            }
            .into_any()
        } else {
            view! { <ScopePicker id slug listed=rights.listed error=problem /> }.into_any()
        }
    };
    view! {
        <Field id=format!("{id}-role") label=t(m::FIELD_ROLE)>
            <Select value=rights.role options=roles />
        </Field>
        <p class="field-hint" aria-live="polite">
            {hint}
        </p>
        <fieldset class="stack">
            <legend class="field-label">{t(m::TEAM_SCOPE)}</legend>
            <ChoiceCard
                name=format!("{id}-reach")
                title=t(m::TEAM_SCOPE_ALL)
                value="all"
                chosen=rights.reach
                text=t(m::TEAM_SCOPE_ALL_HINT)
            />
            <ChoiceCard
                name=format!("{id}-reach")
                title=t(m::TEAM_SCOPE_LISTED)
                value="listed"
                chosen=rights.reach
                text=t(m::TEAM_SCOPE_LISTED_HINT)
            />
        </fieldset>
        {picker}
    }
    .into_any()
}
