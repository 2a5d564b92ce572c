use domain::{
    auth::{Me, Membership},
    dashboard::FirstSteps,
    policy::Action,
};
use leptos::prelude::*;

use crate::{
    i18n::{Msg, m, t},
    panel::{Here, may},
    ui::{Icon, LinkButton, Section, Size},
};

/// A first step: what it is, why, where it is done and by whom.
struct Step {
    done: bool,
    name: Msg,
    why: Msg,
    path: &'static str,
    action: Action,
}

const fn steps(done: FirstSteps) -> [Step; 5] {
    [
        Step {
            done: done.company,
            name: m::DASHBOARD_STEP_COMPANY,
            why: m::DASHBOARD_STEP_COMPANY_WHY,
            path: "configuration",
            action: Action::EditCompany,
        },
        Step {
            done: done.plan,
            name: m::DASHBOARD_STEP_PLAN,
            why: m::DASHBOARD_STEP_PLAN_WHY,
            path: "plans/new",
            action: Action::EditPlans,
        },
        Step {
            done: done.client,
            name: m::DASHBOARD_STEP_CLIENT,
            why: m::DASHBOARD_STEP_CLIENT_WHY,
            path: "clients/new",
            action: Action::AddClient,
        },
        Step {
            done: done.assigned,
            name: m::DASHBOARD_STEP_ASSIGNED,
            why: m::DASHBOARD_STEP_ASSIGNED_WHY,
            path: "clients?plan=none",
            action: Action::AssignPlan,
        },
        Step {
            done: done.team,
            name: m::DASHBOARD_STEP_TEAM,
            why: m::DASHBOARD_STEP_TEAM_WHY,
            path: "configuration/team",
            action: Action::ManageTeam,
        },
    ]
}

/// The checklist of a new partner; it ticks itself and goes away when it is done.
#[component]
pub fn FirstStepsList(here: Here, steps: FirstSteps, me: Me, place: Membership) -> impl IntoView {
    let list = self::steps(steps);
    if list.iter().all(|step| step.done) {
        return ().into_any();
    }
    let items = list
        .into_iter()
        .map(|step| {
            let open = !step.done && may(&me, &place, step.action).is_allowed();
            item(&step, open.then(|| here.at(step.path)))
        })
        .collect_view();
    view! {
        <Section title=t(m::DASHBOARD_STEPS)>
            <ul class="checklist">{items}</ul>
        </Section>
    }
    .into_any()
}

fn item(step: &Step, href: Option<String>) -> AnyView {
    let Step {
        done, name, why, ..
    } = *step;
    let mark = if done { "circle-check" } else { "circle" };
    view! {
        <li data-done=done.then_some("")>
            <Icon name=mark />
            <div>
                {t(name)}
                {done.then(|| view! { <span class="visually-hidden">", " {t(m::UI_DONE)}</span> })}
                <p>{t(why)}</p>
            </div>
            {href
                .map(|href| {
                    view! {
                        <LinkButton href size=Size::Small>
                            {t(m::DASHBOARD_STEP_GO)}
                            <span class="visually-hidden">": " {t(name)}</span>
                        </LinkButton>
                    }
                })}
        </li>
    }
    .into_any()
}
