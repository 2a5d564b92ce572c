//! The menu of the person whose boxes one ticks, with the reason for every line.

use domain::{
    client_users::{ClientRole, ClientTeam},
    inclusions::Section,
    policy::{ClientUser, HardDeny, Step, Verdict, chain, decide_for_section},
    rights::Level,
};
use leptos::prelude::*;

use super::boxes::Boxes;
use crate::{
    i18n::{m, t},
    ui::Icon,
    words,
};

/// What the person would find, by the very rule that guards the server.
#[component]
pub(super) fn Mirror(boxes: Boxes, found: StoredValue<ClientTeam>) -> impl IntoView {
    let lines = move || {
        let person = found.read_value().person_with(&boxes.access());
        let sections = Section::ALL.iter().map(|section| line(&person, *section));
        let people = (person.role == ClientRole::Owner)
            .then(|| plain("users", t(m::CLIENT_USERS_MIRROR_PEOPLE)));
        view! {
            {plain("house", t(m::CLIENT_USERS_MIRROR_HOME))}
            {sections.collect_view()}
            {people}
        }
    };
    let never = HardDeny::ALL.map(|deny| {
        view! {
            <li>
                <Icon name="lock" />
                {words::hard_deny(deny)}
            </li>
        }
    });
    view! {
        <aside class="mirror" aria-label=t(m::CLIENT_USERS_MIRROR)>
            <h3>{t(m::CLIENT_USERS_MIRROR)}</h3>
            <p class="field-hint">{t(m::CLIENT_USERS_MIRROR_HINT)}</p>
            <div class="menu-mirror">{lines}</div>
            <h3>{t(m::CLIENT_USERS_NEVER)}</h3>
            <ul class="mirror-never" role="list">
                {never}
            </ul>
        </aside>
    }
    .into_any()
}

fn plain(icon: &'static str, name: &'static str) -> AnyView {
    view! {
        <div class="mirror-line">
            <Icon name=icon />
            <span>{name}</span>
        </div>
    }
    .into_any()
}

fn line(person: &ClientUser, section: Section) -> AnyView {
    let allowed = |level| decide_for_section(person, section, level).is_allowed();
    let (views, edits) = (allowed(Level::View), allowed(Level::Edit));
    let state = match (views, edits) {
        (_, true) => m::CLIENT_USERS_OPEN_EDIT,
        (true, false) => m::CLIENT_USERS_OPEN_VIEW,
        (false, false) => m::CLIENT_USERS_LOCKED,
    };
    let why = match decide_for_section(person, section, Level::View) {
        Verdict::Denied(reason) => Some(words::reason(&reason)),
        _ => None,
    };
    let level = if edits { Level::Edit } else { Level::View };
    let steps = chain(person, section, level).map(step);
    view! {
        <details class="mirror-line" data-locked=(!views).then_some("")>
            <summary>
                <Icon name=words::section_icon(section) />
                <span>{words::section(section)}</span>
                <span class="mirror-state">{t(state)}</span>
            </summary>
            {why.map(|why| view! { <p class="small">{why}</p> })}
            <ol class="mirror-gates" role="list">
                {steps}
            </ol>
        </details>
    }
    .into_any()
}

fn step(step: Step) -> AnyView {
    let icon = if step.is_open { "check" } else { "x" };
    view! {
        <li data-closed=(!step.is_open).then_some("")>
            <Icon name=icon />
            <b>{words::gate(step.gate)}</b>
            <span>{words::reason(&step.reason)}</span>
        </li>
    }
    .into_any()
}
