//! The boxes: sections by view and edit, with presets (G7, G8, G12).

use domain::{
    client_users::{ClientRole, ClientTeam},
    inclusions::Section,
    leaks::SectionLeak,
    policy::{Gate, chain},
    rights::{Level, Preset},
};
use leptos::prelude::*;

use super::boxes::Boxes;
use crate::{
    i18n::{m, t},
    leaks,
    ui::{Button, Checkbox, Choice, ChoiceCard, Icon, Select, Size, Tick},
    words,
};

/// Role, boxes and seats of a person.
#[component]
pub(super) fn AccessFields(
    /// The prefix of the ids.
    id: &'static str,
    boxes: Boxes,
    found: StoredValue<ClientTeam>,
) -> impl IntoView {
    let card = move |role: ClientRole, text| {
        view! {
            <ChoiceCard
                name=format!("{id}-role")
                title=words::client_role(role)
                value=role.name()
                chosen=boxes.role
                text=t(text)
            />
        }
    };
    let is_member = move || boxes.role() == ClientRole::Member;
    let grid = move || is_member().then(|| view! { <Grid id boxes found /> });
    view! {
        <fieldset class="stack">
            <legend class="field-label">{t(m::CLIENT_USERS_ROLE)}</legend>
            {card(ClientRole::Member, m::CLIENT_USERS_MEMBER_HINT)}
            {card(ClientRole::Owner, m::CLIENT_USERS_OWNER_HINT)}
        </fieldset>
        {grid}
        <Checkbox
            id=format!("{id}-only-safe")
            label=t(m::CLIENT_USERS_ONLY_SAFE)
            hint=t(m::CLIENT_USERS_ONLY_SAFE_HINT)
            value=boxes.only_safe
        />
        <Seats boxes found />
        <Checkbox id=format!("{id}-notices") label=t(m::CLIENT_USERS_NOTICES) value=boxes.notices />
    }
    .into_any()
}

