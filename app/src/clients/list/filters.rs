use domain::clients::{ClientFormOptions, ClientQuery, ClientStatus, PlanFilter};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::address::Address;
use crate::{
    i18n::{m, t},
    ui::{Choice, FilterChip},
    words,
};

/// The ways to narrow the list: by status, plan and manager.
#[component]
pub(super) fn Filters(address: Address, options: StoredValue<ClientFormOptions>) -> impl IntoView {
    view! {
        <div class="toolbar-chips">
            <Filter address id="filter-status" label=t(m::FIELD_STATUS) choices=statuses() kept=Kept::Status />
            <Filter
                address
                id="filter-plan"
                label=t(m::FIELD_PLAN)
                choices=options.with_value(plans)
                kept=Kept::Plan
            />
            <Filter
                address
                id="filter-manager"
                label=t(m::FIELD_MANAGER)
                choices=options.with_value(managers)
                kept=Kept::Manager
            />
            {move || {
                address
                    .query
                    .read()
                    .is_narrowed()
                    .then(|| {
                        view! {
                            <button type="button" class="button" data-kind="ghost" on:click=move |_| clear(address)>
                                {t(m::CLIENTS_CLEAR_FILTERS)}
                            </button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// Shows the plain list again, in the order it has.
pub(super) fn clear(address: Address) {
    address.change(|query| {
        *query = ClientQuery {
            sort: query.sort,
            ..ClientQuery::default()
        };
    });
}

/// Which part of the query a filter keeps.
#[derive(Debug, Clone, Copy)]
enum Kept {
    Status,
    Plan,
    Manager,
}

impl Kept {
    /// What the address says of it.
    fn value(self, query: &ClientQuery) -> Option<String> {
        match self {
            Self::Status => query.status.map(|status| status.name().to_owned()),
            Self::Plan => query.plan.map(|plan| match plan {
                PlanFilter::Without => "none".to_owned(),
                PlanFilter::On(plan) => plan.to_string(),
            }),
            Self::Manager => query.manager.map(|manager| manager.to_string()),
        }
    }

    /// Puts a value of the address into a query.
    fn put(self, query: &mut ClientQuery, value: Option<&str>) {
        let name = match self {
            Self::Status => "status",
            Self::Plan => "plan",
            Self::Manager => "manager",
        };
        let read = ClientQuery::from_params(|asked| value.filter(|_| asked == name));
        match self {
            Self::Status => query.status = read.status,
            Self::Plan => query.plan = read.plan,
            Self::Manager => query.manager = read.manager,
        }
    }
}

#[component]
fn Filter(
    address: Address,
    id: &'static str,
    label: &'static str,
    choices: Vec<Choice>,
    kept: Kept,
) -> impl IntoView {
    let value = Memo::new(move |_| kept.value(&address.query.read()));
    let choices = StoredValue::new(choices);
    let shown = Signal::derive(move || {
        let value = value.get()?;
        Some(choices.with_value(|choices| label_of(choices, &value)))
    });
    let choose = move |value: Option<String>| {
        address.change(|query| kept.put(query, value.as_deref()));
        shut(id);
    };
    view! {
        <FilterChip id label value=shown on_clear=move || choose(None)>
            {choices
                .get_value()
                .into_iter()
                .map(|choice| view! { <Way name=id choice value on_choose=Callback::new(move |(v,)| choose(Some(v))) /> })
                .collect_view()}
        </FilterChip>
    }
    .into_any()
}

#[component]
fn Way(
    name: &'static str,
    choice: Choice,
    value: Memo<Option<String>>,
    on_choose: Callback<(String,)>,
) -> impl IntoView {
    let Choice { value: own, label } = choice;
    let id = format!("{name}-{own}");
    let compared = own.clone();
    view! {
        <label class="menu-item">
            <input
                type="radio"
                class="radio"
                name=name
                id=id
                prop:checked=move || value.read().as_deref() == Some(compared.as_str())
                on:change=move |_| on_choose.run((own.clone(),))
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn shut(popover: &str) {
    let list = document()
        .get_element_by_id(popover)
        .and_then(|list| list.dyn_into::<HtmlElement>().ok());
    if let Some(list) = list {
        let _ = list.hide_popover();
    }
}

fn label_of(choices: &[Choice], value: &str) -> String {
    let found = choices.iter().find(|choice| choice.value == value);
    found.map_or_else(
        || t(m::CLIENTS_UNKNOWN).to_owned(),
        |choice| choice.label.clone(),
    )
}

fn statuses() -> Vec<Choice> {
    ClientStatus::ALL
        .into_iter()
        .map(|status| Choice::from((status.name(), words::status(status))))
        .collect()
}

fn plans(options: &ClientFormOptions) -> Vec<Choice> {
    let none = Choice::from(("none", t(m::CLIENTS_WITHOUT_PLAN)));
    let plans = options
        .plans
        .iter()
        .chain(&options.past_plans)
        .map(|plan| Choice::from((plan.id.to_string(), plan.name.clone())));
    std::iter::once(none).chain(plans).collect()
}

fn managers(options: &ClientFormOptions) -> Vec<Choice> {
    options
        .managers
        .iter()
        .map(|(id, name)| Choice::from((id.to_string(), name.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_changes_its_own_part_only() {
        let mut query = ClientQuery {
            search: "acme".to_owned(),
            status: Some(ClientStatus::Trial),
            ..ClientQuery::default()
        };
        Kept::Plan.put(&mut query, Some("none"));
        assert_eq!(query.plan, Some(PlanFilter::Without));
        assert_eq!(Kept::Plan.value(&query).as_deref(), Some("none"));
        assert_eq!(query.status, Some(ClientStatus::Trial));

        Kept::Status.put(&mut query, None);
        assert_eq!(query.status, None);
        assert_eq!(query.search, "acme");
    }
}
