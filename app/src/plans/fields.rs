use domain::{
    Currency,
    plans::{AfterTrial, Interval, Usage},
};
use leptos::prelude::*;

use super::form::PlanForm;
use crate::{
    i18n::{m, t},
    ui::{Checkbox, Choice, Field, FormGroup, LimitField, Select, TextArea, TextInput},
    words,
};

/// The problem of a field, in words.
pub(super) type ProblemOf = Callback<(&'static str,), Option<String>>;

/// Name, price, interval, description.
#[component]
pub(super) fn Offer(form: PlanForm, problem_of: ProblemOf, fresh: bool) -> impl IntoView {
    let error = move |name: &'static str| Signal::derive(move || problem_of.run((name,)));
    let currencies: Vec<Choice> = Currency::ALL
        .iter()
        .map(|currency| (currency.code(), currency.code()).into())
        .collect();
    let intervals: Vec<Choice> = [Interval::Month, Interval::Year]
        .map(|interval| (interval.name(), words::interval(interval)).into())
        .into();
    view! {
        <FormGroup title=t(m::PLANS_OFFER) help=t(m::PLANS_OFFER_HELP)>
            <div class="form-grid">
                <Field id="name" label=t(m::FIELD_NAME) error=error("name") full=true required=true>
                    <TextInput value=form.name name="name" required=true autofocus=fresh />
                </Field>
                <Field id="price" label=t(m::FIELD_PRICE) error=error("price")>
                    <TextInput value=form.price name="price" inputmode="decimal" number=true required=true />
                </Field>
                <div class="form-grid">
                    <Field id="currency" label=t(m::FIELD_CURRENCY)>
                        <Select value=form.currency options=currencies name="currency" />
                    </Field>
                    <Field id="interval" label=t(m::FIELD_INTERVAL)>
                        <Select value=form.interval options=intervals name="interval" />
                    </Field>
                </div>
                <Field
                    id="description"
                    label=t(m::FIELD_DESCRIPTION)
                    hint=t(m::PLANS_DESCRIPTION_HINT)
                    error=error("description")
                    full=true
                >
                    <TextArea value=form.description name="description" />
                </Field>
            </div>
        </FormGroup>
    }
    .into_any()
}

/// Workspaces, team users, contacts, trial (P13–P17).
#[component]
pub(super) fn Limits(
    form: PlanForm,
    problem_of: ProblemOf,
    peak: Usage,
    in_use: bool,
) -> impl IntoView {
    let error = move |name: &'static str| Signal::derive(move || problem_of.run((name,)));
    let ways: Vec<Choice> = AfterTrial::ALL
        .map(|way| (way.name(), words::after_trial(way)).into())
        .into();
    let used = move |used: u32| Signal::stored(in_use.then_some(used));
    view! {
        <FormGroup
            title=t(m::PLANS_LIMITS)
            help=t(if in_use { m::PLANS_LIMITS_HELP_USED } else { m::PLANS_LIMITS_HELP })
        >
            <div class="form-grid">
                <Field
                    id="workspaces"
                    label=t(m::LIMITED_WORKSPACES)
                    hint=t(m::PLANS_WORKSPACES_HINT)
                    error=error("workspaces")
                >
                    <TextInput value=form.workspaces name="workspaces" inputmode="numeric" number=true required=true />
                </Field>
                <Field
                    id="trial_days"
                    label=t(m::FIELD_TRIAL_DAYS)
                    hint=t(m::PLANS_TRIAL_HINT)
                    error=error("trial_days")
                >
                    <TextInput value=form.trial_days name="trial_days" inputmode="numeric" number=true required=true />
                </Field>
                <Field id="after_trial" label=t(m::FIELD_AFTER_TRIAL) full=true>
                    <Select value=form.after_trial options=ways name="after_trial" />
                </Field>
                <LimitField
                    id="seats"
                    label=t(m::PLANS_TEAM_USERS)
                    unit=t(m::PLANS_PER_WORKSPACE)
                    value=form.seats
                    used=used(peak.seats)
                    error=error("seats")
                />
                <LimitField
                    id="contacts"
                    label=t(m::LIMITED_CONTACTS)
                    value=form.contacts
                    used=used(peak.contacts)
                    error=error("contacts")
                />
            </div>
        </FormGroup>
    }
    .into_any()
}

/// Sections of the client's back office, and optional features.
#[component]
pub(super) fn Inclusions(form: PlanForm) -> impl IntoView {
    let sections = form.sections().into_iter().map(|(section, on)| {
        tick(
            format!("section-{}", section.key()),
            words::section(section),
            on,
        )
    });
    let features = form.features().into_iter().map(|(feature, on)| {
        tick(
            format!("feature-{}", feature.key()),
            words::feature(feature),
            on,
        )
    });
    view! {
        <FormGroup title=t(m::FIELD_SECTIONS) help=t(m::PLANS_SECTIONS_HELP)>
            <div class="form-grid">{sections.collect::<Vec<_>>()}</div>
        </FormGroup>
        <FormGroup title=t(m::FIELD_FEATURES) help=t(m::PLANS_FEATURES_HELP)>
            <div class="form-grid">{features.collect::<Vec<_>>()}</div>
        </FormGroup>
    }
    .into_any()
}

fn tick(id: String, label: &'static str, value: RwSignal<bool>) -> AnyView {
    view! { <Checkbox id label value /> }.into_any()
}