#[component]
fn Grid(id: &'static str, boxes: Boxes, found: StoredValue<ClientTeam>) -> impl IntoView {
    let presets = Preset::ALL.map(|preset| {
        view! {
            <Button size=Size::Small on_press=move || boxes.rights.set(preset.rights())>
                {words::preset(preset)}
            </Button>
        }
    });
    let rows = Section::ALL
        .iter()
        .map(|section| view! { <Row section=*section boxes found /> })
        .collect_view();
    view! {
        <fieldset class="stack">
            <legend class="field-label">{t(m::CLIENT_USERS_RIGHTS)}</legend>
            <div class="cluster" role="group" aria-label=t(m::CLIENT_USERS_PRESETS)>
                {presets}
                <SameAs id boxes found />
            </div>
            <table class="permission-grid">
                <thead>
                    <tr>
                        <th scope="col">{t(m::CLIENT_USERS_SECTION)}</th>
                        <th scope="col" data-box="">
                            {t(m::CLIENT_USERS_VIEW)}
                        </th>
                        <th scope="col" data-box="">
                            {t(m::CLIENT_USERS_EDIT)}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Row(section: Section, boxes: Boxes, found: StoredValue<ClientTeam>) -> impl IntoView {
    let name = words::section(section);
    let has = move |level| boxes.rights.read().allows(section, level);
    let set = move |level| {
        move |on: bool| {
            let lower = match level {
                Level::View => None,
                Level::Edit => Some(Level::View),
            };
            boxes
                .rights
                .update(|rights| rights.set(section, if on { Some(level) } else { lower }));
        }
    };
    // What stands in the way whatever is ticked: it is said beside the box.
    let gate = move |gate: Gate, level| {
        let person = found.read_value().person_with(&boxes.access());
        let closed = chain(&person, section, level)
            .into_iter()
            .find(|step| step.gate == gate && !step.is_open);
        closed.map(|step| words::reason(&step.reason))
    };
    let note = move || gate(Gate::Plan, Level::View).or_else(|| gate(Gate::HardDeny, Level::Edit));
    let is_denied = Signal::derive(move || gate(Gate::HardDeny, Level::Edit).is_some());
    let is_marked = (found.read_value().inclusions.iter())
        .any(|offered| offered.section == section && !offered.is_safe);
    let leaks = found.with_value(|team| {
        let leaks = team.leaks.iter().filter(|leak| leak.section == section);
        leaks.map(leak).collect_view()
    });
    let note_id = format!("note-{}", section.key());
    view! {
        <tr>
            <th scope="row">
                <span class="permission-name">
                    {name} {is_marked.then(|| view! { <LeakMark /> })}
                </span>
                <span class="reason" id=note_id.clone()>
                    {note}
                </span>
                {leaks}
            </th>
            <td data-box="">
                <Tick
                    label=format!("{name}: {}", t(m::CLIENT_USERS_VIEW))
                    checked=Signal::derive(move || has(Level::View))
                    described_by=note_id.clone()
                    on_change=set(Level::View)
                />
            </td>
            <td data-box="">
                <Tick
                    label=format!("{name}: {}", t(m::CLIENT_USERS_EDIT))
                    checked=Signal::derive(move || has(Level::Edit) && !is_denied.get())
                    disabled=is_denied
                    described_by=note_id
                    on_change=set(Level::Edit)
                />
            </td>
        </tr>
    }
    .into_any()
}

/// The mark of a section on which somebody else's name can be seen (G12).
#[component]
pub(super) fn LeakMark() -> impl IntoView {
    view! {
        <span class="leak-mark">
            <Icon name="triangle-alert" />
            {t(m::CLIENT_USERS_NOT_SAFE_MARK)}
        </span>
    }
    .into_any()
}

/// Whose names can be seen on a section, and where (G12).
fn leak(leak: &SectionLeak) -> AnyView {
    let names: Vec<&str> = leak
        .whose
        .iter()
        .map(|whose| leaks::whose(*whose))
        .collect();
    let text = format!("{}: {}", leak.at, names.join(", "));
    view! { <span class="reason">{text}</span> }.into_any()
}

/// Takes over the boxes of somebody else.
#[component]
fn SameAs(id: &'static str, boxes: Boxes, found: StoredValue<ClientTeam>) -> impl IntoView {
    let others: Vec<Choice> = (found.read_value().users.iter())
        .filter(|user| user.access.role == ClientRole::Member)
        .map(|user| Choice::from((user.id.to_string(), user.name.clone())))
        .collect();
    if others.is_empty() {
        return ().into_any();
    }
    let chosen = RwSignal::new(String::new());
    Effect::new(move |_| {
        let id = chosen.get();
        let team = found.read_value();
        let model = team.users.iter().find(|user| user.id.to_string() == id);
        if let Some(model) = model {
            boxes.rights.set(model.access.rights.clone());
            boxes.only_safe.set(model.access.only_safe);
        }
    });
    let mut options = vec![Choice::from((
        String::new(),
        t(m::CLIENT_USERS_SAME_AS).to_owned(),
    ))];
    options.extend(others);
    view! {
        <span class="same-as">
            <label class="visually-hidden" for=format!("{id}-same-as")>
                {t(m::CLIENT_USERS_SAME_AS)}
            </label>
            <Select id=format!("{id}-same-as") value=chosen options />
        </span>
    }
    .into_any()
}

/// The workspaces in which the person has a seat (P14).
#[component]
fn Seats(boxes: Boxes, found: StoredValue<ClientTeam>) -> impl IntoView {
    let team = found.get_value();
    let boxes_of = team.workspaces.into_iter().map(|workspace| {
        let id = workspace.id;
        let has = Signal::derive(move || boxes.workspaces.read().contains(&id));
        let change = move |on: bool| {
            boxes.workspaces.update(|seats| {
                seats.retain(|seat| *seat != id);
                if on {
                    seats.push(id);
                }
            });
        };
        let taken =
            super::people::seats(workspace.seats, team.plan.as_ref().map(|plan| plan.seats));
        view! {
            <label class="seat">
                <Tick label=workspace.name.clone() checked=has on_change=change />
                <span>{workspace.name.clone()}</span>
                <span class="muted small number">{taken}</span>
            </label>
        }
    });
    let boxes_of = boxes_of.collect_view();
    let none = boxes_of.is_empty();
    view! {
        <fieldset class="stack">
            <legend class="field-label">{t(m::CLIENT_USERS_WORKSPACES)}</legend>
            <p class="field-hint">
                {t(if none { m::CLIENT_USERS_NO_WORKSPACES } else { m::CLIENT_USERS_WORKSPACES_HINT })}
            </p>
            {boxes_of}
        </fieldset>
    }
    .into_any()
}
