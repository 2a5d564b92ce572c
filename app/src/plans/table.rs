use domain::{
    PlanId,
    clients::{ClientQuery, PlanFilter},
    plans::PlanSummary,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api,
    card::{limit_words, trial_words},
};
use crate::{
    api_error::ApiError,
    i18n::{grouped, m, t, tf},
    panel::{Here, go},
    ui::{DataTable, Kind, Menu, MenuItem, RowName, Size, toasts},
    words,
};

/// The plans as a table; each leads to its editor.
#[component]
pub(super) fn PlanTable(
    here: Here,
    found: Vec<PlanSummary>,
    /// Why the reader may not change plans.
    reason: Option<String>,
    /// Called after a plan was archived, restored or made.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let head = || {
        view! {
            <th scope="col" data-sticky="">
                {t(m::PLANS_PLAN)}
            </th>
            <th scope="col" data-number="">
                {t(m::FIELD_PRICE)}
            </th>
            <th scope="col" data-number="">
                {t(m::LIMITED_WORKSPACES)}
            </th>
            <th scope="col" data-number="">
                {t(m::LIMITED_SEATS)}
            </th>
            <th scope="col" data-number="">
                {t(m::LIMITED_CONTACTS)}
            </th>
            <th scope="col">{t(m::PLANS_TRIAL)}</th>
            <th scope="col" data-number="">
                {t(m::PANEL_CLIENTS)}
            </th>
            <th scope="col" data-menu="">
                <span class="visually-hidden">{t(m::UI_ACTIONS)}</span>
            </th>
        }
        .into_any()
    };
    let reason = Signal::stored(reason);
    let rows = found
        .into_iter()
        .map(|plan| row(here, plan, reason, on_change))
        .collect::<Vec<_>>();
    view! {
        <DataTable label=t(m::PLANS_TITLE) head>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(
    here: Here,
    plan: PlanSummary,
    reason: Signal<Option<String>>,
    on_change: Callback<()>,
) -> AnyView {
    let href = here.at(&format!("plans/{}", plan.id));
    let price = words::money(plan.price);
    let interval = words::interval(plan.interval);
    view! {
        <tr>
            <th scope="row" data-sticky="">
                <RowName name=plan.name.clone() href />
            </th>
            <td data-number="" data-phone="end">
                {price}
                " "
                <span class="muted small">{interval}</span>
            </td>
            <td data-number="">{grouped(u64::from(plan.quotas.workspaces))}</td>
            <td data-number="">{limit_words(plan.quotas.seats)}</td>
            <td data-number="">{limit_words(plan.quotas.contacts)}</td>
            <td>{trial_words(plan.trial_days)}</td>
            <td data-number="" data-phone="under" data-label=t(m::PANEL_CLIENTS)>
                <a href=clients_on(here, plan.id)>{grouped(plan.clients)}</a>
            </td>
            <td data-menu="">{actions(here, &plan, reason, on_change)}</td>
        </tr>
    }
    .into_any()
}

/// The address of the list of a plan's clients.
pub(super) fn clients_on(here: Here, plan: PlanId) -> String {
    let query = ClientQuery {
        plan: Some(PlanFilter::On(plan)),
        ..ClientQuery::default()
    };
    let params = query
        .to_params()
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>();
    here.at(&format!("clients?{}", params.join("&")))
}

fn actions(
    here: Here,
    plan: &PlanSummary,
    reason: Signal<Option<String>>,
    on_change: Callback<()>,
) -> AnyView {
    let (id, is_archived) = (plan.id, plan.is_archived);
    let name = StoredValue::new(plan.name.clone());
    let label = tf(m::UI_ACTIONS_FOR, &[("name", &plan.name)]);
    view! {
        <Menu
            id=format!("actions-{id}")
            label
            icon="ellipsis"
            bare=true
            kind=Kind::Ghost
            size=Size::Small
            end=true
        >
            <MenuItem
                icon="pencil"
                on_press=move || go(&here.at(&format!("plans/{id}")))
            >
                {t(if reason.read().is_some() { m::PLANS_OPEN } else { m::PLANS_EDIT })}
            </MenuItem>
            <MenuItem icon="copy" reason on_press=move || duplicate(here, id)>
                {t(m::PLANS_DUPLICATE)}
            </MenuItem>
            <MenuItem
                icon=if is_archived { "archive-restore" } else { "archive" }
                reason
                on_press=move || set_archived(here, id, name.get_value(), !is_archived, on_change)
            >
                {t(if is_archived { m::PLANS_RESTORE } else { m::PLANS_ARCHIVE })}
            </MenuItem>
        </Menu>
    }
    .into_any()
}

/// Makes a plan with the values of another, and opens it.
pub(super) fn duplicate(here: Here, id: PlanId) {
    let toasts = toasts();
    spawn_local(async move {
        match api::duplicate(here.slug_untracked(), id).await {
            Ok(copy) => {
                toasts.say(t(m::PLANS_DUPLICATED));
                go(&here.at(&format!("plans/{copy}")));
            }
            Err(error) => toasts.fail(words::error(&error)),
        }
    });
}

/// Takes a plan off the offer or offers it again, at once; a notice takes it back.
pub(super) fn set_archived(
    here: Here,
    id: PlanId,
    name: String,
    archived: bool,
    on_change: Callback<()>,
) {
    let toasts = toasts();
    spawn_local(async move {
        match put(here, id, archived).await {
            Ok(()) => {
                on_change.run(());
                let msg = if archived {
                    m::PLANS_WAS_ARCHIVED
                } else {
                    m::PLANS_WAS_RESTORED
                };
                let undo = move || {
                    spawn_local(async move {
                        match put(here, id, !archived).await {
                            Ok(()) => on_change.run(()),
                            Err(error) => toasts.fail(words::error(&error)),
                        }
                    });
                };
                toasts.say_with_undo(tf(msg, &[("name", &name)]), undo);
            }
            Err(error) => toasts.fail(words::error(&error)),
        }
    });
}

async fn put(here: Here, id: PlanId, archived: bool) -> Result<(), ApiError> {
    let at = here.slug_untracked();
    if archived {
        api::archive(at, id).await
    } else {
        api::restore(at, id).await
    }
}
